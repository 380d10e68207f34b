// What the manager makes of workers that do not do what they should: shell scripts in their place.
#include "runner/manager.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/registry.hpp"
#include "core/reported_scenarios.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::runner {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// What a worker adds to its answer to give it a timeline of one task.
constexpr std::string_view one_task =
    R"("timeline":{"wall_ns":9,"began":1,"peak_tasks":1,"task":[0],"lane":[1],"thread":[1],"start_ns":[1],)"
    R"("end_ns":[2],"failed":[]})";

/// The same answer with a timeline.
std::string with_timeline(std::string answer) {
  answer.back() = ',';
  return answer.append(one_task) + "}";
}

/// A sample that is ok, with this digest.
std::string ok(const std::string& digest = "0000000000000001") {
  return R"({"status":"ok","reason":"","sample":{"status":"ok","wall_ns":5,"tasks_ok":1,"digest":")" +
         digest + "\"}}";
}

class a_manager : public ::testing::Test {
 protected:
  /// `lines` are what a worker does to take a sample: $executor is its executor, $round its round, -1 when it
  /// prepares; `say TEXT` answers. Preparing succeeds unless `lines` end it.
  void workers_do(const std::string& lines) {
    std::ofstream(program_) << "#!/bin/sh\n"
                               "spec=$(cat)\n"
                               "executor=${spec#*\\\"executor\\\":\\\"}; executor=${executor%%\\\"*}\n"
                               "round=${spec#*\\\"round\\\":}; round=${round%%,*}\n"
                               "case $spec in *prepare*) round=-1;; esac\n"
                               "say() { printf '%s\\n' \"$1\"; exit; }\n"
                            << lines << "\n[ $round = -1 ] && say '{\"status\":\"ok\",\"fixture\":{}}'\nsay '"
                            << ok() << "'\n";
    std::filesystem::permissions(program_, std::filesystem::perms::owner_all);
  }

  /// Runs `rounds` rounds of a sleep under each of the executors.
  void run(int rounds, const std::vector<std::string>& names, int warmup = 0,
           duration limit = std::chrono::seconds(60)) {
    run_plan plan;
    plan.asked.rounds = rounds;
    plan.asked.warmup = warmup;
    plan.asked.allowed_errors = allowed_errors_;
    plan.program = program_;
    plan.timelines = timelines_;
    plan.asked.executors = names;
    if (searches_) {
      plan.asked.rate = 100;
      plan.asked.highest_rate = 1000;
      plan.asked.step_ns = 1'000'000'000;
    }
    const auto& declared = find_scenario("sleep");
    for (const auto& name : names) {
      scenario_setup setup;
      setup.params = parameter_values(declared.parameters, profile::quick);
      setup.tasks = setup.concurrency = 1;
      if (searches_) setup.tasks = 1000;
      setup.executor = name;
      plan.cells.push_back({0, &declared, std::move(setup), limit, {}});
      if (name.starts_with(further)) make_further(plan.cells.back());
    }
    const interruption signals;
    const temporary_folder work;
    manager(std::move(plan), work.path(), result_, observer_, signals).run();
  }

  /// Notes the scenarios that ended, with how many samples their cells had.
  struct endings : run_observer {
    void scenario_ended(const report& now, std::string_view scenario) override {
      std::size_t samples = 0;
      for (const auto& each : now.cells) samples += each.samples.size();
      seen.push_back(std::string(scenario) + " " + std::to_string(samples));
    }
    std::vector<std::string> seen;
  };

  /// Turns the cell of "w:green" into one of the executor "green" of a further worker that is the same
  /// script.
  void make_further(planned_cell& cell) const {
    cell.setup.executor.erase(0, further.size());
    cell.worker = std::make_shared<further_worker>(
        further_worker{"w", {program_, "worker"}, {{"green", "red"}, {"sleep"}, {{"sleep", {"delay"}}}}});
    if (cell.setup.executor == "red") cell.refusal = "red cannot";
  }

