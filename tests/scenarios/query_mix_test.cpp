// What the tasks of `database` ask, and how their answers are judged.
#include "scenarios/sql/query_mix.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "core/registry.hpp"

namespace concbench {
namespace {

scenario_setup setup_of(std::string_view write_ratio, std::uint64_t seed = 1) {
  const auto& declared = find_scenario("database");
  scenario_setup setup;
  setup.params = parameter_values(declared.parameters, profile::standard);
  for (const auto& each : declared.parameters) {
    if (each.name == "write-ratio") setup.params.set(parse_value(each, write_ratio));
    if (each.name == "rows") setup.params.set(parse_value(each, "500"));
  }
  setup.seed = seed;
  return setup;
}

/// What a task that does its work well is answered, by way of the statements rather than of verify_answers.
digest right_answer(const query_mix& mix, task_id task) {
  const auto queries = mix.of(task);
  digest answer = 0;
  for (std::uint64_t i = 0; i < queries.size(); ++i)
    answer = queries[i].writes() ? query_mix::after_write(answer, 1)
                                 : query_mix::after_read(answer, mix.content_of(queries[i].row));
  return answer;
}

class a_mix_of_queries : public ::testing::Test {
 protected:
  a_mix_of_queries() {
    for (task_id task = 0; task < 20; ++task)
      tasks_.push_back({.answer = right_answer(mix_, task), .outcome = task_outcome::ok});
  }

  /// The hits that all tasks leave behind.
  std::vector<query_mix::row_hits> written() const {
    std::vector<std::int64_t> hits(mix_.rows());
    for (task_id task = 0; task < tasks_.size(); ++task)
      for (std::uint64_t i = 0; i < mix_.of(task).size(); ++i)
        hits[mix_.of(task)[i].row] += mix_.of(task)[i].adds;
    std::vector<query_mix::row_hits> found;
    for (std::uint64_t row = 0; row < hits.size(); ++row)
      if (hits[row] != 0) found.push_back({query_mix::number_of(row), hits[row]});
    return found;
  }

  void verify_writes(const std::vector<query_mix::row_hits>& found) const {
    mix_.verify_writes(tasks_, [&] { return found; });
  }

  query_mix mix_{setup_of("0.3")};
  std::vector<task_record> tasks_;
};

TEST_F(a_mix_of_queries, writes_as_often_as_asked_for) {
  const auto writes = [](const char* ratio) {
    const query_mix mix(setup_of(ratio));
    int count = 0;
    for (task_id task = 0; task < 100; ++task)
      for (std::uint64_t i = 0; i < 100; ++i) count += mix.of(task)[i].writes() ? 1 : 0;
    return count;
  };
  EXPECT_EQ(writes("0"), 0);
  EXPECT_EQ(writes("1"), 10'000);
  EXPECT_NEAR(writes("0.3"), 3'000, 5 * 46);  // five standard deviations
}

TEST_F(a_mix_of_queries, asks_for_all_rows_alike) {
  std::vector<int> asked(500);
  for (task_id task = 0; task < 500; ++task)
    for (std::uint64_t i = 0; i < 100; ++i) ++asked[mix_.of(task)[i].row];
  EXPECT_GT(*std::ranges::min_element(asked), 50);  // 100 of each, give or take five standard deviations
  EXPECT_LT(*std::ranges::max_element(asked), 150);
}

TEST_F(a_mix_of_queries, is_the_same_for_the_same_seed_and_another_for_another) {
  EXPECT_EQ(right_answer(query_mix(setup_of("0.3")), 3), right_answer(mix_, 3));
  EXPECT_NE(right_answer(query_mix(setup_of("0.3", 2)), 3), right_answer(mix_, 3));
  EXPECT_NE(right_answer(mix_, 4), right_answer(mix_, 3));
}

TEST_F(a_mix_of_queries, finds_right_answers_right_and_one_wrong_one_wrong) {
  EXPECT_NO_THROW(mix_.verify_answers(tasks_));
  ++tasks_[7].answer;
  EXPECT_THROW(mix_.verify_answers(tasks_), wrong_result);
  tasks_[7].outcome = task_outcome::failed;
  EXPECT_NO_THROW(mix_.verify_answers(tasks_));
}

TEST_F(a_mix_of_queries, finds_a_write_that_is_lost_doubled_or_elsewhere) {
  EXPECT_NO_THROW(verify_writes(written()));
  auto lost = written();
  lost.front().hits -= 1;
  EXPECT_THROW(verify_writes(lost), wrong_result);
  auto doubled = written();
  doubled.back().hits *= 2;
  EXPECT_THROW(verify_writes(doubled), wrong_result);
  auto missing = written();
  missing.pop_back();
  EXPECT_THROW(verify_writes(missing), wrong_result);
}

TEST_F(a_mix_of_queries, finds_no_fault_with_rows_that_a_failed_task_may_have_written) {
  tasks_[2].outcome = task_outcome::failed;
  auto found = written();
  const auto queries = mix_.of(2);
  std::vector<std::int64_t> open;
  for (std::uint64_t i = 0; i < queries.size(); ++i)
    if (queries[i].writes()) open.push_back(query_mix::number_of(queries[i].row));
  for (auto& each : found)
    if (std::ranges::count(open, each.number) > 0) each.hits += 5;
  EXPECT_NO_THROW(verify_writes(found));
  const auto sure = std::ranges::find_if(
      found, [&](const auto& each) { return std::ranges::count(open, each.number) == 0; });
  ASSERT_NE(sure, found.end());
  sure->hits += 5;
  EXPECT_THROW(verify_writes(found), wrong_result);
}

TEST_F(a_mix_of_queries, takes_writes_that_cannot_be_read_back_as_wrong_unless_tasks_have_failed) {
  const auto gone = []() -> std::vector<query_mix::row_hits> { throw std::runtime_error("gone"); };
  EXPECT_THROW(mix_.verify_writes(tasks_, gone), wrong_result);
  tasks_[0].outcome = task_outcome::failed;
  EXPECT_NO_THROW(mix_.verify_writes(tasks_, gone));
}

}  // namespace
}  // namespace concbench
