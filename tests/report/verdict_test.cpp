// Who wins, and what is said when nobody can be told to.
#include "report/verdict.hpp"

#include <gtest/gtest.h>

#include "example_report.hpp"

namespace concbench {
namespace {

/// A scenario of three executors; round by round their times in nanoseconds.
class a_verdict : public ::testing::Test {
 protected:
  void add(std::string executor, std::vector<std::int64_t> walls) {
    auto& made = report_.cells.emplace_back();
    made.scenario = "sleep";
    made.executor = std::move(executor);
    for (std::size_t i = 0; i < walls.size(); ++i) {
      auto& taken = made.samples.emplace_back();
      taken.round = static_cast<std::int64_t>(i);
      taken.wall_ns = walls[i];
      taken.tasks_ok = 1;
    }
  }

  std::string text() const {
    const auto results = results_of(report_);
    const auto found = verdict_of(results.front(), report_.plan);
    return found ? verdict_text(*found, {}) : "none";
  }

  report report_ = testing::empty_report();
};

TEST_F(a_verdict, names_the_winner_and_by_how_much_it_wins_the_nearest_first) {
  add("sequential", {400, 410, 420, 400, 410, 420, 400});
  add("threads", {120, 121, 122, 120, 121, 122, 120});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(text(),
            "fastest: coroutines, 1.21× [1.20, 1.22] over threads, 4.10× [4.00, 4.20] over sequential");
}

TEST_F(a_verdict, says_what_is_not_resolved) {
  add("sequential", {400, 410, 420, 400, 410, 420, 400});
  add("threads", {99, 101, 102, 100, 103, 99, 101});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(text(),
            "fastest: coroutines, 4.10× [4.00, 4.20] over sequential; not resolved against threads (1.01× "
            "[0.99, 1.03])");
}

TEST_F(a_verdict, has_no_winner_where_nothing_is_resolved) {
  add("sequential", {100, 102, 99, 101, 103, 98, 101});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(text(), "fastest: not resolved: coroutines against sequential (1.01× [0.98, 1.03])");
}

TEST_F(a_verdict, names_no_winner_that_another_beats_round_by_round) {
  // All times drift, and one sample of coroutines is an outlier: the medians are those of different rounds.
  add("sequential", {100, 200, 300, 400, 500, 600, 700, 800, 900});
  add("coroutines", {99, 198, 297, 1000, 495, 594, 693, 792, 891});
  EXPECT_EQ(text(),
            "fastest: not resolved: sequential has the least median time, yet is slower round by round than "
            "coroutines (0.99× [0.99, 0.99])");
}

TEST_F(a_verdict, says_how_many_rounds_it_takes) {
  add("sequential", {400, 400, 400});
  add("threads", {120, 121, 122});
  add("thread-pool", {120, 121, 122});
  add("coroutines", {100, 100, 100});
  EXPECT_EQ(text(), "fastest: not resolved: needs ≥ 7 rounds; coroutines has the least time");
}

TEST_F(a_verdict, agrees_with_the_table_where_the_baseline_wins) {
  add("sequential", {100, 100, 100, 100, 100, 100, 100});
  add("threads", {120, 121, 122, 120, 121, 122, 120});
  EXPECT_EQ(text(), "fastest: sequential, 1.21× [1.20, 1.22] over threads");
}

TEST_F(a_verdict, names_three_rivals_and_counts_the_others) {
  add("sequential", {100, 100, 100, 100, 100, 100, 100, 100});
  for (const auto* each : {"a", "b", "c", "d", "e"}) add(each, {120, 121, 122, 120, 121, 122, 120, 121});
  EXPECT_TRUE(text().ends_with("1.21× [1.20, 1.22] over c, 2 more")) << text();
}

TEST_F(a_verdict, takes_two_to_be_given) {
  add("sequential", {100, 100});
  EXPECT_EQ(text(), "none");
}

TEST_F(a_verdict, asks_for_more_rounds_where_a_width_ends_them) {
  report_.plan.precision = 0.02;
  add("sequential", {100, 100, 100, 100, 100, 100, 100});
  add("threads", {120, 121, 122, 120, 121, 122, 120});
  EXPECT_EQ(text(), "fastest: not resolved: needs ≥ 8 rounds; sequential has the least time");
}

}  // namespace
}  // namespace concbench