  std::vector<std::string> statuses(std::size_t cell) const {
    std::vector<std::string> texts;
    for (const auto& each : result_.cells.at(cell).samples) texts.push_back(to_string(each.status));
    return texts;
  }

  static constexpr std::string_view further = "w:";
  temporary_folder folder_;
  std::string program_ = folder_.path() / "program";
  double allowed_errors_ = 0;
  bool timelines_ = false;
  bool searches_ = false;  ///< the highest rate, from 100/s to 1000/s
  report result_;
  endings observer_;
};

TEST_F(a_manager, keeps_a_sample_of_every_round) {
  workers_do("");
  run(3, {"threads", "coroutines"});
  for (const auto& cell : result_.cells) {
    EXPECT_EQ(cell.status, status::ok);
    ASSERT_EQ(cell.samples.size(), 3u);
    for (std::int64_t i = 0; i < 3; ++i) EXPECT_EQ(cell.samples[static_cast<std::size_t>(i)].round, i);
  }
}

TEST_F(a_manager, tells_once_that_a_scenario_has_all_its_samples) {
  workers_do("");
  run(3, {"threads", "coroutines"}, 1);
  EXPECT_THAT(observer_.seen, ElementsAre("sleep 6"));
}

TEST_F(a_manager, calls_a_sample_ok_whose_failures_are_allowed_and_compares_no_answers_of_it) {
  workers_do(R"([ $executor = threads ] && [ $round != -1 ] && say '{"status":"failed","reason":"reset",)"
             R"("sample":{"status":"failed","wall_ns":5,"tasks_ok":98,"tasks_failed":2,)"
             R"("errors":[{"reason":"reset","count":2}],"digest":"0000000000000007"}}')");
  allowed_errors_ = 0.02;
  run(1, {"coroutines", "threads"});
  EXPECT_THAT(statuses(1), ElementsAre("ok"));
  EXPECT_EQ(result_.cells[1].status, status::ok);
  EXPECT_EQ(result_.cells[1].samples[0].tasks_failed, 2u);
}

TEST_F(a_manager, calls_a_sample_failed_with_more_failures_than_are_allowed) {
  workers_do(R"([ $round != -1 ] && say '{"status":"failed","reason":"reset",)"
             R"("sample":{"status":"failed","wall_ns":5,"tasks_ok":97,"tasks_failed":3,)"
             R"("digest":"0000000000000007"}}')");
  allowed_errors_ = 0.02;
  run(1, {"threads"});
  EXPECT_THAT(statuses(0), ElementsAre("failed"));
}

/// A worker of a search: $tasks are those of its step. As a step takes 1 s, they are also its rate.
constexpr std::string_view reads_tasks = R"(tasks=${spec#*\"tasks\":}; tasks=${tasks%%[,\}]*}
echo "$round $executor $tasks" >> "$0.log"
late() { say '{"status":"saturated","reason":"late","sample":{"status":"saturated","reason":"late","wall_ns":5,"tasks_ok":1,"response_ns":{"p99":9}}}'; }
ok_with() { say '{"status":"ok","reason":"","sample":{"status":"ok","wall_ns":5,"tasks_ok":'$tasks',"digest":"'$1'","response_ns":{"p99":7}}}'; }
)";

TEST_F(a_manager, keeps_the_sample_at_the_highest_rate_that_each_model_sustains) {
  workers_do(std::string(reads_tasks) + R"(
[ $round = -1 ] || { most=300; [ $executor = threads ] && most=600; }
[ $round = -1 ] || { [ $tasks -gt $most ] && late; ok_with $(printf %016d $tasks); })");
  searches_ = true;
  run(2, {"threads", "coroutines"});
  const std::vector<double> most{600, 300};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& cell = result_.cells[i];
    EXPECT_EQ(cell.status, status::ok) << cell.reason;
    ASSERT_EQ(cell.samples.size(), 2u);
    for (const auto& taken : cell.samples) {
      ASSERT_TRUE(taken.found);
      EXPECT_LE(taken.found->rate, most[i]);
      EXPECT_GT(taken.found->stopped_at, most[i]);
      EXPECT_EQ(taken.found->stop, rate_stop::late_starts);
      EXPECT_EQ(static_cast<double>(taken.tasks_ok), taken.found->rate);
      EXPECT_EQ(taken.response_ns.p99, 7);
    }
  }
}

