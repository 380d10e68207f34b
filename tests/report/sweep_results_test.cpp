// What a line of results along a parameter shows.
#include "report/figures/sweep_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/words/sweep_words.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

split_results split(const report& from) {
  return split_sweeps(results_of(from));
}

/// The first line of swept results.
swept_scenario line_of(const report& from) {
  return split(from).swept.at(0);
}

std::vector<std::string> values_of(const swept_scenario& along) {
  std::vector<std::string> texts;
  for (const auto& row : along.rows) texts.push_back(row.value.text);
  return texts;
}

std::vector<std::string> texts_of(const report& from) {
  return crossover_texts(line_of(from), from.plan);
}

TEST(split_sweeps, makes_one_line_of_a_sweep) {
  const auto from = testing::swept_report();
  const auto parts = split(from);
  EXPECT_TRUE(parts.alone.empty());
  ASSERT_EQ(parts.swept.size(), 1u);
  EXPECT_EQ(parts.swept[0].parameter, "tasks");
  EXPECT_FALSE(parts.swept[0].held);
  EXPECT_THAT(values_of(parts.swept[0]), ElementsAre("1", "10", "100", "1000", "10000"));
}

TEST(split_sweeps, makes_a_line_for_each_value_of_a_second_sweep) {
  const auto from = testing::twice_swept_report();
  const auto parts = split(from);
  ASSERT_EQ(parts.swept.size(), 2u);
  for (const auto& along : parts.swept) EXPECT_THAT(values_of(along), ElementsAre("4KiB", "64KiB", "1MiB"));
  EXPECT_EQ(parts.swept[0].held->text, "read");
  EXPECT_EQ(parts.swept[1].held->text, "write");
}

TEST(split_sweeps, leaves_scenarios_alone_that_no_sweep_concerns) {
  const auto from = testing::twice_swept_report();
  const auto parts = split(from);
  ASSERT_EQ(parts.alone.size(), 1u);
  EXPECT_EQ(parts.alone[0].first().scenario, "api-calls");
  EXPECT_EQ(parts.alone[0].point(), "");
  auto scoped = testing::swept_report();
  scoped.plan.sweeps[0].parameter = "api-calls.tasks";
  EXPECT_TRUE(split(scoped).swept.empty());
}

TEST(split_sweeps, names_the_point_of_each_result) {
  const auto from = testing::twice_swept_report();
  EXPECT_EQ(results_of(from).at(4).point(), " at size=64KiB op=write");
}

TEST(split_sweeps, tells_points_apart_that_differ_in_concurrency_alone) {
  auto from = testing::empty_report();
  from.plan.sweeps = {{"concurrency", {"1", "8"}}};
  const testing::outline threads{"threads", 20, 1, 9, 1, 20};
  for (const std::uint64_t limit : {1U, 8U}) {
    from.cells.push_back(testing::cell_of("sleep", threads, 8, {}));
    from.cells.back().concurrency = limit;
  }
  EXPECT_THAT(values_of(line_of(from)), ElementsAre("1", "8"));
}

TEST(crossovers, lie_between_the_last_value_where_one_wins_and_the_first_where_the_other_does) {
  const auto from = testing::swept_report();
  const auto search = find_crossovers(line_of(from), from.plan);
  ASSERT_EQ(search.found.size(), 2u);
  EXPECT_EQ(search.found[1].first, "threads");
  EXPECT_EQ(search.found[1].second, "coroutines");
  EXPECT_TRUE(search.found[1].crossing.first_wins_below);
  EXPECT_EQ(search.found[1].crossing.between, (analysis::interval{10, 1000}));
  EXPECT_THAT(texts_of(from),
              ElementsAre(HasSubstr("sequential faster below about 1.2 tasks, coroutines above"),
                          AllOf(HasSubstr("crossover: threads faster below about "),
                                HasSubstr(" tasks, coroutines above (between 10 and 1000)"))));
}

TEST(crossovers, count_all_pairs_that_are_ok_at_a_value) {
  const auto from = testing::swept_report();
  EXPECT_EQ(find_crossovers(line_of(from), from.plan).comparisons, 4u * 3 + 1);
}

TEST(crossovers, need_rounds_for_all_comparisons_together) {
  const auto from = testing::swept_report(8);
  EXPECT_THAT(
      texts_of(from),
      ElementsAre("crossovers: 13 of 13 comparisons are not resolved: ≥ 10 rounds are needed (-r 10)"));
}

TEST(crossovers, name_what_brings_more_rounds_where_a_precision_or_a_budget_ends_them) {
  auto from = testing::swept_report(8);
  from.plan.precision = 0.02;
  from.plan.rounds = 8;  // these ended them
  EXPECT_THAT(texts_of(from), ElementsAre(HasSubstr("(-r 12)")));
  from.plan.rounds = 100;
  EXPECT_THAT(texts_of(from), ElementsAre(HasSubstr("(a narrower --precision)")));
  from.plan.precision = 0;
  from.plan.budget_ns = 1;
  EXPECT_THAT(texts_of(from), ElementsAre(HasSubstr("(a longer --budget)")));
}

