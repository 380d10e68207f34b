// Which cells are compared, how, and what comes of it.
#include "report/figures/report_comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/interrupted_cell.hpp"
#include "example_report.hpp"
#include "report/figures/regression_gate.hpp"
#include "report/figures/results.hpp"
#include "report/pages/comparison_page.hpp"
#include "report/terminal/page_text.hpp"
#include "report/words/comparison_words.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::StartsWith;

/// sleep under four executors, `rounds` rounds each.
report some_report(std::int64_t rounds = 10) {
  auto made = testing::empty_report();
  const auto params = testing::params_of({{"delay", std::int64_t{20'000'000}, "20ms"}});
  for (const testing::outline& each : {testing::outline{"sequential", 643.1, 1.2, 9.1, 1, 20.08},
                                       {"threads", 21.4, 3.9, 10.2, 33, 20.1},
                                       {"thread-pool", 20.6, 2.8, 10.1, 33, 20.1},
                                       {"coroutines", 20.4, 0.61, 9.6, 1, 20.2}})
    made.cells.push_back(testing::cell_of("sleep", each, 32, params, rounds));
  return made;
}

cell& scaled(cell& of, double factor) {
  for (auto& each : of.samples)
    each.wall_ns = static_cast<std::int64_t>(static_cast<double>(each.wall_ns) * factor);
  return of;
}

/// sleep under threads and coroutines, each followed by that of a worker called "old".
report report_with_old_build() {
  auto made = some_report();
  made.plan.workers = {{"old", "./old"}};
  made.plan.executors.clear();
  for (std::size_t i = 0; const auto* name : {"threads", "old:threads", "coroutines", "old:coroutines"})
    made.cells[i++].executor = name;
  return made;
}

std::vector<std::string> left_out(const report_comparison& from) {
  std::vector<std::string> texts;
  for (const auto& [of, why, figure] : from.left_out) texts.push_back(of->executor + ": " + why);
  return texts;
}

TEST(compare_reports, finds_nothing_between_a_report_and_itself) {
  const auto one = some_report();
  const auto made = compare_reports(one, one);
  ASSERT_EQ(made.cells.size(), 4u);
  for (const auto& each : made.cells) {
    EXPECT_DOUBLE_EQ(each.ratio, 1);
    EXPECT_EQ(each.verdict(), change::not_resolved);
    EXPECT_TRUE(each.range && each.range->holds(1));
  }
  EXPECT_TRUE(made.left_out.empty());
}

TEST(compare_reports, tells_slower_from_faster) {
  const auto before = some_report();
  auto after = some_report();
  scaled(after.cells[1], 1.2);
  scaled(after.cells[3], 0.8);
  const auto made = compare_reports(before, after);
  EXPECT_EQ(made.cells[0].verdict(), change::not_resolved);
  EXPECT_EQ(made.cells[1].verdict(), change::slower);
  EXPECT_NEAR(made.cells[1].ratio, 1.2, 1e-6);
  EXPECT_EQ(made.cells[3].verdict(), change::faster);
  EXPECT_NEAR(made.cells[3].ratio, 0.8, 1e-6);
  EXPECT_EQ(made.count(change::slower, compared_figure::run), 1u);
  EXPECT_EQ(made.count(change::faster, compared_figure::run), 1u);
  EXPECT_EQ(made.count(change::not_resolved, compared_figure::run), 2u);
}

TEST(compare_reports, names_the_cells_that_were_ok_and_are_no_longer) {
  const auto before = some_report();
  auto after = some_report();
  EXPECT_THAT(broken_texts(compare_reports(before, after)), IsEmpty());
  after.cells[1].status = status::incorrect;
  after.cells.pop_back();
  EXPECT_THAT(broken_texts(compare_reports(before, after)),
              ElementsAre("sleep/threads was ok, and is no longer: incorrect",
                          "sleep/coroutines was ok, and is no longer: gone"));
}

