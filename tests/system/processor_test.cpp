// How a processor is set up, as made-up trees tell it.
#include "system/processor.hpp"

#include <gtest/gtest.h>

#include "made_up_tree.hpp"

namespace concbench {
namespace {

const std::string cpus = "/sys/devices/system/cpu";

TEST(processor, is_unknown_where_nothing_can_be_read) {
  const auto found = processor::now(testing::made_up_tree().files());
  EXPECT_FALSE(found.model || found.governor || found.turbo || found.turbo_file || found.smt ||
               found.virtual_machine);
}

TEST(processor, has_a_governor_and_all_of_them_where_cpus_differ) {
  testing::made_up_tree tree;
  tree.with(cpus + "/cpufreq/policy0/scaling_governor", "schedutil");
  EXPECT_EQ(processor::now(tree.files()).governor, "schedutil");
  tree.with(cpus + "/cpufreq/policy1/scaling_governor", "schedutil");
  EXPECT_EQ(processor::now(tree.files()).governor, "schedutil");
  tree.with(cpus + "/cpufreq/policy2/scaling_governor", "performance");
  EXPECT_EQ(processor::now(tree.files()).governor, "performance, schedutil");
}

TEST(processor, tells_turbo_by_the_switch_of_intel_pstate) {
  testing::made_up_tree tree;
  tree.with(cpus + "/intel_pstate/no_turbo", "0");
  EXPECT_EQ(processor::now(tree.files()).turbo, true);
  EXPECT_EQ(processor::now(tree.files()).turbo_file, cpus + "/intel_pstate/no_turbo");
  tree.with(cpus + "/intel_pstate/no_turbo", "1");
  EXPECT_EQ(processor::now(tree.files()).turbo, false);
}

TEST(processor, tells_turbo_by_the_switch_of_cpufreq) {
  testing::made_up_tree tree;
  tree.with(cpus + "/cpufreq/boost", "1");
  EXPECT_EQ(processor::now(tree.files()).turbo, true);
  EXPECT_EQ(processor::now(tree.files()).turbo_file, cpus + "/cpufreq/boost");
  tree.with(cpus + "/cpufreq/boost", "0");
  EXPECT_EQ(processor::now(tree.files()).turbo, false);
}

TEST(processor, tells_whether_cpus_share_a_core) {
  testing::made_up_tree tree;
  tree.with(cpus + "/smt/active", "1");
  EXPECT_EQ(processor::now(tree.files()).smt, true);
  tree.with(cpus + "/smt/active", "0");
  EXPECT_EQ(processor::now(tree.files()).smt, false);
}

TEST(processor, tells_a_virtual_machine_by_the_features_of_its_cpu) {
  testing::made_up_tree tree;
  tree.with("/proc/cpuinfo", "model name\t: AMD EPYC\nflags\t\t: fpu hypervisor sse");
  EXPECT_EQ(processor::now(tree.files()).model, "AMD EPYC");
  EXPECT_EQ(processor::now(tree.files()).virtual_machine, true);
  tree.with("/proc/cpuinfo", "flags\t\t: fpu sse");
  EXPECT_EQ(processor::now(tree.files()).virtual_machine, false);
}

TEST(processor, of_arm_is_named_by_its_designer_and_the_numbers_of_its_designs) {
  testing::made_up_tree tree;
  tree.with("/proc/cpuinfo",
            "processor\t: 0\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n\n"
            "processor\t: 1\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c");
  EXPECT_EQ(processor::now(tree.files()).model, "Arm, part 0xd0c");
  tree.with("/proc/cpuinfo",
            "CPU implementer\t: 0x99\nCPU part\t: 0xd05\nCPU implementer\t: 0x99\nCPU part\t: 0xd03");
  EXPECT_EQ(processor::now(tree.files()).model, "designer 0x99, part 0xd03 and 0xd05");
}

TEST(processor, of_power_and_risc_v_is_named_as_they_name_it) {
  testing::made_up_tree tree;
  tree.with("/proc/cpuinfo", "processor\t: 0\ncpu\t\t: POWER9, altivec supported");
  EXPECT_EQ(processor::now(tree.files()).model, "POWER9, altivec supported");
  tree.with("/proc/cpuinfo", "processor\t: 0\nisa\t\t: rv64imafdc\nuarch\t\t: sifive,u74-mc");
  EXPECT_EQ(processor::now(tree.files()).model, "sifive,u74-mc");
}

TEST(processor, does_not_guess_whether_it_is_virtual_where_features_are_not_told) {
  testing::made_up_tree tree;
  tree.with("/proc/cpuinfo", "Features\t: fp asimd");
  EXPECT_FALSE(processor::now(tree.files()).virtual_machine);
  tree.with("/sys/hypervisor/type", "xen");
  EXPECT_EQ(processor::now(tree.files()).virtual_machine, true);
}

}  // namespace
}  // namespace concbench
