// What a round of a search makes of the answers of its steps.
#include "runner/rate_round.hpp"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::runner {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

plan from_100_to_1000(latency_limit slo = {}) {
  plan asked;
  asked.rate = 100;
  asked.highest_rate = 1000;
  asked.step_ns = 1'000'000'000;
  asked.slo = std::move(slo);
  return asked;
}

worker_answer ok_with(std::int64_t p99_ns) {
  worker_answer answer;
  answer.sample.tasks_ok = 100;
  answer.sample.wall_ns = 1'000'000'000;
  answer.sample.response_ns.p99 = p99_ns;
  return answer;
}

worker_answer late() {
  auto answer = ok_with(900'000'000);
  answer.status = answer.sample.status = status::saturated;
  answer.reason = answer.sample.reason = answer.sample.saturation = "asked for 1/s, tasks ended at 0.5/s";
  return answer;
}

worker_answer result_of(const plan& asked, const std::function<worker_answer(double)>& answer_at) {
  cell_search search(asked, 0, 0);
  while (const auto rate = search.next()) search.tried(answer_at(*rate));
  return search.result();
}

TEST(a_round_of_a_search, has_the_sample_at_the_highest_sustained_rate) {
  const auto result = result_of(from_100_to_1000(), [](double rate) {
    return rate <= 400 ? ok_with(static_cast<std::int64_t>(rate)) : late();
  });
  ASSERT_TRUE(result.sample.found);
  const auto& found = *result.sample.found;
  EXPECT_EQ(result.status, status::ok);
  EXPECT_LE(found.rate, 400);
  EXPECT_GT(found.stopped_at, 400);
  EXPECT_EQ(result.sample.response_ns.p99, static_cast<std::int64_t>(found.rate));
  EXPECT_EQ(found.stop, rate_stop::late_starts);
  EXPECT_EQ(found.stopped_ns, 900'000'000);
  EXPECT_FALSE(found.none_sustained);
}

TEST(a_round_of_a_search, says_that_nothing_stopped_a_model_that_sustains_the_highest_rate) {
  const auto result = result_of(from_100_to_1000(), [](double) { return ok_with(1); });
  EXPECT_EQ(result.sample.found->rate, 1000);
  EXPECT_EQ(result.sample.found->stop, rate_stop::nothing);
  EXPECT_EQ(result.sample.found->stopped_at, 0);
}

TEST(a_round_of_a_search, is_not_ok_where_the_lowest_rate_is_too_high) {
  const auto result = result_of(from_100_to_1000(), [](double) { return late(); });
  EXPECT_EQ(result.status, status::saturated);
  EXPECT_EQ(result.sample.found->rate, 100);
  EXPECT_TRUE(result.sample.found->none_sustained);
  EXPECT_EQ(result.reason, "below 100/s: asked for 1/s, tasks ended at 0.5/s");
}

TEST(a_round_of_a_search, says_which_latency_was_above_the_limit_at_the_lowest_rate) {
  const auto result =
      result_of(from_100_to_1000({"p99", 50'000'000}), [](double) { return ok_with(62'123'456); });
  EXPECT_EQ(result.status, status::saturated);
  EXPECT_EQ(result.sample.status, status::saturated);
  EXPECT_EQ(result.reason, "below 100/s: its p99 there was 62.1ms, and --slo is p99<50ms");
  EXPECT_EQ(result.sample.found->stop, rate_stop::latency);
}

TEST(a_round_of_a_search, keeps_why_tasks_failed_at_the_lowest_rate) {
  const auto result = result_of(from_100_to_1000(), [](double) {
    auto answer = ok_with(1);
    answer.status = answer.sample.status = status::failed;
    answer.reason = answer.sample.reason = "connection refused";
    answer.sample.tasks_failed = 7;
    return answer;
  });
  EXPECT_EQ(result.status, status::failed);
  EXPECT_THAT(result.reason, AllOf(StartsWith("below 100/s"), HasSubstr("connection refused")));
}

TEST(a_round_of_a_search, ends_with_an_answer_that_says_nothing_about_the_rate) {
  for (const auto how : {status::crashed, status::timeout, status::incorrect, status::not_applicable}) {
    const auto asked = from_100_to_1000();
    cell_search search(asked, 0, 0);
    auto answer = answer_without_sample(how, "no answer");
    if (how == status::incorrect) answer.sample.tasks_ok = 1;
    search.tried(answer);
    EXPECT_TRUE(search.over());
    EXPECT_EQ(search.result().status, how);
    EXPECT_FALSE(search.result().sample.found);
  }
}

}  // namespace
}  // namespace concbench::runner