TEST(compare_reports, calls_no_cell_broken_that_was_not_ok_before) {
  auto before = some_report();
  auto after = some_report();
  before.cells[1].status = after.cells[1].status = status::crashed;
  before.cells[2].status = status::failed;
  after.cells.erase(after.cells.begin() + 2);
  EXPECT_THAT(broken_texts(compare_reports(before, after)), IsEmpty());
}

TEST(cell_comparison, is_the_same_where_no_difference_is_resolved_and_none_could_matter) {
  const auto one = some_report(1);
  const auto verdict = [&](double low, double high) {
    return cell_comparison{.before = &one.cells[0],
                           .after = &one.cells[0],
                           .figure = compared_figure::run,
                           .measured = compared_figure::run,
                           .before_value = 1,
                           .after_value = 1,
                           .ratio = (low + high) / 2,
                           .range = analysis::interval{low, high},
                           .rounds_needed = 5}
        .verdict();
  };
  EXPECT_EQ(verdict(0.9995, 1.0005), change::same);
  EXPECT_EQ(verdict(0.996, 1.004), change::same);
  EXPECT_EQ(verdict(0.996, 1.006), change::not_resolved);
  EXPECT_EQ(verdict(0.994, 1.004), change::not_resolved);
  EXPECT_EQ(verdict(1.001, 1.002), change::slower);
}

TEST(compare_reports, calls_a_cell_interrupted_that_an_interruption_left_without_samples) {
  const auto before = some_report();
  auto after = some_report();
  after.plan.interrupted = true;
  after.cells[1].samples.clear();
  mark_interrupted(after.cells[1]);
  const auto made = compare_reports(before, after);
  EXPECT_THAT(left_out(made), Contains("threads: interrupted in the new report"));
  EXPECT_THAT(broken_texts(made), ElementsAre("sleep/threads was ok, and is no longer: interrupted"));
}

TEST(compare_reports, says_how_many_rounds_a_verdict_needs) {
  const auto few = some_report(3);
  const auto made = compare_reports(few, few);
  EXPECT_FALSE(made.cells[0].range);
  EXPECT_EQ(made.cells[0].verdict(), change::not_resolved);
  EXPECT_EQ(made.cells[0].rounds_needed, 5u);  // four cells: 2 / (2n over n) ≤ 0.05 / 4
  const auto enough = some_report(5);
  EXPECT_TRUE(compare_reports(enough, enough).cells[0].range);
}

TEST(compare_reports, asks_for_more_certainty_where_a_width_ended_the_rounds) {
  const auto before = some_report(5);
  auto after = some_report(5);
  after.plan.precision = 0.02;
  EXPECT_FALSE(compare_reports(before, after).cells[0].range);
}

TEST(compare_reports, widens_intervals_by_the_noise_floors_of_both) {
  const auto quiet = some_report();
  auto noisy = some_report();
  for (int i = 0; i < 6; ++i) noisy.noise.pairs.emplace_back(100, 110);
  const auto plain = compare_reports(quiet, quiet);
  const auto once = compare_reports(quiet, noisy);
  const auto twice = compare_reports(noisy, noisy);
  EXPECT_FALSE(plain.noise_before || plain.noise_after || once.noise_before);
  EXPECT_NEAR(once.noise_after.value(), 0.1, 1e-9);
  EXPECT_NEAR(once.cells[0].range->high, plain.cells[0].range->high * 1.1, 1e-9);
  EXPECT_NEAR(twice.cells[0].range->high, plain.cells[0].range->high * 1.21, 1e-9);
  EXPECT_NEAR(twice.cells[0].range->low, plain.cells[0].range->low / 1.21, 1e-9);
}

TEST(compare_reports, takes_no_pair_of_the_noise_that_has_no_time) {
  auto one = some_report();
  for (int i = 0; i < 6; ++i) one.noise.pairs.emplace_back(100, 110);
  one.noise.pairs.emplace_back(0, 100);
  EXPECT_NEAR(compare_reports(one, one).noise_after.value(), 0.1, 1e-9);
}