TEST(crossovers, are_not_claimed_where_the_same_executor_is_faster_throughout) {
  auto from = testing::swept_report();
  std::erase_if(from.cells, [](const cell& each) { return each.executor == "coroutines"; });
  EXPECT_THAT(texts_of(from), ElementsAre(HasSubstr("it is the same one that is faster")));
}

TEST(crossovers, are_not_claimed_where_nothing_is_resolved) {
  auto from = testing::swept_report();
  std::erase_if(from.cells, [](const cell& each) { return each.executor == "sequential"; });
  for (auto& each : from.cells)
    for (auto& taken : each.samples)
      taken.wall_ns = 20'000'000 + 1000 * ((taken.round + (each.executor == "threads")) % 2);
  EXPECT_THAT(texts_of(from), ElementsAre(HasSubstr("no two executors can be told apart")));
}

TEST(crossovers, do_not_depend_on_the_order_in_which_the_values_were_given) {
  auto from = testing::swept_report();
  const auto straight = texts_of(from);
  std::ranges::stable_sort(from.cells, std::greater{}, &cell::tasks);
  EXPECT_THAT(values_of(line_of(from)), ElementsAre("10000", "1000", "100", "10", "1"));
  EXPECT_EQ(texts_of(from), straight);
}

TEST(crossovers, have_their_place_in_the_unit_of_the_parameter) {
  const auto from = testing::twice_swept_report();
  EXPECT_THAT(texts_of(from), ElementsAre(AllOf(HasSubstr("sequential faster while size is below about "),
                                                HasSubstr(" KiB, threads above (between 64KiB and 1MiB)"))));
}

TEST(crossovers, are_not_looked_for_among_words) {
  auto from = testing::twice_swept_report();
  from.plan.sweeps = {{"op", {"read", "write"}}};
  EXPECT_THAT(texts_of(from), IsEmpty());
  EXPECT_THAT(growth_of(line_of(from)), IsEmpty());
}

TEST(crossovers, are_not_looked_for_in_values_of_which_one_is_not_a_number) {
  auto from = testing::twice_swept_report();
  from.cells[2].params.set({"size", std::string("huge"), "huge"});
  EXPECT_FALSE(line_of(from).numeric());
  EXPECT_THAT(texts_of(from), IsEmpty());
}

TEST(format_between, has_the_unit_of_its_neighbours) {
  EXPECT_EQ(format_between({"tasks", std::int64_t{10}, "10"}, 38.4), "38");
  EXPECT_EQ(format_between({"tasks", std::int64_t{10}, "10"}, 3841), "3800");
  EXPECT_EQ(format_between({"error-rate", 0.1, "0.1"}, 0.1234), "0.12");
  EXPECT_EQ(format_between({"delay", std::int64_t{0}, "0s"}, 12'300'000), "12.3 ms");
  EXPECT_EQ(format_between({"size", std::int64_t{4096}, "4KiB"}, 98'304), "96.0 KiB");
}

TEST(growth, is_the_exponent_of_time_and_memory_with_its_fit) {
  const auto all = growth_of(line_of(testing::swept_report()));
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].executor, "sequential");
  EXPECT_NEAR(all[0].time->exponent, 1, 0.01);
  EXPECT_GT(all[0].time->r_squared, 0.999);
  EXPECT_EQ(fit_text(*all[0].memory), "flat");
}

TEST(growth, tells_what_a_further_task_adds_by_the_two_largest_numbers_at_once) {
  const auto all = growth_of(line_of(testing::swept_report()));
  EXPECT_EQ(all[0].bytes_of_further_task, std::nullopt) << "one task after another adds nothing";
  ASSERT_TRUE(all[1].bytes_of_further_task);
  EXPECT_NEAR(*all[1].bytes_of_further_task, 0.018 * 1048576, 50);
}

TEST(a_sweep, says_from_which_value_on_not_all_tasks_are_alive_at_once) {
  auto from = testing::swept_report();
  EXPECT_EQ(
      fewer_alive_text(line_of(from)),
      "from tasks=1000 on no more than 256 tasks are alive at once, and memory shows no more than these; -c 10000 "
      "lets all of them be");
  for (auto& each : from.cells) each.concurrency = each.tasks;
  EXPECT_EQ(fewer_alive_text(line_of(from)), "");
}

TEST(growth, needs_three_values) {
  auto from = testing::twice_swept_report();
  EXPECT_EQ(growth_of(line_of(from)).size(), 2u);
  std::erase_if(from.cells, [](const cell& each) {
    return each.params.begin() + 1 != each.params.end() && (each.params.begin() + 1)->text == "1MiB";
  });
  EXPECT_THAT(growth_of(line_of(from)), IsEmpty());
}

TEST(growth, writes_exponents_with_their_interval) {
  const analysis::power_fit steep{.exponent = 0.978, .exponent_range = {{0.958, 0.998}}, .r_squared = 0.9991};
  EXPECT_EQ(exponent_text(steep), "0.98 ± 0.02");
  EXPECT_EQ(fit_text(steep), "0.999");
}

}  // namespace
}  // namespace concbench
