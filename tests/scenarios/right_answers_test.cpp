// Answers that tasks are held to, through a fixture and back.
#include "scenarios/parts/right_answers.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// As a worker gets them: through text.
right_answers received(std::vector<digest> by_piece) {
  const auto text = boost::json::serialize(right_answers(std::move(by_piece)).to_fixture());
  return right_answers(boost::json::parse(text).as_object());
}

task_record ended_with(digest answer, task_outcome outcome = task_outcome::ok) {
  return {.start_ns = 1, .end_ns = 2, .answer = answer, .outcome = outcome};
}

constexpr digest large = 0xffffffffffffffff;  // beyond a JSON number of 64 bits with a sign

TEST(right_answers, hold_for_tasks_that_take_turns_at_the_pieces) {
  const std::vector tasks{ended_with(7), ended_with(large), ended_with(7), ended_with(large), ended_with(7)};
  EXPECT_NO_THROW(received({7, large}).verify(tasks));
}

TEST(right_answers, void_a_sample_with_a_wrong_one_and_name_the_task) {
  const std::vector tasks{ended_with(7), ended_with(8), ended_with(8)};
  try {
    received({7, 8}).verify(tasks);
    FAIL() << "accepted";
  } catch (const wrong_result& e) {
    EXPECT_THAT(e.what(),
                AllOf(HasSubstr("task 2"), HasSubstr("0000000000000008"), HasSubstr("0000000000000007")));
  }
}

TEST(right_answers, do_not_judge_tasks_that_failed) {
  const std::vector tasks{ended_with(0, task_outcome::failed)};
  EXPECT_NO_THROW(received({7}).verify(tasks));
}

}  // namespace
}  // namespace concbench
