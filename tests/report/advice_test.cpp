// What is advised, and what is taken for a cause, by reports of known answer.
#include "report/figures/advice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "advised_report.hpp"

namespace concbench {
namespace {

using testing::add_scenario;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::ran;
using ::testing::UnorderedElementsAre;
using testing::waits;

class an_advice : public ::testing::Test {
 protected:
  const advice& judged() {
    results_ = results_of(report_);
    advice_ = advice_of(report_, results_);
    return advice_;
  }

  const situation_advice& in(situation which) { return judged().situations[static_cast<std::size_t>(which)]; }

  /// The only judgement on waiting tasks, few at once.
  const judgement& judgement_on(const std::vector<ran>& all) {
    report_.cells.clear();
    add_scenario(report_, "wait", all);
    return in(situation::few_waits).judgements.front();
  }

  /// Why the slower one of two lost.
  std::vector<cause> causes(const ran& loser, const ran& winner) {
    const auto& found = judgement_on({loser, winner});
    EXPECT_EQ(found.found->winner->cell->executor, winner.executor);
    std::vector<cause> all;
    if (found.losses.empty()) ADD_FAILURE() << "nobody lost";
    for (const auto& each : found.losses)
      for (const auto& shown : each.why) all.push_back(shown.why);
    return all;
  }

  report report_ = testing::empty_advised_report();
  std::vector<scenario_results> results_;
  advice advice_;
};

std::vector<std::string> names_in(const std::vector<const cell_result*>& cells) {
  std::vector<std::string> names;
  for (const auto* each : cells) names.push_back(each->cell->executor);
  return names;
}

TEST_F(an_advice, sorts_scenarios_by_the_kind_of_work_that_they_declare) {
  for (const auto& [name, which] : {std::pair("compute", situation::computing),
                                    {"fetch-and-compute", situation::mixed},
                                    {"write-files", situation::files},
                                    {"query", situation::database},
                                    {"own-steps", situation::own},
                                    {"noop", situation::overhead},
                                    {"from-elsewhere", situation::unknown}}) {
    report_.cells.clear();
    add_scenario(report_, name, waits());
    EXPECT_EQ(in(which).judgements.size(), 1U) << name;
  }
}

TEST_F(an_advice, takes_the_kind_of_work_that_the_report_says_before_what_this_build_declares) {
  report_.scenarios = {{.name = "from-elsewhere", .work = work_kind::computing},
                       {.name = "compute", .work = work_kind::files}};
  add_scenario(report_, "from-elsewhere", waits());
  add_scenario(report_, "compute", waits());
  EXPECT_EQ(in(situation::computing).judgements.front().group->first().scenario, "from-elsewhere");
  EXPECT_EQ(in(situation::files).judgements.front().group->first().scenario, "compute");
}

TEST_F(an_advice, tells_few_tasks_that_wait_from_many_by_how_many_are_under_way_and_not_by_how_many_may_be) {
  for (const auto under_way : {many_at_once - 1, many_at_once})
    add_scenario(report_, "wait",
                 {{.executor = "sequential", .wall_ms = 480, .at_once = 1},
                  {.executor = "coroutines", .wall_ms = 20, .at_once = under_way}},
                 10 * under_way);
  EXPECT_EQ(in(situation::few_waits).judgements.front().group->concurrency(), 990U);
  EXPECT_EQ(in(situation::many_waits).judgements.front().group->concurrency(), 1000U);
}

TEST_F(an_advice, takes_as_many_as_were_allowed_where_no_sample_tells_how_many_were_under_way) {
  add_scenario(report_, "wait", {{.executor = "coroutines", .wall_ms = 20, .at_once = 0}}, many_at_once);
  EXPECT_EQ(in(situation::many_waits).judgements.size(), 1U);
}

TEST_F(an_advice, is_to_use_the_winner_where_all_others_are_shown_to_be_slower) {
  add_scenario(report_, "wait",
               {{.executor = "sequential", .wall_ms = 480, .at_once = 1},
                {.executor = "threads", .wall_ms = 25},
                {.executor = "coroutines", .wall_ms = 20}});
  const auto& found = in(situation::few_waits);
  EXPECT_TRUE(found.decides());
  EXPECT_THAT(found.use, ElementsAre("coroutines"));
  ASSERT_EQ(found.slower.size(), 2U);
  EXPECT_EQ(found.slower[0].executor, "threads");
  EXPECT_NEAR(found.slower[0].factors.high, 1.25, 0.001);
  EXPECT_EQ(found.slower[1].executor, "sequential");
}

TEST_F(an_advice, names_all_who_are_not_shown_to_be_slower) {
  add_scenario(report_, "wait", waits());
  EXPECT_THAT(in(situation::few_waits).use, UnorderedElementsAre("threads", "coroutines"));
}

TEST_F(an_advice, is_silent_where_no_difference_is_resolved) {
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 20}, {.executor = "coroutines", .wall_ms = 20}});
  const auto& found = in(situation::few_waits);
  EXPECT_FALSE(found.decides());
  EXPECT_THAT(found.use, IsEmpty());
  EXPECT_THAT(found.slower, IsEmpty());
  EXPECT_EQ(found.judgements.front().rounds_needed, 0U);
}

