// Records, failures and the digest of a batch.
#include "core/task_batch.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <random>
#include <stdexcept>
#include <thread>
#include <tuple>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/task_subject.hpp"

namespace concbench {
namespace {

/// Answers each task with what a function says.
class told final : public scenario, public blocking_face, public has_subjects {
 public:
  explicit told(std::function<digest(task_id)> answer) : answer_(std::move(answer)) {}
  digest run(blocking_context&, task_id id) override { return answer_(id); }
  void verify(std::span<const task_record>) override {}
  std::string subject_of(task_id id) const override { return subjects.empty() ? "" : subjects.at(id); }

  std::vector<std::string> subjects;

 private:
  std::function<digest(task_id)> answer_;
};

digest square(task_id id) {
  return digest{id} * id;
}

std::vector<task_id> first_ids(std::size_t count) {
  std::vector<task_id> ids(count);
  std::iota(ids.begin(), ids.end(), task_id{0});
  return ids;
}

void run_all(task_batch& batch, const std::vector<task_id>& order) {
  blocking_context context;
  for (const auto id : order) batch.run(id, context);
}
void run_all(task_batch& batch) {
  run_all(batch, first_ids(batch.size()));
}

TEST(task_batch, names_the_first_subject_of_each_reason_whatever_the_order_of_the_tasks) {
  told work([](task_id id) -> digest {
    if (id == 0) return 0;
    throw std::runtime_error(id < 3 ? "gone" : "late");
  });
  work.subjects = {"a", "b", "c", "d"};
  task_batch batch(work, 4);
  run_all(batch, {3, 2, 1, 0});
  const auto errors = batch.errors();
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].reason, "gone (first: b)");
  EXPECT_EQ(errors[1].reason, "late (first: d)");
}

TEST(task_batch, keeps_the_thread_of_each_task_where_it_is_told_to) {
  told work(square);
  task_batch batch(work, 4);
  batch.keep_threads();
  run_all(batch, {0, 1});
  std::thread([&] { run_all(batch, {2}); }).join();
  const auto threads = batch.threads();
  ASSERT_EQ(threads.size(), 4u);
  EXPECT_GT(threads[0], 0u);
  EXPECT_EQ(threads[1], threads[0]);
  EXPECT_GT(threads[2], 0u);
  EXPECT_NE(threads[2], threads[0]);
  EXPECT_EQ(threads[3], 0u) << "of a task that has not begun";
  EXPECT_EQ(batch.records()[2].answer, 4u);
}

TEST(task_batch, keeps_no_threads_unless_it_is_told_to) {
  told work(square);
  task_batch batch(work, 4);
  run_all(batch);
  EXPECT_TRUE(batch.threads().empty());
}

TEST(task_batch, starts_with_tasks_that_are_pending) {
  told work(square);
  const task_batch batch(work, 3);
  ASSERT_EQ(batch.records().size(), 3u);
  for (const auto& each : batch.records()) {
    EXPECT_EQ(each.outcome, task_outcome::pending);
    EXPECT_EQ(each.start_ns, 0);
    EXPECT_EQ(each.end_ns, 0);
  }
  EXPECT_TRUE(batch.errors().empty());
}

TEST(task_batch, keeps_the_answer_and_the_times_of_each_task) {
  told work(square);
  task_batch batch(work, 4);
  run_all(batch);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& record = batch.records()[i];
    EXPECT_EQ(record.outcome, task_outcome::ok);
    EXPECT_EQ(record.answer, i * i);
    EXPECT_GT(record.start_ns, 0);
    EXPECT_GE(record.end_ns, record.start_ns);
  }
}

TEST(task_batch, makes_an_exception_the_outcome_of_its_task_alone) {
  told work([](task_id id) -> digest { return id == 1 ? throw std::runtime_error("one is bad") : id; });
  task_batch batch(work, 3);
  run_all(batch);
  EXPECT_EQ(batch.records()[0].outcome, task_outcome::ok);
  EXPECT_EQ(batch.records()[1].outcome, task_outcome::failed);
  EXPECT_EQ(batch.records()[1].answer, 0u);
  EXPECT_GT(batch.records()[1].end_ns, 0);
  EXPECT_EQ(batch.records()[2].outcome, task_outcome::ok);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_EQ(batch.errors()[0].reason, "one is bad");
}

TEST(task_batch, takes_an_exception_of_any_type) {
  told work([](task_id) -> digest { throw 42; });
  task_batch batch(work, 1);
  run_all(batch);
  EXPECT_EQ(batch.errors().at(0).reason, "an exception that is not a std::exception");
}

TEST(task_batch, counts_equal_reasons_together_and_puts_the_most_frequent_first) {
  told work([](task_id id) -> digest { throw std::runtime_error(id < 2 ? "rare" : "often"); });
  task_batch batch(work, 7);
  run_all(batch);
  const auto errors = batch.errors();
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].reason, "often");
  EXPECT_EQ(errors[0].count, 5u);
  EXPECT_EQ(errors[1].reason, "rare");
  EXPECT_EQ(errors[1].count, 2u);
}

