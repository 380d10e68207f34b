// What is found, when, and what is said of it.
#include "report/words/findings.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// The only finding on `subject`, or a failure.
finding found(std::string_view subject, const environment& facts) {
  const auto all = findings_of(facts);
  const auto one = std::ranges::find(all, subject, &finding::subject);
  EXPECT_NE(one, all.end()) << subject;
  return one == all.end() ? finding{} : *one;
}

/// Expects that `facts` give a finding that says what it means, and that `command` corrects it.
void expect_finding(std::string_view subject, enum severity how, const std::string& what,
                    const std::string& command, const environment& facts) {
  const auto one = found(subject, facts);
  EXPECT_EQ(one.severity, how) << subject;
  EXPECT_EQ(one.what, what);
  EXPECT_NE(one.meaning, "") << subject;
  EXPECT_EQ(one.command, command);
}

void expect_fine(std::string_view subject, const std::string& what, const environment& facts) {
  const auto one = found(subject, facts);
  EXPECT_EQ(one.severity, severity::fine) << subject;
  EXPECT_EQ(one.what, what);
  EXPECT_EQ(one.meaning, "");
  EXPECT_EQ(one.command, "");
}

environment cpus(const char* online, const char* affinity, const char* quota, const char* usable) {
  return {{"cpus_online", online, true},
          {"cpus_affinity", affinity, true},
          {"cpus_quota", quota, true},
          {"cpus_usable", usable, true}};
}

TEST(findings, are_none_where_there_are_no_facts) {
  EXPECT_TRUE(findings_of({}).empty());
}

TEST(findings, say_what_makes_cpus_usable) {
  expect_fine("cpus", "2 usable: 4 online, affinity 2, no quota", cpus("4", "2", "0", "2"));
  expect_fine("cpus", "2 usable: 4 online, affinity 4, quota 1.5", cpus("4", "4", "1.5", "2"));
  expect_finding("cpus", severity::note, "1 usable: 4 online, affinity 1, no quota", "taskset -pc 0-3 $$",
                 cpus("4", "1", "0", "1"));
  expect_finding("cpus", severity::note, "1 usable: 1 online, affinity 1, no quota", "",
                 cpus("1", "1", "0", "1"));
}

TEST(findings, warn_of_a_quota_that_binds) {
  auto facts = cpus("4", "4", "1.5", "2");
  expect_finding("cpu-quota", severity::warning, "1.5 CPUs where 4 could be used", "", facts);
  facts.push_back({"cpus_quota_file", "/sys/fs/cgroup/a/cpu.max"});
  EXPECT_EQ(found("cpu-quota", facts).command, "echo max | sudo tee /sys/fs/cgroup/a/cpu.max");
  facts.back().value = "/sys/fs/cgroup/cpu/cpu.cfs_quota_us";
  EXPECT_EQ(found("cpu-quota", facts).command, "echo -1 | sudo tee /sys/fs/cgroup/cpu/cpu.cfs_quota_us");
  expect_fine("cpu-quota", "none", cpus("4", "4", "0", "4"));
  expect_fine("cpu-quota", "4 CPUs, as many as there are", cpus("4", "4", "4", "4"));
  expect_fine("cpu-quota", "3 CPUs, as many as there are", cpus("4", "2", "3", "2"));
}

TEST(findings, warn_of_a_load_of_half_the_usable_cpus) {
  expect_fine("load", "average 0.99 for 2 usable CPUs",
              {{"load_1min", "0.99", true}, {"cpus_usable", "2", true}});
  expect_finding("load", severity::warning, "average 1.00 for 2 usable CPUs",
                 "ps -eo pcpu,pid,comm --sort=-pcpu | head",
                 {{"load_1min", "1", true}, {"cpus_usable", "2", true}});
}

TEST(findings, take_a_load_for_other_work_only_where_threads_run_now) {
  const auto facts = [](const char* running) {
    return environment{
        {"load_1min", "924.47", true}, {"cpus_usable", "4", true}, {"other_threads_running", running, true}};
  };
  expect_fine("load", "average 924.47 for 4 usable CPUs, but no other thread runs now", facts("0"));
  expect_fine("load", "average 924.47 for 4 usable CPUs, but 1 other thread runs now", facts("1"));
  expect_finding("load", severity::warning, "average 924.47 for 4 usable CPUs",
                 "ps -eo pcpu,pid,comm --sort=-pcpu | head", facts("2"));
}

TEST(findings, warn_of_swap_in_use) {
  expect_fine("swap", "none in use", {{"swap_used_bytes", "0", true}});
  expect_finding("swap", severity::warning, "1.50 GiB in use", "sudo swapoff -a && sudo swapon -a",
                 {{"swap_used_bytes", "1610612736", true}});
}

TEST(findings, warn_of_every_governor_but_performance) {
  expect_fine("governor", "performance", {{"governor", "performance"}});
  for (const auto* name : {"powersave", "schedutil", "performance, powersave"})
    expect_finding("governor", severity::warning, name, "sudo cpupower frequency-set -g performance",
                   {{"governor", name}});
}

