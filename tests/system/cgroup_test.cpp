// Quotas and task limits of control groups, in both versions of the interface.
#include "system/cgroup.hpp"

#include <gtest/gtest.h>

#include "made_up_tree.hpp"

namespace concbench {
namespace {

TEST(find_cpu_quota, reads_the_group_of_the_process) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "0::/a/b").with("/sys/fs/cgroup/a/b/cpu.max", "150000 100000");
  const auto found = find_cpu_quota(tree.files());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->cpus, 1.5);
  EXPECT_EQ(found->file, "/sys/fs/cgroup/a/b/cpu.max");
}

TEST(find_cpu_quota, takes_the_least_of_all_groups_above) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "0::/a/b/c")
      .with("/sys/fs/cgroup/a/b/c/cpu.max", "max 100000")
      .with("/sys/fs/cgroup/a/b/cpu.max", "300000 100000")
      .with("/sys/fs/cgroup/a/cpu.max", "50000 100000")
      .with("/sys/fs/cgroup/cpu.max", "400000 100000");
  const auto found = find_cpu_quota(tree.files());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->cpus, 0.5);
  EXPECT_EQ(found->file, "/sys/fs/cgroup/a/cpu.max");
}

TEST(find_cpu_quota, is_that_of_the_mount_where_the_own_group_is_not_visible) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "0::/docker/1a2b").with("/sys/fs/cgroup/cpu.max", "200000 100000");
  ASSERT_TRUE(find_cpu_quota(tree.files()));
  EXPECT_EQ(find_cpu_quota(tree.files())->cpus, 2);
}

TEST(find_cpu_quota, is_read_from_version_1) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "5:memory:/m\n3:cpu,cpuacct:/job\n0::/")
      .with("/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "-1")
      .with("/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000")
      .with("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "25000")
      .with("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
  const auto found = find_cpu_quota(tree.files());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->cpus, 0.25);
  EXPECT_EQ(found->file, "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us");
}

TEST(find_cpu_quota, is_empty_without_a_quota) {
  testing::made_up_tree tree;
  EXPECT_FALSE(find_cpu_quota(tree.files()));
  tree.with("/proc/self/cgroup", "0::/a").with("/sys/fs/cgroup/a/cpu.max", "max 100000");
  EXPECT_FALSE(find_cpu_quota(tree.files()));
}

TEST(find_cpu_quota, does_not_stumble_over_nonsense) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "\nno colons\n0:\n0::\n0::relative\n:::\n0::/a")
      .with("/sys/fs/cgroup/a/cpu.max", "many 0")
      .with("/sys/fs/cgroup/cpu.max", "100000 0");
  EXPECT_FALSE(find_cpu_quota(tree.files()));
}

TEST(find_task_limit, takes_the_group_with_the_fewest_left) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "0::/a/b")
      .with("/sys/fs/cgroup/a/b/pids.max", "500")
      .with("/sys/fs/cgroup/a/b/pids.current", "10")
      .with("/sys/fs/cgroup/a/pids.max", "1000")
      .with("/sys/fs/cgroup/a/pids.current", "900");
  const auto found = find_task_limit(tree.files());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->most, 1000u);
  EXPECT_EQ(found->present, 900u);
  EXPECT_EQ(found->file, "/sys/fs/cgroup/a/pids.max");
}

TEST(find_task_limit, is_read_from_version_1_beside_version_2) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "8:pids:/job\n0::/")
      .with("/sys/fs/cgroup/pids/job/pids.max", "64")
      .with("/sys/fs/cgroup/unified/pids.max", "max");
  const auto found = find_task_limit(tree.files());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->most, 64u);
}

TEST(find_task_limit, is_empty_without_a_limit) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "0::/a").with("/sys/fs/cgroup/a/pids.max", "max");
  EXPECT_FALSE(find_task_limit(tree.files()));
}

TEST(find_memory_limit, takes_the_group_with_the_least_left) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "0::/a/b")
      .with("/sys/fs/cgroup/a/b/memory.max", "5000")
      .with("/sys/fs/cgroup/a/b/memory.current", "100")
      .with("/sys/fs/cgroup/a/memory.max", "6000")
      .with("/sys/fs/cgroup/a/memory.current", "5900");
  const auto found = find_memory_limit(tree.files());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->bytes, 6'000u);
  EXPECT_EQ(found->used, 5'900u);
}

TEST(find_memory_limit, is_read_from_version_1) {
  testing::made_up_tree tree;
  tree.with("/proc/self/cgroup", "4:memory:/job\n0::/")
      .with("/sys/fs/cgroup/memory/job/memory.limit_in_bytes", "64000")
      .with("/sys/fs/cgroup/memory/job/memory.usage_in_bytes", "4000");
  const auto found = find_memory_limit(tree.files());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->bytes, 64'000u);
  EXPECT_EQ(found->used, 4'000u);
}

}  // namespace
}  // namespace concbench
