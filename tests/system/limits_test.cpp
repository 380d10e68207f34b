// Limits of the process and of the system.
#include "system/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "made_up_tree.hpp"

namespace concbench {
namespace {

TEST(system_limits, are_read_from_the_kernel_and_the_control_group) {
  testing::made_up_tree tree;
  tree.with("/proc/sys/vm/max_map_count", "65530")
      .with("/proc/sys/kernel/pid_max", "32768")
      .with("/proc/sys/kernel/threads-max", "95")
      .with("/proc/self/cgroup", "0::/")
      .with("/sys/fs/cgroup/pids.max", "64");
  const auto found = system_limits::now(tree.files());
  EXPECT_EQ(found.maps, "65530");
  EXPECT_EQ(found.pids, "32768");
  EXPECT_EQ(found.threads, "95");
  EXPECT_EQ(found.cgroup_pids, "64");
}

TEST(system_limits, are_unknown_where_they_cannot_be_read) {
  const auto found = system_limits::now(testing::made_up_tree().files());
  EXPECT_EQ(found.maps, "unknown");
  EXPECT_EQ(found.pids, "unknown");
  EXPECT_EQ(found.threads, "unknown");
}

TEST(system_limits, of_the_process_are_its_soft_ones) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit lower = before;
  lower.rlim_cur = 100;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &lower), 0);
  EXPECT_EQ(system_limits::now().open_files, "100");
  raise_open_files_limit();
  EXPECT_NE(system_limits::now().open_files, "100");
  ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST(thread_limits, name_every_limit_that_can_stop_a_thread) {
  const auto text = thread_limits();
  for (const auto* each :
       {"ulimit -u", "vm.max_map_count", "kernel.pid_max", "kernel.threads-max", "pids.max"})
    EXPECT_THAT(text, ::testing::HasSubstr(each));
}

TEST(thread_refusal, has_the_error_the_limits_and_the_advice) {
  const std::system_error error(EAGAIN, std::generic_category(), "pthread_create");
  EXPECT_EQ(thread_refusal(error), "Resource temporarily unavailable (limits: " + thread_limits() + ")");
  EXPECT_THAT(thread_refusal(error, "lower -c"), ::testing::EndsWith("); lower -c"));
}

TEST(process_limits, name_every_limit_that_can_stop_a_process_or_its_channel) {
  const auto text = process_limits();
  for (const auto* each : {"ulimit -u", "ulimit -n", "kernel.pid_max", "kernel.threads-max", "pids.max"})
    EXPECT_THAT(text, ::testing::HasSubstr(each));
}

}  // namespace
}  // namespace concbench