TEST(findings, do_not_warn_of_a_governor_that_cannot_be_seen) {
  const auto one = found("governor", {{"governor", unknown_fact}, {"virtual_machine", "yes"}});
  EXPECT_EQ(one.severity, severity::unknown);
  EXPECT_THAT(one.meaning, HasSubstr("virtual machine"));
  EXPECT_EQ(found("governor", {{"governor", unknown_fact}}).severity, severity::unknown);
}

TEST(findings, note_turbo_with_the_switch_that_this_machine_has) {
  expect_fine("turbo", "off", {{"turbo", "off"}});
  const std::string intel = "/sys/devices/system/cpu/intel_pstate/no_turbo";
  expect_finding("turbo", severity::note, "on", "echo 1 | sudo tee " + intel,
                 {{"turbo", "on"}, {"turbo_file", intel}});
  const std::string others = "/sys/devices/system/cpu/cpufreq/boost";
  expect_finding("turbo", severity::note, "on", "echo 0 | sudo tee " + others,
                 {{"turbo", "on"}, {"turbo_file", others}});
}

TEST(findings, note_cpus_that_share_a_core) {
  expect_fine("smt", "off", {{"smt", "off"}});
  expect_fine("smt", "off, as far as a virtual machine sees", {{"smt", "off"}, {"virtual_machine", "yes"}});
  expect_finding("smt", severity::note, "on: two CPUs share a core",
                 "echo off | sudo tee /sys/devices/system/cpu/smt/control", {{"smt", "on"}});
}

TEST(findings, warn_of_stolen_time) {
  expect_fine("steal", "0.5 % of CPU time since the start", {{"cpu_steal_percent", "0.5", true}});
  expect_finding("steal", severity::warning, "3.2 % of CPU time since the start", "",
                 {{"cpu_steal_percent", "3.2", true}});
}

TEST(findings, note_the_usual_timer_slack_which_threads_have_and_loops_do_not) {
  expect_finding("timer-slack", severity::note, "50.0 µs, as usual", "", {{"timer_slack_ns", "50000", true}});
  EXPECT_THAT(found("timer-slack", {{"timer_slack_ns", "50000", true}}).meaning, HasSubstr("slack=1ns"));
}

TEST(findings, warn_of_a_timer_slack_other_than_the_usual) {
  expect_finding("timer-slack", severity::warning, "1.00 ms instead of the usual 50.0 µs",
                 "echo 50000 > /proc/$$/timerslack_ns", {{"timer_slack_ns", "1000000", true}});
  EXPECT_EQ(found("timer-slack", {{"timer_slack_ns", "1000", true}}).what,
            "1.00 µs instead of the usual 50.0 µs");
}

TEST(findings, warn_of_a_clock_that_is_read_by_a_system_call) {
  expect_fine("clock-source", "tsc, 24 ns a read",
              {{"clock_source", "tsc"}, {"clock_read_ns", "23.6", true}});
  expect_fine("clock-source", "kvm-clock", {{"clock_source", "kvm-clock"}});
  expect_finding("clock-source", severity::warning, "hpet, 1.20 µs a read",
                 "echo tsc | sudo tee /sys/devices/system/clocksource/clocksource0/current_clocksource",
                 {{"clock_source", "hpet"}, {"clock_read_ns", "1200", true}});
}

TEST(findings, do_not_ask_for_the_clock_of_x86_elsewhere) {
  for (const auto* name : {"arch_sys_counter", "timebase", "riscv_clocksource", "tod"})
    expect_fine("clock-source", name, {{"clock_source", name}});
  expect_finding("clock-source", severity::warning, "jiffies", "",
                 {{"clock_source", "jiffies"}, {"machine", "aarch64"}});
}

TEST(findings, note_huge_pages_that_are_given_unasked) {
  expect_fine("huge-pages", "madvise", {{"transparent_huge_pages", "madvise"}});
  expect_finding("huge-pages", severity::note, "always",
                 "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled",
                 {{"transparent_huge_pages", "always"}});
  EXPECT_THAT(found("huge-pages", {{"transparent_huge_pages", "always"}}).meaning,
              HasSubstr("pieces of 2 MiB"));
  EXPECT_THAT(
      found("huge-pages", {{"transparent_huge_pages", "always"}, {"huge_page_bytes", "536870912", true}})
          .meaning,
      HasSubstr("pieces of 512 MiB"));
}

TEST(findings, do_not_speak_of_thread_stacks_where_these_are_never_huge_pages) {
  const auto meaning = [](const char* kernel) {
    return found("huge-pages", {{"transparent_huge_pages", "always"}, {"kernel", kernel}}).meaning;
  };
  for (const auto* kernel : {"Linux 6.7.0", "Linux 6.18.44-fc-v769", "Linux 7.0.1"}) {
    EXPECT_THAT(meaning(kernel), HasSubstr("fibers and large heaps"));
    EXPECT_THAT(meaning(kernel), Not(HasSubstr("stacks")));
  }
  for (const auto* kernel : {"Linux 6.6.119", "Linux 5.10.0-33-amd64", "Linux 4.18.0-553.el8", "", "unknown"})
    EXPECT_THAT(meaning(kernel), HasSubstr("thread stacks above all")) << kernel;
}

