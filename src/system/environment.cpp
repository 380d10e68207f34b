// The machine, from /proc, /sys and a few system calls.
#include "system/environment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numeric>
#include <optional>
#include <sstream>
#include <system_error>

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "system/cgroup.hpp"
#include "system/clock.hpp"
#include "system/cpu_count.hpp"
#include "system/file_system.hpp"
#include "system/io_uring.hpp"
#include "system/limits.hpp"
#include "system/processor.hpp"
#include "system/task_capacity.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

class fact_list {
 public:
  void text(std::string name, std::optional<std::string> value) {
    facts_.push_back({std::move(name), value && !value->empty() ? std::move(*value) : unknown_fact});
  }

  template <class Number>
  void number(std::string name, std::optional<Number> value) {
    facts_.push_back({std::move(name), value ? fmt::format("{}", *value) : unknown_fact, value.has_value()});
  }

  void on_or_off(std::string name, std::optional<bool> value) {
    facts_.push_back({std::move(name), !value ? unknown_fact : *value ? "on" : "off"});
  }

  environment take() { return std::move(facts_); }

 private:
  environment facts_;
};

void add_processor(const system_files& files, fact_list& into) {
  const auto chip = processor::now(files);
  const auto cpus = cpu_count::now(files);
  into.text("cpu_model", chip.model);
  into.number("cpus_online", std::optional(cpus.online));
  into.number("cpus_affinity", std::optional(cpus.affinity));
  into.number("cpus_quota", std::optional(cpus.quota));
  if (const auto quota = find_cpu_quota(files)) into.text("cpus_quota_file", quota->file);
  into.number("cpus_usable", std::optional(cpus.usable()));
  into.text("governor", chip.governor);
  into.on_or_off("turbo", chip.turbo);
  if (chip.turbo_file) into.text("turbo_file", chip.turbo_file);
  into.on_or_off("smt", chip.smt);
  into.text("virtual_machine",
            chip.virtual_machine ? std::optional(*chip.virtual_machine ? "yes" : "no") : std::nullopt);
}

/// "1024 kB" in bytes.
std::optional<std::uint64_t> memory_of(const system_files& files, std::string_view name) {
  std::istringstream field(files.field("/proc/meminfo", name).value_or(""));
  std::uint64_t kibibytes = 0;
  if (!(field >> kibibytes)) return {};
  return kibibytes * 1024;
}

/// The size of a thread's stack in the kernel: that of all threads (KernelStack) divided by their number
/// (/proc/loadavg, the fourth field). It is a power of two on every architecture, page size and kind of kernel, so
/// threads that began or ended between the two readings are rounded away. A value that is too far from a power of two
/// comes from files that do not belong together, as in some containers.
std::optional<std::uint64_t> kernel_stack_of(const system_files& files) {
  constexpr double least_part = 0.75;  // of a power of two
  constexpr double largest_part = 1.35;
  constexpr double least_stack = 4096;
  const auto load = files.line("/proc/loadavg").value_or("");
  std::istringstream all_threads(load.substr(load.find('/') + 1));
  double threads = 0;
  const auto stacks = memory_of(files, "KernelStack");
  if (!stacks || *stacks == 0 || !(all_threads >> threads) || threads < 1) return {};
  const auto mean = static_cast<double>(*stacks) / threads;
  const auto power = std::exp2(std::floor(std::log2(mean / least_part)));
  if (mean > largest_part * power || power < least_stack) return {};
  return static_cast<std::uint64_t>(power);
}

/// /proc/loadavg: the average of the last minute, and how many threads besides the one that asks run or wait for a CPU at
/// this moment.
void add_load(const system_files& files, fact_list& into) {
  std::istringstream fields(files.line("/proc/loadavg").value_or(""));
  double minute = 0, five_minutes = 0, quarter = 0;
  std::uint64_t running = 0;
  into.number("load_1min", fields >> minute ? std::optional(minute) : std::nullopt);
  const bool known = static_cast<bool>(fields >> five_minutes >> quarter >> running);
  into.number("other_threads_running",
              known ? std::optional(running - std::min<std::uint64_t>(running, 1)) : std::nullopt);
}