TEST_F(an_advice, rules_out_what_can_be_seen_to_be_slower_where_the_rounds_are_too_few) {
  add_scenario(report_, "wait", waits(), 24, 1);
  const auto& found = in(situation::few_waits);
  EXPECT_FALSE(found.decides());
  EXPECT_THAT(found.slower, IsEmpty());  // no interval shows it
  const auto& judged = found.judgements.front();
  EXPECT_EQ(judged.rounds_needed, 7U);
  EXPECT_THAT(judged.best, IsEmpty());  // threads or coroutines: that cannot be seen
  ASSERT_EQ(judged.losses.size(), 1U);
  EXPECT_EQ(judged.losses.front().loser->cell->executor, "sequential");
  EXPECT_FALSE(judged.losses.front().is_measured());
  ASSERT_EQ(judged.losses.front().why.size(), 1U);
  EXPECT_EQ(judged.losses.front().why.front().why, cause::one_at_a_time);
}

TEST_F(an_advice, is_to_use_the_winner_where_all_others_can_be_seen_to_be_slower) {
  add_scenario(
      report_, "wait",
      {{.executor = "sequential", .wall_ms = 480, .at_once = 1}, {.executor = "coroutines", .wall_ms = 20}},
      24, 1);
  EXPECT_TRUE(in(situation::few_waits).decides());
  EXPECT_THAT(in(situation::few_waits).use, ElementsAre("coroutines"));
}

TEST_F(an_advice, is_silent_where_the_rounds_are_too_few_and_nothing_can_be_seen) {
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 50}, {.executor = "coroutines", .wall_ms = 20}}, 24, 3);
  EXPECT_FALSE(in(situation::few_waits).decides());
  EXPECT_FALSE(in(situation::few_waits).judgements.front().rules_out_an_executor());
}

TEST_F(an_advice, rules_out_who_is_slower_than_another_one_where_no_winner_is_resolved) {
  testing::add_scenario_of_a_slow_one(report_, "wait");
  const auto& found = in(situation::few_waits);
  EXPECT_THAT(found.judgements.front().losses, IsEmpty());
  EXPECT_TRUE(found.decides());
  EXPECT_THAT(found.use, UnorderedElementsAre("sequential", "thread-pool"));
}

TEST_F(an_advice, is_not_to_use_who_is_ruled_out_in_a_scenario_of_too_few_rounds) {
  add_scenario(report_, "wait",
               {{.executor = "sequential", .wall_ms = 20},
                {.executor = "threads", .wall_ms = 40},
                {.executor = "coroutines", .wall_ms = 20}});
  add_scenario(report_, "wait-more", waits(), 24, 1);
  EXPECT_THAT(in(situation::few_waits).use, ElementsAre("coroutines"));
}