TEST(task_batch, tells_twenty_reasons_apart_and_counts_the_rest_as_others) {
  told work([](task_id id) -> digest { throw std::runtime_error(fmt::format("reason {}", id)); });
  task_batch batch(work, 50);
  run_all(batch);
  const auto errors = batch.errors();
  ASSERT_EQ(errors.size(), 21u);
  EXPECT_EQ(errors[0].reason, "other reasons");
  EXPECT_EQ(errors[0].count, 30u);
  for (std::size_t i = 1; i < errors.size(); ++i) EXPECT_EQ(errors[i].count, 1u);
}

TEST(task_batch, still_counts_known_reasons_once_there_are_twenty) {
  told work([](task_id id) -> digest { throw std::runtime_error(fmt::format("reason {}", id % 30)); });
  task_batch batch(work, 60);
  run_all(batch);
  std::uint64_t sum = 0;
  for (const auto& each : batch.errors()) sum += each.count;
  EXPECT_EQ(sum, 60u);
  EXPECT_EQ(batch.errors()[0].count, 20u);
  EXPECT_EQ(batch.errors()[1].count, 2u);
}

TEST(task_batch, has_the_same_digest_in_whatever_order_the_tasks_ran) {
  told work(square);
  task_batch in_order(work, 100);
  run_all(in_order);
  auto order = first_ids(100);
  std::ranges::shuffle(order, std::mt19937(7));
  task_batch shuffled(work, 100);
  run_all(shuffled, order);
  EXPECT_EQ(in_order.combined(), shuffled.combined());
}

TEST(task_batch, has_another_digest_when_an_answer_or_its_place_differs) {
  told right(square);
  told wrong([](task_id id) { return id == 3 ? digest{1} : square(id); });
  told swapped([](task_id id) { return square(id == 3 ? 4 : id == 4 ? 3 : id); });
  std::vector<digest> seen;
  for (auto* work : {&right, &wrong, &swapped}) {
    task_batch batch(*work, 5);
    run_all(batch);
    seen.push_back(batch.combined());
  }
  EXPECT_NE(seen[0], seen[1]);
  EXPECT_NE(seen[0], seen[2]);
}

TEST(task_batch, has_the_digest_that_the_protocol_documents) {
  told work(square);
  task_batch batch(work, 3);
  run_all(batch);
  EXPECT_EQ(batch.combined(), mix(0, 1) + mix(1, 2) + mix(4, 3));
}

TEST(task_batch, leaves_failed_tasks_out_of_the_digest) {
  told work([](task_id id) -> digest { return id == 1 ? throw std::runtime_error("") : square(id); });
  task_batch batch(work, 3);
  run_all(batch);
  EXPECT_EQ(batch.combined(), mix(0, 1) + mix(4, 3));
}

TEST(task_batch, takes_failures_of_many_threads) {
  told work([](task_id id) -> digest { return id % 2 == 0 ? throw std::runtime_error("even") : square(id); });
  task_batch batch(work, 1000);
  blocking_context context;
  std::atomic<task_id> next = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (task_id id; (id = next++) < 1000;) batch.run(id, context);
      });
  }
  EXPECT_EQ(batch.errors().at(0).count, 500u);
}

/// Keeps its own answers, of tasks of which two are there at the start.
class answering_as_one final : public scenario,
                               public blocking_face,
                               public spawns_tasks,
                               public answers_as_one {
 public:
  digest run(blocking_context&, task_id id) override {
    if (id == 2) throw std::runtime_error("the third fails");
    ++answered_;
    return 0;
  }
  task_id first_tasks() const override { return 2; }
  std::uint64_t answered() const override { return answered_; }
  digest answer() const override { return 42; }
  void verify(std::span<const task_record>) override {}

 private:
  std::uint64_t answered_ = 0;
};

TEST(task_batch, keeps_no_records_where_the_scenario_answers_as_one) {
  answering_as_one work;
  task_batch batch(work, 5);
  EXPECT_EQ(batch.size(), 5u);
  EXPECT_EQ(batch.first_tasks(), 2u);
  EXPECT_TRUE(batch.records().empty());
  run_all(batch);
  EXPECT_EQ(batch.answered(), 4u);
  EXPECT_EQ(batch.combined(), 42u);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_EQ(batch.errors()[0].reason, "the third fails");
}

TEST(task_batch, has_all_tasks_due_at_once_unless_it_is_paced) {
  told work(square);
  const task_batch batch(work, 3);
  EXPECT_FALSE(batch.is_paced());
  for (task_id id = 0; id < 3; ++id) EXPECT_FALSE(batch.is_early(id));
}

