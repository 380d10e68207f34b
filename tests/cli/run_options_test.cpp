// From a command line to a plan, and what is said of one that cannot be had.
#include "cli/run_options.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/request_options.hpp"
#include "core/registry.hpp"
#include "net/content/sha256.hpp"
#include "system/cpu_count.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::string refusal(const run_options& options) {
  try {
    make_plan(options);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

/// How many scenarios have work to do without a parameter that the user must give.
std::size_t with_defaults_alone() {
  return static_cast<std::size_t>(
      std::ranges::count_if(scenarios(), [](const auto& each) { return each.required_parameter.empty(); }));
}

TEST(make_plan, has_all_scenarios_and_the_default_executors_when_nothing_is_asked_for) {
  const auto plan = make_plan({});
  EXPECT_EQ(plan.asked.scenarios.size(), with_defaults_alone());
  EXPECT_THAT(plan.asked.executors, ElementsAre("sequential", "threads", "thread-pool", "coroutines"));
  EXPECT_EQ(plan.cells.size(), with_defaults_alone() * 4);
  EXPECT_EQ(plan.asked.rounds, 11);
  EXPECT_EQ(plan.asked.warmup, 1);
  EXPECT_EQ(plan.asked.baseline, "sequential");
}

TEST(make_plan, takes_timelines_where_they_or_an_export_of_them_are_asked_for) {
  const auto asked = [](run_options options) {
    options.scenarios = {"sleep"};
    return make_plan(options).timelines;
  };
  const auto format = [](std::string_view name) {
    return std::ranges::find(export_formats(), name, &export_format::name);
  };
  EXPECT_FALSE(asked({}));
  EXPECT_TRUE(asked({.timeline = true}));
  EXPECT_TRUE(asked({.output = {.exports = {{&*format("trace"), "run.trace"}}}}));
  EXPECT_TRUE(asked({.output = {.format = &*format("trace")}}));
  EXPECT_FALSE(asked({.output = {.exports = {{&*format("json"), "run.json"}}}}));
}

TEST(make_plan, has_a_scenario_that_needs_a_parameter_where_that_is_given) {
  const auto names = [](const run_options& options) { return make_plan(options).asked.scenarios; };
  EXPECT_THAT(names({}), Not(Contains("command")));
  EXPECT_THAT(names({.parameters = {"command=true"}}), Contains("command"));
  EXPECT_THAT(names({.scenarios = {"all"}, .parameters = {"command.command=true"}}), Contains("command"));
  EXPECT_THAT(refusal({.scenarios = {"command"}}), HasSubstr("command needs a program to run"));
}

TEST(make_plan, has_a_task_for_each_input_and_keeps_their_bytes) {
  const temporary_folder folder;
  const auto list = (folder.path() / "list").string();
  std::ofstream(list, std::ios::binary) << "a\n\xff\n\n";
  const auto plan = make_plan({.scenarios = {"command"}, .parameters = {"command=echo {}"}, .inputs = list});
  EXPECT_EQ(plan.inputs, "a\n\xff\n\n");
  EXPECT_EQ(plan.cells.front().setup.tasks, 3U);
  EXPECT_EQ(make_plan({.scenarios = {"command"}, .parameters = {"command=echo"}, .tasks = 7, .inputs = list})
                .cells.front()
                .setup.tasks,
            7U);
  EXPECT_THAT(refusal({.scenarios = {"sleep"}, .inputs = list}), HasSubstr("it goes with command"));
}

TEST(make_plan, takes_all_as_everything_and_names_once_each_in_the_order_given) {
  EXPECT_EQ(make_plan({.scenarios = {"all"}}).asked.scenarios.size(), with_defaults_alone());
  const auto plan =
      make_plan({.scenarios = {"file-io", "sleep", "file-io"}, .executors = {"threads", "sequential"}});
  EXPECT_THAT(plan.asked.scenarios, ElementsAre("file-io", "sleep"));
  EXPECT_THAT(plan.asked.executors, ElementsAre("threads", "sequential"));
}

TEST(make_plan, takes_rounds_enough_to_tell_all_its_executors_apart) {
  const auto rounds = [](std::vector<std::string> executors, profile chosen) {
    return make_plan({.scenarios = {"sleep"}, .executors = std::move(executors), .profile = chosen})
        .asked.rounds;
  };
  EXPECT_EQ(rounds({"threads"}, profile::standard), 10);
  EXPECT_EQ(rounds({"threads", "coroutines"}, profile::standard), 10);
  EXPECT_EQ(rounds({"default"}, profile::standard), 11);  // 3 comparisons: the second ratio from each end
  EXPECT_EQ(rounds({"default"}, profile::quick), 11);
  EXPECT_EQ(rounds({"all"}, profile::standard), 16);  // 13 executors: 66 pairs beside the baseline
  EXPECT_EQ(rounds({"all"}, profile::quick), 16);
  EXPECT_EQ(rounds({"all"}, profile::tutorial), 1);
}

TEST(make_plan, takes_few_rounds_at_a_rate_unless_it_is_told_how_many) {
  run_options options{.scenarios = {"api-calls"}, .rate = "10/s"};
  EXPECT_EQ(make_plan(options).asked.rounds, 3);
  EXPECT_EQ(make_plan(options).asked.warmup, 0);
  options.rounds = 10;
  options.warmup = 1;
  EXPECT_EQ(make_plan(options).asked.rounds, 10);
  EXPECT_EQ(make_plan(options).asked.warmup, 1);
}

TEST(make_plan, reads_the_part_of_tasks_that_may_fail) {
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}}).asked.allowed_errors, 0);
  EXPECT_DOUBLE_EQ(make_plan({.scenarios = {"sleep"}, .allowed_errors = "2%"}).asked.allowed_errors, 0.02);
  for (const auto* wrong : {"2", "-1%", "101%", "few%"})
    EXPECT_THAT(refusal({.allowed_errors = wrong}), AllOf(HasSubstr("--allow-errors"), HasSubstr(wrong)));
}

