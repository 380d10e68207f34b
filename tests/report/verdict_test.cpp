// Who wins, and what is said when nobody can be told to.
#include "report/figures/verdict.hpp"

#include <gtest/gtest.h>

#include "example_report.hpp"
#include "report/words/verdict_words.hpp"

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
    return found ? verdict_text(*found, report_.plan) : "none";
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

TEST_F(a_verdict, begins_with_all_who_may_be_the_fastest) {
  add("sequential", {400, 410, 420, 400, 410, 420, 400});
  add("threads", {99, 101, 102, 100, 103, 99, 101});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(
      text(),
      "fastest: coroutines or threads: 7 rounds cannot tell them apart (0.99× to 1.03×, above 1× coroutines is faster); coroutines 4.10× [4.00, 4.20] "
      "over sequential");
}

TEST_F(a_verdict, names_nobody_among_the_fastest_whom_the_table_shows_to_be_slower_than_another) {
  // offload takes twice as long as sequential in every round, and beats thread-pool in two of ten.
  add("sequential", {100, 100, 100, 100, 100, 100, 100, 100, 100, 100});
  add("thread-pool", {93, 94, 95, 96, 97, 98, 99, 105, 205, 215});
  add("offload", {200, 200, 200, 200, 200, 200, 200, 200, 200, 200});
  EXPECT_EQ(
      text(),
      "fastest: thread-pool or sequential: 10 rounds cannot tell them apart (0.49× to 1.06×, above 1× thread-pool is faster); offload is slower "
      "than sequential");
  const auto results = results_of(report_);
  EXPECT_FALSE(results.front().cells[2].marked);
}

TEST_F(a_verdict, has_no_winner_where_nothing_is_resolved) {
  add("sequential", {100, 102, 99, 101, 103, 98, 101});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  EXPECT_EQ(
      text(),
      "fastest: coroutines or sequential: 7 rounds cannot tell them apart (0.98× to 1.03×, above 1× coroutines is faster)");
}

TEST_F(a_verdict, names_no_winner_that_another_beats_round_by_round) {
  // All times drift, and one sample of coroutines is an outlier: the medians are those of different rounds.
  add("sequential", {100, 200, 300, 400, 500, 600, 700, 800, 900});
  add("coroutines", {99, 198, 297, 1000, 495, 594, 693, 792, 891});
  EXPECT_EQ(text(),
            "fastest: not resolved: sequential has the least median time, yet is slower round by round than "
            "coroutines (by 1 % [1 %, 1 %])");
}

TEST_F(a_verdict, turns_round_the_factor_of_a_winner_that_is_much_slower_round_by_round) {
  add("sequential", {100, 200, 300, 400, 500, 600, 700, 800, 900});
  add("coroutines", {86, 172, 258, 1000, 430, 516, 602, 688, 774});
  EXPECT_EQ(text(),
            "fastest: not resolved: sequential has the least median time, yet is slower round by round than "
            "coroutines (by 1.16× [1.16, 1.16])");
}