TEST_F(an_advice, names_only_those_who_are_among_the_best_in_every_scenario) {
  add_scenario(report_, "wait", waits());
  add_scenario(report_, "wait-more",
               {{.executor = "sequential", .wall_ms = 240, .at_once = 1},
                {.executor = "threads", .wall_ms = 30},
                {.executor = "coroutines", .wall_ms = 20}});
  const auto& found = in(situation::few_waits);
  EXPECT_THAT(found.use, ElementsAre("coroutines"));
  ASSERT_EQ(found.slower.size(), 2U);
  const auto& [executor, lost, compared, factors] = found.slower.front();
  EXPECT_EQ(executor, "sequential");
  EXPECT_EQ(lost, 2U);
  EXPECT_EQ(compared, 2U);
  EXPECT_NEAR(factors.low, 12, 0.01);
  EXPECT_NEAR(factors.high, 24, 0.01);
  EXPECT_EQ(found.slower.back().executor, "threads");
  EXPECT_EQ(found.slower.back().lost, 1U);
}

TEST_F(an_advice, names_nobody_where_each_scenario_has_another_winner) {
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 20}, {.executor = "coroutines", .wall_ms = 30}});
  add_scenario(report_, "wait-more",
               {{.executor = "threads", .wall_ms = 30}, {.executor = "coroutines", .wall_ms = 20}});
  EXPECT_TRUE(in(situation::few_waits).decides());
  EXPECT_THAT(in(situation::few_waits).use, IsEmpty());
}

TEST_F(an_advice, does_not_let_a_scenario_that_decides_nothing_take_anyone_away) {
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 30}, {.executor = "coroutines", .wall_ms = 20}});
  add_scenario(report_, "wait-more",
               {{.executor = "threads", .wall_ms = 20}, {.executor = "sequential", .wall_ms = 20}});
  EXPECT_THAT(in(situation::few_waits).use, ElementsAre("coroutines"));
}

TEST_F(an_advice, judges_only_cells_that_are_ok) {
  add_scenario(report_, "wait", waits());
  testing::fail_some_tasks(report_.cells[2]);
  const auto& found = in(situation::few_waits).judgements.front();
  EXPECT_THAT(names_in(found.best), ElementsAre("threads"));
  ASSERT_EQ(found.losses.size(), 1U);
  EXPECT_EQ(found.losses.front().loser->cell->executor, "sequential");
}

TEST_F(an_advice, has_no_verdict_where_fewer_than_two_cells_are_ok) {
  add_scenario(report_, "wait", waits());
  for (const std::size_t i : {0U, 1U}) {
    report_.cells[i].status = status::not_applicable;
    report_.cells[i].samples.clear();
  }
  const auto& found = in(situation::few_waits);
  EXPECT_FALSE(found.judgements.front().found);
  EXPECT_FALSE(found.decides());
}

TEST_F(an_advice, names_what_an_interrupted_run_has_not_measured) {
  report_.plan.interrupted = true;
  add_scenario(report_, "wait", waits());
  add_scenario(report_, "compute", waits(), 24, 0);
  EXPECT_THAT(judged().unmeasured, ElementsAre("compute"));
  EXPECT_THAT(in(situation::computing).judgements, IsEmpty());
}

TEST_F(an_advice, knows_which_scenarios_and_models_the_report_does_not_have) {
  add_scenario(report_, "wait", waits());
  EXPECT_THAT(in(situation::few_waits).not_measured, AllOf(Contains("wait-more"), Not(Contains("wait"))));
  EXPECT_THAT(in(situation::many_waits).not_measured, AllOf(Contains("wait"), Contains("wait-more")));
  EXPECT_THAT(in(situation::unknown).not_measured, IsEmpty());
  EXPECT_THAT(judged().other_executors,
              AllOf(Contains("a-model-that-no-report-has"), Not(Contains("threads"))));
}

TEST_F(an_advice, says_that_a_loser_ran_one_task_at_a_time_where_the_winner_did_not) {
  const auto& found = judgement_on(waits());
  ASSERT_EQ(found.losses.size(), 1U);
  ASSERT_EQ(found.losses.front().why.size(), 1U);
  EXPECT_EQ(found.losses.front().why.front().why, cause::one_at_a_time);
  EXPECT_EQ(found.losses.front().why.front().of_winner, 24);
  EXPECT_THAT(
      causes({.executor = "a", .wall_ms = 30, .at_once = 1}, {.executor = "b", .wall_ms = 20, .at_once = 1}),
      IsEmpty());
}