TEST(make_plan, takes_rounds_to_the_last_look_where_a_precision_ends_them) {
  const auto plan = make_plan({.precision = "2%"});
  EXPECT_DOUBLE_EQ(plan.asked.precision, 0.02);
  EXPECT_EQ(plan.asked.rounds,
            72);  // nine for the first look of three comparisons, half as many again each time
  EXPECT_EQ(make_plan({.rounds = 12, .precision = "2%"}).asked.rounds, 12);
}

TEST(make_plan, takes_as_many_rounds_as_a_budget_allows) {
  const auto plan = make_plan({.budget = "1.5s"});
  EXPECT_EQ(duration(plan.asked.budget_ns), std::chrono::milliseconds(1500));
  EXPECT_EQ(plan.asked.rounds, 100'000);
  EXPECT_EQ(make_plan({.rounds = 3, .budget = "1.5s"}).asked.rounds, 3);
}

TEST(make_plan, refuses_a_precision_or_a_budget_that_is_none) {
  for (const auto* wrong : {"2", "0%", "-1%", "1001%", "0.001%", "two%", "nan%", "inf%"})
    EXPECT_THAT(refusal({.precision = wrong}),
                AllOf(HasSubstr("--precision"), HasSubstr(wrong), HasSubstr("such as 2%")));
  for (const auto* wrong : {"0s", "60", "-1s", "soon"})
    EXPECT_THAT(refusal({.budget = wrong}), AllOf(HasSubstr("--budget"), HasSubstr(wrong)));
}

TEST(make_plan, has_the_sizes_of_the_profile) {
  const auto plan = make_plan({.scenarios = {"sleep"}, .profile = profile::tutorial});
  EXPECT_EQ(plan.asked.rounds, 1);
  EXPECT_EQ(plan.asked.warmup, 0);
  EXPECT_EQ(plan.cells[0].setup.tasks, 10u);
  EXPECT_EQ(plan.cells[0].setup.params.time("delay"), std::chrono::milliseconds(1500));
}

TEST(make_plan, cuts_concurrency_to_the_task_count_and_has_256_at_most_by_default) {
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}, .tasks = 3, .concurrency = 50}).cells[0].setup.concurrency,
            3u);
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}, .tasks = 1000}).cells[0].setup.concurrency, 256u);
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}, .tasks = 1000, .concurrency = 500}).cells[0].setup.concurrency,
            500u);
}

TEST(make_plan, warns_where_more_tasks_may_run_at_once_than_there_are) {
  EXPECT_THAT(
      make_plan({.scenarios = {"sleep"}, .tasks = 24, .concurrency = 64}).warnings,
      ElementsAre(
          "-c 64 is more than there are tasks: sleep (24 tasks); no more run at once there. Give them "
          "more tasks (-n 64), or -c a smaller value"));
  EXPECT_THAT(make_plan({.tasks = 1, .concurrency = 2}).warnings,
              ElementsAre(HasSubstr(
                  "sleep (1 task), image-download (1 task), api-calls (1 task) and 11 more; no more ")));
}

TEST(make_plan, does_not_warn_of_lanes_that_nobody_asked_for_or_no_executor_has) {
  EXPECT_THAT(make_plan({.scenarios = {"sleep"}, .tasks = 64, .concurrency = 64}).warnings, IsEmpty());
  EXPECT_THAT(make_plan({.scenarios = {"sleep"}, .tasks = 24}).warnings, IsEmpty());
  EXPECT_THAT(make_plan({.scenarios = {"sleep"}, .executors = {"sequential"}, .tasks = 24, .concurrency = 64})
                  .warnings,
              IsEmpty());
}

