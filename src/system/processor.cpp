// /proc/cpuinfo and /sys/devices/system/cpu.
#include "system/processor.hpp"

#include <algorithm>
#include <set>

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
  found.model = files.field("/proc/cpuinfo", "model name");
  found.governor = governors(files);
  read_turbo(files, found);
  found.smt = yes_or_no(files.number(cpus + "/smt/active"));
  found.virtual_machine = has_hypervisor(files);
  return found;
}

}  // namespace concbench