TEST_F(a_verdict, says_what_one_round_has_shown) {
  add("sequential", {15'010'000'000});
  add("threads", {1'502'000'000});
  add("coroutines", {1'501'000'000});
  EXPECT_EQ(
      text(),
      "fastest: coroutines or threads: one round cannot tell them apart; coroutines took 1.501 s, sequential 15.01 s; an "
      "interval needs 7 rounds (-r 7)");
}

TEST_F(a_verdict, says_what_a_few_rounds_have_shown) {
  add("sequential", {400'000'000, 400'000'000, 400'000'000});
  add("threads", {120'000'000, 121'000'000, 122'000'000});
  add("thread-pool", {102'000'000, 103'000'000, 104'000'000});
  add("coroutines", {100'000'000, 100'000'000, 100'000'000});
  EXPECT_EQ(text(),
            "fastest: coroutines, thread-pool or threads: 3 rounds cannot tell coroutines from these others; "
            "coroutines took 100 ms, sequential 400 ms; an interval needs 7 rounds (-r 7)");
}

TEST_F(a_verdict, takes_no_difference_for_shown_that_a_pause_of_the_machine_can_make) {
  add("sequential", {13'000'000});
  add("threads", {2'460'000});
  EXPECT_TRUE(text().starts_with("fastest: threads or sequential: one round cannot tell them apart;"))
      << text();
}

TEST_F(a_verdict, tells_nothing_apart_that_is_close_or_does_not_always_point_the_same_way) {
  add("sequential", {100, 100, 100});
  add("threads", {105, 105, 105});
  EXPECT_EQ(
      text(),
      "fastest: sequential or threads: 3 rounds cannot tell them apart; an interval needs 6 rounds (-r 6)");
  report_.cells[1].samples[0].wall_ns = 90;
  report_.cells[1].samples[1].wall_ns = report_.cells[1].samples[2].wall_ns = 300;
  EXPECT_TRUE(text().starts_with("fastest: sequential or threads: 3 rounds cannot tell them apart;"))
      << text();
}

TEST_F(a_verdict, says_of_an_open_loop_that_it_is_the_p99_which_is_lower) {
  report_.plan.rate = 100;
  add("threads", {500, 500, 500, 500, 500, 500});
  add("coroutines", {500, 500, 500, 500, 500, 500});
  for (auto& each : report_.cells)
    for (auto& taken : each.samples) taken.response_ns.p99 = each.executor == "threads" ? 30 : 20;
  EXPECT_EQ(text(), "lowest p99: coroutines, 1.50× [1.50, 1.50] lower than threads");
}

TEST_F(a_verdict, says_of_an_open_loop_of_few_rounds_how_many_it_takes_however_far_the_p99_lie_apart) {
  report_.plan.rate = 100;
  add("threads", {500, 500, 500});
  add("coroutines", {500, 500, 500});
  for (auto& each : report_.cells)
    for (auto& taken : each.samples) taken.response_ns.p99 = each.executor == "threads" ? 500 : 20;
  EXPECT_EQ(
      text(),
      "lowest p99: coroutines or threads: 3 rounds cannot tell them apart; an interval needs 6 rounds (-r 6)");
  const auto results = results_of(report_);
  for (const auto& each : results.front().cells) EXPECT_TRUE(each.marked) << each.cell->executor;
}

TEST_F(a_verdict, says_the_largest_number_of_rounds_that_any_comparison_needs) {
  const auto needed = [&] { return rounds_needed(results_of(report_).front(), report_.plan); };
  for (const auto* each : {"sequential", "a", "b", "c", "d", "e", "f"})
    add(each,
        *each == 'a' ? std::vector<std::int64_t>{50, 50, 50} : std::vector<std::int64_t>{100, 100, 100});
  EXPECT_EQ(needed(), 10u);  // 15 pairs of the others: 2/2^10 ≤ 0.05 / 15; 6 over sequential need 8
  report_.cells.resize(2);
  for (auto& each : report_.cells) {
    each.samples.resize(6, each.samples.front());
    for (std::size_t i = 0; i < 6; ++i) each.samples[i].round = static_cast<std::int64_t>(i);
  }
  EXPECT_EQ(needed(), 0u);
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

TEST_F(a_verdict, calls_those_the_same_whose_difference_is_not_worth_a_word) {
  add("sequential", {100'020, 100'020, 100'020, 100'020, 100'020, 100'020, 100'020});
  add("threads", {100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000});
  EXPECT_EQ(text(), "fastest: threads and sequential tie: the same within 0.5 %");
  add("coroutines", {50'000, 50'000, 50'000, 50'000, 50'000, 50'000, 50'000});
  add("fibers", {49'990, 49'990, 49'990, 49'990, 49'990, 49'990, 49'990});
  for (auto& each : report_.cells) {
    each.samples.push_back(each.samples.front());
    each.samples.back().round = 7;
  }
  EXPECT_EQ(
      text(),
      "fastest: fibers and coroutines tie: the same within 0.5 %; fibers 2.00× [2.00, 2.00] over threads, 2.00× "
      "[2.00, 2.00] over sequential");
}

TEST_F(a_verdict,
       on_several_that_are_the_same_as_the_winner_says_nothing_of_how_they_compare_with_each_other) {
  add("sequential", {100'040, 100'040, 100'040, 100'040, 100'040, 100'040, 100'040, 100'040});
  add("threads", {100'020, 100'020, 100'020, 100'020, 100'020, 100'020, 100'020, 100'020});
  add("coroutines", {100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000});
  EXPECT_EQ(
      text(),
      "fastest: coroutines, threads and sequential tie: coroutines is the same within 0.5 % as threads, "
      "sequential");
}

TEST_F(a_verdict, marks_with_the_fastest_all_that_cannot_be_told_apart_from_it) {
  add("sequential", {400, 410, 420, 400, 410, 420, 400});
  add("threads", {99, 101, 102, 100, 103, 99, 101});
  add("fibers", {130, 130, 130, 130, 130, 130, 130});
  add("coroutines", {100, 100, 100, 100, 100, 100, 100});
  const auto results = results_of(report_);
  std::string marked;
  for (const auto& each : results.front().cells)
    if (each.marked) marked += each.cell->executor + " ";
  EXPECT_EQ(marked, "threads coroutines ");
}

TEST_F(a_verdict, of_an_open_loop_has_the_lowest_p99_of_the_table_as_its_winner_and_its_mark) {
  report_.plan.rate = 100;
  add("threads", {500, 500, 500, 500, 500, 500, 500});
  add("fibers", {400, 400, 400, 400, 400, 400, 400});
  add("coroutines", {900, 900, 900, 900, 900, 900, 900});
  for (auto& each : report_.cells)
    for (auto& taken : each.samples)
      taken.response_ns.p99 = each.executor == "coroutines" ? 20 : each.executor == "fibers" ? 90 : 60;
  const auto results = results_of(report_);
  for (const auto& each : results.front().cells) {
    EXPECT_EQ(each.figures->time_ns, each.figures->response.p99) << each.cell->executor;
    EXPECT_EQ(each.marked, each.cell->executor == "coroutines");
  }
  EXPECT_TRUE(text().starts_with("lowest p99: coroutines")) << text();
}

TEST_F(a_verdict, gives_a_difference_of_less_than_a_tenth_as_a_part_of_the_time) {
  add("sequential", {400, 410, 420, 400, 410, 420, 400});
  add("threads", {1009, 1009, 1003, 1003, 1003, 1009, 1009});
  add("coroutines", {1000, 1000, 1000, 1000, 1000, 1000, 1000});
  report_.cells.erase(report_.cells.begin());
  EXPECT_EQ(text(), "fastest: coroutines, 0.89 % less time [0.3 %, 0.89 %] than threads");
  report_.plan.rate = 100;
  for (auto& each : report_.cells)
    for (auto& taken : each.samples) taken.response_ns.p99 = taken.wall_ns;
  EXPECT_EQ(text(), "lowest p99: coroutines, 0.89 % lower p99 [0.3 %, 0.89 %] than threads");
}

TEST_F(a_verdict, gives_no_part_of_a_millionth) {
  add("threads", {1'000'001, 1'000'001, 1'020'000, 1'020'000, 1'020'000, 1'020'000, 1'020'000});
  add("coroutines", {1'000'000, 1'000'000, 1'000'000, 1'000'000, 1'000'000, 1'000'000, 1'000'000});
  EXPECT_EQ(text(), "fastest: coroutines, 2 % less time [under 0.01 %, 2 %] than threads");
}

TEST_F(a_verdict, says_of_each_of_several_how_the_winner_compares_with_it) {
  add("coroutines", {100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000, 100'000});
  add("threads", {100'020, 100'020, 100'020, 100'020, 100'020, 100'020, 100'020, 100'020});
  add("fibers", {99'000, 101'000, 102'000, 100'500, 103'000, 99'000, 101'000, 102'000});
  EXPECT_EQ(
      text(),
      "fastest: coroutines, threads or fibers: coroutines is the same within 0.5 % as threads; 8 rounds cannot tell "
      "coroutines from fibers (0.99× to 1.03×, above 1× coroutines is faster)");
}

TEST_F(a_verdict, counts_those_who_may_be_the_fastest_and_are_not_named) {
  add("sequential", {100, 100, 100});
  for (const auto* each : {"a", "b", "c", "d", "e"}) add(each, {101, 101, 101});
  EXPECT_TRUE(text().starts_with(
      "fastest: sequential, a, b, c or one of 2 more: 3 rounds cannot tell sequential from these others; an interval "
      "needs"))
      << text();
}

TEST_F(a_verdict, takes_two_to_be_given) {
  add("sequential", {100, 100});
  EXPECT_EQ(text(), "none");
}

TEST_F(a_verdict, asks_for_a_larger_r_where_that_ends_the_rounds_whatever_else_was_asked_for) {
  report_.plan.precision = 0.02;
  report_.plan.budget_ns = 1'000'000'000;
  report_.plan.rounds = 3;
  add("sequential", {100, 100, 100});
  add("threads", {120, 121, 122});
  EXPECT_TRUE(text().ends_with("an interval needs 8 rounds (-r 8)")) << text();
  report_.plan.rounds = 62;
  EXPECT_TRUE(text().ends_with("an interval needs 8 rounds (a longer --budget)")) << text();
}

TEST_F(a_verdict, asks_for_more_rounds_where_a_width_ends_them) {
  report_.plan.precision = 0.02;
  add("sequential", {100, 100, 100, 100, 100, 100, 100});
  add("threads", {120, 121, 122, 120, 121, 122, 120});
  EXPECT_EQ(
      text(),
      "fastest: sequential or threads: 7 rounds cannot tell them apart; an interval needs 8 rounds (a narrower "
      "--precision)");
  EXPECT_EQ(rounds_needed(results_of(report_).front(), report_.plan), 8u);
}

}  // namespace
}  // namespace concbench
