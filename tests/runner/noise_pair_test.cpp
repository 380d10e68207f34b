// Which pairs are taken, in which order, and what becomes of one that fails.
#include "runner/noise_pair.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runner/worker_process.hpp"

namespace concbench::runner {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

plan pair_plan(std::int64_t rounds, std::uint64_t seed = 0) {
  plan asked;
  asked.rounds = rounds;
  asked.seed = seed;
  return asked;
}

/// Workers whose samples take 1 ns, 2 ns, 3 ns and so on.
noise_pair::ask counting_workers() {
  return [count = std::int64_t{0}](const worker_spec&) mutable {
    worker_answer answer;
    answer.sample.wall_ns = ++count;
    return answer;
  };
}

noise_record taken(const plan& asked, std::int64_t rounds) {
  noise_record record;
  noise_pair pair(asked, record);
  const auto workers = counting_workers();
  for (std::int64_t round = 0; round < rounds; ++round) pair.take(round, workers);
  return record;
}

TEST(noise_pair, alternates_which_of_the_two_comes_first) {
  EXPECT_THAT(taken(pair_plan(6, 0), 3).pairs, ElementsAre(Pair(1, 2), Pair(4, 3), Pair(5, 6)));
}

TEST(noise_pair, begins_as_the_seed_says) {
  EXPECT_THAT(taken(pair_plan(6, 1), 3).pairs, ElementsAre(Pair(2, 1), Pair(3, 4), Pair(6, 5)));
}

TEST(noise_pair, is_not_taken_where_no_floor_could_come_of_it) {
  EXPECT_TRUE(taken(pair_plan(5), 5).pairs.empty());
  EXPECT_EQ(taken(pair_plan(5), 5).scenario, "");
}

TEST(noise_pair, is_taken_where_rounds_go_on_to_a_precision_or_a_budget) {
  auto asked = pair_plan(1);
  asked.precision = 0.02;
  EXPECT_EQ(taken(asked, 2).pairs.size(), 2u);
  asked = pair_plan(1);
  asked.budget_ns = 1;
  EXPECT_EQ(taken(asked, 2).pairs.size(), 2u);
}

TEST(noise_pair, asks_for_the_same_work_twice_and_names_it) {
  std::vector<std::string> specs;
  noise_record record;
  noise_pair pair(pair_plan(6), record);
  pair.take(0, [&](const worker_spec& spec) {
    specs.push_back(to_text(spec));
    return worker_answer{};
  });
  ASSERT_EQ(specs.size(), 2u);
  EXPECT_EQ(specs[0], specs[1]);
  EXPECT_EQ(read_spec(specs[0]).scenario, record.scenario);
  EXPECT_EQ(read_spec(specs[0]).setup.executor, record.executor);
}

TEST(noise_pair, is_left_out_with_the_reason_when_a_worker_fails) {
  noise_record record;
  noise_pair pair(pair_plan(6), record);
  int asked = 0;
  pair.take(0, [&](const worker_spec&) {
    return ++asked == 1 ? worker_answer{} : answer_without_sample(status::timeout, "no result within 60s");
  });
  EXPECT_TRUE(record.pairs.empty());
  EXPECT_EQ(pair.problem(), "no result within 60s");
  pair.take(1, counting_workers());
  EXPECT_EQ(record.pairs.size(), 1u);
  EXPECT_EQ(pair.problem(), "");
}

TEST(noise_pair, is_left_out_with_the_reason_when_no_worker_can_be_started) {
  noise_record record;
  noise_pair pair(pair_plan(6), record);
  pair.take(0, [](const worker_spec&) -> worker_answer { throw std::runtime_error("no more processes"); });
  EXPECT_TRUE(record.pairs.empty());
  EXPECT_EQ(pair.problem(), "no more processes");
}

TEST(noise_pair, lets_an_interruption_through) {
  noise_record record;
  noise_pair pair(pair_plan(6), record);
  EXPECT_THROW(pair.take(0, [](const worker_spec&) -> worker_answer { throw interrupted(); }), interrupted);
}

}  // namespace
}  // namespace concbench::runner