TEST_F(a_manager, lets_models_take_the_steps_of_a_search_in_turn_and_prepares_once_for_the_most_tasks) {
  workers_do(std::string(reads_tasks) + "[ $round = -1 ] || late");
  searches_ = true;
  run(1, {"threads", "coroutines"});
  std::ifstream log(program_ + ".log");
  std::vector<std::string> executors;
  std::string round, executor, tasks;
  log >> round >> executor >> tasks;
  EXPECT_EQ(round, "-1");
  EXPECT_EQ(tasks, "1000");
  while (log >> round >> executor >> tasks) executors.push_back(executor);
  ASSERT_GE(executors.size(), 8u);
  EXPECT_EQ(executors.size() % 2, 0u);
  for (std::size_t i = 1; i < executors.size(); ++i) EXPECT_NE(executors[i], executors[i - 1]);
  for (const auto& cell : result_.cells) {
    EXPECT_EQ(cell.status, status::saturated);
    EXPECT_EQ(cell.reason, "below 100/s: late");
  }
}

TEST_F(a_manager, compares_answers_of_a_search_among_steps_with_as_many_tasks) {
  workers_do(
      std::string(reads_tasks) +
      "digest=$(printf %016d $tasks); [ $executor$tasks = coroutines1000 ] && digest=00000000000000ff\n"
      "[ $round = -1 ] || ok_with $digest");
  searches_ = true;
  run(1, {"threads", "coroutines"});
  const std::vector<status> both{result_.cells[0].status, result_.cells[1].status};
  EXPECT_THAT(both,
              ::testing::UnorderedElementsAre(status::ok, status::incorrect));  // whoever came first is right
}

TEST_F(a_manager, ends_the_search_of_a_model_whose_worker_crashes) {
  workers_do(std::string(reads_tasks) + "[ $round = -1 ] || exit 3");
  searches_ = true;
  run(3, {"threads"});
  EXPECT_EQ(result_.cells[0].status, status::crashed);
  EXPECT_EQ(result_.cells[0].samples.size(), 1u);
}

TEST_F(a_manager, keeps_the_samples_of_a_saturated_cell) {
  workers_do(R"([ $round != -1 ] && say '{"status":"saturated","reason":"reached 90/s",)"
             R"("sample":{"status":"saturated","reason":"reached 90/s","wall_ns":5,"tasks_ok":1,)"
             R"("digest":"0000000000000001"}}')");
  run(2, {"threads"});
  EXPECT_THAT(statuses(0), ElementsAre("saturated", "saturated"));
  EXPECT_EQ(result_.cells[0].status, status::saturated);
  EXPECT_EQ(result_.cells[0].reason, "reached 90/s");
}

TEST_F(a_manager, calls_no_cell_saturated_that_could_not_keep_up_in_a_minority_of_its_rounds) {
  const std::string late = R"(say '{"status":"saturated","reason":"reached '$((90 + round))'/s",)"
                           R"("sample":{"status":"saturated","wall_ns":5,"tasks_ok":1}}')";
  workers_do("[ $round = 0 ] && " + late);
  run(3, {"threads"}, 1);
  EXPECT_THAT(statuses(0), ElementsAre("saturated", "ok", "ok"));
  EXPECT_EQ(result_.cells[0].status, status::ok);
  EXPECT_EQ(result_.cells[0].reason, "");
}

TEST_F(a_manager, does_not_keep_warm_up_rounds) {
  workers_do("");
  run(1, {"threads"}, 2);
  ASSERT_EQ(result_.cells[0].samples.size(), 1u);
  EXPECT_EQ(result_.cells[0].samples[0].round, 0);
}

