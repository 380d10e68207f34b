// The scenario command under every executor that runs it: answers, failures, limits, and what is left.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../every_executor.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "scenarios/commands/command_result.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using given_parameters = std::vector<std::pair<std::string, std::string>>;

std::unique_ptr<scenario> command_scenario(const std::filesystem::path& folder, std::uint64_t tasks,
                                           const given_parameters& given, const std::string& inputs = "") {
  const auto& declared = find_scenario("command");
  scenario_setup setup;
  setup.tasks = tasks;
  setup.run_folder = folder;
  if (!inputs.empty()) {
    setup.inputs = folder / "inputs";
    std::ofstream(setup.inputs, std::ios::binary) << inputs;
  }
  setup.params = parameter_values(declared.parameters, profile::quick);
  for (const auto& [name, value] : given)
    setup.params.set(parse_value(*std::ranges::find(declared.parameters, name, &parameter::name), value));
  return declared.make(setup);
}

class a_command_under : public ::testing::TestWithParam<std::string> {
 protected:
  /// Runs the tasks, four at once; `batch_` has their records then.
  void run(std::uint64_t tasks, const given_parameters& given, const std::string& inputs = "") {
    work_ = command_scenario(folder_.path(), tasks, given, inputs);
    work_->set_up({});
    batch_ = std::make_unique<task_batch>(*work_, tasks);
    const auto model = find_executor(GetParam()).make();
    model->start(4);
    model->run(*batch_);
    const auto elsewhere = model->counted_elsewhere(*work_);
    model->stop();
    cpu_ns_ = work_->counters().at("commands_cpu_ns");
    if (const auto counted = elsewhere.counters.find("commands_cpu_ns"); counted != elsewhere.counters.end())
      cpu_ns_ += counted->second;
  }

  std::string judgement() {
    try {
      work_->verify(batch_->records());
    } catch (const wrong_result& e) {
      return e.what();
    }
    return "right";
  }

  temporary_folder folder_;
  std::unique_ptr<scenario> work_;
  std::unique_ptr<task_batch> batch_;
  std::int64_t cpu_ns_ = 0;
};

TEST_P(a_command_under, has_an_answer_of_its_output_and_counts_its_cpu_time) {
  run(6, {{"command", "echo {}"}}, "a\nb\nc\n");
  ASSERT_TRUE(batch_->errors().empty()) << batch_->errors().front().reason;
  EXPECT_EQ(judgement(), "right");
  const auto tasks = batch_->records();
  EXPECT_EQ(tasks[0].answer, tasks[3].answer);
  EXPECT_NE(tasks[0].answer, tasks[1].answer);
  EXPECT_GT(cpu_ns_, 0);
}

TEST_P(a_command_under, reads_an_output_that_is_larger_than_a_pipe) {
  run(2, {{"command", "head -c 3000000 /dev/zero"}});
  ASSERT_TRUE(batch_->errors().empty()) << batch_->errors().front().reason;
  const auto whole = net::first_64_bits(net::sha256(std::string(3'000'000, '\0')));
  EXPECT_EQ(batch_->records()[1].answer, mix(whole, 0));
}

TEST_P(a_command_under, fails_with_the_code_and_the_first_line_of_its_errors) {
  run(2, {{"command", "echo; echo first >&2; echo second >&2; exit 3"}, {"shell", "on"}});
  ASSERT_EQ(batch_->errors().size(), 1U);
  EXPECT_EQ(batch_->errors().front().reason, "the command ended with exit code 3: first");
}

TEST_P(a_command_under, fails_with_the_signal_that_ended_it) {
  run(1, {{"command", "kill -9 $$"}, {"shell", "on"}});
  ASSERT_EQ(batch_->errors().size(), 1U);
  EXPECT_EQ(batch_->errors().front().reason, "the command was killed by signal 9 (Killed)");
}

TEST_P(a_command_under, may_have_other_exit_codes_where_they_are_allowed) {
  run(2, {{"command", "exit {#}"}, {"shell", "on"}, {"exit-codes", "1,2"}});
  EXPECT_TRUE(batch_->errors().empty());
  EXPECT_NE(batch_->records()[0].answer, batch_->records()[1].answer);
}

TEST_P(a_command_under, is_killed_with_all_that_it_started_when_its_time_is_over) {
  run(1, {{"command", "sleep 1000 & sleep 1000"}, {"shell", "on"}, {"task-timeout", "20ms"}});
  ASSERT_EQ(batch_->errors().size(), 1U);
  EXPECT_THAT(batch_->errors().front().reason,
              AllOf(HasSubstr("longer than task-timeout=20ms"), HasSubstr("killed")));
}

TEST_P(a_command_under, has_ended_when_it_has_whatever_holds_its_output_open) {
  run(1, {{"command", "sleep 1000 & echo words"}, {"shell", "on"}});
  ASSERT_TRUE(batch_->errors().empty()) << batch_->errors().front().reason;
  EXPECT_EQ(batch_->records()[0].answer, mix(net::first_64_bits(net::sha256("words\n")), 0));
}