TEST(compare_reports, names_cells_that_only_one_report_has) {
  auto before = some_report();
  auto after = some_report();
  before.cells.erase(before.cells.begin());
  after.cells.pop_back();
  const auto made = compare_reports(before, after);
  EXPECT_EQ(made.cells.size(), 2u);
  EXPECT_THAT(left_out(made),
              ElementsAre("sequential: only in the new report", "coroutines: only in the old report"));
}

TEST(compare_reports, names_what_differs_where_a_cell_was_given_other_parameters) {
  const auto before = some_report();
  auto after = some_report();
  after.cells[1].tasks = 64;
  after.cells[1].params.set({"delay", std::int64_t{1}, "1s"});
  EXPECT_THAT(
      left_out(compare_reports(before, after)),
      ElementsAre(
          "threads: only in the new report, with tasks 64 instead of 32, delay '1s' instead of '20ms'"));
}

TEST(compare_reports, calls_no_cell_gone_that_did_other_work) {
  const auto before = some_report();
  auto after = some_report();
  after.cells[1].params.set({"delay", std::int64_t{1}, "1s"});
  after.cells[3].tasks = 64;
  after.cells.erase(after.cells.begin());
  const auto made = compare_reports(before, after);
  EXPECT_THAT(broken_texts(made), ElementsAre("sleep/sequential was ok, and is no longer: gone"));
  EXPECT_THAT(changed_texts(made),
              ElementsAre("sleep/threads did other work in the new report: delay '1s' instead of '20ms'",
                          "sleep/coroutines did other work in the new report: tasks 64 instead of 32"));
}

TEST(compare_reports, calls_a_point_of_a_sweep_gone_where_the_others_are_all_there) {
  auto before = some_report();
  before.cells.push_back(before.cells[1]);
  before.cells.back().tasks = 64;
  const auto made = compare_reports(before, some_report());
  EXPECT_THAT(broken_texts(made), ElementsAre("sleep/threads was ok, and is no longer: gone"));
  EXPECT_THAT(changed_texts(made), IsEmpty());
}

TEST(compare_reports, compares_further_figures_each_as_a_family_of_its_own) {
  const auto before = some_report(5);
  auto after = some_report(5);
  for (auto& each : after.cells[1].samples) each.cpu_user_ns *= 2;
  for (auto& each : after.cells[1].samples) each.cpu_system_ns *= 2;
  for (auto& each : after.cells[3].samples) each.rss_increase_bytes /= 2;
  const auto made = compare_reports(before, after, {compared_figure::cpu, compared_figure::memory});
  ASSERT_EQ(made.cells.size(), 12u);
  EXPECT_EQ(made.cells[3].figure, compared_figure::run);
  EXPECT_EQ(made.cells[3].verdict(), change::not_resolved);
  EXPECT_EQ(made.cells[4].figure, compared_figure::cpu);
  EXPECT_NEAR(made.cells[4].ratio, 2, 1e-6);
  EXPECT_EQ(made.cells[4].verdict(), change::slower);
  EXPECT_NEAR(made.cells[11].ratio, 0.5, 1e-6);
  EXPECT_EQ(made.cells[11].verdict(), change::faster);
  EXPECT_EQ(counts_text(made), "time: 4 not resolved; CPU: 1 more, 3 the same; memory: 1 less, 3 the same");
  for (const auto& each : made.cells) EXPECT_TRUE(each.range);  // as of the 4 cells of one figure
}

TEST(compare_reports, judges_memory_by_what_the_runs_added_and_not_by_the_program_that_was_there_before) {
  const auto before = some_report();
  auto after = some_report();
  for (auto& each : after.cells[1].samples) {
    each.peak_rss_bytes += each.rss_increase_bytes / 100;
    each.rss_increase_bytes *= 2;
  }
  const auto made = compare_reports(before, after, {compared_figure::memory});
  EXPECT_EQ(made.cells[3].measured, compared_figure::memory);
  EXPECT_NEAR(made.cells[3].ratio, 2, 1e-6);
  const auto& added = made.cells[3];
  EXPECT_EQ(added.before_value, results_of(before).front().cells[1].figures->added_bytes);  // the table's
}