TEST_F(a_manager, takes_the_timeline_of_each_cell_in_one_more_round_that_is_not_counted) {
  workers_do("case $spec in *'\"timeline\":true'*) say '" + with_timeline(ok()) + "';; esac");
  timelines_ = true;
  run(2, {"threads", "coroutines"});
  for (const auto& cell : result_.cells) {
    EXPECT_EQ(cell.samples.size(), 2u);
    ASSERT_TRUE(cell.timeline);
    EXPECT_EQ(cell.timeline->problem, "");
    EXPECT_EQ(cell.timeline->tasks.size(), 1u);
  }
  EXPECT_THAT(observer_.seen, ElementsAre("sleep 4"));
}

TEST_F(a_manager, takes_no_timeline_unless_that_was_asked_for) {
  workers_do("case $spec in *timeline*) exit 3;; esac");
  run(1, {"threads"});
  EXPECT_FALSE(result_.cells[0].timeline);
  EXPECT_EQ(result_.cells[0].status, status::ok);
}

TEST_F(a_manager, lets_no_cell_fail_for_what_goes_wrong_in_the_round_of_its_timeline) {
  workers_do("case $spec in *'\"timeline\":true'*) echo gone >&2; exit 3;; esac");
  timelines_ = true;
  run(1, {"threads"});
  EXPECT_EQ(result_.cells[0].status, status::ok);
  EXPECT_THAT(result_.cells[0].timeline->problem, AllOf(HasSubstr("crashed"), HasSubstr("gone")));
}

TEST_F(a_manager, gives_no_timeline_of_answers_that_are_wrong) {
  workers_do("case $spec in *'\"timeline\":true'*) say '" + with_timeline(ok("0000000000000007")) +
             "';; esac");
  timelines_ = true;
  run(1, {"threads"});
  EXPECT_EQ(result_.cells[0].status, status::ok);
  EXPECT_THAT(result_.cells[0].timeline->problem, HasSubstr("its answers differ"));
}

TEST_F(a_manager, says_why_a_worker_that_knows_no_timelines_gives_none_and_does_not_ask_it) {
  workers_do("case $spec in *timeline*) exit 3;; esac");
  timelines_ = true;
  run(1, {"w:green"});
  EXPECT_THAT(result_.cells[0].timeline->problem, HasSubstr("this worker keeps none"));
}

TEST_F(a_manager, takes_no_timeline_of_a_cell_that_has_crashed) {
  workers_do("[ $round = -1 ] || exit 3");
  timelines_ = true;
  run(1, {"threads"});
  EXPECT_EQ(result_.cells[0].timeline->problem, "a sample before it was crashed");
}

TEST_F(a_manager, takes_a_noise_pair_in_each_round_that_counts) {
  workers_do("");
  run(6, {"threads"}, 2);
  EXPECT_EQ(result_.noise.pairs.size(), 6u);
}

TEST_F(a_manager, takes_an_empty_sample_of_each_executor_beside_the_first_rounds) {
  workers_do("");
  run(5, {"threads", "coroutines"});
  ASSERT_EQ(result_.dispatch.size(), 2u);
  EXPECT_EQ(result_.dispatch[1].executor, "coroutines");
  EXPECT_EQ(result_.dispatch[1].wall_ns.size(), 3u);
  EXPECT_EQ(result_.dispatch[1].tasks, 2'000u);
}

TEST_F(a_manager, takes_no_noise_pair_where_the_rounds_are_too_few) {
  workers_do("");
  run(3, {"threads"});
  EXPECT_TRUE(result_.noise.pairs.empty());
}

TEST_F(a_manager, runs_on_when_the_workers_of_the_noise_pair_fail) {
  workers_do("[ $executor = thread-pool ] && exit 3");
  run(6, {"threads"});
  EXPECT_TRUE(result_.noise.pairs.empty());
  EXPECT_EQ(result_.cells[0].status, status::ok);
}

TEST_F(a_manager, keeps_once_what_the_scenarios_of_its_cells_declare) {
  workers_do("");
  run(1, {"threads", "coroutines"});
  ASSERT_EQ(result_.scenarios.size(), 1u);
  EXPECT_EQ(result_.scenarios[0], facts_of(find_scenario("sleep")));
  EXPECT_EQ(result_.scenarios[0].work, work_kind::waiting);
}

TEST_F(a_manager, prepares_once_for_all_samples) {
  workers_do("[ $round = -1 ] && echo prepared >> \"$0.log\"");
  run(3, {"threads", "coroutines"});
  std::ifstream log(program_ + ".log");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(log), {}), "prepared\n");
}