TEST(make_plan, warns_of_the_points_of_a_sweep_that_have_too_few_tasks_or_are_left_out) {
  EXPECT_THAT(
      make_plan({.scenarios = {"sleep"}, .sweeps = {"tasks=10,100"}, .concurrency = 64}).warnings,
      ElementsAre(
          "-c 64 is more than there are tasks: sleep at tasks=10 (10 tasks); no more run at once there. "
          "Give --sweep tasks larger values, or -c a smaller one"));
  EXPECT_THAT(
      make_plan({.scenarios = {"sleep"}, .sweeps = {"tasks=10,100", "concurrency=1,64"}}).warnings,
      ElementsAre("left out, as no more than all tasks can run at once: sleep at tasks=10 concurrency=64 (10 "
                  "tasks)"));
}

TEST(make_plan, knows_before_the_run_which_cells_are_refused_and_expects_no_time_of_them) {
  const auto plan = make_plan({.scenarios = {"pipeline"},
                               .executors = {"sequential", "threads", "work-stealing", "processes"},
                               .tasks = 10'000'000});
  for (const auto& each : plan.cells) {
    const bool runs = each.setup.executor == "threads";
    EXPECT_EQ(each.refusal.empty(), runs) << each.setup.executor << ": " << each.refusal;
    EXPECT_EQ(each.expected > duration::zero(), runs) << each.setup.executor;
  }
  EXPECT_THAT(plan.cells[0].refusal, HasSubstr("actors must be alive at once"));
}

TEST(make_plan, refuses_beforehand_no_cell_that_can_run) {
  for (const auto& each : make_plan({.tasks = 100}).cells)
    EXPECT_EQ(each.refusal.empty(), each.scenario->name != "pipeline" || each.setup.executor != "sequential")
        << each.scenario->name << " " << each.setup.executor << ": " << each.refusal;
}

TEST(make_plan, has_as_many_tasks_at_once_as_cpus_where_they_only_compute) {
  const auto at_once = [](run_options options) {
    options.scenarios = {"cpu-bound"};
    return make_plan(options).cells[0].setup.concurrency;
  };
  EXPECT_EQ(at_once({}), std::min<std::uint64_t>(cpu_count::now().usable(), 64));
  EXPECT_EQ(at_once({.cpus = *cpu_list::parse("0")}), 1u);
  EXPECT_EQ(at_once({.concurrency = 7}), 7u);
}

TEST(make_plan, has_a_lane_for_each_actor) {
  const auto at_once = [](run_options options) {
    options.scenarios = {"pipeline"};
    return make_plan(options).cells[0].setup.concurrency;
  };
  EXPECT_EQ(at_once({.parameters = {"producers=3"}}), 6u);
  EXPECT_EQ(at_once({.concurrency = 4}), 4u);
}

TEST(make_plan, applies_a_parameter_where_it_exists) {
  const auto plan = make_plan({.scenarios = {"sleep", "api-calls", "file-io"},
                               .executors = {"threads"},
                               .parameters = {"delay=7ms"}});
  EXPECT_EQ(plan.cells[0].setup.params.shown("delay"), "7ms");
  EXPECT_EQ(plan.cells[1].setup.params.shown("delay"), "7ms");
}

TEST(make_plan, applies_a_scoped_parameter_there_alone_and_the_last_of_several) {
  const auto plan = make_plan({.scenarios = {"sleep", "api-calls"},
                               .executors = {"threads"},
                               .parameters = {"delay=7ms", "api-calls.delay=8ms", "sleep.delay=9ms"}});
  EXPECT_EQ(plan.cells[0].setup.params.shown("delay"), "9ms");
  EXPECT_EQ(plan.cells[1].setup.params.shown("delay"), "8ms");
}

TEST(make_plan, splits_a_parameter_at_its_first_equals_sign) {
  const auto plan = make_plan({.scenarios = {"image-download"}, .parameters = {"save=a=b.c=d"}});
  EXPECT_EQ(plan.cells[0].setup.params.text("save"), "a=b.c=d");
}

TEST(make_plan, refuses_unknown_names_with_the_nearest) {
  EXPECT_THAT(refusal({.scenarios = {"slep"}}), AllOf(HasSubstr("'slep'"), HasSubstr("'sleep'")));
  EXPECT_THAT(refusal({.executors = {"thread"}}), AllOf(HasSubstr("'thread'"), HasSubstr("'threads'")));
  EXPECT_THAT(refusal({.parameters = {"dealy=1s"}}), AllOf(HasSubstr("'dealy'"), HasSubstr("'delay'")));
  EXPECT_THAT(refusal({.parameters = {"slep.delay=1s"}}), AllOf(HasSubstr("'slep'"), HasSubstr("'sleep'")));
  EXPECT_THAT(refusal({.baseline = "serial"}), HasSubstr("'serial'"));
}

