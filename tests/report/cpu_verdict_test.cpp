// Who used less CPU time, and when nothing is said of it.
#include "report/figures/cpu_verdict.hpp"

#include <algorithm>
#include <variant>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "example_report.hpp"
#include "reading.hpp"
#include "report/exports/json.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/pages/run_page.hpp"
#include "report/words/verdict_words.hpp"

namespace concbench {
namespace {

/// A scenario of a few executors; round by round their CPU times in microseconds.
class a_cpu_verdict : public ::testing::Test {
 protected:
  void add(std::string executor, std::vector<std::int64_t> cpu_us) {
    auto& made = report_.cells.emplace_back();
    made.scenario = "sleep";
    made.executor = std::move(executor);
    for (std::size_t i = 0; i < cpu_us.size(); ++i) {
      auto& taken = made.samples.emplace_back();
      taken.round = static_cast<std::int64_t>(i);
      taken.wall_ns = 1'000'000;
      taken.tasks_ok = 1;
      taken.cpu_user_ns = 600 * cpu_us[i];
      taken.cpu_system_ns = 400 * cpu_us[i];
    }
  }

  std::string text() const {
    const auto results = results_of(report_);
    const auto found = cpu_verdict_of(results.front(), report_.plan);
    return found ? cpu_verdict_text(*found) : "none";
  }

  report report_ = testing::empty_report();
};

TEST_F(a_cpu_verdict, names_who_used_less_and_how_much_less_the_nearest_first) {
  add("sequential", {150, 151, 152, 150, 151, 152, 150});
  add("threads", {310, 280, 340, 310, 310, 300, 320});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(
      text(),
      "CPU time: coroutines used 1.51× [1.50, 1.52] less than sequential, 3.10× [2.80, 3.40] less than threads");
}

TEST_F(a_cpu_verdict, says_nothing_of_a_difference_that_is_not_resolved) {
  add("threads", {310, 90, 340, 310, 310, 90, 320});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(text(), "none");
}

TEST_F(a_cpu_verdict, says_nothing_of_a_difference_that_may_be_less_than_a_tenth) {
  add("threads", {109, 150, 150, 150, 150, 150, 150});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(text(), "none");
}

TEST_F(a_cpu_verdict, needs_rounds_enough_for_all_pairs) {
  add("a", {300, 300, 300, 300, 300, 300});
  add("b", {200, 200, 200, 200, 200, 200});
  EXPECT_EQ(text(), "CPU time: b used 1.50× [1.50, 1.50] less than a");
  add("c", {100, 100, 100, 100, 100, 100});  // three pairs take 7 rounds
  EXPECT_EQ(text(), "none");
}

TEST_F(a_cpu_verdict, leaves_out_who_is_not_ok_or_did_not_measure_it) {
  add("threads", {310, 280, 340, 310, 310, 300, 320});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  add("worker:threads", {0, 0, 0, 0, 0, 0, 0});
  add("fibers", {10, 10, 10, 10, 10, 10, 10});
  report_.cells.back().status = status::incorrect;
  EXPECT_EQ(text(), "CPU time: coroutines used 3.10× [2.80, 3.40] less than threads");
}

TEST_F(a_cpu_verdict, names_three_and_counts_the_others) {
  for (const auto* each : {"a", "b", "c", "d", "e"}) add(each, std::vector<std::int64_t>(10, 200));
  add("coroutines", std::vector<std::int64_t>(10, 100));
  EXPECT_TRUE(text().ends_with("2.00× [2.00, 2.00] less than c, and less than 2 more")) << text();
}

TEST_F(a_cpu_verdict, stands_in_the_exports) {
  add("threads", {310, 280, 340, 310, 310, 300, 320});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_NE(render_page_markdown(run_page(report_)).find("\n**CPU time: coroutines used 3.10× "),
            std::string::npos);
  EXPECT_TRUE(testing::says(run_page(report_), text()));
  const auto results = boost::json::parse(render_json(report_)).at("results").as_array();
  const auto& least = results.at(0).at("least_cpu");
  EXPECT_EQ(least.at("executor"), "coroutines");
  EXPECT_EQ(least.at("over").as_array().at(0).at("executor"), "threads");
  EXPECT_NEAR(least.at("over").as_array().at(0).at("factor").at("ratio").as_double(), 3.1, 1e-6);
  EXPECT_EQ(std::string_view(results.at(0).at("cpu_verdict").as_string()), text());
}

}  // namespace
}  // namespace concbench