TEST_F(a_manager, calls_a_worker_that_exits_with_an_error_crashed_and_repeats_its_last_words) {
  workers_do("[ $round -ge 0 ] && { echo first >&2; echo 'the last words' >&2; exit 3; }");
  run(3, {"threads"});
  EXPECT_THAT(statuses(0), ElementsAre("crashed"));
  EXPECT_THAT(result_.cells[0].reason, AllOf(HasSubstr("exit code 3"), HasSubstr("the last words")));
}

TEST_F(a_manager, calls_a_worker_that_a_signal_ended_crashed_and_names_the_signal) {
  workers_do("[ $round -ge 0 ] && kill -SEGV $$");
  run(2, {"threads"});
  EXPECT_THAT(statuses(0), ElementsAre("crashed"));
  EXPECT_THAT(result_.cells[0].reason, HasSubstr("signal 11 (Segmentation fault)"));
}

TEST_F(a_manager, calls_a_worker_whose_answer_is_no_answer_crashed) {
  for (const auto* nonsense : {"exit 0", "say garbage", "say '{}'", "say '{\"status\":\"splendid\"}'"}) {
    result_ = {};
    workers_do(std::string("[ $round -ge 0 ] && { ") + nonsense + "; }");
    run(1, {"threads"});
    EXPECT_EQ(result_.cells[0].status, status::crashed) << nonsense;
    EXPECT_THAT(result_.cells[0].reason, HasSubstr("answer")) << nonsense;
  }
}

TEST_F(a_manager, ends_a_worker_that_says_nothing_in_time_and_all_it_started) {
  workers_do("[ $executor = threads ] && [ $round -ge 0 ] && { sleep 1000 & sleep 1000; }");
  run(2, {"threads", "coroutines"}, 0, std::chrono::milliseconds(300));
  EXPECT_THAT(statuses(0), ElementsAre("timeout"));
  EXPECT_THAT(result_.cells[0].reason, HasSubstr("300ms"));
  EXPECT_THAT(statuses(1), ElementsAre("ok", "ok"));
}

TEST_F(a_manager, lets_other_cells_run_when_one_crashes) {
  workers_do("[ $executor = threads ] && [ $round = 1 ] && exit 9");
  run(3, {"threads", "coroutines"});
  EXPECT_THAT(statuses(0), ElementsAre("ok", "crashed"));
  EXPECT_EQ(result_.cells[0].status, status::crashed);
  EXPECT_THAT(statuses(1), ElementsAre("ok", "ok", "ok"));
  EXPECT_EQ(result_.cells[1].status, status::ok);
}

TEST_F(a_manager, goes_on_with_a_cell_that_failed_and_keeps_its_worst_status) {
  workers_do(
      "[ $round = 1 ] && say '{\"status\":\"failed\",\"reason\":\"HTTP "
      "503\",\"sample\":{\"status\":\"failed\","
      "\"tasks_failed\":1}}'");
  run(3, {"threads"});
  EXPECT_THAT(statuses(0), ElementsAre("ok", "failed", "ok"));
  EXPECT_EQ(result_.cells[0].status, status::failed);
  EXPECT_EQ(result_.cells[0].reason, "HTTP 503");
}

TEST_F(a_manager, calls_an_answer_that_differs_from_the_first_incorrect) {
  workers_do("[ $round = 1 ] && say '" + ok("00000000000000ff") + "'");
  run(3, {"threads"});
  EXPECT_THAT(statuses(0), ElementsAre("ok", "incorrect", "ok"));
  EXPECT_THAT(result_.cells[0].reason, HasSubstr("threads"));
}

