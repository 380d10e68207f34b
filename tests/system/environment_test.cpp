// The facts of a report, from made-up trees.
#include "system/environment.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "made_up_tree.hpp"

namespace concbench {
namespace {

std::string value_of(const environment& facts, std::string_view name) {
  const auto found = std::ranges::find(facts, name, &fact::name);
  return found == facts.end() ? "(absent)" : found->value;
}

TEST(read_machine, tells_what_it_finds) {
  testing::made_up_tree tree;
  tree.with("/proc/cpuinfo", "model name\t: AMD EPYC\nflags\t: hypervisor")
      .with("/sys/devices/system/cpu/cpufreq/policy0/scaling_governor", "powersave")
      .with("/sys/devices/system/cpu/intel_pstate/no_turbo", "0")
      .with("/sys/devices/system/cpu/smt/active", "1")
      .with("/proc/meminfo", "MemTotal: 1000 kB\nSwapTotal: 30 kB\nSwapFree: 10 kB\nKernelStack: 1600 kB")
      .with("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", "2097152")
      .with("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never")
      .with("/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet")
      .with("/proc/loadavg", "1.25 1.00 0.50 1/100 4711")
      .with("/proc/stat", "cpu  700 0 100 100 0 0 0 100 50 0\ncpu0 1 2 3")
      .with("/proc/self/cgroup", "0::/")
      .with("/sys/fs/cgroup/cpu.max", "50000 100000")
      .with("/sys/fs/cgroup/pids.max", "64")
      .with("/sys/fs/cgroup/pids.current", "4")
      .with("/proc/sys/kernel/io_uring_disabled", "2");
  const auto facts = read_machine(tree.files());
  for (const auto& [name, value] : std::vector<std::pair<const char*, const char*>>{
           {"cpu_model", "AMD EPYC"},
           {"cpus_quota", "0.5"},
           {"cpus_quota_file", "/sys/fs/cgroup/cpu.max"},
           {"cpus_usable", "1"},
           {"governor", "powersave"},
           {"turbo", "on"},
           {"turbo_file", "/sys/devices/system/cpu/intel_pstate/no_turbo"},
           {"smt", "on"},
           {"virtual_machine", "yes"},
           {"memory_bytes", "1024000"},
           {"swap_used_bytes", "20480"},
           {"transparent_huge_pages", "madvise"},
           {"huge_page_bytes", "2097152"},
           {"kernel_stack_bytes", "16384"},
           {"clock_source", "hpet"},
           {"load_1min", "1.25"},
           {"cpu_steal_percent", "10"},
           {"limit_cgroup_pids", "64"},
           {"threads_possible", "54"},
           {"threads_limit", "cgroup pids.max"},
           {"threads_limit_value", "64"},
           {"threads_limit_raise", "echo 256 | sudo tee /sys/fs/cgroup/pids.max"},
           {"io_uring_disabled", "2"}})
    EXPECT_EQ(value_of(facts, name), value) << name;
}

std::string kernel_stack(const std::string& all_kib, const std::string& threads) {
  testing::made_up_tree tree;
  tree.with("/proc/meminfo", "KernelStack: " + all_kib + " kB")
      .with("/proc/loadavg", "0.10 0.20 0.30 1/" + threads + " 4711");
  return value_of(read_machine(tree.files()), "kernel_stack_bytes");
}

TEST(read_machine, takes_the_stacks_of_all_threads_by_their_number_for_the_size_of_one) {
  EXPECT_EQ(kernel_stack("1968", "123"), "16384");
  EXPECT_EQ(kernel_stack("12800", "200"), "65536");  // arm64 with pages of 64 KiB
  EXPECT_EQ(kernel_stack("1900", "123"), "16384");   // some have ended between the two readings
  EXPECT_EQ(kernel_stack("2300", "123"), "16384");   // some have come
}

TEST(read_machine, does_not_know_the_kernel_stack_where_the_two_figures_do_not_belong_together) {
  EXPECT_EQ(kernel_stack("2800", "123"), unknown_fact);
  EXPECT_EQ(kernel_stack("0", "123"), unknown_fact);
  EXPECT_EQ(kernel_stack("1968", "0"), unknown_fact);
  EXPECT_EQ(kernel_stack("1968", ""), unknown_fact);
}

TEST(read_machine, says_unknown_where_it_cannot_read_and_never_as_a_number) {
  const auto facts = read_machine(testing::made_up_tree().files());
  for (const auto* name : {"cpu_model", "governor", "turbo", "smt", "virtual_machine", "memory_bytes",
                           "swap_used_bytes", "transparent_huge_pages", "clock_source", "load_1min",
                           "cpu_steal_percent", "limit_maps", "limit_pids", "limit_threads"})
    EXPECT_EQ(value_of(facts, name), unknown_fact) << name;
  for (const auto& each : facts) EXPECT_FALSE(each.value == unknown_fact && each.number) << each.name;
}

TEST(read_machine, leaves_out_switches_and_files_that_are_not_there) {
  const auto facts = read_machine(testing::made_up_tree().files());
  for (const auto* name : {"turbo_file", "cpus_quota_file", "io_uring_disabled"})
    EXPECT_EQ(value_of(facts, name), "(absent)") << name;
}

TEST(read_machine, names_each_fact_once) {
  std::set<std::string> names;
  for (const auto& each : read_machine()) EXPECT_TRUE(names.insert(each.name).second) << each.name;
}

TEST(read_machine, does_not_stumble_over_nonsense) {
  testing::made_up_tree tree;
  tree.with("/proc/meminfo", "MemTotal: lots\nSwapTotal: 5 kB\nSwapFree: 9 kB")
      .with("/proc/loadavg", "none")
      .with("/proc/stat", "cpu 1 2 3")
      .with("/sys/kernel/mm/transparent_hugepage/enabled", "[");
  const auto facts = read_machine(tree.files());
  EXPECT_EQ(value_of(facts, "memory_bytes"), unknown_fact);
  EXPECT_EQ(value_of(facts, "swap_used_bytes"), "0");
  EXPECT_EQ(value_of(facts, "load_1min"), unknown_fact);
  EXPECT_EQ(value_of(facts, "cpu_steal_percent"), unknown_fact);
  EXPECT_EQ(value_of(facts, "transparent_huge_pages"), unknown_fact);
}

}  // namespace
}  // namespace concbench
