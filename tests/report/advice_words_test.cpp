// Advice as it is read: whole sentences, with the figures that they rest on.
#include "report/words/advice_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "advised_report.hpp"
#include "golden.hpp"
#include "report/exports/advice_json.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/pages/advice_page.hpp"
#include "report/terminal/page_text.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using testing::add_scenario;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::waits;

class advice_words : public ::testing::Test {
 protected:
  const situation_advice& on(situation which) {
    results_ = results_of(report_);
    advice_ = advice_of(report_, results_);
    return advice_.situations[static_cast<std::size_t>(which)];
  }
  const situation_advice& on_waiting() { return on(situation::few_waits); }
  const judgement& first() { return on_waiting().judgements.front(); }
  std::string text() const { return render_page_text(advice_page(report_), {.width = 200}); }

  report report_ = testing::empty_advised_report();
  std::vector<scenario_results> results_;
  advice advice_;
};

/// Waits that are decided, with causes and prices; computing that is not resolved; files, of which one cell failed; and
/// a scenario without a sample.
report advised_in_many_ways() {
  auto made = testing::empty_advised_report();
  made.plan.scenarios = {"wait", "compute", "write-files", "query"};
  add_scenario(made, "wait",
               {{.executor = "sequential", .wall_ms = 480, .at_once = 1},
                {.executor = "threads", .wall_ms = 25, .cpu_ms = 9, .threads = 25, .switches = 4'000},
                {.executor = "coroutines", .wall_ms = 20}});
  add_scenario(made, "wait", waits(many_at_once), many_at_once);
  add_scenario(made, "compute",
               {{.executor = "sequential", .wall_ms = 40, .cpu_ms = 40, .at_once = 1},
                {.executor = "threads", .wall_ms = 40, .cpu_ms = 40, .threads = 2, .added_mib = 30}},
               2);
  add_scenario(made, "write-files", waits());
  testing::fail_some_tasks(made.cells.back());
  add_scenario(made, "query", waits(), 24, 0);
  made.plan.interrupted = true;
  return made;
}

TEST(advice_page, gives_the_golden_files) {
  const auto made = advice_page(advised_in_many_ways());
  for (const int width : {60, 80, 120})
    testing::expect_golden("advice_" + std::to_string(width) + ".txt",
                           render_page_text(made, {.width = width}));
  testing::expect_golden("advice_80_ascii.txt", render_page_text(made, {.width = 80, .unicode = false}));
  testing::expect_golden("advice.md", render_page_markdown(made));
}

TEST_F(advice_words, name_the_winner_and_who_is_slower_by_how_much) {
  add_scenario(
      report_, "wait",
      {{.executor = "sequential", .wall_ms = 480, .at_once = 1}, {.executor = "coroutines", .wall_ms = 20}});
  EXPECT_THAT(recommendation(on_waiting(), report_.plan),
              ElementsAre("Use coroutines: in wait no other model is shown to be faster."));
  EXPECT_EQ(recommendation_in_short(on_waiting()), "coroutines");
}

TEST_F(advice_words, say_of_several_that_the_report_does_not_tell_them_apart) {
  auto all = waits();
  all[1].cpu_ms = 3;
  add_scenario(report_, "wait", all);
  add_scenario(report_, "wait-more",
               {{.executor = "sequential", .wall_ms = 20}, {.executor = "threads", .wall_ms = 20}});
  EXPECT_THAT(
      recommendation(on_waiting(), report_.plan),
      ElementsAre(
          "Use threads or coroutines: in wait no other model is shown to be faster, and this report does "
          "not tell these apart.",
          "Of these, coroutines took the least CPU time.",
          "Not decided: no difference between models is resolved in wait-more."));
}

TEST_F(advice_words, name_the_best_of_each_scenario_where_these_differ) {
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 30}, {.executor = "coroutines", .wall_ms = 20}});
  add_scenario(report_, "wait-more",
               {{.executor = "threads", .wall_ms = 20}, {.executor = "coroutines", .wall_ms = 40}});
  EXPECT_THAT(
      recommendation(on_waiting(), report_.plan),
      ElementsAre("It depends on the scenario; no model is among the best in all of them. wait: coroutines; "
                  "wait-more: threads."));
  EXPECT_EQ(recommendation_in_short(on_waiting()), "depends on the scenario");
}