TEST_F(an_advice, says_that_a_loser_computed_on_one_thread_where_that_explains_its_time) {
  const ran winner{.executor = "b", .wall_ms = 43, .cpu_ms = 40, .threads = 33};
  const ran loser{.executor = "a", .wall_ms = 54, .cpu_ms = 34, .threads = 1};
  EXPECT_THAT(causes(loser, winner), ElementsAre(cause::one_thread));
  const auto& shown = judgement_on({loser, winner}).losses.front().why.front();
  EXPECT_THAT(shown.of_loser, DoubleNear(34.0 / 54, 0.02));
  EXPECT_EQ(shown.of_winner, 2);
  // 5 ms of computing do not make it 11 ms slower.
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 54, .cpu_ms = 5},
                     {.executor = "b", .wall_ms = 43, .cpu_ms = 5, .threads = 33}),
              IsEmpty());
  // With several threads nobody knows which of them computed.
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 54, .cpu_ms = 34, .threads = 17}, winner), IsEmpty());
}

TEST_F(an_advice, says_that_a_loser_took_more_cpu_time_where_that_explains_its_time) {
  const ran winner{.executor = "b", .wall_ms = 20, .cpu_ms = 10};
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 25, .cpu_ms = 15}, winner), ElementsAre(cause::cpu_time));
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 25, .cpu_ms = 11}, winner), IsEmpty());  // of 5 ms, 1
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 21, .cpu_ms = 11}, winner),
              IsEmpty());  // only a tenth more
  // Over two CPUs, 12 ms are 6 each, and not more than 10 on one.
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 25, .cpu_ms = 12, .threads = 9}, winner), IsEmpty());
}

TEST_F(an_advice, takes_nothing_for_a_cause_that_is_not_more_round_by_round) {
  const ran winner{.executor = "b", .wall_ms = 20, .cpu_ms = 10};
  add_scenario(report_, "wait", {{.executor = "a", .wall_ms = 25, .cpu_ms = 15}, winner});
  for (std::size_t i = 0; i < 4; ++i)
    report_.cells[0].samples[i].cpu_user_ns = 9'000'000;  // in 4 of 12 rounds less
  EXPECT_THAT(in(situation::few_waits).judgements.front().losses.front().why, IsEmpty());
}

TEST_F(an_advice, says_that_a_loser_began_its_last_task_late_where_all_might_have_begun_at_once) {
  const ran winner{.executor = "b", .wall_ms = 22, .threads = 25, .last_start_ms = 1};
  const ran loser{.executor = "a", .wall_ms = 110, .threads = 25, .last_start_ms = 88};
  EXPECT_THAT(causes(loser, winner), ElementsAre(cause::late_start));
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 110, .threads = 25, .last_start_ms = 40}, winner),
              IsEmpty());
  const auto causes_now = [&](situation which) {
    return in(which).judgements.front().losses.front().why.size();
  };
  judgement_on({loser, winner});
  for (auto& each : report_.cells) each.concurrency = 2;  // lanes take one task after another
  EXPECT_EQ(causes_now(situation::few_waits), 0U);
  report_.cells.clear();
  add_scenario(report_, "fetch-and-compute", {loser, winner});  // whose tasks may be found while others run
  EXPECT_EQ(causes_now(situation::mixed), 0U);
}

TEST_F(an_advice, says_that_a_loser_needed_more_context_switches_where_they_cost_a_part_of_its_time) {
  const ran winner{.executor = "b", .wall_ms = 20, .switches = 300};
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 30, .switches = 41'000}, winner),
              ElementsAre(cause::context_switches));
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 30, .switches = 900}, winner), IsEmpty());  // 0.6 ms of 10
  EXPECT_THAT(causes({.executor = "a", .wall_ms = 21, .switches = 500}, winner),
              IsEmpty());  // fewer than twice as many
}