TEST(make_plan, refuses_a_parameter_of_a_scenario_that_was_not_chosen) {
  EXPECT_THAT(refusal({.scenarios = {"sleep"}, .parameters = {"latency=1s"}}), HasSubstr("'latency'"));
  EXPECT_THAT(refusal({.scenarios = {"sleep"}, .parameters = {"api-calls.delay=1s"}}),
              HasSubstr("'api-calls'"));
}

TEST(make_plan, refuses_what_is_not_key_and_value) {
  for (const auto* text : {"delay", "", "=1s"})
    EXPECT_THAT(refusal({.parameters = {text}}), HasSubstr("key=value")) << text;
}

TEST(make_plan, refuses_more_tasks_than_a_scenario_can_have) {
  EXPECT_THAT(refusal({.scenarios = {"image-download"}, .tasks = 10'001}),
              AllOf(HasSubstr("10001"), HasSubstr("10000")));
}

TEST(make_plan, refuses_values_that_do_not_go_together) {
  EXPECT_THAT(refusal({.scenarios = {"file-io"}, .parameters = {"op=write", "cache=cold"}}),
              HasSubstr("op=write"));
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .parameters = {"delay=10s"}}),
              HasSubstr("request-timeout"));
}

TEST(make_plan, takes_the_first_executor_as_baseline_when_there_is_no_sequential) {
  EXPECT_EQ(make_plan({.executors = {"coroutines", "threads"}}).asked.baseline, "coroutines");
  EXPECT_EQ(make_plan({.executors = {"coroutines", "threads"}, .baseline = "threads"}).asked.baseline,
            "threads");
  EXPECT_THAT(refusal({.executors = {"threads"}, .baseline = "sequential"}),
              AllOf(HasSubstr("--baseline"), HasSubstr("'sequential'"), HasSubstr("threads")));
}

TEST(make_plan, has_the_time_limit_that_was_asked_for_or_what_the_work_needs) {
  const auto limit = [](const run_options& options) { return make_plan(options).cells[0].time_limit; };
  EXPECT_EQ(limit({.scenarios = {"sleep"}, .timeout = "1.5s"}), std::chrono::milliseconds(1500));
  EXPECT_EQ(limit({.scenarios = {"sleep"}}), std::chrono::seconds(60));
  EXPECT_GT(limit({.scenarios = {"sleep"}, .parameters = {"delay=1h"}}), std::chrono::hours(10));
  for (const auto* text : {"5", "0s", "-1s", "soon"})
    EXPECT_THAT(refusal({.timeout = text}), AllOf(HasSubstr("--timeout"), HasSubstr(text)));
}

class make_plan_with_files : public ::testing::Test {
 protected:
  std::string file(const std::string& text) {
    const auto path = (folder_.path() / "file").string();
    std::ofstream(path) << text;
    return path;
  }

  /// The command of a worker that describes itself so.
  std::string worker(const std::string& description) {
    const auto script = (folder_.path() / "worker").string();
    std::ofstream(script) << "cat '" << file(description) << "'\n";
    return "sh '" + script + "'";
  }

  temporary_folder folder_;
};

TEST_F(make_plan_with_files, has_cells_for_further_workers_and_refuses_what_they_do_not_have) {
  run_options options;
  options.scenarios = {"sleep", "noop"};
  options.executors = {"threads"};
  const auto program = worker(R"({"executors":["threads"],"scenarios":["sleep"]})");
  options.workers = {"w=" + program};
  const auto plan = make_plan(options);
  ASSERT_EQ(plan.cells.size(), 4u);
  EXPECT_EQ(plan.cells[1].executor_name(), "w:threads");
  EXPECT_EQ(plan.cells[1].setup.executor, "threads");
  EXPECT_EQ(plan.cells[1].refusal, "");
  EXPECT_THAT(plan.cells[3].refusal, AllOf(HasSubstr("w does not have it"), HasSubstr("sleep")));
  EXPECT_THAT(plan.asked.executors, ElementsAre("threads", "w:threads"));
  EXPECT_EQ(plan.asked.workers.at(0).command, program);
}

TEST_F(make_plan_with_files, takes_as_many_rounds_as_further_workers_need_to_be_compared) {
  const auto other = worker(R"({"executors":["sequential","threads","thread-pool","coroutines","fibers"],)"
                            R"("scenarios":["sleep","noop"]})");
  run_options options;
  options.scenarios = {"sleep"};
  const auto rounds = [&] { return make_plan(options).asked.rounds; };
  options.workers = {"old=" + other};
  EXPECT_EQ(rounds(), 14);  // 4 pairs need 8, and 14 tell all 8 executors apart
  options.profile = profile::quick;
  options.executors = {"threads"};
  EXPECT_EQ(rounds(), 9);  // one pair: the second ratio from each end
  options.sweeps = {"tasks=1..40:+1"};
  EXPECT_EQ(rounds(), 11);  // 40 values: 2/2^11 ≤ 0.05 / 40
  options.sweeps = {};
  options.scenarios = {"sleep", "api-calls", "noop"};
  options.workers.push_back("older=" + other);
  options.sweeps = {"tasks=1..20:+1"};
  EXPECT_EQ(rounds(), 12);  // 2 scenarios, 20 values, 2 pairs: 2/2^12 ≤ 0.05 / 80
  options.profile = profile::tutorial;
  EXPECT_EQ(rounds(), 1);
  options.profile = profile::standard;
  options.rounds = 3;
  EXPECT_EQ(rounds(), 3);
}