TEST(compare_reports, judges_the_peak_where_not_all_rounds_of_both_know_what_they_added) {
  auto older = some_report();
  for (auto& each : older.cells[1].samples) each.rss_increase_bytes = 0;
  auto partly = some_report();
  partly.cells[1].samples.back().rss_increase_bytes = 0;
  auto unconfirmed = some_report();
  for (auto& each : unconfirmed.cells[1].samples) each.counters["memory_of_whole_life"] = 1;
  for (const auto& [before, after] : {std::pair(older, some_report()), std::pair(some_report(), partly),
                                      std::pair(unconfirmed, unconfirmed)}) {
    const auto made = compare_reports(before, after, {compared_figure::memory});
    ASSERT_EQ(made.cells.size(), 8u);
    EXPECT_EQ(made.cells[3].figure, compared_figure::memory);
    EXPECT_EQ(made.cells[3].measured, compared_figure::peak_memory);
    EXPECT_NEAR(made.cells[3].ratio, 1, 1e-6);
    EXPECT_GT(made.cells[3].before_value, 0);
    EXPECT_EQ(made.cells[5].measured, compared_figure::memory);
    EXPECT_EQ(judge(made, {compared_figure::memory, 0.05}).by_peak, 1u);
    EXPECT_THAT(comparison_remarks(made), Contains(HasSubstr("peak memory is that of the whole process")));
    EXPECT_THAT(render_page_text(comparison_page(made, {"old", "new"}), {.width = 200}),
                AllOf(HasSubstr("peak memory"), HasSubstr("memory +")));
  }
}

TEST(compare_reports, does_not_widen_the_intervals_of_memory_by_the_noise_of_times) {
  auto noisy = some_report();
  for (int i = 0; i < 6; ++i) noisy.noise.pairs.emplace_back(100, 110);
  const auto plain = some_report();
  const std::vector further{compared_figure::cpu, compared_figure::memory};
  const auto once = compare_reports(plain, noisy, further);
  const auto never = compare_reports(plain, plain, further);
  EXPECT_NEAR(once.cells[1].range->high, never.cells[1].range->high * 1.1, 1e-9);
  EXPECT_EQ(once.cells[2].range->high, never.cells[2].range->high);
}

TEST(compare_reports, names_the_cells_whose_further_figure_was_not_measured) {
  const auto before = some_report();
  auto after = some_report();
  for (auto& each : after.cells[1].samples) each.cpu_user_ns = each.cpu_system_ns = 0;
  EXPECT_THAT(left_out(compare_reports(before, after, {compared_figure::cpu})),
              ElementsAre("threads: CPU was not measured"));
  EXPECT_THAT(left_out(compare_executors(after, {{"coroutines", "threads"}}, {compared_figure::cpu})),
              ElementsAre("threads: CPU was not measured"));
}

TEST(compare_reports, compares_no_memory_of_a_run_with_that_of_a_worker_s_whole_life) {
  auto of = some_report();
  for (auto& each : of.cells[1].samples) each.counters["memory_of_whole_life"] = 1;
  const auto made = compare_executors(of, {{"coroutines", "threads"}}, {compared_figure::memory});
  EXPECT_THAT(left_out(made),
              ElementsAre(StartsWith("threads: memory n/a: that of threads is of its worker's whole life")));
  EXPECT_EQ(made.cells.size(), 1u);  // of the time
  EXPECT_THAT(left_out(compare_reports(of, of, {compared_figure::memory})), IsEmpty());
  EXPECT_THAT(left_out(compare_reports(some_report(), of, {compared_figure::memory})),
              ElementsAre(StartsWith("threads: memory n/a")));
}

TEST(compare_reports, matches_parameters_by_name_whatever_their_order) {
  auto before = some_report();
  auto after = some_report();
  before.cells[0].params = testing::params_of({{"a", std::string("1"), "1"}, {"b", std::string("2"), "2"}});
  after.cells[0].params = testing::params_of({{"b", std::string("2"), "2"}, {"a", std::string("1"), "1"}});
  EXPECT_EQ(compare_reports(before, after).cells.size(), 4u);
}