TEST_P(a_command_under, is_incorrect_where_the_same_command_writes_something_else) {
  const given_parameters differs{{"command", "cat /proc/self/stat"}};
  run(3, differs);
  EXPECT_THAT(judgement(), HasSubstr("tasks 1 and 2 ran the same command"));
  run(3, {differs.front(), {"output", "ignore"}});
  EXPECT_EQ(judgement(), "right");
}

TEST_P(a_command_under, writes_to_a_file_of_its_own_and_is_incorrect_without_it) {
  const auto kept = folder_.path() / "kept";
  run(2, {{"command", "cp {in} {out}"}, {"out", kept.string()}}, "/etc/passwd\n/etc/hostname\n");
  ASSERT_TRUE(batch_->errors().empty()) << batch_->errors().front().reason;
  EXPECT_EQ(judgement(), "right");
  EXPECT_TRUE(std::filesystem::exists(kept / "0000001-passwd"));
  EXPECT_TRUE(std::filesystem::exists(kept / "0000002-hostname"));
  run(2, {{"command", "true {out}"}});
  EXPECT_EQ(judgement(), "task 1 ended well and wrote no {out}");
}

INSTANTIATE_TEST_SUITE_P(
    all, a_command_under,
    ::testing::ValuesIn(names_of_those_that_run(*command_scenario("/", 1, {{"command", "true"}}))),
    test_name);

TEST(exit_codes, are_numbers_between_commas) {
  EXPECT_EQ(parse_exit_codes("0,1,255"), (std::set<int>{0, 1, 255}));
  for (const std::string each : {"", "256", "-1", "0,", ",0", "a", "0 1"})
    EXPECT_THROW(parse_exit_codes(each), usage_error) << each;
}

TEST(a_command_file, that_is_there_stays_as_it_is) {
  const temporary_folder folder;
  const auto kept = folder.path() / "kept";
  std::filesystem::create_directory(kept);
  std::ofstream(kept / "0000001-passwd") << "mine";
  const auto work = command_scenario(folder.path(), 1, {{"command", "cp {} {out}"}, {"out", kept.string()}},
                                     "/etc/passwd\n");
  work->set_up({});
  task_batch batch(*work, 1);
  const auto model = find_executor("sequential").make();
  model->start(1);
  model->run(batch);
  model->stop();
  work->verify(batch.records());
  std::string text;
  std::getline(std::ifstream(kept / "0000001-passwd"), text);
  EXPECT_EQ(text, "mine");
}

std::string command_refusal(const given_parameters& given, const std::string& inputs = "") {
  const auto& declared = find_scenario("command");
  scenario_setup setup;
  setup.tasks = 1;
  setup.inputs = inputs;
  setup.params = parameter_values(declared.parameters, profile::quick);
  for (const auto& [name, value] : given)
    setup.params.set(parse_value(*std::ranges::find(declared.parameters, name, &parameter::name), value));
  try {
    declared.check(setup);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(checking_a_command, refuses_what_cannot_be_run_before_anything_is) {
  EXPECT_THAT(command_refusal({}), HasSubstr("command needs a program to run: -p command="));
  EXPECT_THAT(command_refusal({{"command", "no-such-program x"}}),
              HasSubstr("there is no program 'no-such-program'"));
  EXPECT_THAT(command_refusal({{"command", "cat {.}"}}), HasSubstr("--inputs FILE"));
  EXPECT_EQ(command_refusal({{"command", "cat {.}"}}, "list.txt"), "accepted");
  EXPECT_EQ(command_refusal({{"command", "echo {#}"}}), "accepted");
  EXPECT_THAT(command_refusal({{"command", "cat \xff"}}), HasSubstr("not UTF-8"));
  EXPECT_THAT(command_refusal({{"command", "true"}, {"exit-codes", "x"}}),
              StartsWith("exit-codes cannot be 'x'"));
}

TEST(checking_a_command, refuses_a_folder_in_which_something_of_the_users_could_be_overwritten) {
  const temporary_folder folder;
  const auto refused = [&](const std::string& out) {
    return command_refusal({{"command", "touch {out}"}, {"out", out}});
  };
  EXPECT_EQ(refused(folder.path().string()), "accepted");
  EXPECT_EQ(refused((folder.path() / "new").string()), "accepted");
  EXPECT_THAT(refused((folder.path() / "a" / "b").string()), HasSubstr("there is no folder"));
  std::ofstream(folder.path() / "mine") << "mine";
  EXPECT_THAT(refused(folder.path().string()), HasSubstr("nothing of yours is overwritten"));
  EXPECT_THAT(refused((folder.path() / "mine").string()), HasSubstr("it is not a folder"));
  EXPECT_THAT(command_refusal({{"command", "true"}, {"out", folder.path().string()}}),
              HasSubstr("{out} is not in the command"));
}

}  // namespace
}  // namespace concbench
