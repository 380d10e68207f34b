// Quantiles, starts and the peak of tasks, from records with made-up stamps.
#include "runner/task_summary.hpp"

#include <gtest/gtest.h>

#include "idle_batch.hpp"

namespace concbench::runner {
namespace {

struct stamps {
  std::int64_t start;
  std::int64_t end;
  task_outcome outcome = task_outcome::ok;
};

/// A batch whose tasks began and ended as told.
class told_batch {
 public:
  explicit told_batch(const std::vector<stamps>& tasks) : batch_(work_, tasks.size()) {
    const auto records = batch_.use_up();
    for (std::size_t i = 0; i < tasks.size(); ++i)
      records[i] = {
          .start_ns = tasks[i].start, .end_ns = tasks[i].end, .answer = 77, .outcome = tasks[i].outcome};
  }
  task_batch& operator*() { return batch_; }

  sample summary(std::int64_t batch_start = 0) {
    sample into;
    count_tasks(batch_, into);
    summarise_tasks(batch_, batch_start, into);
    return into;
  }

 private:
  testing::idle_work work_;
  task_batch batch_;
};

TEST(count_tasks, counts_those_that_did_not_end_ok_as_failed) {
  const auto into =
      told_batch({{1, 2}, {1, 2, task_outcome::failed}, {0, 0, task_outcome::pending}}).summary();
  EXPECT_EQ(into.tasks_ok, 1u);
  EXPECT_EQ(into.tasks_failed, 2u);
}

TEST(count_tasks, counts_those_that_were_dropped_among_the_failed) {
  testing::late_batch batch;
  sample into;
  count_tasks(*batch, into);
  EXPECT_EQ(into.tasks_ok, 0u);
  EXPECT_EQ(into.tasks_failed, 3u);
  EXPECT_EQ(into.tasks_dropped, 3u);
}

TEST(summarise_tasks, takes_quantiles_from_each_start_and_from_that_of_the_batch) {
  std::vector<stamps> tasks;
  for (std::int64_t i = 1; i <= 1'000; ++i)
    tasks.push_back({10 * (1'001 - i), 10 * (1'001 - i) + i});  // longest first
  const auto into = told_batch(tasks).summary(5);
  EXPECT_EQ(into.latency_ns.p50, 500);
  EXPECT_EQ(into.latency_ns.p90, 900);
  EXPECT_EQ(into.latency_ns.p99, 990);
  EXPECT_EQ(into.latency_ns.p999, 999);
  EXPECT_EQ(into.latency_ns.max, 1'000);
  EXPECT_EQ(into.sojourn_ns.max, 10'000 + 1 - 5);
  EXPECT_EQ(into.response_ns.max, 0);
  EXPECT_EQ(into.last_start_ns, 10'000 - 5);
}

TEST(summarise_tasks, leaves_failed_tasks_out_of_the_quantiles_but_not_of_the_peak) {
  const auto into =
      told_batch({{1, 5}, {2, 900, task_outcome::failed}, {3, 8}, {0, 0, task_outcome::pending}}).summary();
  EXPECT_EQ(into.latency_ns.max, 5);
  EXPECT_EQ(into.sojourn_ns.max, 8);
  EXPECT_EQ(into.peak_tasks, 3u);
}

TEST(summarise_tasks, knows_how_many_tasks_were_alive_at_once) {
  EXPECT_EQ(told_batch({{1, 10}, {2, 9}, {3, 11}, {12, 13}}).summary().peak_tasks, 3u);
  EXPECT_EQ(told_batch({{1, 2}, {2, 3}, {3, 4}}).summary().peak_tasks, 1u);
  EXPECT_EQ(told_batch({{5, 5}, {5, 5}}).summary().peak_tasks, 1u);
}

TEST(summarise_tasks, is_all_nothing_when_no_task_began) {
  const auto into = told_batch({{0, 0, task_outcome::pending}, {0, 0, task_outcome::pending}}).summary();
  EXPECT_EQ(into.latency_ns.max, 0);
  EXPECT_EQ(into.peak_tasks, 0u);
}

TEST(summarise_tasks, counts_an_open_loop_from_the_moment_each_task_was_due) {
  const clock::time_point start{std::chrono::seconds(1)};
  const std::int64_t second = 1'000'000'000;
  told_batch batch({{second, second + 40}, {second + 300, second + 310}, {second + 200, second + 230}});
  (*batch).pace(start, 1e7, std::chrono::seconds(5));  // due 100 ns after each other
  const auto into = batch.summary(second);
  EXPECT_EQ(into.response_ns.p50, 40);
  EXPECT_EQ(into.response_ns.max, 210);
  EXPECT_EQ(into.latency_ns.max, 40);
  EXPECT_EQ(into.sojourn_ns.max, 310);
}

}  // namespace
}  // namespace concbench::runner