TEST_F(make_plan_with_files, needs_no_more_rounds_for_a_worker_that_shares_no_executor) {
  run_options options;
  options.scenarios = {"sleep"};
  options.workers = {"py=" + worker(R"({"executors":["asyncio"],"scenarios":["sleep"]})")};
  options.profile = profile::quick;
  EXPECT_EQ(make_plan(options).asked.rounds, 12);  // which tell all 5 executors apart
}

TEST(make_plan, refuses_a_parameter_that_has_no_effect_on_what_is_fetched) {
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .parameters = {"delay=3s"}, .urls = {"http://a/"}}),
              HasSubstr("-p delay=3s has no effect with --url"));
  EXPECT_NO_THROW(
      make_plan({.scenarios = {"api-calls", "sleep"}, .parameters = {"delay=3s"}, .urls = {"http://a/"}}));
}

TEST(make_plan, records_the_cpus_that_processes_are_bound_to) {
  run_options options;
  options.cpus = *cpu_list::parse("0,2,3");
  options.server_cpus = *cpu_list::parse("1");
  const auto plan = make_plan(options);
  EXPECT_EQ(plan.asked.cpus, "0,2-3");
  EXPECT_EQ(plan.asked.server_cpus, "1");
  EXPECT_EQ(plan.cpus.text(), "0,2-3");
  options.server = "http://elsewhere:1";
  EXPECT_THROW(make_plan(options), usage_error);
}

TEST_F(make_plan_with_files, reads_urls_and_passes_over_comments_and_blank_lines) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://first/"},
                               .url_file = file("# list\n\nhttp://a/\r\n  http://b/#part  \n#http://c/\n")});
  EXPECT_THAT(plan.asked.targets, ElementsAre("http://first/", "http://a/", "http://b/"));
  EXPECT_EQ(plan.cells[0].setup.tasks, 3u);
}

TEST_F(make_plan_with_files, gives_urls_to_the_scenarios_that_take_them) {
  const auto plan = make_plan(
      {.scenarios = {"sleep", "api-calls"}, .executors = {"threads"}, .urls = {"http://a/", "http://b/"}});
  EXPECT_TRUE(plan.cells[0].setup.targets.empty());
  EXPECT_EQ(plan.cells[1].setup.targets.size(), 2u);
}

TEST_F(make_plan_with_files, refuses_lists_without_a_url_and_with_a_bad_one) {
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .url_file = file("# nothing\n\n")}), HasSubstr("empty"));
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .url_file = file("http://a/\nnonsense\n")}),
              HasSubstr("nonsense"));
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .url_file = "missing.txt"}), HasSubstr("'missing.txt'"));
  EXPECT_THAT(refusal({.scenarios = {"sleep"}, .urls = {"http://a/"}}), HasSubstr("--url"));
}

TEST_F(make_plan_with_files, refuses_a_blank_within_a_line_of_a_list_and_shows_nothing_behind_it) {
  for (const auto* line : {"http://h/a hunter2x", "http://h/a\thunter2x", "http://h/a  # hunter2x",
                           "http://h/a Bearer hunter2x X-Key: y", "http://h/a http://b/hunter2x"}) {
    const auto said =
        refusal({.scenarios = {"api-calls"}, .url_file = file(fmt::format("http://h/\n {} \n", line))});
    EXPECT_THAT(said, AllOf(HasSubstr("', line 2: there is a space after 'http://h/a': "), HasSubstr("%20"),
                            Not(HasSubstr("hunter2x"))))
        << line;
  }
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .url_file = file("http://me:hunter 2x@h/ x\n")}),
              AllOf(HasSubstr("'http://***@h/'"), Not(HasSubstr("hunter")), Not(HasSubstr("2x"))));
}

TEST_F(make_plan_with_files, takes_a_blank_of_a_url_in_a_list_as_its_code) {
  const auto plan =
      make_plan({.scenarios = {"api-calls"}, .url_file = file("\thttp://h/?q=cats%20site:a \r\n")});
  EXPECT_THAT(plan.asked.targets, ElementsAre("http://h/?q=cats%20site:a"));
}

TEST_F(make_plan_with_files, refuses_an_authority_that_is_not_pem) {
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .urls = {"https://a/"}, .ca_file = file("hello")}),
              HasSubstr("PEM"));
}

