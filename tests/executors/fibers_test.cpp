// What fibers promise beside what every executor does.
#ifndef CONCBENCH_NO_FIBERS  // sanitizers do not follow a fiber to its stack
#include <gtest/gtest.h>

#include "core/faces.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "system/resource_usage.hpp"

namespace concbench {
namespace {

/// Ends without having waited for anything.
class immediate_on_a_fiber final : public scenario, public fiber_face {
 public:
  digest run(fiber_context&, task_id id) override { return mix(id); }
  void verify(std::span<const task_record>) override {}
};

TEST(fibers, use_the_stack_of_a_task_again_that_ended_at_once) {
  constexpr std::size_t tasks = 50'000;
  immediate_on_a_fiber work;
  task_batch batch(work, tasks);
  const auto model = find_executor("fibers").make();
  model->start(2);
  const auto before = memory_usage::now().resident_bytes;
  model->run(batch);
  const auto after = memory_usage::now().resident_bytes;
  model->stop();
  EXPECT_EQ(batch.answered(), tasks);
  EXPECT_LT(after, before + (16 << 20)) << "a stack for each task would be 8 KiB and more of each: 400 MiB";
}

}  // namespace
}  // namespace concbench
#endif
