// The scenario custom where a step fails, under every executor that runs it; that steps do what they should
// is tested through the program.
#include <algorithm>
#include <string>

#include <gmock/gmock.h>

#include "../every_executor.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

/// Steps of every kind; nobody listens where requests go.
scenario_setup without_a_server() {
  const auto& declared = find_scenario("custom");
  scenario_setup setup;
  setup.tasks = 6;
  setup.server.http = "http://127.0.0.1:1";  // tcpmux
  setup.params = parameter_values(declared.parameters, profile::quick);
  const auto steps = std::ranges::find(declared.parameters, "steps", &parameter::name);
  setup.params.set(parse_value(*steps, "wait 1ms, read 1KiB, http 1ms, cpu 1us"));
  return setup;
}

class custom : public ::testing::TestWithParam<std::string> {};

TEST_P(custom, fails_the_tasks_whose_server_is_not_there) {
  const auto& declared = find_scenario("custom");
  const temporary_folder run_folder;
  auto setup = without_a_server();
  setup.run_folder = run_folder.path();
  const auto work = declared.make(setup);
  work->set_up(declared.make(setup)->prepare());

  task_batch batch(*work, setup.tasks);
  const auto model = find_executor(GetParam()).make();
  model->start(3);
  model->run(batch);
  model->stop();
  EXPECT_EQ(batch.answered(), 0u);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_EQ(batch.errors()[0].count, 6u);
  EXPECT_THAT(batch.errors()[0].reason, ::testing::HasSubstr("cannot connect to http://127.0.0.1:1"));
}

INSTANTIATE_TEST_SUITE_P(
    all, custom,
    ::testing::ValuesIn(names_of_those_that_run(*find_scenario("custom").make(without_a_server()))),
    test_name);

}  // namespace
}  // namespace concbench