TEST_F(an_advice, compares_the_p99_of_an_open_loop_and_no_saturated_model) {
  report_.plan.rate = 200;
  const ran winner{.executor = "b", .wall_ms = 1000, .threads = 9};
  add_scenario(report_, "wait",
               {{.executor = "a", .wall_ms = 1000, .cpu_ms = 950, .switches = 90'000},
                winner,
                {.executor = "c", .wall_ms = 1000}});
  for (std::size_t i = 0; i < 3; ++i)
    for (auto& each : report_.cells[i].samples)
      each.response_ns.p99 = (i == 0 ? 30'000'000 : 20'000'000) + each.round;
  report_.cells[2].status = status::saturated;
  const auto& found = in(situation::few_waits).judgements.front();
  EXPECT_TRUE(found.found->open_loop);
  EXPECT_THAT(names_in(found.best), ElementsAre("b"));
  ASSERT_EQ(found.losses.size(), 1U);
  ASSERT_EQ(found.losses.front().why.size(), 1U);  // a p99 cannot be held against sums over the run
  EXPECT_EQ(found.losses.front().why.front().why, cause::one_thread);
}

TEST_F(an_advice, knows_who_of_the_best_takes_the_least_of_what) {
  const auto& found =
      judgement_on({{.executor = "sequential", .wall_ms = 480, .at_once = 1},
                    {.executor = "threads", .wall_ms = 20, .cpu_ms = 4, .added_mib = 9, .lifecycle_ms = 3},
                    {.executor = "coroutines", .wall_ms = 20, .cpu_ms = 2}});
  ASSERT_EQ(found.savings.size(), 3U);
  for (const auto& each : found.savings) {
    EXPECT_EQ(each.least.first->cell->executor, "coroutines");
    ASSERT_EQ(each.more.size(), 1U);
    EXPECT_EQ(each.more.front().first->cell->executor, "threads");
  }
  EXPECT_EQ(found.savings[0].more.front().second, 4e6);
  EXPECT_EQ(found.savings[1].more.front().second, 9 * 1048576.0);
  EXPECT_EQ(found.savings[2].more.front().second, 3e6);
}

TEST_F(an_advice, does_not_speak_of_small_differences_among_the_best) {
  EXPECT_THAT(
      judgement_on(
          {{.executor = "sequential", .wall_ms = 480, .at_once = 1},
           {.executor = "threads", .wall_ms = 20, .cpu_ms = 2.1, .added_mib = 1.9, .lifecycle_ms = 0.9},
           {.executor = "coroutines", .wall_ms = 20, .cpu_ms = 2}})
          .savings,
      IsEmpty());
}

TEST_F(an_advice, prefers_the_executor_that_takes_the_least_cpu_time_and_nowhere_more) {
  const auto with_cpu = [](double threads, double coroutines) {
    return std::vector<ran>{{.executor = "sequential", .wall_ms = 480, .at_once = 1},
                            {.executor = "threads", .wall_ms = 20, .cpu_ms = threads},
                            {.executor = "coroutines", .wall_ms = 20, .cpu_ms = coroutines}};
  };
  add_scenario(report_, "wait", with_cpu(4, 2));
  EXPECT_EQ(in(situation::few_waits).least_cpu_time, "coroutines");
  add_scenario(report_, "wait-more", with_cpu(2, 2));
  EXPECT_EQ(in(situation::few_waits).least_cpu_time, "coroutines");
  report_.cells.resize(3);
  add_scenario(report_, "wait-more", with_cpu(2, 4));
  EXPECT_EQ(in(situation::few_waits).least_cpu_time, std::nullopt);
}

TEST_F(an_advice, sees_that_the_server_may_be_what_was_measured) {
  EXPECT_FALSE(judgement_on(waits()).busy_server);
  auto all = waits();
  all[2].server_ms = 19;  // of 20, under one of the best
  EXPECT_TRUE(judgement_on(all).busy_server);
  all = waits();
  all[0].server_ms = 470;  // under a loser
  EXPECT_FALSE(judgement_on(all).busy_server);
}

}  // namespace
}  // namespace concbench
