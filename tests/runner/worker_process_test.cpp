// What the manager makes of workers that are not ours: here the shell.
#include "runner/worker_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/interruption.hpp"

namespace concbench::runner {
namespace {

using ::testing::HasSubstr;

/// The answer of a worker that writes `sample`, asked to run at `rate`.
worker_answer answer_of(const std::string& sample, double rate) {
  const interruption signals;
  worker_spec spec{.action = worker_action::sample, .scenario = "api-calls"};
  spec.setup.rate = rate;
  const worker_launch echo{.command = {"/bin/echo", R"({"status":"ok","sample":)" + sample + "}"},
                           .limit = std::chrono::seconds(60),
                           .interrupt = signals.descriptor()};
  return ask_worker(echo, spec);
}

constexpr auto closed_loop = R"({"status":"ok","wall_ns":9,"tasks_ok":1,"digest":"0000000000000000"})";
constexpr auto open_loop =
    R"({"status":"ok","wall_ns":9,"tasks_ok":1,"digest":"0000000000000000","response_ns":{"p99":5}})";

TEST(ask_worker, takes_a_sample_without_response_times_where_no_rate_was_asked_for) {
  EXPECT_EQ(answer_of(closed_loop, 0).status, status::ok);
}

TEST(ask_worker, takes_a_sample_of_an_open_loop) {
  EXPECT_EQ(answer_of(open_loop, 100).status, status::ok);
}

TEST(ask_worker, refuses_a_closed_loop_where_a_rate_was_asked_for) {
  const auto answer = answer_of(closed_loop, 100);
  EXPECT_EQ(answer.status, status::not_applicable);
  EXPECT_THAT(answer.reason, HasSubstr("no open loop"));
  EXPECT_EQ(answer.sample.wall_ns, 0);
}

/// What a worker says that is a script for the shell, with "worker" and "S3cr3t" for secrets.
std::string reason_of(const std::string& script) {
  const interruption signals;
  const std::vector<std::string> secrets{"worker", "S3cr3t"};
  const worker_launch shell{.command = {"/bin/sh", "-c", script},
                            .limit = std::chrono::seconds(60),
                            .interrupt = signals.descriptor(),
                            .secrets = secrets,
                            .further = true};
  return ask_worker(shell, {.action = worker_action::sample, .scenario = "api-calls"}).reason;
}

TEST(ask_worker, hides_secrets_in_the_words_of_the_worker_and_in_no_others) {
  EXPECT_EQ(reason_of("echo no S3cr3t >&2; exit 2"),
            "the worker does not take this spec (exit code 2): no ***");
  EXPECT_THAT(reason_of("echo no S3cr3t >&2; exit 1"),
              ::testing::AllOf(::testing::StartsWith("the worker "), ::testing::EndsWith(": no ***")));
  EXPECT_EQ(reason_of(R"(echo '{"status":"failed","reason":"no S3cr3t"}')"), "no ***");
}

}  // namespace
}  // namespace concbench::runner
