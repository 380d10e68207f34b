// The cost cards as people and as programs see them.
#include "report/pages/cost_page.hpp"
#include "report/terminal/page_text.hpp"

#include <sstream>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "cost_example.hpp"
#include "golden.hpp"
#include "report/exports/cost_json.hpp"
#include "report/terminal/display_text.hpp"

namespace concbench {
namespace {

TEST(cost_page_as_text, gives_the_golden_files) {
  for (const int width : {60, 80, 120})
    testing::expect_golden("cost_" + std::to_string(width) + ".txt",
                           render_page_text(cost_page(testing::example_costs()), {.width = width}));
}

TEST(cost_page_as_text, keeps_within_the_width) {
  for (int width = 40; width <= 160; ++width)
    for (const bool unicode : {true, false}) {
      std::istringstream lines(render_page_text(cost_page(testing::example_costs()),
                                                {.width = width, .colour = true, .unicode = unicode}));
      for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), width) << line;
    }
}

TEST(cost_page_as_text, is_ascii_when_it_has_to_be) {
  for (const char c : render_page_text(cost_page(testing::example_costs()), {.unicode = false}))
    EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

TEST(cost_page_as_text, says_that_stacks_are_not_in_the_sum_where_their_size_is_not_known) {
  auto from = testing::example_costs();
  from.timed.environment = {};
  const auto text = render_page_text(cost_page(from), {.width = 200});
  EXPECT_NE(text.find("not known for this machine, and not in the sum"), std::string::npos);
  EXPECT_EQ(text.find("16 KiB each"), std::string::npos);
}

TEST(cost_page_as_text, joins_executors_that_the_same_limit_stopped) {
  auto from = testing::example_costs();
  from.stopped.push_back(from.stopped.front());
  from.stopped.back().executor = "thread-pool";
  const auto text = render_page_text(cost_page(from), {.width = 200});
  EXPECT_NE(
      text.find("limit: threads, thread-pool: up to 29000 tasks: kernel.pid_max is 32768; to raise it: sudo "
                "sysctl kernel.pid_max=131072\n"),
      std::string::npos)
      << text;
}

TEST(render_cost_json, holds_cards_limits_and_both_reports) {
  const auto document = boost::json::parse(render_cost_json(testing::example_costs())).as_object();
  const auto& threads = document.at("cards").at(1);
  EXPECT_EQ(threads.at("executor").as_string(), "threads");
  EXPECT_NEAR(threads.at("memory_bytes").at("page_tables").at("per_task").to_number<double>(), 4'136, 1e-6);
  EXPECT_TRUE(document.at("cards").at(0).at("memory_bytes").is_null());
  EXPECT_EQ(document.at("stopped").at(0).at("limit").at("name").as_string(), "kernel.pid_max");
  EXPECT_EQ(document.at("limits").at(0).at("room").to_number<int>(), 29'361);
  EXPECT_EQ(document.at("timed").at("cells").as_array().size(), 11);
  EXPECT_EQ(document.at("counted").at("cells").as_array().size(), 6);
}

}  // namespace
}  // namespace concbench
