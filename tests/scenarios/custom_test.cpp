// The scenario custom without a server, under every executor that runs it; that requests do what they should is tested
// through the program.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <gmock/gmock.h>

#include "../every_executor.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "executors/thread_per_task.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

/// Nobody listens where requests go.
scenario_setup without_a_server(std::string_view asked = "wait 1ms, read 1KiB, http 1ms, cpu 1us") {
  const auto& declared = find_scenario("custom");
  scenario_setup setup;
  setup.tasks = 6;
  setup.server.http = "http://127.0.0.1:1";  // tcpmux
  setup.params = parameter_values(declared.parameters, profile::quick);
  const auto steps = std::ranges::find(declared.parameters, "steps", &parameter::name);
  setup.params.set(parse_value(*steps, asked));
  return setup;
}

class custom : public ::testing::TestWithParam<std::string> {
 protected:
  /// Runs the tasks under the executor, 3 at once, and judges them.
  std::unique_ptr<task_batch> run(scenario_setup setup) {
    const auto& declared = find_scenario("custom");
    setup.run_folder = run_folder_.path();
    setup.executor = GetParam();
    work_ = declared.make(setup);
    work_->set_up(declared.make(setup)->prepare());
    auto batch = std::make_unique<task_batch>(*work_, setup.tasks);
    const auto model = find_executor(GetParam()).make();
    model->start(3);
    model->run(*batch);
    model->stop();
    work_->verify(batch->records());
    return batch;
  }

  temporary_folder run_folder_;
  std::unique_ptr<scenario> work_;
};

TEST_P(custom, fails_the_tasks_whose_server_is_not_there) {
  const auto batch = run(without_a_server());
  EXPECT_EQ(batch->answered(), 0u);
  ASSERT_EQ(batch->errors().size(), 1u);
  EXPECT_EQ(batch->errors()[0].count, 6u);
  EXPECT_THAT(batch->errors()[0].reason, ::testing::HasSubstr("cannot connect to http://127.0.0.1:1"));
}

TEST_P(custom, comes_to_the_right_answer_of_steps_at_once) {
  const auto batch = run(without_a_server(
      "parallel(wait 2ms, cpu 1us, read 1KiB exp), wait 1ms, parallel(cpu 1us, cpu 2us), parallel(wait 1ms, wait 1us)"));
  EXPECT_EQ(batch->answered(), 6u);
}

TEST_P(custom, fails_with_the_first_of_the_steps_at_once_that_fail_when_all_have_ended) {
  const auto batch = run(without_a_server("parallel(wait 2ms, cpu 1us, http 1ms, http 2ms, wait 1ms)"));
  EXPECT_EQ(batch->answered(), 0u);
  ASSERT_EQ(batch->errors().size(), 1u);
  EXPECT_THAT(batch->errors()[0].reason, ::testing::HasSubstr("cannot connect to http://127.0.0.1:1"));
  for (const auto& each : batch->records()) EXPECT_GE(each.end_ns - each.start_ns, 2'000'000);
}

TEST_P(custom, says_where_steps_do_not_run_at_once) {
  EXPECT_TRUE((run(without_a_server("wait 1us")), work_->notes()).empty());
  const auto notes = (run(without_a_server("parallel(wait 1us, wait 1us)")), work_->notes());
  EXPECT_EQ(notes.empty(), find_executor(GetParam()).parts == part_order::at_once);
}

TEST(custom_time, is_announced_as_that_of_the_longest_step_where_steps_run_at_once) {
  const auto& declared = find_scenario("custom");
  auto setup = without_a_server("parallel(wait 100ms, wait 300ms, cpu 1ms)");
  const auto expected = [&](const char* executor) {
    setup.executor = executor;
    return declared.expected(setup) / static_cast<std::int64_t>(setup.tasks);
  };
  using std::chrono::milliseconds;
  EXPECT_EQ(expected("coroutines"), milliseconds(303));
  EXPECT_EQ(expected("threads"), milliseconds(303));
  EXPECT_EQ(expected("thread-pool"), milliseconds(403));
  EXPECT_EQ(expected(""), milliseconds(403));
}

TEST(steps_at_once, fail_the_task_that_gets_no_thread_for_one_of_them) {
  const auto& declared = find_scenario("custom");
  const temporary_folder run_folder;
  auto setup = without_a_server("parallel(wait 1us, wait 1us, wait 1us)");
  setup.run_folder = run_folder.path();
  setup.tasks = 1;
  const auto work = declared.make(setup);
  work->set_up(declared.make(setup)->prepare());
  task_batch batch(*work, setup.tasks);
  int left = 2;  // for the task and one of its steps
  auto launch = [&left](auto job) {
    if (left-- == 0) throw std::system_error(EAGAIN, std::generic_category());
    return std::jthread(std::move(job));
  };
  thread_per_task(1, launch).run(batch);
  EXPECT_EQ(batch.answered(), 0u);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_THAT(batch.errors()[0].reason, ::testing::HasSubstr("no thread for a part of this task"));
}

INSTANTIATE_TEST_SUITE_P(
    all, custom,
    ::testing::ValuesIn(names_of_those_that_run(*find_scenario("custom").make(without_a_server()))),
    test_name);

}  // namespace
}  // namespace concbench
