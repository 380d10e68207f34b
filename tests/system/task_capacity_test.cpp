// Which limit leaves the least room for threads, with made-up figures.
#include "system/task_capacity.hpp"

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_up_tree.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

TEST(limits_of_threads, leaves_a_tenth_and_at_least_a_thousand_ids_to_the_machine) {
  const auto few = limits_of_threads({.pid_max = 4'000, .threads_of_all = 500});
  ASSERT_EQ(few.size(), 1);
  EXPECT_EQ(few[0].room, 4'000 - 500 - 1'000);
  const auto many = limits_of_threads({.pid_max = 32'768, .threads_of_all = 130});
  EXPECT_EQ(many.at(0).room, 32'768 - 130 - 3'276);
}

TEST(limits_of_threads, leaves_the_part_of_the_free_ids_that_is_not_to_be_used_to_other_programs) {
  const auto half = limits_of_threads({.pid_max = 32'768, .threads_of_all = 768, .share_of_ids = 0.5}).at(0);
  EXPECT_EQ(half.room, 16'000);
  EXPECT_TRUE(half.left_to_others);
  EXPECT_FALSE(limits_of_threads({.pid_max = 32'768, .threads_of_all = 768}).at(0).left_to_others);
  // Less than a thousand are left in any case.
  EXPECT_EQ(limits_of_threads({.pid_max = 2'000, .threads_of_all = 800, .share_of_ids = 0.5}).at(0).room,
            200);
}

TEST(limits_of_threads, counts_the_mappings_that_a_stack_was_seen_to_take) {
  EXPECT_EQ(limits_of_threads({.maps_max = 65'530, .mappings_a_stack = 2}).at(0).room, (65'530 - 1'000) / 2);
  EXPECT_EQ(limits_of_threads({.maps_max = 65'530, .mappings_a_stack = 1}).at(0).room, 65'530 - 1'000);
}

TEST(limits_of_threads, are_not_the_mappings_where_stacks_share_them) {
  EXPECT_THAT(limits_of_threads({.maps_max = 65'530, .mappings_a_stack = 0.0625}), IsEmpty());
}

TEST(limits_of_threads, names_the_tightest_first) {
  const auto limits = limits_of_threads({.pid_max = 32'768,
                                         .threads_max = 100'000,
                                         .threads_of_all = 100,
                                         .maps_max = 65'530,
                                         .user_max = 1'000,
                                         .threads_of_user = 50,
                                         .group_max = 500,
                                         .threads_of_group = 10,
                                         .group_file = "/sys/fs/cgroup/pids.max"});
  EXPECT_THAT(limits, ElementsAre(Field(&capacity_limit::name, "cgroup pids.max"),
                                  Field(&capacity_limit::name, "ulimit -u"),
                                  Field(&capacity_limit::name, "kernel.pid_max"),
                                  Field(&capacity_limit::name, "vm.max_map_count"),
                                  Field(&capacity_limit::name, "kernel.threads-max")));
  EXPECT_EQ(limits[0].room, 500 - 10 - 50);
  EXPECT_EQ(limits[1].room, 1'000 - 50 - 100);
}

TEST(limits_of_threads, has_no_room_where_more_is_in_use_than_is_allowed) {
  EXPECT_EQ(limits_of_threads({.user_max = 100, .threads_of_user = 300}).at(0).room, 0);
}

TEST(limits_of_threads, says_how_to_raise_each) {
  const auto limits = limits_of_threads({.pid_max = 32'768,
                                         .maps_max = 65'530,
                                         .user_max = 1'000,
                                         .group_max = 500,
                                         .group_file = "/sys/fs/cgroup/a/pids.max"});
  std::map<std::string, std::string> raise;
  for (const auto& each : limits) raise[each.name] = each.raise;
  EXPECT_EQ(raise["kernel.pid_max"], "sudo sysctl kernel.pid_max=131072");
  EXPECT_EQ(raise["vm.max_map_count"], "sudo sysctl vm.max_map_count=262120");
  EXPECT_EQ(raise["ulimit -u"], "sudo prlimit --pid $$ --nproc=4000");
  EXPECT_EQ(raise["cgroup pids.max"], "echo 2000 | sudo tee /sys/fs/cgroup/a/pids.max");
}

TEST(limits_of_threads, is_empty_where_nothing_is_known) {
  EXPECT_THAT(limits_of_threads({}), IsEmpty());
}

TEST(limits_of_processes, are_those_of_ids_and_open_files_and_not_of_mappings) {
  const auto limits = limits_of_processes({.pid_max = 32'768, .maps_max = 2'000, .files_max = 1'024});
  EXPECT_THAT(limits, ElementsAre(Field(&capacity_limit::name, "ulimit -Hn"),
                                  Field(&capacity_limit::name, "kernel.pid_max")));
  EXPECT_EQ(limits[0].room, 1'024 - 100);
  EXPECT_EQ(limits[0].raise, "sudo prlimit --pid $$ --nofile=4096");
}

TEST(limit_of_memory, uses_half_of_what_is_available) {
  const auto limit = limit_of_memory({.available_bytes = 1'000'000}, 50);
  ASSERT_TRUE(limit);
  EXPECT_EQ(limit->room, 10'000);
  EXPECT_EQ(limit->value, 1'000'000);
}

TEST(limit_of_memory, is_empty_where_nothing_is_known) {
  EXPECT_FALSE(limit_of_memory({}, 50));
}

TEST(capacity_facts, are_read_from_the_kernel_s_files) {
  testing::made_up_tree tree;
  tree.with("/proc/sys/kernel/pid_max", "32768")
      .with("/proc/sys/kernel/threads-max", "192731")
      .with("/proc/sys/vm/max_map_count", "65530")
      .with("/proc/loadavg", "0.10 0.20 0.30 2/345 6789")
      .with("/proc/meminfo", "MemTotal: 4000 kB\nMemAvailable: 2000 kB")
      .with("/proc/self/cgroup", "0::/a")
      .with("/sys/fs/cgroup/a/pids.max", "512")
      .with("/sys/fs/cgroup/a/pids.current", "12")
      .with("/sys/fs/cgroup/a/memory.max", "1048576")
      .with("/sys/fs/cgroup/a/memory.current", "48576");
  const auto facts = capacity_facts::now(tree.files());
  EXPECT_EQ(facts.pid_max, 32'768);
  EXPECT_EQ(facts.threads_max, 192'731);
  EXPECT_EQ(facts.maps_max, 65'530);
  EXPECT_EQ(facts.threads_of_all, 345);
  EXPECT_EQ(facts.group_max, 512);
  EXPECT_EQ(facts.threads_of_group, 12);
  EXPECT_EQ(facts.group_file, "/sys/fs/cgroup/a/pids.max");
  EXPECT_EQ(facts.available_bytes, 1'000'000);
}

}  // namespace
}  // namespace concbench