TEST_F(make_plan_with_files, refuses_an_authority_for_no_urls) {
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .ca_file = "mine.pem"}),
              HasSubstr("--ca 'mine.pem' goes with --url"));
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .ca_file = "mine.pem", .server = "https://a:1"}),
              HasSubstr("--ca 'mine.pem' goes with --url"));
}

TEST(make_plan, warns_of_a_budget_that_holds_fewer_rounds_than_an_interval_takes) {
  const auto warnings = [](const std::string& budget, std::vector<std::string> executors,
                           std::optional<std::uint64_t> rounds = {}) {
    return make_plan({.scenarios = {"sleep"},
                      .executors = std::move(executors),
                      .parameters = {"delay=1s"},
                      .tasks = 10,
                      .rounds = rounds,
                      .budget = budget})
        .warnings;
  };
  // Ten seconds under sequential, one under coroutines, and the processes around them; a warm-up round takes as long.
  const std::vector<std::string> two{"sequential", "coroutines"};
  EXPECT_THAT(
      warnings("30s", two),
      ElementsAre("--budget 30s may hold no more than one round, since one takes up to 11.03s on a slow "
                  "machine: an interval takes 6; --budget 78s holds them, and fewer tasks (-n), executors or "
                  "scenarios need less"));
  EXPECT_THAT(warnings("40s", two), ElementsAre(HasSubstr("no more than 2 rounds")));
  EXPECT_THAT(warnings("1ms", two), ElementsAre(HasSubstr("no more than one round")));
  EXPECT_THAT(warnings("78s", two), ElementsAre());
  EXPECT_THAT(warnings("30s", two, 1), ElementsAre());          // no more were asked for
  EXPECT_THAT(warnings("30s", {"sequential"}), ElementsAre());  // nothing is compared
}

/// The warnings about a run of these URLs with these header fields, as one text.
std::string sharing_warning(std::vector<std::string> urls, std::vector<std::string> headers,
                            const std::string& user = "") {
  const auto warnings = make_plan({.scenarios = {"api-calls"},
                                   .urls = std::move(urls),
                                   .headers = std::move(headers),
                                   .user = user,
                                   .password = "S3cr3t"})
                            .warnings;
  return fmt::format("{}", fmt::join(warnings, "\n"));
}

TEST(a_warning, names_the_fields_that_several_origins_get_and_these) {
  EXPECT_EQ(
      sharing_warning({"http://a/", "http://b/x", "http://a/y"},
                      {"Authorization: Bearer S3cr3t", "Accept: a/b"}),
      "Authorization is sent to each of 2 origins: http://a, http://b. If one of these origins must not get "
      "it, start a run of its own for each");
  EXPECT_THAT(sharing_warning({"http://a/", "https://a/"}, {"X-Key: c"}, "me"),
              HasSubstr("X-Key, Authorization (--user) are sent to each of 2 origins: http://a, https://a."));
  EXPECT_THAT(
      sharing_warning({"http://a/", "http://b/", "http://c/", "http://d/", "http://e/"},
                      {"Cookie: a=b", "X-Key: c"}),
      HasSubstr("Cookie, X-Key are sent to each of 5 origins: http://a, http://b, http://c, 2 more."));
  EXPECT_EQ(sharing_warning({"http://a/", "http://a/b"}, {"Authorization: Bearer S3cr3t"}), "");
  EXPECT_EQ(sharing_warning({"http://a/", "http://b/"}, {"Accept: a/b", "Host: c"}), "");
}

TEST(a_warning, says_of_a_user_only_where_the_url_has_none_of_its_own) {
  EXPECT_EQ(sharing_warning({"http://a/", "http://you:theirs@b/"}, {}, "me"), "");
  EXPECT_EQ(
      sharing_warning({"http://a/", "http://b/", "http://you:theirs@c/"}, {"X-Key: c"}, "me"),
      "X-Key is sent to each of 3 origins: http://a, http://b, http://c. Authorization (--user) is sent to each "
      "of 2 origins: http://a, http://b. If one of these origins must not get it, start a run of its own for each");
}

TEST(a_warning, says_what_to_do_however_long_the_names_are) {
  const std::string host(250, 'h');
  const auto warning = sharing_warning({"http://a" + host + "/", "http://b" + host + "/"},
                                       {std::string(300, 'X') + ": c", std::string(300, 'Y') + ": c"});
  EXPECT_LT(warning.size(), 2000u);
  EXPECT_THAT(warning, ::testing::EndsWith("start a run of its own for each"));
}