TEST(compare_reports, leaves_out_cells_that_are_not_ok) {
  auto before = some_report();
  auto after = some_report();
  before.cells[0].status = status::timeout;
  after.cells[1].status = status::incorrect;
  after.cells[2].samples.clear();
  EXPECT_THAT(left_out(compare_reports(before, after)),
              ElementsAre("sequential: timeout in the old report", "threads: incorrect in the new report",
                          "thread-pool: not run in the new report"));
}

TEST(compare_reports, leaves_out_cells_whose_answers_differ) {
  const auto before = some_report();
  auto after = some_report();
  for (auto& each : after.cells[2].samples) each.digest = 7;
  const auto made = compare_reports(before, after);
  ASSERT_EQ(made.left_out.size(), 1u);
  EXPECT_THAT(made.left_out[0].why, HasSubstr("not the same work"));
  after.plan.seed = 43;  // then answers differ by right
  EXPECT_EQ(compare_reports(before, after).cells.size(), 4u);
}

TEST(compare_executors, pairs_rounds_and_gives_the_new_times_over_the_old) {
  auto one = some_report();
  for (std::size_t i = 0; i < one.cells[1].samples.size();
       ++i) {  // a drift that both share, and twice the time
    one.cells[1].samples[i].wall_ns = 100'000 << i;
    one.cells[3].samples[i].wall_ns = 200'000 << i;
  }
  const auto made = compare_executors(one, {{"threads", "coroutines"}});
  ASSERT_EQ(made.cells.size(), 1u);
  EXPECT_TRUE(made.paired);
  EXPECT_NEAR(made.cells[0].ratio, 2, 1e-9);
  EXPECT_NEAR(made.cells[0].range->low, 2, 1e-9);
  EXPECT_EQ(made.cells[0].verdict(), change::slower);
  EXPECT_EQ(made.cells[0].before->executor, "threads");
}

TEST(compare_executors, shares_the_risk_among_all_comparisons) {
  const auto one = some_report(6);
  EXPECT_TRUE(compare_executors(one, {{"threads", "coroutines"}}).cells[0].range);
  const auto three = compare_executors(
      one, {{"threads", "coroutines"}, {"threads", "thread-pool"}, {"threads", "sequential"}});
  EXPECT_FALSE(three.cells[0].range);
  EXPECT_EQ(three.cells[0].rounds_needed, 7u);
}

TEST(compare_executors, judges_the_next_at_a_wider_level_where_one_is_resolved) {
  // Slower in all rounds but one of 10: p is 0.021, too much for a third of 5 %, and not for a half.
  auto one = some_report();
  for (auto& each : one.cells[2].samples) each.wall_ns *= 2;
  for (std::size_t i = 0; i < one.cells[3].samples.size(); ++i)
    one.cells[3].samples[i].wall_ns = one.cells[1].samples[i].wall_ns + (i == 4 ? -1 : 1);
  const executor_pair slow{"threads", "coroutines"};
  const auto alone = compare_executors(one, {slow, {"coroutines", "threads"}, {"threads", "threads"}});
  EXPECT_EQ(alone.cells[0].verdict(), change::same);
  const auto among = compare_executors(one, {slow, {"threads", "thread-pool"}, {"threads", "threads"}});
  EXPECT_EQ(among.cells[0].verdict(), change::slower);
  EXPECT_EQ(among.cells[1].verdict(), change::slower);
  EXPECT_EQ(among.cells[2].verdict(), change::same);
}

TEST(compare_executors, leaves_out_what_is_not_ok_or_shares_no_round) {
  auto one = some_report();
  one.cells[1].status = status::failed;
  for (auto& each : one.cells[2].samples) each.round += 100;
  EXPECT_THAT(left_out(compare_executors(one, {{"threads", "coroutines"}, {"thread-pool", "coroutines"}})),
              ElementsAre("threads: failed", "coroutines: shares no round with thread-pool"));
}

