// Which limit stops threads first.
#include "report/thread_capacity.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

TEST(thread_capacity, is_that_of_the_tightest_limit) {
  const auto found = thread_capacity_of({{"limit_processes", "96365"},
                                         {"limit_maps", "65530"},
                                         {"limit_pids", "4194304"},
                                         {"limit_threads", "192731"},
                                         {"limit_cgroup_pids", "unlimited"}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->threads, 32765u);
  EXPECT_EQ(found->limit, "vm.max_map_count");
  EXPECT_EQ(found->value, "65530");
  EXPECT_EQ(found->command, "sudo sysctl vm.max_map_count=2097152");
}

TEST(thread_capacity, leaves_out_what_the_control_group_has_already) {
  const auto found = thread_capacity_of({{"limit_pids", "1000"},
                                         {"limit_cgroup_pids", "1024"},
                                         {"cgroup_pids_present", "100", true},
                                         {"cgroup_pids_file", "/sys/fs/cgroup/a/pids.max"}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->threads, 924u);
  EXPECT_EQ(found->command, "echo max | sudo tee /sys/fs/cgroup/a/pids.max");
}

TEST(thread_capacity, is_none_where_the_control_group_is_full) {
  const auto found = thread_capacity_of({{"limit_cgroup_pids", "10"}, {"cgroup_pids_present", "12", true}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->threads, 0u);
}

TEST(thread_capacity, is_not_guessed_where_no_limit_is_known) {
  EXPECT_FALSE(thread_capacity_of({}));
  EXPECT_FALSE(thread_capacity_of({{"limit_processes", "unlimited"}, {"limit_maps", unknown_fact}}));
}

}  // namespace
}  // namespace concbench
