// /proc/cpuinfo and /sys/devices/system/cpu.
#include "system/processor.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace concbench {
namespace {

const std::string cpus = "/sys/devices/system/cpu";

std::optional<bool> yes_or_no(std::optional<std::uint64_t> number) {
  if (!number) return {};
  return *number != 0;
}

std::optional<std::string> governors(const system_files& files) {
  std::set<std::string> used;
  for (const auto& policy : files.names(cpus + "/cpufreq"))
    if (const auto one = files.line(cpus + "/cpufreq/" + policy + "/scaling_governor")) used.insert(*one);
  if (used.empty()) return {};
  return fmt::format("{}", fmt::join(used, ", "));
}

/// Arm's processors give numbers in place of a name: who designed them, and which design it is ("main id
/// register" in Arm's architecture manuals). Cores of several designs may work together.
std::optional<std::string> arm_model(const system_files& files) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> designers{{{"0x41", "Arm"},
                                                                                     {"0x42", "Broadcom"},
                                                                                     {"0x43", "Cavium"},
                                                                                     {"0x46", "Fujitsu"},
                                                                                     {"0x48", "HiSilicon"},
                                                                                     {"0x4e", "NVIDIA"},
                                                                                     {"0x50", "APM"},
                                                                                     {"0x51", "Qualcomm"},
                                                                                     {"0x61", "Apple"},
                                                                                     {"0xc0", "Ampere"}}};
  const auto designer = files.field("/proc/cpuinfo", "CPU implementer");
  std::set<std::string> parts;
  constexpr std::string_view name = "CPU part";
  for (const auto& each : files.lines("/proc/cpuinfo"))
    if (const auto value = each.find_first_not_of(" \t:", name.size());
        each.starts_with(name) && value != std::string::npos)
      parts.insert(each.substr(value));
  if (!designer || parts.empty()) return {};
  const auto known =
      std::ranges::find(designers, *designer, &std::pair<std::string_view, std::string_view>::first);
  return fmt::format("{}, part {}",
                     known == designers.end() ? "designer " + *designer : std::string(known->second),
                     fmt::join(parts, " and "));
}

/// x86 and others; Arm; Power ("cpu"), RISC-V ("uarch").
std::optional<std::string> model_of(const system_files& files) {
  if (auto name = files.field("/proc/cpuinfo", "model name")) return name;
  if (auto numbers = arm_model(files)) return numbers;
  if (auto name = files.field("/proc/cpuinfo", "cpu")) return name;
  return files.field("/proc/cpuinfo", "uarch");
}

/// intel_pstate has a switch of its own, with the opposite sense.
void read_turbo(const system_files& files, processor& into) {
  const auto intel = cpus + "/intel_pstate/no_turbo";
  const auto others = cpus + "/cpufreq/boost";
  if (const auto off = yes_or_no(files.number(intel))) {
    into.turbo = !*off;
    into.turbo_file = intel;
  } else if (const auto on = yes_or_no(files.number(others))) {
    into.turbo = on;
    into.turbo_file = others;
  }
}

/// Only x86 says so among the CPU's features; the list of features is empty elsewhere.
std::optional<bool> has_hypervisor(const system_files& files) {
  if (files.line("/sys/hypervisor/type")) return true;
  const auto features = files.field("/proc/cpuinfo", "flags");
  if (!features) return {};
  return (" " + *features + " ").find(" hypervisor ") != std::string::npos;
}

}  // namespace

processor processor::now(const system_files& files) {
  processor found;
  found.model = model_of(files);
  found.governor = governors(files);
  read_turbo(files, found);
  found.smt = yes_or_no(files.number(cpus + "/smt/active"));
  found.virtual_machine = has_hypervisor(files);
  return found;
}

}  // namespace concbench