TEST_F(make_plan_with_files, sends_header_fields_and_data_and_shows_no_value) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .headers = {"X-Token:  S3cr3t ", "Accept:a/b"},
                               .data = "@" + file("S3cr3t\n")});
  const auto& sent = *plan.cells[0].setup.request;
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.body, "S3cr3t\n");
  EXPECT_THAT(sent.fields,
              ElementsAre(net::header_field{"X-Token", "S3cr3t"}, net::header_field{"Accept", "a/b"},
                          net::header_field{"Content-Type", "application/x-www-form-urlencoded"}));
  const auto& shown = plan.asked.request;
  EXPECT_EQ(shown.method, "POST");
  EXPECT_THAT(shown.headers, ElementsAre("X-Token", "Accept", "Content-Type"));
  EXPECT_EQ(shown.body_bytes, 7u);
  EXPECT_EQ(shown.body_sha256, net::to_hex(net::sha256("S3cr3t\n")));
  EXPECT_FALSE(shown.insecure);
}

TEST(make_plan, leaves_method_and_content_type_to_who_gives_them) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .method = "PUT",
                               .headers = {"content-type: application/json"},
                               .data = "{}"});
  const auto& sent = *plan.cells[0].setup.request;
  EXPECT_EQ(sent.method, "PUT");
  EXPECT_THAT(sent.fields, ElementsAre(net::header_field{"content-type", "application/json"}));
}

TEST(make_plan, tells_scenarios_that_fetch_nothing_of_no_request) {
  const auto plan = make_plan({.scenarios = {"sleep", "api-calls"},
                               .executors = {"threads"},
                               .urls = {"http://a/"},
                               .headers = {"X-Token: S3cr3t"},
                               .insecure = true});
  EXPECT_FALSE(plan.cells[0].setup.has_request());
  EXPECT_TRUE(plan.cells[1].setup.has_request());
  EXPECT_TRUE(plan.cells[1].setup.insecure);
  EXPECT_TRUE(plan.asked.request.insecure);
}

TEST(make_plan, refuses_requests_to_its_own_server) {
  const auto refused = [](run_options options) {
    options.scenarios = {"api-calls"};
    return refusal(options);
  };
  EXPECT_THAT(refused({.headers = {"A: S3cr3t"}}),
              AllOf(HasSubstr("--header goes with --url"), Not(HasSubstr("S3"))));
  EXPECT_THAT(refused({.method = "POST"}), HasSubstr("--method goes with --url"));
  EXPECT_THAT(refused({.data = "x"}), HasSubstr("--data goes with --url"));
  EXPECT_THAT(refused({.user = "x"}), HasSubstr("--user goes with --url"));
  EXPECT_THAT(refused({.insecure = true}), HasSubstr("--insecure goes with --url"));
  EXPECT_THAT(refused({.server = "http://u:S3@h/"}), AllOf(HasSubstr("--server"), Not(HasSubstr("S3"))));
}

TEST(make_plan, refuses_requests_that_cannot_be_made_and_shows_no_value) {
  const auto refused = [](run_options options) {
    if (options.scenarios.empty()) options.scenarios = {"api-calls"};
    options.urls = {"http://a/"};
    const auto text = refusal(options);
    EXPECT_THAT(text, Not(HasSubstr("S3cr3t")));
    return text;
  };
  EXPECT_THAT(refused({.headers = {"Bearer S3cr3t"}}), HasSubstr("without a colon"));
  EXPECT_THAT(refused({.headers = {"A: S3cr3t\nB: c"}}), HasSubstr("control character"));
  EXPECT_THAT(refused({.headers = {"Transfer-Encoding: S3cr3t"}}),
              HasSubstr("Transfer-Encoding cannot be given"));
  EXPECT_THAT(refused({.method = "post"}), HasSubstr("capital letters"));
  EXPECT_THAT(refused({.method = "HEAD", .data = "S3cr3t"}), HasSubstr("no body"));
  EXPECT_THAT(refused({.data = "@"}), HasSubstr("@FILE"));
  EXPECT_THAT(refused({.data = "@missing.json"}), HasSubstr("data 'missing.json': No such file"));
  EXPECT_THAT(refused({.method = "HEAD"}), HasSubstr("check=status"));
  EXPECT_THAT(refused({.parameters = {"retries=2"}, .method = "POST"}), HasSubstr("done twice"));
  EXPECT_EQ(refused({.parameters = {"retries=2"}, .method = "PUT"}), "accepted");
  EXPECT_THAT(refused({.scenarios = {"web-scrape"}, .data = "S3cr3t"}), HasSubstr("GET"));
}

TEST(make_plan, logs_in_to_urls_that_name_nobody) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/", "http://v:q@b/"},
                               .user = "me",
                               .password = "S3:cr3t"});
  EXPECT_THAT(plan.cells[0].setup.targets, ElementsAre("http://me:S3%3Acr3t@a/", "http://v:q@b/"));
  EXPECT_THAT(plan.asked.targets, ElementsAre("http://***@a/", "http://***@b/"));
  EXPECT_THAT(plan.secrets, IsSupersetOf({"S3:cr3t", "S3%3Acr3t", "bWU6UzM6Y3IzdA=="}));
}

