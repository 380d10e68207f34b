// The scenario echo without its server: what is sent, and what counts as a right answer.
#include "scenarios/parts/echo_messages.hpp"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "core/registry.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;

scenario_setup connections(std::uint64_t concurrency, const std::string& executor = "threads") {
  scenario_setup setup;
  setup.params = parameter_values(find_scenario("echo").parameters, profile::quick);
  setup.tasks = setup.concurrency = concurrency;
  setup.seed = 7;
  setup.executor = executor;
  setup.server.http = "http://127.0.0.1:1";
  return setup;
}

/// Tasks that are ok, each of which got back what it had sent.
std::vector<task_record> right_records(const scenario_setup& setup) {
  std::vector<task_record> records(setup.tasks);
  for (task_id id = 0; id < setup.tasks; ++id) {
    echo_messages messages(setup.seed, id, setup.params.count("messages"), setup.params.size("size").count);
    for (auto each = messages.next(); !each.empty(); each = messages.next()) messages.received(each);
    records[id].answer = messages.answer();
    records[id].outcome = task_outcome::ok;
  }
  return records;
}

TEST(echo_messages, differ_from_each_other_whatever_their_size) {
  std::set<std::string> seen;
  for (task_id task = 0; task < 20; ++task) {
    echo_messages messages(1, task, 50, 9);
    for (auto each = messages.next(); !each.empty(); each = messages.next()) seen.emplace(each);
  }
  EXPECT_EQ(seen.size(), 1'000u);
  EXPECT_EQ(seen.begin()->size(), 9u);
}

TEST(echo_messages, are_what_the_protocol_says) {
  echo_messages messages(3, 5, 2, 12);
  messages.next();
  const auto second = messages.next();
  for (std::size_t i = 0; i < second.size(); ++i)
    EXPECT_EQ(static_cast<unsigned char>(second[i]),
              (mix(mix(3, 5), i / 8) + (i < 8)) >> (8 * (i % 8)) & 0xff)
        << "byte " << i;
}

TEST(echo, takes_what_was_sent_for_right) {
  const auto setup = connections(3);
  const auto work = find_scenario("echo").make(setup);
  EXPECT_NO_THROW(work->verify(right_records(setup)));
}

TEST(echo, names_the_task_that_got_the_messages_of_another) {
  const auto setup = connections(3);
  const auto work = find_scenario("echo").make(setup);
  auto records = right_records(setup);
  std::swap(records[1].answer, records[2].answer);
  try {
    work->verify(records);
    FAIL() << "not seen";
  } catch (const wrong_result& e) {
    EXPECT_THAT(e.what(), HasSubstr("task 1 "));
  }
  records[1].outcome = records[2].outcome = task_outcome::failed;
  EXPECT_NO_THROW(work->verify(records));
}

TEST(echo, needs_a_file_for_every_connection_and_says_so_before_it_opens_any) {
  rlimit files{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &files), 0);
  const auto too_many = static_cast<std::uint64_t>(files.rlim_cur) + 1;
  if (files.rlim_cur == RLIM_INFINITY) GTEST_SKIP() << "open files are not limited";
  try {
    find_scenario("echo").make(connections(too_many))->set_up({});
    FAIL() << "not seen";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("ulimit -n is " + std::to_string(files.rlim_cur)));
  }
  EXPECT_NO_THROW(find_scenario("echo").make(connections(too_many, "sequential"))->set_up({}));
  EXPECT_NO_THROW(find_scenario("echo").make(connections(10))->set_up({}));
}

}  // namespace
}  // namespace concbench