void add_memory(const system_files& files, fact_list& into) {
  into.number("page_bytes", std::optional(::sysconf(_SC_PAGESIZE)));
  into.number("kernel_stack_bytes", kernel_stack_of(files));
  into.number("memory_bytes", memory_of(files, "MemTotal"));
  const auto swap = memory_of(files, "SwapTotal");
  const auto unused = memory_of(files, "SwapFree");
  into.number("swap_used_bytes",
              swap && unused ? std::optional(*swap - std::min(*swap, *unused)) : std::nullopt);
  if (const auto size = files.number("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size"))
    into.number("huge_page_bytes", size);
  // "always [madvise] never"
  const auto modes = files.line("/sys/kernel/mm/transparent_hugepage/enabled").value_or("");
  const auto open = modes.find('[');
  into.text("transparent_huge_pages",
            open == std::string::npos ? "" : modes.substr(open + 1, modes.find(']', open) - open - 1));
}

/// The CPU time since the start of this machine that the hypervisor gave to others while this machine wanted it, as a
/// part of all.
std::optional<double> stolen(const system_files& files) {
  constexpr std::size_t which = 7;  // user, nice, system, idle, iowait, irq, softirq, steal
  std::istringstream line(files.field("/proc/stat", "cpu").value_or(""));
  std::array<double, which + 1> ticks{};
  for (auto& each : ticks)
    if (!(line >> each)) return {};
  const auto all = std::accumulate(ticks.begin(), ticks.end(), 0.0);
  if (all <= 0) return {};
  return std::round(10'000 * ticks[which] / all) / 100;
}

/// The least of five batches: what a read costs when nothing comes between.
double clock_read_ns() {
  constexpr int reads = 200;
  auto least = std::numeric_limits<double>::max();
  for (int batch = 0; batch < 5; ++batch) {
    const auto start = now_ns();
    auto last = start;
    for (int i = 0; i < reads; ++i) last = now_ns();
    least = std::min(least, static_cast<double>(last - start) / reads);
  }
  return least;
}

/// The library that `malloc` is called from: "libc.so.6", or what was preloaded or linked in its place.
std::optional<std::string> allocator() {
  Dl_info found{};
  void* const function = ::dlsym(RTLD_DEFAULT, "malloc");
  if (function == nullptr || ::dladdr(function, &found) == 0 || found.dli_fname == nullptr) return {};
  return std::filesystem::path(found.dli_fname).filename();
}

void add_kernel(const system_files& files, fact_list& into) {
  utsname kernel{};
  ::uname(&kernel);
  into.text("kernel", fmt::format("{} {}", kernel.sysname, kernel.release));
  into.text("machine", kernel.machine);
#ifdef __GLIBC__
  into.text("c_library", fmt::format("glibc {}", ::gnu_get_libc_version()));
#endif
  into.text("allocator", allocator());
  into.text("clock_source", files.line("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
  into.number("clock_read_ns", std::optional(clock_read_ns()));
  const auto slack = ::prctl(PR_GET_TIMERSLACK);
  into.number("timer_slack_ns", slack >= 0 ? std::optional(slack) : std::nullopt);
  add_load(files, into);
  into.number("cpu_steal_percent", stolen(files));
  const auto refused = try_io_uring();
  into.text("io_uring", refused == 0 ? "available" : std::generic_category().message(refused));
  if (const auto sysctl = files.number("/proc/sys/kernel/io_uring_disabled"))  // since Linux 6.6
    into.number("io_uring_disabled", sysctl);
  const auto folder = temporary_folder::default_parent();
  into.text("temporary_files", file_system_of(folder));
  into.on_or_off("temporary_files_nowait", reads_without_waiting_in(folder));
}

void add_limits(const system_files& files, fact_list& into) {
  const auto limits = system_limits::now(files);
  into.text("limit_open_files", limits.open_files);
  into.text("limit_processes", limits.processes);
  into.text("limit_maps", limits.maps);
  into.text("limit_pids", limits.pids);
  into.text("limit_threads", limits.threads);
  into.text("limit_cgroup_pids", limits.cgroup_pids);
  if (const auto why = no_threads(); !why.empty()) into.text("no_threads", why);
  const auto known = capacity_facts::now(files);
  into.number("mappings_a_stack", std::optional(known.mappings_a_stack));
  const auto capacity = limits_of_threads(known);
  into.number("threads_possible", capacity.empty() ? std::nullopt : std::optional(capacity.front().room));
  if (capacity.empty()) return;
  into.text("threads_limit", capacity.front().name);
  into.number("threads_limit_value", std::optional(capacity.front().value));
  into.text("threads_limit_raise", capacity.front().raise);
}

}  // namespace

environment read_machine(const system_files& files) {
  fact_list facts;
  add_processor(files, facts);
  add_memory(files, facts);
  add_kernel(files, facts);
  add_limits(files, facts);
  return facts.take();
}

}  // namespace concbench