TEST(findings, note_too_few_open_files_for_ten_thousand_connections) {
  expect_fine("open-files", "20000", {{"limit_open_files", "20000"}});
  expect_fine("open-files", "unlimited", {{"limit_open_files", "unlimited"}});
  expect_finding("open-files", severity::note, "10000", "sudo prlimit --nofile=65536:65536 --pid $$",
                 {{"limit_open_files", "10000"}});
}

TEST(findings, say_for_how_many_threads_there_is_room) {
  environment facts{{"threads_possible", "32265", true},
                    {"threads_limit", "vm.max_map_count"},
                    {"threads_limit_value", "65530", true},
                    {"threads_limit_raise", "sudo sysctl vm.max_map_count=262120"}};
  expect_fine("threads", "room for 32265 (vm.max_map_count 65530)", facts);
  facts[0].value = "9999";
  expect_finding("threads", severity::note, "room for 9999 (vm.max_map_count 65530)",
                 "sudo sysctl vm.max_map_count=262120", facts);
}

TEST(findings, warn_where_no_thread_can_be_started_whatever_the_limits_are) {
  expect_finding("threads", severity::warning, "none can be started", "",
                 {{"no_threads", "a seccomp filter refuses clone3"}, {"threads_possible", "32265", true}});
}

TEST(findings, note_that_coroutines_have_no_io_uring_and_why) {
  expect_fine("io-uring", "available", {{"io_uring", "available"}, {"liburing", "2.3"}});
  expect_fine("io-uring", "available",
              {{"io_uring", "available"}, {"temporary_files", "ext4"}, {"temporary_files_nowait", "on"}});
  expect_finding("io-uring", severity::note, "disabled (Operation not permitted)",
                 "sudo sysctl kernel.io_uring_disabled=0",
                 {{"io_uring", "Operation not permitted"}, {"io_uring_disabled", "2", true}});
  expect_finding("io-uring", severity::note, "refused (Operation not permitted)", "",
                 {{"io_uring", "Operation not permitted"}, {"io_uring_disabled", "0", true}});
  expect_finding("io-uring", severity::note, "this build lacks liburing", "sudo apt-get install liburing-dev",
                 {{"io_uring", "available"}, {"liburing", "none"}});
}

TEST(findings, note_a_temporary_folder_on_which_io_uring_reads_with_threads) {
  const environment facts{
      {"io_uring", "available"}, {"temporary_files", "overlayfs"}, {"temporary_files_nowait", "off"}};
  expect_finding("io-uring", severity::note, "available, but not for reads on overlayfs", "", facts);
  EXPECT_THAT(found("io-uring", facts).meaning, HasSubstr("iou-wrk"));
}

TEST(findings, call_unknown_what_could_not_be_read_and_do_not_guess) {
  environment facts;
  for (const auto* name :
       {"governor", "turbo", "smt", "swap_used_bytes", "load_1min", "cpu_steal_percent", "timer_slack_ns",
        "clock_source", "transparent_huge_pages", "limit_open_files", "threads_possible"})
    facts.push_back({name, unknown_fact});
  const auto all = findings_of(facts);
  EXPECT_EQ(all.size(), facts.size());
  for (const auto& each : all) {
    EXPECT_EQ(each.severity, severity::unknown) << each.subject;
    EXPECT_EQ(each.what, unknown_fact) << each.subject;
  }
}

TEST(findings, stand_in_order_of_their_weight_each_subject_once) {
  const auto all = findings_of({{"turbo", "on"},
                                {"smt", "off"},
                                {"governor", "powersave"},
                                {"clock_source", unknown_fact},
                                {"swap_used_bytes", "5", true}});
  std::vector<std::string_view> order;
  for (const auto& each : all) order.push_back(each.subject);
  EXPECT_THAT(order, ::testing::ElementsAre("swap", "governor", "turbo", "clock-source", "smt"));
}

TEST(findings, do_not_stumble_over_facts_of_a_report_that_was_edited) {
  for (const auto* value : {"", "-1", "1e999", "nan", "many", "99999999999999999999"})
    for (const auto* name :
         {"cpus_online", "cpus_usable", "cpus_affinity", "cpus_quota", "load_1min", "swap_used_bytes",
          "cpu_steal_percent", "timer_slack_ns", "clock_read_ns", "limit_open_files", "limit_maps",
          "threads_possible", "threads_limit_value", "io_uring_disabled"})
      EXPECT_LE(
          findings_of({{name, value, true}, {"cpus_online", "2", true}, {"clock_source", "tsc"}}).size(), 4u);
}

}  // namespace
}  // namespace concbench
