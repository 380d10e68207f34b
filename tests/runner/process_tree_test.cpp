// The sums over the worker and the processes of a model, compared with those of a single process.
#include "runner/process_tree.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/registry.hpp"
#include "core/task_batch.hpp"

namespace concbench::runner {
namespace {

/// Computes for 50 ms in each task, and keeps 8 MiB.
class working final : public scenario, public blocking_face {
 public:
  digest run(blocking_context&, task_id) override {
    const auto before = process_cpu_time();
    while (process_cpu_time() - before < std::chrono::milliseconds(50)) {
    }
    kept_.assign(8 << 20, 1);
    return 0;
  }
  void verify(std::span<const task_record>) override {}

 private:
  std::vector<char> kept_;
};

double cpu_ms(const resource_usage& of) {
  return static_cast<double>(of.cpu_user_ns + of.cpu_system_ns) / 1e6;
}

TEST(tree_memory, of_a_single_process_is_its_resident_size) {
  const auto model = find_executor("sequential").make();
  const auto tree = tree_memory::now(*model);
  const auto resident = static_cast<double>(memory_usage::now().resident_bytes);
  EXPECT_NEAR(static_cast<double>(tree.bytes) / resident, 1, 0.03);
  EXPECT_EQ(tree.processes, 1u);
}

TEST(tree_memory, grows_by_what_each_process_has_of_its_own_and_by_no_more) {
  working work;
  task_batch batch(work, 3);
  const auto model = find_executor("processes").make();
  const std::vector<char> shared(32 << 20,
                                 1);  // that all of them have: counts once, and is in the first reading
  const auto before = tree_memory::now(*model);
  model->start(3);
  model->run(batch);
  const auto after = tree_memory::now(*model);
  EXPECT_EQ(after.processes, 4u);
  EXPECT_EQ(after.threads, before.threads + 3);
  EXPECT_GE(after.page_table_bytes, 4 * before.page_table_bytes / 2);
  EXPECT_GE(after.bytes - before.bytes, 3u * (8 << 20));
  EXPECT_LE(after.bytes - before.bytes, 3u * (12 << 20));
  EXPECT_GE(after.peak_bytes, after.bytes);
}

TEST(usage_elsewhere, counts_the_same_before_and_after_its_processes_have_ended) {
  working work;
  task_batch batch(work, 4);
  const auto model = find_executor("processes").make();
  model->start(2);
  const auto before = usage_elsewhere(*model);
  model->run(batch);
  const auto living = usage_elsewhere(*model) - before;
  model->stop();
  const auto ended = usage_elsewhere(*model) - before;
  EXPECT_GE(cpu_ms(living), 200);
  EXPECT_NEAR(cpu_ms(living) / cpu_ms(ended), 1, 0.1);
  EXPECT_GE(living.minor_faults, 1u);
}

TEST(usage_elsewhere, is_nothing_for_a_model_of_threads) {
  working work;
  task_batch batch(work, 2);
  const auto model = find_executor("threads").make();
  const auto before = usage_elsewhere(*model);
  model->start(2);
  model->run(batch);
  model->stop();
  EXPECT_EQ(cpu_ms(usage_elsewhere(*model) - before), 0);
}

}  // namespace
}  // namespace concbench::runner
