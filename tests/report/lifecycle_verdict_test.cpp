// What is said where counting start and stop says something else than the time.
#include "report/figures/lifecycle_verdict.hpp"

#include <algorithm>
#include <variant>

#include <gtest/gtest.h>

#include "example_report.hpp"
#include "reading.hpp"
#include "report/pages/run_page.hpp"
#include "report/words/verdict_words.hpp"

namespace concbench {
namespace {

/// A scenario of a few executors: eight rounds, alike but for a little.
class a_lifecycle_verdict : public ::testing::Test {
 protected:
  void add(std::string executor, std::int64_t run_us, std::int64_t start_us) {
    auto& made = report_.cells.emplace_back();
    made.scenario = "sleep";
    made.executor = std::move(executor);
    for (std::int64_t round = 0; round < 8; ++round) {
      auto& taken = made.samples.emplace_back();
      taken.round = round;
      taken.wall_ns = 1000 * run_us + round;
      taken.startup_ns = 1000 * start_us / 2;
      taken.teardown_ns = 1000 * start_us / 2;
      taken.tasks_ok = 1;
    }
  }

  std::string text() const {
    const auto results = results_of(report_);
    const auto found = lifecycle_verdict_of(results.front(), report_.plan);
    return found ? lifecycle_verdict_text(*found) : "none";
  }

  report report_ = testing::empty_report();
};

constexpr auto end_of_text =
    ". The time in the table is that of an executor that is already up, such as a pool that stays";

TEST_F(a_lifecycle_verdict, says_who_is_faster_then_where_that_is_somebody_else) {
  add("threads", 12'000, 0);
  add("thread-pool", 10'000, 5'000);
  EXPECT_EQ(
      text(),
      std::string("with start and stop thread-pool takes 15.0 ms; then threads is 1.25× [1.25, 1.25] over "
                  "thread-pool") +
          end_of_text);
}

TEST_F(a_lifecycle_verdict, compares_the_winner_with_others_than_the_reference_too) {
  add("sequential", 90'000, 0);
  add("threads", 12'000, 0);
  add("thread-pool", 10'000, 5'000);
  EXPECT_NE(text().find("then threads is 1.25×"), std::string::npos) << text();
}

TEST_F(a_lifecycle_verdict, names_who_takes_a_tenth_longer_though_the_order_stays) {
  add("sequential", 90'000, 0);
  add("thread-pool", 10'000, 1'100);
  EXPECT_EQ(text(), std::string("with start and stop thread-pool takes 11.1 ms") + end_of_text);
}

TEST_F(a_lifecycle_verdict, says_that_a_difference_is_gone) {
  add("threads", 10'500, 0);
  add("thread-pool", 10'000, 500);
  EXPECT_EQ(text(),
            std::string(
                "with start and stop thread-pool takes 10.5 ms, threads takes 10.5 ms; then thread-pool and "
                "threads are not told apart") +
                end_of_text);
}

TEST_F(a_lifecycle_verdict, says_nothing_where_start_and_stop_are_short_and_change_nothing) {
  add("sequential", 90'000, 10);
  add("thread-pool", 10'000, 900);
  EXPECT_EQ(text(), "none");
}

TEST_F(a_lifecycle_verdict, says_nothing_in_an_open_loop_where_the_time_is_no_verdict) {
  add("threads", 12'000, 0);
  add("thread-pool", 10'000, 5'000);
  report_.plan.rate = 100;
  EXPECT_EQ(text(), "none");
}

TEST_F(a_lifecycle_verdict, stands_below_the_table_of_its_scenario) {
  add("threads", 12'000, 0);
  add("thread-pool", 10'000, 5'000);
  EXPECT_TRUE(testing::says(run_page(report_), text()));
}

}  // namespace
}  // namespace concbench