TEST_F(a_manager, compares_answers_of_different_executors) {
  workers_do("[ $executor = coroutines ] && [ $round -ge 0 ] && say '" + ok("00000000000000ff") + "'");
  run(1, {"threads", "coroutines"});
  const bool threads_first = result_.cells[0].status == status::ok;
  EXPECT_EQ(result_.cells[threads_first ? 1 : 0].status, status::incorrect);
  EXPECT_EQ(result_.cells[threads_first ? 0 : 1].status, status::ok);
}

TEST_F(a_manager, keeps_no_sample_of_a_set_up_that_failed) {
  workers_do("[ $round = -1 ] && say '{\"status\":\"failed\",\"reason\":\"no disk\"}'");
  run(3, {"threads", "coroutines"});
  for (const auto& cell : result_.cells) {
    EXPECT_EQ(cell.status, status::failed);
    EXPECT_EQ(cell.reason, "no disk");
    EXPECT_TRUE(cell.samples.empty());
  }
}

TEST_F(a_manager, keeps_no_sample_of_a_set_up_that_crashed) {
  workers_do("[ $round = -1 ] && kill -KILL $$");
  run(2, {"threads"});
  EXPECT_TRUE(result_.cells[0].samples.empty());
  EXPECT_THAT(result_.cells[0].reason, HasSubstr("signal 9"));
}

TEST_F(a_manager, keeps_no_sample_of_what_cannot_be_done_here) {
  workers_do(
      "[ $round -ge 0 ] && say '{\"status\":\"n/a\",\"reason\":\"not "
      "here\",\"sample\":{\"status\":\"n/a\"}}'");
  run(2, {"threads"});
  EXPECT_EQ(result_.cells[0].status, status::not_applicable);
  EXPECT_EQ(result_.cells[0].reason, "not here");
  EXPECT_TRUE(result_.cells[0].samples.empty());
}

TEST_F(a_manager, keeps_no_sample_of_what_cannot_be_done_here_whatever_it_has_done) {
  workers_do(
      "[ $round -ge 0 ] && say '{\"status\":\"n/a\",\"reason\":\"not "
      "here\",\"sample\":{\"status\":\"n/a\",\"tasks_ok\":1}}'");
  run(2, {"threads"});
  EXPECT_EQ(result_.cells[0].status, status::not_applicable);
  EXPECT_TRUE(result_.cells[0].samples.empty());
}

TEST_F(a_manager, does_not_let_what_cannot_be_done_any_more_hide_what_went_wrong) {
  workers_do(
      "[ $round = 0 ] && say "
      "'{\"status\":\"failed\",\"reason\":\"HTTP "
      "503\",\"sample\":{\"status\":\"failed\",\"tasks_failed\":1}}'\n"
      "[ $round = 1 ] && say '{\"status\":\"n/a\",\"reason\":\"no more\"}'");
  run(3, {"threads"});
  EXPECT_EQ(result_.cells[0].status, status::failed);
  EXPECT_EQ(result_.cells[0].reason, "HTTP 503");
  EXPECT_THAT(statuses(0), ElementsAre("failed"));
}

TEST_F(a_manager, calls_an_answer_that_contradicts_itself_crashed_and_says_how) {
  for (const auto& [sample, words] :
       {std::pair{R"({"status":"ok","wall_ns":0,"tasks_ok":1,"digest":"0000000000000001"})",
                  "'sample.wall_ns' is 0"},
        {R"({"status":"ok","wall_ns":5,"tasks_ok":1,"tasks_failed":5,"digest":"0000000000000001"})",
         "'sample.tasks_failed' is 5"},
        {R"({"status":"failed","tasks_failed":1})", "answer is ok, and its sample is failed"},
        {R"({"status":"ok","wall_ns":5,"tasks_ok":1,"digest":"0000000000000001","response_ns":{"p99":5}})",
         "'sample.response_ns.p99' is 5"}}) {
    result_ = {};
    workers_do(std::string("[ $round -ge 0 ] && say '{\"status\":\"ok\",\"sample\":") + sample + "}'");
    run(1, {"threads"});
    EXPECT_EQ(result_.cells[0].status, status::crashed) << sample;
    EXPECT_THAT(result_.cells[0].reason, HasSubstr(words)) << sample;
  }
}

