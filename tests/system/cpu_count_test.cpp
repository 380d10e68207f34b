// The least of three counts.
#include "system/cpu_count.hpp"

#include <gtest/gtest.h>

#include "made_up_tree.hpp"

namespace concbench {
namespace {

TEST(cpu_count, is_the_least_of_online_affinity_and_quota_rounded_up) {
  EXPECT_EQ((cpu_count{8, 4, 0}.usable()), 4u);
  EXPECT_EQ((cpu_count{2, 4, 0}.usable()), 2u);
  EXPECT_EQ((cpu_count{8, 4, 1.5}.usable()), 2u);
  EXPECT_EQ((cpu_count{8, 4, 6}.usable()), 4u);
}

TEST(cpu_count, is_never_below_one) {
  EXPECT_EQ((cpu_count{8, 8, 0.01}.usable()), 1u);
  EXPECT_EQ((cpu_count{0, 0, 0}.usable()), 1u);
}

TEST(cpu_count, gives_executors_a_thread_for_each_usable_cpu_as_far_as_there_are_lanes) {
  EXPECT_EQ((cpu_count{8, 8, 0}.for_lanes(256)), 8u);
  EXPECT_EQ((cpu_count{8, 8, 1.5}.for_lanes(256)), 2u);
  EXPECT_EQ((cpu_count{8, 4, 2.5}.for_lanes(2)), 2u);
  EXPECT_EQ((cpu_count{8, 8, 0.1}.for_lanes(256)), 1u);
}

TEST(cpu_count, has_the_quota_of_a_control_group_of_version_1) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "4:cpu,cpuacct:/build")
      .with("/sys/fs/cgroup/cpu,cpuacct/build/cpu.cfs_quota_us", "50000")
      .with("/sys/fs/cgroup/cpu,cpuacct/build/cpu.cfs_period_us", "100000");
  EXPECT_EQ(cpu_count::now(tree.files()).quota, 0.5);
  EXPECT_EQ(cpu_count::now(tree.files()).for_lanes(256), 1u);
}

TEST(cpu_count, has_the_quota_of_the_control_group) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "0::/").with("/sys/fs/cgroup/cpu.max", "50000 100000");
  const auto now = cpu_count::now(tree.files());
  EXPECT_EQ(now.quota, 0.5);
  EXPECT_EQ(now.usable(), 1u);
  EXPECT_GE(now.online, 1u);
  EXPECT_GE(now.affinity, 1u);
}

}  // namespace
}  // namespace concbench