TEST(make_plan, knows_what_is_secret_the_longest_first) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .headers = {"Authorization: Bearer S3cr3t", "Accept: a/b"},
                               .data = "k=v"});
  EXPECT_THAT(plan.secrets, ElementsAre("Bearer S3cr3t", "S3cr3t", "k=v"));
}

TEST(make_plan, takes_each_part_of_a_header_field_and_of_a_body_for_a_secret) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .headers = {"Cookie: sid=verysecret123; other=1; c=a:b:c:d"},
                               .data = R"({"pin": 12345, "word":"S3cr3t, and more"})"});
  EXPECT_THAT(plan.secrets, IsSupersetOf({"sid=verysecret123", "verysecret123", "a:b:c:d", "12345",
                                          "S3cr3t, and more", "S3cr3t"}));
}

TEST(take_password, leaves_none_in_the_environment) {
  ::setenv("CONCBENCH_PASSWORD", "S3cr3t", 1);
  EXPECT_EQ(take_password(), "S3cr3t");
  EXPECT_EQ(std::getenv("CONCBENCH_PASSWORD"), nullptr);
  EXPECT_EQ(take_password(), std::nullopt);
}

TEST(make_plan, refuses_passwords_on_the_command_line_and_two_ways_to_log_in) {
  EXPECT_THAT(
      refusal(
          {.scenarios = {"api-calls"}, .urls = {"http://a/"}, .user = "me:S3cr3t", .password = "S3:cr3t"}),
      AllOf(HasSubstr("CONCBENCH_PASSWORD"), Not(HasSubstr("S3cr3t"))));
  EXPECT_THAT(refusal({.scenarios = {"api-calls"},
                       .urls = {"http://a/"},
                       .headers = {"Authorization: S3cr3t"},
                       .user = "me",
                       .password = "S3:cr3t"}),
              AllOf(HasSubstr("Authorization"), Not(HasSubstr("S3cr3t"))));
  EXPECT_THAT(refusal({.scenarios = {"api-calls"}, .urls = {"http://a/"}, .user = "me"}),
              HasSubstr("CONCBENCH_PASSWORD"));
}

TEST_F(make_plan_with_files, has_a_task_for_each_file_of_an_own_folder) {
  file("x");
  const auto plan =
      make_plan({.scenarios = {"file-io"}, .parameters = {"op=read", "dir=" + folder_.path().string()}});
  EXPECT_EQ(plan.cells[0].setup.tasks, 1u);
}

TEST(make_plan, takes_a_rate_for_scenarios_whose_tasks_come_from_elsewhere) {
  const auto plan = make_plan({.scenarios = {"api-calls"}, .rate = "90/min"});
  EXPECT_EQ(plan.asked.rate, 1.5);
  for (const auto& each : plan.cells) EXPECT_EQ(each.setup.rate, 1.5);
}

TEST(make_plan, lets_the_tasks_of_an_open_loop_come_for_five_seconds) {
  EXPECT_EQ(make_plan({.scenarios = {"api-calls"}, .rate = "200/s"}).cells[0].setup.tasks, 1000u);
  EXPECT_EQ(make_plan({.scenarios = {"api-calls"}, .tasks = 7, .rate = "200/s"}).cells[0].setup.tasks, 7u);
  EXPECT_EQ(make_plan({.scenarios = {"api-calls"}, .rate = "0.01/s"}).cells[0].setup.tasks, 1u);
  EXPECT_EQ(make_plan({.scenarios = {"image-download"}, .rate = "5000/s"}).cells[0].setup.tasks, 10'000u);
  EXPECT_EQ(
      make_plan({.scenarios = {"api-calls"}, .rate = "2/s", .urls = {"http://a/"}}).cells[0].setup.tasks,
      10u);
}

TEST(make_plan, gives_a_sample_of_an_open_loop_the_time_of_its_schedule) {
  const run_options slow{
      .scenarios = {"api-calls"}, .parameters = {"delay=1s"}, .tasks = 1000, .rate = "10/s"};
  EXPECT_EQ(make_plan(slow).cells[0].time_limit, std::chrono::milliseconds(3 * 101'001 + 10'000));
}

TEST(make_plan, refuses_an_impossible_rate) {
  for (const auto* rate : {"0/s", "-1/s", "nan/s", "1e12/s", "2000000/s", "0.001/s", "fast", "2000", ""})
    EXPECT_THAT(
        refusal({.scenarios = {"api-calls"}, .rate = rate}),
        AllOf(HasSubstr(fmt::format("--rate cannot be '{}'", rate)), HasSubstr("0.01/s to 1000000/s")));
}

TEST(make_plan, refuses_a_rate_where_a_scenario_takes_none) {
  EXPECT_EQ(
      refusal({.scenarios = {"api-calls", "sleep"}, .rate = "10/s"}),
      "sleep takes no --rate: it goes with image-download, api-calls, database, mixed, custom, command");
}

}  // namespace
}  // namespace concbench::cli
