// From a text to the steps of each task, and computing that can be checked.
#include "scenarios/parts/steps.hpp"

#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../fuzz/corpus.hpp"
#include "../fuzz/steps_input.hpp"
#include "core/parameters.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string refusal(std::string_view text) {
  try {
    parse_steps(text);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(parse_steps, reads_verbs_and_amounts_in_their_order) {
  const auto steps = parse_steps("http 20ms,cpu 2ms ,  read 64KiB, wait 5us").steps;
  ASSERT_EQ(steps.size(), 4u);
  EXPECT_EQ(steps[0].kind, step_kind::http);
  EXPECT_EQ(steps[0].amount, 20'000'000);
  EXPECT_EQ(steps[1].kind, step_kind::cpu);
  EXPECT_EQ(steps[2].kind, step_kind::read);
  EXPECT_EQ(steps[2].amount, 65'536);
  EXPECT_EQ(steps[3].kind, step_kind::wait);
  EXPECT_EQ(steps[3].amount, 5'000);
}

TEST(parse_steps, refuses_what_is_no_step_and_says_what_is) {
  for (const auto* wrong : {"", "http", "http 5", "wait -1ms", "cpu 2h", "read 5ms", "read 0B", "read 2GiB",
                            "sleep 5ms", "wait 5ms, ", "wait 5ms, nothing"})
    EXPECT_THAT(refusal(wrong), AllOf(HasSubstr("custom.steps"), HasSubstr("'wait TIME'"))) << wrong;
  EXPECT_THAT(refusal("wait 5ms, nap 3ms"), HasSubstr("'nap 3ms'"));
}

TEST(parse_steps, reads_the_distribution_and_the_error_rate_of_a_step) {
  const auto steps =
      parse_steps("http 30ms p99=200ms errors=2%, cpu 2ms exp, read 4KiB p99=64KiB, http 1ms errors=100%")
          .steps;
  EXPECT_EQ(steps[0].drawn_from, distribution::log_normal);
  EXPECT_EQ(steps[0].p99, 200'000'000);
  EXPECT_DOUBLE_EQ(steps[0].errors, 0.02);
  EXPECT_EQ(steps[1].drawn_from, distribution::exponential);
  EXPECT_EQ(steps[2].p99, 65'536);
  EXPECT_EQ(steps[3].drawn_from, distribution::constant);
  EXPECT_DOUBLE_EQ(steps[3].errors, 1);
}

TEST(parse_steps, names_the_column_of_what_is_wrong) {
  EXPECT_THAT(refusal("wait 5ms,  nap 3ms"), HasSubstr("'nap 3ms' (column 12)"));
  EXPECT_THAT(refusal("wait 5ms, , cpu 1ms"), HasSubstr("'' (column 11)"));
  EXPECT_THAT(refusal("cpu 1ms, http 5ms  tail"), HasSubstr("'tail' (column 20)"));
}

TEST(parse_steps, refuses_options_that_a_step_cannot_have_and_says_which_it_can) {
  EXPECT_THAT(refusal("cpu 1ms errors=2%"), HasSubstr("allowed are 'exp' and 'p99=TIME'"));
  EXPECT_THAT(refusal("read 1KiB tail"), HasSubstr("'p99=SIZE'"));
  EXPECT_THAT(refusal("http 1ms errors=101%"), HasSubstr("from 0% to 100%"));
  EXPECT_THAT(refusal("http 1ms errors=2"), HasSubstr("from 0% to 100%"));
  EXPECT_THAT(refusal("http 1ms exp p99=2ms"), HasSubstr("one distribution"));
  for (const auto* wrong : {"wait 5ms p99=5ms", "wait 0s p99=1s", "wait 5ms p99=", "read 4KiB p99=5ms"})
    EXPECT_THAT(refusal(wrong), HasSubstr("p99 must be more than")) << wrong;
  EXPECT_THAT(refusal("wait 1ms p99=1h"), HasSubstr("could draw more than 3600s"));
}

TEST(parse_steps, reads_steps_that_run_at_once) {
  const auto steps =
      parse_steps("cpu 1ms, parallel ( http 30ms p99=200ms errors=2%,wait 1ms exp ) , wait 2ms").steps;
  ASSERT_EQ(steps.size(), 4u);
  std::vector<std::uint32_t> at_once;
  for (const auto& each : steps) at_once.push_back(each.at_once);
  EXPECT_EQ(at_once, (std::vector<std::uint32_t>{1, 2, 0, 1}));
  EXPECT_EQ(steps[1].p99, 200'000'000);
  EXPECT_EQ(steps[2].drawn_from, distribution::exponential);
  EXPECT_EQ(steps[3].number, 3u);
  EXPECT_EQ(parse_steps("parallel(wait 1ms)").steps[0].at_once, 1u);
}

TEST(parse_steps, reads_requests_to_urls) {
  const auto list =
      parse_steps("http GET https://a.example/x?y=%2C, http 5ms, parallel(http PURGE http://b.example)");
  ASSERT_EQ(list.requests.size(), 2u);
  EXPECT_EQ(list.requests[0].method, "GET");
  EXPECT_EQ(list.requests[0].where.text(), "https://a.example/x?y=%2C");
  EXPECT_EQ(list.requests[1].method, "PURGE");
  EXPECT_EQ(list.requests[1].where.text(), "http://b.example/");
  EXPECT_EQ(list.steps[1].kind, step_kind::http);
  EXPECT_EQ(list.steps[2].kind, step_kind::url);
  EXPECT_EQ(list.steps[2].request, 1u);
}

TEST(parse_steps, refuses_parentheses_that_do_not_match_and_what_is_in_no_place_for_it) {
  EXPECT_THAT(refusal("cpu 1ms, parallel(wait 1ms"),
              AllOf(HasSubstr("'parallel' (column 10)"), HasSubstr("its ')' is missing")));
  EXPECT_THAT(refusal("wait 1ms)"), HasSubstr("')' (column 9)"));
  EXPECT_THAT(refusal("parallel(wait 1ms))"), HasSubstr("')' (column 19)"));
  EXPECT_THAT(refusal("together(wait 1ms)"), HasSubstr("'(' (column 9)"));
  EXPECT_THAT(refusal("parallel(wait 1ms) exp"), HasSubstr("'exp' (column 20)"));
  EXPECT_THAT(refusal("parallel(wait 1ms)(wait 1ms)"), HasSubstr("'(' (column 19)"));
  EXPECT_THAT(refusal("parallel()"), HasSubstr("no step '' (column 10)"));
  EXPECT_THAT(refusal("parallel(wait 1ms,)"), HasSubstr("no step '' (column 19)"));
  EXPECT_THAT(refusal("parallel"), HasSubstr("no step 'parallel' (column 1)"));
  EXPECT_THAT(refusal("parallel(wait 1ms, parallel(wait 1ms))"),
              AllOf(HasSubstr("'parallel' (column 20)"), HasSubstr("cannot be inside")));
}

TEST(parse_steps, refuses_more_steps_at_once_than_a_task_may_have_threads_for) {
  std::string text = "parallel(wait 1ms";
  for (std::size_t i = 1; i < most_steps_at_once; ++i) text += ", wait 1ms";
  EXPECT_EQ(refusal(text + ")"), "accepted");
  EXPECT_THAT(refusal(text + ", wait 1ms)"), HasSubstr("at most 64"));
}

TEST(parse_steps, refuses_requests_that_cannot_be_sent) {
  EXPECT_THAT(refusal("http get https://a.example/"), HasSubstr("'get' (column 6)"));
  EXPECT_THAT(refusal("http CONNECT https://a.example/"), HasSubstr("'CONNECT' (column 6)"));
  EXPECT_THAT(refusal("http https://a.example/"), HasSubstr("a method is missing"));
  EXPECT_THAT(refusal("http GET"), HasSubstr("'http METHOD URL'"));
  EXPECT_THAT(refusal("http GET a.example"), HasSubstr("'a.example' (column 10)"));
  EXPECT_THAT(refusal("http GET https://a.example/ p99=5ms"), HasSubstr("'p99=5ms' (column 29)"));
  EXPECT_THAT(refusal("http GET https://a.example/?x=1,2"), HasSubstr("a comma in a URL is %2C"));
}

TEST(parse_steps, refuses_a_url_with_a_user_and_does_not_show_it) {
  const auto said = refusal("wait 1ms, http GET https://me:S3cr3t@a.example/");
  EXPECT_THAT(said, AllOf(HasSubstr("(column 28)"), HasSubstr("--user")));
  EXPECT_EQ(said.find("S3cr3t"), said.npos);
}

TEST(steps_corpus, is_read_as_steps_that_add_up_or_refused) {
  testing::read_corpus("steps", testing::take_steps);
}

TEST(steps_of_task, are_the_same_without_jitter) {
  const auto steps = parse_steps("wait 5ms, cpu 2ms").steps;
  const auto own = steps_of_task(with_jitter(steps, distribution::constant), 1, 7);
  EXPECT_EQ(own[0].amount, steps[0].amount);
  EXPECT_EQ(own[1].amount, steps[1].amount);
}

TEST(steps_of_task, come_from_the_seed_and_differ_from_task_to_task_and_from_step_to_step) {
  const auto steps = with_jitter(parse_steps("wait 1s, wait 1s").steps, distribution::uniform);
  const auto of = [&](std::uint64_t seed, task_id id) { return steps_of_task(steps, seed, id); };
  EXPECT_EQ(of(1, 7)[0].amount, of(1, 7)[0].amount);
  EXPECT_NE(of(1, 7)[0].amount, of(1, 8)[0].amount);
  EXPECT_NE(of(1, 7)[0].amount, of(2, 7)[0].amount);
  EXPECT_NE(of(1, 7)[0].amount, of(1, 7)[1].amount);
}

/// What 10,000 tasks draw for their first step, in seconds, in ascending order.
std::vector<double> waits(const std::vector<step>& steps) {
  std::vector<double> all;
  for (task_id id = 0; id < 10'000; ++id)
    all.push_back(static_cast<double>(steps_of_task(steps, 1, id)[0].amount) / 1e9);
  std::ranges::sort(all);
  return all;
}

std::vector<double> waits(distribution jitter) {
  return waits(with_jitter(parse_steps("wait 1s").steps, jitter));
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

TEST(steps_of_task, are_uniform_between_a_half_and_one_and_a_half) {
  const auto all = waits(distribution::uniform);
  EXPECT_GE(all.front(), 0.5);
  EXPECT_LE(all.back(), 1.5);
  EXPECT_NEAR(mean(all), 1, 0.01);  // its standard error is 0.003
  EXPECT_NEAR(all[2'500], 0.75, 0.02);
}

TEST(steps_of_task, are_exponential_with_mean_one) {
  const auto all = waits(distribution::exponential);
  EXPECT_GE(all.front(), 0);
  EXPECT_LE(all.back(), 10);
  EXPECT_NEAR(mean(all), 1, 0.04);       // its standard error is 0.01
  EXPECT_NEAR(all[5'000], 0.693, 0.04);  // ln 2
}

TEST(steps_of_task, have_the_stated_median_and_99th_percentile) {
  const auto all = waits(parse_steps("wait 30ms p99=200ms").steps);
  EXPECT_NEAR(all[5'000], 0.030, 0.0015);  // its standard error is 0.0003
  EXPECT_NEAR(all[9'900], 0.200, 0.040);   // its standard error is 0.006
  EXPECT_GT(all.back(), 0.250);
}

TEST(steps_of_task, draw_a_step_of_its_own_distribution_whatever_the_jitter_is) {
  const auto steps = parse_steps("wait 1s exp, wait 1s p99=2s").steps;
  EXPECT_EQ(waits(with_jitter(steps, distribution::uniform)), waits(distribution::exponential));
  EXPECT_EQ(steps_of_task(with_jitter(steps, distribution::uniform), 1, 7)[1].amount,
            steps_of_task(steps, 1, 7)[1].amount);
}

TEST(largest_amount, is_what_no_task_draws_more_than) {
  for (const auto* text : {"wait 1s", "wait 1s exp", "wait 1s p99=10s", "wait 30ms p99=200ms"}) {
    const auto steps = parse_steps(text).steps;
    EXPECT_GE(static_cast<double>(largest_amount(steps[0])) / 1e9, waits(steps).back()) << text;
  }
  EXPECT_EQ(largest_amount(with_jitter(parse_steps("wait 1s").steps, distribution::uniform)[0]),
            1'500'000'000);
}

TEST(lcg_jump, comes_to_where_a_walk_ends) {
  for (const std::uint64_t count : {0U, 1U, 2U, 3U, 10U, 12'345U, 1'000'000U})
    for (const std::uint64_t start : {0ULL, 1ULL, 0xffffffffffffffffULL})
      EXPECT_EQ(lcg_jump(start, count), lcg_walk(start, count)) << start << ' ' << count;
}

TEST(lcg_steps_per_ns, is_a_rate_that_a_cpu_can_have) {
  const auto rate = lcg_steps_per_ns();
  EXPECT_GT(rate, 0.001);
  EXPECT_LT(rate, 10);
}

}  // namespace
}  // namespace concbench