TEST_F(a_manager, fails_cells_whose_worker_cannot_be_started) {
  program_ = "/nonexistent/program";
  run(1, {"threads"});
  EXPECT_NE(result_.cells[0].status, status::ok);
  EXPECT_NE(result_.cells[0].reason, "");
}

TEST_F(a_manager, prepares_for_the_next_executor_where_one_cannot_run) {
  workers_do(
      "[ $executor = threads ] && say '{\"status\":\"n/a\",\"reason\":\"not with threads\"}'\n"
      "[ $round = -1 ] && echo $executor >> \"$0.log\"");
  run(2, {"threads", "coroutines", "callbacks"});
  EXPECT_EQ(result_.cells[0].status, status::not_applicable);
  EXPECT_EQ(result_.cells[0].reason, "not with threads");
  EXPECT_THAT(statuses(1), ElementsAre("ok", "ok"));
  EXPECT_THAT(statuses(2), ElementsAre("ok", "ok"));
  std::ifstream log(program_ + ".log");
  std::string prepared_for;
  EXPECT_TRUE(std::getline(log, prepared_for));
  EXPECT_FALSE(std::getline(log, prepared_for)) << "prepared twice";
}

TEST_F(a_manager, holds_preparing_to_the_time_limit_of_a_sample) {
  workers_do("[ $round = -1 ] && sleep 20");
  run(1, {"threads"}, 0, std::chrono::milliseconds(200));
  EXPECT_EQ(result_.cells[0].status, status::failed);
  EXPECT_THAT(result_.cells[0].reason, HasSubstr("no result within 200ms"));
}

TEST_F(a_manager, names_the_executors_of_a_further_worker_after_it_and_prepares_with_its_own_program) {
  workers_do("echo \"$executor $round $1\" >> \"$0.log\"");
  run(1, {"w:green"});
  EXPECT_EQ(result_.cells[0].executor, "w:green");
  EXPECT_THAT(statuses(0), ElementsAre("ok"));
  std::ifstream log(program_ + ".log");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(log), {}), " -1 worker\ngreen 0 worker\n");
}