TEST_F(advice_words, name_those_who_are_slower_by_next_to_nothing) {
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 20.9},
                {.executor = "fibers", .wall_ms = 21.1},
                {.executor = "coroutines", .wall_ms = 20}});
  EXPECT_THAT(
      recommendation(on_waiting(), report_.plan),
      ElementsAre(
          "Use coroutines: in wait no other model is shown to be faster.",
          "As good a choice in practice, because wherever it is slower it is so by at most 5 %: threads."));
}

TEST_F(advice_words, write_factors_as_a_range_or_as_one) {
  EXPECT_EQ(factors_in_words({1.5, 24}), "1.50× to 24.0×");
  EXPECT_EQ(factors_in_words({1.5, 1.501}), "1.50×");
  EXPECT_EQ(factors_in_words({1.001, 1.001}), "1.001×");
}

TEST_F(advice_words, advise_nothing_where_nothing_is_resolved_or_measured) {
  EXPECT_EQ(recommendation_in_short(on_waiting()), "not in this report");
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 20}, {.executor = "coroutines", .wall_ms = 20}});
  EXPECT_THAT(recommendation(on_waiting(), report_.plan),
              ElementsAre("Nothing can be advised: no difference between models is resolved in wait."));
  EXPECT_EQ(recommendation_in_short(on_waiting()), "not decided");
  report_.cells.clear();
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 20, .cpu_ms = 4},
                {.executor = "coroutines", .wall_ms = 20, .cpu_ms = 2}});
  EXPECT_THAT(recommendation(on_waiting(), report_.plan),
              ElementsAre("Nothing can be advised: no difference between models is resolved in wait.",
                          "coroutines took the least CPU time of those that may be the best."));
  EXPECT_THAT(
      doubts_of(first(), report_.plan),
      ElementsAre("No difference is resolved here: more rounds (-r, or --precision) may resolve some."));
}

TEST_F(advice_words, say_how_many_rounds_are_enough) {
  add_scenario(report_, "wait", waits(), 24, 3);
  EXPECT_THAT(doubts_of(first(), report_.plan),
              ElementsAre("The rounds are too few: 7 rounds are enough for every interval (-r 7)."));
}

TEST_F(advice_words, say_what_one_round_has_shown_and_how_to_measure_more) {
  report_.plan.rounds = 1;
  for (const auto* name : {"wait", "wait-more"}) add_scenario(report_, name, waits(), 24, 1);
  EXPECT_THAT(
      recommendation(on_waiting(), report_.plan),
      ElementsAre(
          "Not sequential: in wait it took 480 ms, and threads 20.0 ms; in wait-more it took 480 ms, and threads "
          "20.0 ms.",
          "One round has no interval, but times that differ by three times or more, and by a tenth of a second or more, can be seen. To measure more, run "
          "the same command with -r 7.",
          "Between the other models nothing is decided: the rounds are too few to compare the best models in wait and "
          "wait-more."));
  EXPECT_EQ(recommendation_in_short(on_waiting()), "not sequential");
  EXPECT_THAT(causes_in_words(first()),
              ElementsAre("sequential ran one task at a time; threads had up to 24 under way at once."));
}

TEST_F(advice_words, do_not_ask_one_round_for_causes_that_need_an_interval) {
  add_scenario(report_, "wait",
               {{.executor = "threads", .wall_ms = 480}, {.executor = "coroutines", .wall_ms = 20}}, 24, 1);
  EXPECT_THAT(causes_in_words(first()), ElementsAre());
}

TEST_F(advice_words, name_who_is_slower_than_another_one_where_no_winner_is_resolved) {
  testing::add_scenario_of_a_slow_one(report_, "wait");
  EXPECT_THAT(
      recommendation(on_waiting(), report_.plan),
      ElementsAre(
          "Use thread-pool or sequential: in wait no other model is shown to be faster, and this report does "
          "not tell these apart.",
          "Not offload: in wait it took 2.00× [2.00, 2.00] the time of sequential."));
  EXPECT_EQ(recommendation_in_short(on_waiting()), "thread-pool or sequential");
  EXPECT_THAT(doubts_of(first(), report_.plan), ElementsAre());
  const auto shown = text();
  EXPECT_THAT(shown, Not(HasSubstr("Nothing can be advised")));
  EXPECT_THAT(shown, Not(HasSubstr("No difference is resolved")));
}

