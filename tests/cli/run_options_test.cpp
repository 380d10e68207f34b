// From a command line to a plan, and what is said of one that cannot be had. Other parts of a plan: plan_*_test.cpp.
#include "cli/run_options.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/registry.hpp"
#include "plan_of_options.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

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
  EXPECT_THAT(plan_refusal({.scenarios = {"command"}}), HasSubstr("command needs a program to run"));
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
  EXPECT_THAT(plan_refusal({.scenarios = {"sleep"}, .inputs = list}), HasSubstr("it goes with command"));
}

TEST(make_plan, takes_all_as_everything_and_names_once_each_in_the_order_given) {
  EXPECT_EQ(make_plan({.scenarios = {"all"}}).asked.scenarios.size(), with_defaults_alone());
  const auto plan =
      make_plan({.scenarios = {"file-io", "sleep", "file-io"}, .executors = {"threads", "sequential"}});
  EXPECT_THAT(plan.asked.scenarios, ElementsAre("file-io", "sleep"));
  EXPECT_THAT(plan.asked.executors, ElementsAre("threads", "sequential"));
}

TEST(make_plan, reads_the_part_of_tasks_that_may_fail) {
  EXPECT_EQ(make_plan({.scenarios = {"sleep"}}).asked.allowed_errors, 0);
  EXPECT_DOUBLE_EQ(make_plan({.scenarios = {"sleep"}, .allowed_errors = "2%"}).asked.allowed_errors, 0.02);
  for (const auto* wrong : {"2", "-1%", "101%", "few%"})
    EXPECT_THAT(plan_refusal({.allowed_errors = wrong}),
                AllOf(HasSubstr("--allow-errors"), HasSubstr(wrong)));
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

TEST(make_plan, refuses_unknown_names_with_the_nearest) {
  EXPECT_THAT(plan_refusal({.scenarios = {"slep"}}), AllOf(HasSubstr("'slep'"), HasSubstr("'sleep'")));
  EXPECT_THAT(plan_refusal({.executors = {"thread"}}), AllOf(HasSubstr("'thread'"), HasSubstr("'threads'")));
  EXPECT_THAT(plan_refusal({.parameters = {"dealy=1s"}}), AllOf(HasSubstr("'dealy'"), HasSubstr("'delay'")));
  EXPECT_THAT(plan_refusal({.parameters = {"slep.delay=1s"}}),
              AllOf(HasSubstr("'slep'"), HasSubstr("'sleep'")));
  EXPECT_THAT(plan_refusal({.baseline = "serial"}), HasSubstr("'serial'"));
}

TEST(make_plan, takes_the_first_executor_as_baseline_when_there_is_no_sequential) {
  EXPECT_EQ(make_plan({.executors = {"coroutines", "threads"}}).asked.baseline, "coroutines");
  EXPECT_EQ(make_plan({.executors = {"coroutines", "threads"}, .baseline = "threads"}).asked.baseline,
            "threads");
  EXPECT_THAT(plan_refusal({.executors = {"threads"}, .baseline = "sequential"}),
              AllOf(HasSubstr("--baseline"), HasSubstr("'sequential'"), HasSubstr("threads")));
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

}  // namespace
}  // namespace concbench::cli
