// What was sent must not come back in a report.
#include "runner/secrets.hpp"

#include <gtest/gtest.h>

namespace concbench::runner {
namespace {

TEST(secrets, are_hidden_in_all_that_is_said_of_a_sample) {
  auto answer = answer_without_sample(status::failed, "HTTP 403 no S3cr3t, no S3cr3t");
  answer.sample.errors = {{"HTTP 403 no S3cr3t", 2}};
  answer.sample.notes = {"S3cr3t"};
  hide(answer, std::vector<std::string>{"no S3cr3t", "S3cr3t"});
  EXPECT_EQ(answer.reason, "HTTP 403 ***, ***");
  EXPECT_EQ(answer.sample.reason, answer.reason);
  EXPECT_EQ(answer.sample.errors[0].reason, "HTTP 403 ***");
  EXPECT_EQ(answer.sample.notes[0], "***");
}

TEST(secrets, that_are_short_are_left_for_they_are_everywhere) {
  auto answer = answer_without_sample(status::failed, "HTTP 404 Not Found");
  hide(answer, std::vector<std::string>{"", "4", "HTTP"});
  EXPECT_EQ(answer.reason, "HTTP 404 Not Found");
}

TEST(secrets, are_hidden_where_a_long_text_has_been_cut_in_the_middle_of_one) {
  const auto hidden = [](std::string text) {
    const std::vector<std::string> secrets{"Bearer S3cr3t-S3cr3t", "S3cr3t-S3cr3t", "Bearer"};
    hide(text, secrets);
    return text;
  };
  EXPECT_EQ(hidden("403 bad S3cr3t-S3…"), "403 bad ***…");
  EXPECT_EQ(hidden("403 bad Bearer S3cr…"), "403 bad ***…");
  EXPECT_EQ(hidden("'S3cr3…' (first: 'S3cr3t…')"), "'***…' (first: '***…')");
  EXPECT_EQ(hidden("403 bad S3cr…"), "403 bad S3cr…");
}

}  // namespace
}  // namespace concbench::runner