TEST(compare_executors, names_cells_that_are_ok_under_the_old_one_alone) {
  auto one = report_with_old_build();
  const auto pairs = worker_pairs(one, "old", "");
  EXPECT_THAT(broken_texts(compare_executors(one, pairs)), IsEmpty());
  one.cells[0].status = status::crashed;
  EXPECT_THAT(broken_texts(compare_executors(one, pairs)),
              ElementsAre("sleep/threads is not ok, as old:threads is: crashed"));
  one.cells[0].samples.clear();
  one.cells[0].status = status::ok;
  EXPECT_THAT(broken_texts(compare_executors(one, pairs)),
              ElementsAre("sleep/threads is not ok, as old:threads is: not run"));
  one.cells[1].status = status::crashed;  // both are broken: nothing was ok before
  EXPECT_THAT(broken_texts(compare_executors(one, pairs)), IsEmpty());
}

TEST(compare_executors, names_cells_that_the_new_one_lacks) {
  auto one = report_with_old_build();
  one.cells.erase(one.cells.begin());
  const auto made = compare_executors(one, worker_pairs(one, "old", ""));
  EXPECT_THAT(broken_texts(made), ElementsAre("sleep/threads is not ok, as old:threads is: gone"));
  EXPECT_THAT(left_out(made), ElementsAre("old:threads: nothing under threads to compare with"));
  EXPECT_EQ(made.cells.size(), 1u);
}

TEST(compare_executors, passes_over_cells_that_only_the_new_one_has) {
  auto one = report_with_old_build();
  one.cells.erase(one.cells.begin() + 1);
  const auto made = compare_executors(one, worker_pairs(one, "old", ""));
  EXPECT_THAT(broken_texts(made), IsEmpty());
  EXPECT_EQ(made.cells.size(), 1u);
}

std::vector<std::pair<std::string, std::string>> pairs_in(const report& of) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& worker : of.plan.workers)
    for (const auto& each : worker_pairs(of, worker.name, "")) pairs.emplace_back(each.before, each.after);
  return pairs;
}

TEST(worker_pairs, holds_each_executor_against_the_one_of_the_further_worker) {
  EXPECT_THAT(pairs_in(some_report()), IsEmpty());
  EXPECT_THAT(pairs_in(report_with_old_build()),
              ElementsAre(Pair("old:threads", "threads"), Pair("old:coroutines", "coroutines")));
}

TEST(worker_pairs, hold_the_further_worker_against_concbench_where_it_is_the_new_one) {
  const auto one = report_with_old_build();
  const auto pairs = worker_pairs(one, "", "old");
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].before, "threads");
  EXPECT_EQ(pairs[0].after, "old:threads");
}

TEST(worker_pairs, hold_two_further_workers_against_each_other) {
  auto one = report_with_old_build();
  one.cells[0].executor = "mine:threads";
  const auto pairs = worker_pairs(one, "old", "mine");
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].before, "old:threads");
  EXPECT_EQ(pairs[0].after, "mine:threads");
}

TEST(worker_pairs, have_the_name_of_an_executor_that_is_gone) {
  auto one = report_with_old_build();
  one.cells[3].executor = "old:fibers";
  EXPECT_THAT(pairs_in(one), Contains(Pair("old:fibers", "fibers")));
}

TEST(worker_pairs, know_an_executor_by_the_plan_when_its_only_cell_is_gone) {
  auto one = report_with_old_build();
  one.cells = {one.cells[1]};
  EXPECT_THAT(pairs_in(one), IsEmpty());
  one.plan.executors = {"threads", "old:threads"};
  EXPECT_THAT(pairs_in(one), ElementsAre(Pair("old:threads", "threads")));
}

TEST(worker_pairs, are_none_with_a_program_that_shares_no_name) {
  auto one = report_with_old_build();
  one.plan.workers = {{"py", "./py"}};
  one.cells[1].executor = "py:asyncio";
  one.cells[3].executor = "py:trio";
  EXPECT_THAT(pairs_in(one), IsEmpty());
}

}  // namespace
}  // namespace concbench