TEST(task_batch, spaces_the_tasks_of_an_open_loop_evenly) {
  told work(square);
  task_batch batch(work, 4);
  const clock::time_point start{std::chrono::hours(1)};
  batch.pace(start, 3, std::chrono::hours(1));
  EXPECT_TRUE(batch.is_paced());
  EXPECT_EQ(batch.due(0), start);
  EXPECT_EQ(batch.due(1), start + duration(333'333'333));
  EXPECT_EQ(batch.due(3), start + std::chrono::seconds(1));
}

TEST(task_batch, does_not_drift_over_millions_of_tasks) {
  told work(square);
  task_batch batch(work, 1);
  batch.pace(clock::time_point{}, 3, std::chrono::hours(1));
  EXPECT_EQ(batch.due(9'000'000), clock::time_point(std::chrono::seconds(3'000'000)));
}

TEST(task_batch, knows_which_tasks_are_early) {
  told work(square);
  task_batch batch(work, 2);
  batch.pace(clock::now(), 0.001, std::chrono::hours(1));
  EXPECT_FALSE(batch.is_early(0));
  EXPECT_TRUE(batch.is_early(1));
}

TEST(task_batch, drops_every_task_after_one_that_was_too_late) {
  told work(square);
  task_batch batch(work, 3);
  batch.pace(clock::now() - std::chrono::seconds(10), 0.1, std::chrono::seconds(1));
  run_all(batch, {1});
  EXPECT_EQ(batch.dropped(), 0u);
  run_all(batch, {0});
  EXPECT_EQ(batch.dropped(), 1u);
  batch.pace(clock::now() - std::chrono::seconds(20), 0.1, std::chrono::seconds(1));
  run_all(batch, {2});
  EXPECT_EQ(batch.records()[1].outcome, task_outcome::ok);
  EXPECT_EQ(batch.records()[2].outcome, task_outcome::failed);
  EXPECT_EQ(batch.dropped(), 2u);
}

TEST(task_batch, counts_dropped_tasks_apart_from_those_that_fail_with_the_same_words) {
  constexpr auto words = "dropped: a task began too late";
  told work([&](task_id) -> digest { throw std::runtime_error(words); });
  task_batch batch(work, 3);
  batch.pace(clock::now(), 1e9, std::chrono::hours(1));
  run_all(batch, {0});
  batch.pace(clock::now() - std::chrono::seconds(10), 1, std::chrono::seconds(1));
  run_all(batch, {1, 2});
  EXPECT_EQ(batch.dropped(), 2u);
  ASSERT_EQ(batch.failures().size(), 1u);
  EXPECT_EQ(batch.failures()[0].reason, words);
  EXPECT_EQ(batch.failures()[0].count, 1u);
}

TEST(task_batch, tells_dropped_tasks_from_all_others_however_many_reasons_there_are) {
  told work([](task_id id) -> digest { throw std::runtime_error(fmt::format("reason {}", id)); });
  task_batch batch(work, 30);
  batch.pace(clock::now(), 1e9, std::chrono::hours(1));
  for (task_id id = 0; id < 25; ++id) run_all(batch, {id});
  batch.pace(clock::now() - std::chrono::seconds(100), 1, std::chrono::seconds(1));
  for (task_id id = 25; id < 30; ++id) run_all(batch, {id});
  EXPECT_EQ(batch.dropped(), 5u);
  const auto errors = batch.errors();
  EXPECT_EQ(std::ranges::count(errors, 5u, &error_count::count), 2);  // five others, and five dropped
}

TEST(task_batch, takes_the_stamps_of_a_task_from_the_process_that_ran_it) {
  told work(square);
  task_batch batch(work, 2);
  ASSERT_TRUE(batch.hand_over(0));
  EXPECT_GT(batch.records()[0].start_ns, 0);
  EXPECT_EQ(batch.records()[0].outcome, task_outcome::pending);
  batch.end_elsewhere(0, 11, 22, 33);
  const auto& record = batch.records()[0];
  EXPECT_EQ(std::tuple(record.start_ns, record.end_ns, record.answer, record.outcome),
            std::tuple(11, 22, 33u, task_outcome::ok));
  batch.end_elsewhere(1, 1, 2, 0, std::make_exception_ptr(std::runtime_error("it said no")));
  EXPECT_EQ(batch.records()[1].outcome, task_outcome::failed);
  EXPECT_EQ(batch.errors().at(0).reason, "it said no");
}

TEST(task_batch, hands_no_task_over_that_is_too_late) {
  told work(square);
  task_batch batch(work, 1);
  batch.pace(clock::now() - std::chrono::seconds(10), 1, std::chrono::seconds(1));
  EXPECT_FALSE(batch.hand_over(0));
  EXPECT_EQ(batch.records()[0].outcome, task_outcome::failed);
  EXPECT_EQ(batch.dropped(), 1u);
}

}  // namespace
}  // namespace concbench