TEST_F(a_manager, reads_memory_and_cpu_of_a_further_worker_from_outside) {
  auto boast = ok();
  boast.insert(boast.find("\"wall_ns\""), R"("peak_rss_bytes":1,"process_cpu_ns":1,"cpu_user_ns":0,)");
  workers_do("[ $round = 0 ] && say '" + boast + "'");
  run(1, {"threads", "w:green"});
  const auto& own = result_.cells[0].samples.at(0);
  EXPECT_EQ(own.peak_rss_bytes, 1u);
  EXPECT_TRUE(own.notes.empty());
  const auto& taken = result_.cells[1].samples.at(0);
  EXPECT_GT(taken.peak_rss_bytes, 100'000u);
  EXPECT_GT(taken.process_cpu_ns, 1);
  EXPECT_EQ(taken.cpu_user_ns + taken.cpu_system_ns, taken.process_cpu_ns);
  EXPECT_THAT(taken.notes, ElementsAre(HasSubstr("CPU of the whole process")));
}

TEST_F(a_manager, says_where_the_memory_of_a_further_worker_is_that_of_its_whole_life) {
  workers_do("[ $round = 0 ] && say '" + ok() + "'");
  run(1, {"threads", "w:green"});
  EXPECT_TRUE(result_.cells[0].samples.at(0).counters.empty());
  EXPECT_EQ(result_.cells[1].samples.at(0).counters.at("memory_of_whole_life"), 1);
}

TEST_F(a_manager, leaves_a_further_worker_the_cpu_time_that_it_gives_for_its_run) {
  auto telling = ok();
  telling.insert(telling.find("\"wall_ns\""), R"("cpu_user_ns":7,)");
  workers_do("[ $round = 0 ] && say '" + telling + "'");
  run(1, {"w:green"});
  EXPECT_EQ(result_.cells[0].samples.at(0).cpu_user_ns, 7);
  EXPECT_TRUE(result_.cells[0].samples.at(0).notes.empty());
}

TEST_F(a_manager, ends_a_worker_that_never_stops_writing) {
  workers_do("[ $round -ge 0 ] && exec yes");
  run(1, {"threads"});
  EXPECT_THAT(statuses(0), ElementsAre("crashed"));
  EXPECT_THAT(result_.cells[0].reason, HasSubstr("more than 64 MiB"));
}

TEST_F(a_manager, holds_a_further_worker_to_the_verified_answers_even_where_it_came_first) {
  workers_do("[ $executor = green ] && [ $round -ge 0 ] && say '" + ok("00000000000000ff") + "'");
  run(4, {"threads", "w:green"});  // in two of them the further worker is first
  EXPECT_THAT(statuses(0), ElementsAre("ok", "ok", "ok", "ok"));
  EXPECT_THAT(statuses(1), ElementsAre("incorrect", "incorrect", "incorrect", "incorrect"));
  EXPECT_EQ(result_.cells[1].status, status::incorrect);
  EXPECT_THAT(result_.cells[1].reason, HasSubstr("threads"));
}

TEST_F(a_manager, holds_further_workers_alone_to_each_other) {
  workers_do("[ $round = 1 ] && say '" + ok("00000000000000ff") + "'");
  run(2, {"w:green"});
  EXPECT_THAT(statuses(0), ElementsAre("ok", "incorrect"));
}

TEST_F(a_manager, calls_an_ok_of_a_further_worker_that_is_not_for_all_tasks_incorrect) {
  auto few = ok();
  few.replace(few.find("\"tasks_ok\":1"), 12, "\"tasks_ok\":2");
  workers_do("[ $executor = green ] && say '" + few + "'");
  run(1, {"threads", "w:green"});
  EXPECT_EQ(result_.cells[0].status, status::ok);
  EXPECT_EQ(result_.cells[1].status, status::incorrect);
  EXPECT_THAT(result_.cells[1].reason, HasSubstr("2 of 1 task "));
}

TEST_F(a_manager, calls_what_a_further_worker_refuses_not_applicable_and_asks_no_more) {
  workers_do("[ $round -ge 0 ] && { echo x >> \"$0.log\"; echo 'no such thing here' >&2; exit 2; }");
  run(3, {"w:green"});
  EXPECT_EQ(result_.cells[0].status, status::not_applicable);
  EXPECT_THAT(result_.cells[0].reason, HasSubstr("no such thing here"));
  EXPECT_EQ(std::filesystem::file_size(program_ + ".log"), 2u);
}

TEST_F(a_manager, does_not_start_a_worker_for_what_is_refused_in_the_plan) {
  workers_do("echo x >> \"$0.log\"");
  run(2, {"w:red"});
  EXPECT_EQ(result_.cells[0].status, status::not_applicable);
  EXPECT_EQ(result_.cells[0].reason, "red cannot");
  EXPECT_FALSE(std::filesystem::exists(program_ + ".log"));
}

TEST_F(a_manager, calls_a_further_worker_that_crashes_hangs_or_talks_nonsense_what_it_calls_its_own) {
  for (const auto& [what, how] : {std::pair{"exit 3", status::crashed},
                                  {"kill -SEGV $$", status::crashed},
                                  {"say nonsense", status::crashed},
                                  {"sleep 1000", status::timeout}}) {
    result_ = {};
    workers_do(std::string("[ $executor = green ] && [ $round -ge 0 ] && { ") + what + "; }");
    run(1, {"threads", "w:green"}, 0, std::chrono::milliseconds(500));
    EXPECT_EQ(result_.cells[0].status, status::ok) << what;
    EXPECT_EQ(result_.cells[1].status, how) << what;
  }
}

}  // namespace
}  // namespace concbench::runner
