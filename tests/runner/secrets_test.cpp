// What was sent must not come back in a report.
#include "runner/secrets.hpp"

#include <gtest/gtest.h>

namespace concbench::runner {
namespace {

TEST(secrets, are_hidden_in_all_that_is_said_of_a_sample) {
  auto answer = answer_without_sample(status::failed, "HTTP 403 no S3cr3t, no S3cr3t");
  answer.sample.errors = {{"HTTP 403 no S3cr3t", 2}};
  answer.sample.notes = {"S3cr3t"};
  hide(answer, {"no S3cr3t", "S3cr3t"});
  EXPECT_EQ(answer.reason, "HTTP 403 ***, ***");
  EXPECT_EQ(answer.sample.reason, answer.reason);
  EXPECT_EQ(answer.sample.errors[0].reason, "HTTP 403 ***");
  EXPECT_EQ(answer.sample.notes[0], "***");
}

TEST(secrets, that_are_short_are_left_for_they_are_everywhere) {
  auto answer = answer_without_sample(status::failed, "HTTP 404 Not Found");
  hide(answer, {"", "4", "HTTP"});
  EXPECT_EQ(answer.reason, "HTTP 404 Not Found");
}

}  // namespace
}  // namespace concbench::runner