TEST_F(advice_words, say_that_nothing_can_be_compared) {
  add_scenario(report_, "wait", {{.executor = "threads", .wall_ms = 20}});
  EXPECT_THAT(recommendation(on_waiting(), report_.plan),
              ElementsAre("Nothing can be advised: fewer than two models are ok in wait."));
  EXPECT_THAT(doubts_of(first(), report_.plan),
              ElementsAre("Only one model is ok here, so that nothing can be compared."));
  report_.cells.front().status = status::failed;
  EXPECT_THAT(doubts_of(first(), report_.plan),
              ElementsAre("No model is ok here, so that nothing can be compared."));
}

TEST_F(advice_words, show_the_figures_behind_each_cause) {
  add_scenario(report_, "wait",
               {{.executor = "sequential", .wall_ms = 480, .at_once = 1},
                {.executor = "fibers", .wall_ms = 54, .cpu_ms = 33},
                {.executor = "callbacks", .wall_ms = 54, .cpu_ms = 33},
                {.executor = "processes", .wall_ms = 60, .cpu_ms = 90, .threads = 9, .switches = 41'000},
                {.executor = "std-async", .wall_ms = 70, .cpu_ms = 20, .threads = 9, .switches = 20'300},
                {.executor = "offload", .wall_ms = 80, .cpu_ms = 20, .threads = 9},
                {.executor = "pool", .wall_ms = 90, .cpu_ms = 20, .threads = 9, .last_start_ms = 60},
                {.executor = "threads", .wall_ms = 40, .cpu_ms = 20, .threads = 33, .switches = 300}});
  EXPECT_THAT(
      causes_in_words(first()),
      ElementsAre(
          "sequential ran one task at a time; threads had up to 24 under way at once.",
          "fibers and callbacks did all computing on one thread, which was busy for 60 % and 60 % of the time, and while it "
          "computed for one task the others waited; threads could use 2 CPUs.",
          "processes took 90.0 ms of CPU time; threads 20.0 ms.",
          "pool needed 60.0 ms until its last task began; threads 0 s.",
          "processes needed 41,000 context switches, std-async 20,300; threads 300.",
          "The samples of offload do not show why it lost."));
}

TEST_F(advice_words, show_what_the_best_differ_in) {
  auto all = waits();
  all[1] = {.executor = "threads", .wall_ms = 20, .cpu_ms = 4, .added_mib = 9, .lifecycle_ms = 3};
  add_scenario(report_, "wait", all);
  EXPECT_THAT(
      prices_in_words(first()),
      ElementsAre(
          "CPU time of those that may be the best: coroutines 1.00 ms; more: threads 4.00 ms.",
          "Memory that the run added under those that may be the best: coroutines 1.00 MiB; more: threads 9.00 MiB.",
          "To start and to stop, which the times leave out: coroutines 0 s; longer: threads 3.00 ms."));
}

TEST_F(advice_words, tell_what_a_task_costs_that_does_nothing) {
  add_scenario(
      report_, "noop",
      {{.executor = "threads", .wall_ms = 48}, {.executor = "sequential", .wall_ms = 24, .at_once = 1}});
  EXPECT_THAT(task_costs_in_words(*on(situation::overhead).judgements.front().group),
              ElementsAre("A task costs 1.01 ms under sequential and 2.03 ms under threads."));
}

TEST_F(advice_words, speak_of_the_p99_in_an_open_loop) {
  report_.plan.rate = 200;
  add_scenario(report_, "wait", waits());
  for (auto& cell : report_.cells)
    for (auto& each : cell.samples) each.response_ns.p99 = each.wall_ns;
  EXPECT_THAT(recommendation(on_waiting(), report_.plan).front(),
              HasSubstr("no other model is shown to have a lower p99"));
  EXPECT_THAT(text(), HasSubstr("times the best p99"));
}

TEST_F(advice_words, leave_out_models_of_one_task_at_a_time_in_the_command_for_many) {
  EXPECT_EQ(command_for_many({"a", "b"}, report_.plan), "concbench run a b -n 1000 -c 1000 -e threads");
  report_.plan.executors = {"$(from elsewhere)"};
  EXPECT_EQ(command_for_many({"a"}, report_.plan), "concbench run a -n 1000 -c 1000");
}

TEST_F(advice_words, make_a_page_from_the_answer_to_what_is_missing) {
  add_scenario(report_, "wait", waits());
  const auto shown = text();
  EXPECT_THAT(shown, ContainsRegex("waiting, few at once +threads or coroutines\n"));
  EXPECT_THAT(shown, ContainsRegex("computing +not in this report\n"));
  EXPECT_THAT(shown, ContainsRegex("\nsequential +1 of 1 +24.0×\n"));
  EXPECT_THAT(shown, HasSubstr("── evidence: wait · 24 tasks · 24 at once\nfastest: "));
  EXPECT_THAT(shown, HasSubstr("\nwhy: sequential ran one task at a time;"));
  EXPECT_THAT(shown, ContainsRegex("\nwaiting, many at once: .*wait and wait-more\\.\n"));
  EXPECT_THAT(
      shown,
      ContainsRegex(
          "\\$ concbench run .*wait wait-more -n 1000 -c 1000 -e threads --export-json many-tasks.json\n"));
  EXPECT_THAT(shown, Not(HasSubstr("computing · ")));
}

TEST_F(advice_words, say_of_an_interrupted_run_what_it_has_not_measured) {
  report_.plan.interrupted = true;
  add_scenario(report_, "wait", waits(), 24, 0);
  const auto shown = text();
  EXPECT_THAT(shown, HasSubstr("Interrupted: "));
  EXPECT_THAT(shown, HasSubstr("no counted sample yet: wait\n"));
  EXPECT_THAT(shown, Not(HasSubstr("evidence: ")));
}

TEST_F(advice_words, say_of_work_that_this_version_does_not_know_that_its_kind_is_unknown) {
  add_scenario(report_, "from-elsewhere", waits());
  EXPECT_THAT(text(),
              HasSubstr("── work of unknown kind · neither the report nor this version of concbench says"));
}

TEST_F(advice_words, say_why_a_cell_was_not_judged) {
  add_scenario(report_, "wait", waits());
  testing::fail_some_tasks(report_.cells[2]);
  EXPECT_THAT(text(), HasSubstr("! coroutines: FAILED 36 of "));
}

TEST_F(advice_words, say_where_models_change_places_in_a_sweep) {
  report_ = testing::swept_report();
  EXPECT_THAT(text(), HasSubstr("── where models change places\nsleep over tasks: "));
}

TEST_F(advice_words, are_figures_with_names_for_programs) {
  auto all = waits();
  all[1].cpu_ms = 3;
  add_scenario(report_, "wait", all);
  const auto json = boost::json::parse(render_advice_json(report_));
  const auto& first = json.at("situations").at(0);
  EXPECT_EQ(first.at("situation"), "few-waits");
  EXPECT_EQ(first.at("use"), (boost::json::array{"threads", "coroutines"}));
  EXPECT_EQ(first.at("least_cpu_time"), "coroutines");
  const auto& loss = first.at("scenarios").at(0).at("losses").at(0);
  EXPECT_EQ(loss.at("executor"), "sequential");
  EXPECT_EQ(loss.at("causes").at(0).at("cause"), "one-at-a-time");
  EXPECT_EQ(first.at("scenarios").at(0).at("savings").at(0).at("of"), "cpu-time");
}

TEST_F(advice_words, tell_programs_who_is_slower_than_another_one_and_what_has_no_interval) {
  testing::add_scenario_of_a_slow_one(report_, "wait");
  add_scenario(report_, "wait-more", waits(), 24, 1);
  const auto json = boost::json::parse(render_advice_json(report_));
  const auto& scenarios = json.at("situations").at(0).at("scenarios");
  const auto& behind = scenarios.at(0).at("behind").at(0);
  EXPECT_EQ(behind.at("executor"), "offload");
  EXPECT_EQ(behind.at("slower_than"), "sequential");
  EXPECT_NEAR(behind.at("factor").to_number<double>(), 2, 1e-6);
  EXPECT_EQ(behind.at("interval").as_array().size(), 2U);
  EXPECT_TRUE(scenarios.at(1).at("losses").at(0).at("interval").is_null());
}

TEST_F(advice_words, can_be_made_of_any_report) {
  for (const auto& each : {testing::empty_report(), testing::full_report(), testing::open_loop_report(),
                           testing::tutorial_report(), testing::twice_swept_report()}) {
    report_ = each;
    EXPECT_THAT(text(), HasSubstr("── how this was decided"));
  }
}

}  // namespace
}  // namespace concbench
