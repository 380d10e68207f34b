// One function for each subject. The limits of a judgement are defined above it.
#include "report/words/findings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "report/figures/results.hpp"
#include "report/words/format.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

/// The facts, read by name.
class fact_sheet {
 public:
  explicit fact_sheet(const environment& facts) : facts_(facts) {}

  std::string text(std::string_view name) const { return fact_value(facts_, name); }

  /// A number from 0.
  std::optional<double> number(std::string_view name) const {
    const auto value = text(name);
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size()) return {};
    if (!std::isfinite(number) || number < 0) return {};  // an edited report
    return number;
  }

  /// Whether the kernel is Linux of this version or a later one. False where it is not known.
  bool has_linux(int major, int minor) const {
    constexpr std::string_view name = "Linux ";
    const auto kernel = text("kernel");
    if (!kernel.starts_with(name)) return false;
    std::array<int, 2> version{};
    const auto* at = kernel.data() + name.size();
    const auto* const end = kernel.data() + kernel.size();
    for (auto& part : version) {
      const auto [next, error] = std::from_chars(at, end, part);
      if (error != std::errc{}) return false;
      at = next == end ? end : next + 1;  // behind the point
    }
    return version >= std::array{major, minor};
  }

  bool has(std::string_view name) const { return !text(name).empty(); }
  bool virtual_machine() const { return text("virtual_machine") == "yes"; }

 private:
  const environment& facts_;
};

/// A finding without a subject, which findings_of adds.
finding judged(enum severity how, std::string what, std::string meaning = {}, std::string command = {}) {
  return {
      .severity = how, .what = std::move(what), .meaning = std::move(meaning), .command = std::move(command)};
}

finding fine(std::string what) {
  return judged(severity::fine, std::move(what));
}

finding not_known(std::string meaning = {}) {
  return judged(severity::unknown, unknown_fact, std::move(meaning));
}

/// The command that writes `value` into a file of the kernel; empty when it is not known which file that is.
std::string write_command(std::string_view value, const std::string& file) {
  return file.empty() ? std::string() : fmt::format("echo {} | sudo tee {}", value, file);
}

using maybe = std::optional<finding>;

maybe usable_cpus(const fact_sheet& facts) {
  const auto usable = facts.number("cpus_usable");
  const auto online = facts.number("cpus_online");
  if (!usable || !online) return {};
  const auto affinity = facts.number("cpus_affinity").value_or(*online);
  auto what = fmt::format("{:.0f} usable: {:.0f} online, affinity {:.0f}, {}", *usable, *online, affinity,
                          facts.number("cpus_quota").value_or(0) > 0
                              ? fmt::format("quota {:.3g}", *facts.number("cpus_quota"))
                              : "no quota");
  if (*usable > 1) return fine(std::move(what));
  return judged(severity::note, std::move(what),
                "all executors share one CPU, with the server too: concurrency hides waiting there, but "
                "computes nothing sooner",
                affinity < *online ? fmt::format("taskset -pc 0-{:.0f} $$", *online - 1) : std::string());
}

maybe quota(const fact_sheet& facts) {
  const auto quota = facts.number("cpus_quota");
  const auto online = facts.number("cpus_online");
  if (!quota || !online) return {};
  const auto cpus = std::min(*online, facts.number("cpus_affinity").value_or(*online));
  if (*quota <= 0) return fine("none");
  if (*quota >= cpus) return fine(fmt::format("{:.3g} CPUs, as many as there are", *quota));
  const auto file = facts.text("cpus_quota_file");
  const auto* none = file.ends_with("cpu.max") ? "max" : "-1";
  return judged(severity::warning, fmt::format("{:.3g} CPUs where {:.0f} could be used", *quota, cpus),
                "once it is used up, all threads stand still for the rest of the period, 100 ms as a rule: "
                "times jump",
                write_command(none, file));
}

maybe load(const fact_sheet& facts) {
  // Of the usable CPUs; beyond this, some executor has to share them with other programs.
  constexpr double busy = 0.5;
  const auto average = facts.number("load_1min");
  const auto usable = facts.number("cpus_usable");
  if (!average || !usable) return facts.has("load_1min") ? maybe(not_known()) : maybe();
  auto what = fmt::format("average {:.2f} for {}", *average,
                          counted(static_cast<std::uint64_t>(*usable), "usable CPU"));
  if (*average < busy * *usable) return fine(std::move(what));
  // Thousands of threads of a run before this one stay in the average for minutes.
  if (const auto running = facts.number("other_threads_running"); running && *running < busy * *usable)
    return fine(fmt::format(
        "{}, but {} now", what,
        *running > 0 ? fmt::format("{} {}", counted(static_cast<std::uint64_t>(*running), "other thread"),
                                   agreeing(static_cast<std::uint64_t>(*running), "runs", "run"))
                     : "no other thread runs"));
  return judged(severity::warning, std::move(what),
                "other work takes CPU time from what is measured: times rise and spread",
                "ps -eo pcpu,pid,comm --sort=-pcpu | head");
}

maybe swap(const fact_sheet& facts) {
  const auto used = facts.number("swap_used_bytes");
  if (!used) return facts.has("swap_used_bytes") ? maybe(not_known()) : maybe();
  if (*used <= 0) return fine("none in use");
  return judged(
      severity::warning, format_bytes(*used) + " in use",
      "pages come back from disk in the middle of a sample, and peak memory leaves out what is there",
      "sudo swapoff -a && sudo swapon -a");
}

maybe governor(const fact_sheet& facts) {
  const auto name = facts.text("governor");
  if (name.empty()) return {};
  if (name == unknown_fact)
    return not_known(fmt::format("{}: trust comparisons within the same rounds",
                                 facts.virtual_machine()
                                     ? "the host of this virtual machine rules the frequency"
                                     : "the frequency may change unseen"));
  if (name == "performance") return fine(name);
  return judged(severity::warning, name,
                "the clock frequency follows the work with a delay: what waits or is short runs slower, and "
                "differently each time",
                "sudo cpupower frequency-set -g performance");
}

maybe turbo(const fact_sheet& facts) {
  const auto state = facts.text("turbo");
  if (state.empty()) return {};
  if (state == unknown_fact)
    return facts.virtual_machine() ? not_known("a matter of the host, too") : not_known();
  if (state == "off") return fine(state);
  const auto file = facts.text("turbo_file");
  return judged(
      severity::note, state,
      "the clock frequency depends on heat and on how many CPUs are busy: sequential gets a higher one "
      "than executors that use all CPUs",
      write_command(file.ends_with("no_turbo") ? "1" : "0", file));
}

maybe smt(const fact_sheet& facts) {
  const auto state = facts.text("smt");
  if (state.empty()) return {};
  if (state == unknown_fact) return not_known();
  if (state == "off") return fine(facts.virtual_machine() ? "off, as far as a virtual machine sees" : "off");
  return judged(severity::note, "on: two CPUs share a core",
                "two busy threads on one core slow each other down: twice the CPUs are not twice the speed",
                "echo off | sudo tee /sys/devices/system/cpu/smt/control");
}

maybe steal(const fact_sheet& facts) {
  constexpr double much = 1;  // per cent
  const auto percent = facts.number("cpu_steal_percent");
  if (!percent) return facts.has("cpu_steal_percent") ? maybe(not_known()) : maybe();
  auto what = fmt::format("{:.2g} % of CPU time since the start", *percent);
  if (*percent < much) return fine(std::move(what));
  return judged(severity::warning, std::move(what),
                "the host ran other virtual machines during samples: repeat at a quieter time, or take a "
                "machine of your own");
}

maybe timer_slack(const fact_sheet& facts) {
  constexpr double usual_ns = 50'000;  // the kernel's default
  const auto slack = facts.number("timer_slack_ns");
  if (!slack) return facts.has("timer_slack_ns") ? maybe(not_known()) : maybe();
  const auto text = format_time(*slack);
  if (*slack == usual_ns)
    return judged(
        severity::note, text + ", as usual",
        "threads that sleep wake up to that much later than asked, timers of event loops do not: with waits of a "
        "few ms that can decide which is faster; concbench run sleep -p slack=1ns takes it away");
  return judged(
      severity::warning, fmt::format("{} instead of the usual {}", text, format_time(usual_ns)),
      "threads that sleep wake up to that much late, timers of event loops do not: times of waiting tasks do "
      "not compare with other machines'; it is inherited from the shell",
      "echo 50000 > /proc/$$/timerslack_ns");
}

maybe clock_source(const fact_sheet& facts) {
  // Read without a system call (vDSO), in 20 to 40 ns; the others take up to 1 µs. Arm, Power, RISC-V and
  // s390 have one of their own.
  constexpr std::array<std::string_view, 7> fast{
      "tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter", "timebase", "riscv_clocksource",
      "tod"};
  const auto name = facts.text("clock_source");
  if (name.empty()) return {};
  if (name == unknown_fact) return not_known();
  const auto machine = facts.text("machine");
  const bool x86 = machine.empty() || machine == "x86_64";
  const auto cost = facts.number("clock_read_ns");
  auto what = cost ? fmt::format("{}, {} a read", name, format_time(*cost)) : name;
  if (std::ranges::find(fast, name) != fast.end()) return fine(std::move(what));
  return judged(severity::warning, std::move(what),
                std::string("a task is stamped twice: short ones take longer than they would with ") +
                    (x86 ? "tsc" : "a clock that is read without a system call"),
                x86 ? write_command("tsc", "/sys/devices/system/clocksource/clocksource0/current_clocksource")
                    : std::string());
}

maybe huge_pages(const fact_sheet& facts) {
  const auto mode = facts.text("transparent_huge_pages");
  if (mode.empty()) return {};
  if (mode == unknown_fact) return not_known();
  if (mode != "always") return fine(mode);
  return judged(
      severity::note, mode,
      fmt::format("memory comes in pieces of {:.0f} MiB: {} look larger than what is used",
                  facts.number("huge_page_bytes").value_or(2 << 20) / (1 << 20),
                  // MAP_STACK, which a thread's stack is mapped with, means no huge pages since then.
                  facts.has_linux(6, 7) ? "fibers and large heaps" : "peaks, and thread stacks above all,"),
      "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled");
}

constexpr std::uint64_t many = 10'000;  // tasks at once that a machine should manage

maybe open_files(const fact_sheet& facts) {
  constexpr double own = 64;  // files that a worker opens besides those of its tasks, rounded up
  const auto limit = facts.text("limit_open_files");
  if (limit.empty()) return {};
  if (limit == unknown_fact) return not_known();
  const auto number = facts.number("limit_open_files");
  if (!number || *number >= static_cast<double>(many) + own) return fine(limit);
  return judged(severity::note, limit,
                fmt::format("too few for {} connections or files at once: such cells fail", many),
                "sudo prlimit --nofile=65536:65536 --pid $$");
}

maybe threads(const fact_sheet& facts) {
  if (facts.has("no_threads"))
    return judged(severity::warning, "none can be started",
                  facts.text("no_threads") +
                      "; until then cells of models with threads, and of coroutines that resolve names or "
                      "use files, fail");
  const auto possible = facts.number("threads_possible");
  if (!possible) return facts.has("threads_possible") ? maybe(not_known()) : maybe();
  auto what = fmt::format("room for {:.0f} ({} {})", *possible, facts.text("threads_limit"),
                          facts.text("threads_limit_value"));
  if (*possible >= static_cast<double>(many)) return fine(std::move(what));
  return judged(severity::note, std::move(what),
                "tasks beyond that find no thread: cells with a thread for each fail, the others go on",
                facts.text("threads_limit_raise"));
}

maybe io_uring(const fact_sheet& facts) {
  const auto state = facts.text("io_uring");
  if (state.empty()) return {};
  constexpr auto meaning = "coroutines' file work goes to a pool of threads: file-io then compares pools";
  if (facts.text("liburing") == "none")
    return judged(severity::note, "this build lacks liburing",
                  std::string(meaning) + "; install it and build again", "sudo apt-get install liburing-dev");
  if (state == "available" && facts.text("temporary_files_nowait") == "off")
    return judged(
        severity::note, fmt::format("available, but not for reads on {}", facts.text("temporary_files")),
        "the file system of the temporary folder cannot say whether a read would wait: the kernel hands each "
        "read of coroutines to threads (iou-wrk), cached or not, whose CPU time counts in the process; TMPDIR "
        "chooses another disk");
  if (state == "available") return fine(state);
  if (facts.number("io_uring_disabled").value_or(0) > 0)
    return judged(severity::note, "disabled (" + state + ")", meaning,
                  "sudo sysctl kernel.io_uring_disabled=0");
  return judged(
      severity::note, "refused (" + state + ")",
      std::string(meaning) + "; the kernel is older than 5.6, or a container's seccomp filter forbids it");
}

struct subject {
  std::string_view name;
  std::string_view title;
  maybe (*judge)(const fact_sheet&);
};

constexpr std::array subjects{
    subject{"cpus", "CPUs", usable_cpus},
    subject{"cpu-quota", "CPU quota", quota},
    subject{"load", "load", load},
    subject{"swap", "swap", swap},
    subject{"governor", "governor", governor},
    subject{"turbo", "turbo", turbo},
    subject{"smt", "SMT", smt},
    subject{"steal", "steal", steal},
    subject{"timer-slack", "timer slack", timer_slack},
    subject{"clock-source", "clock source", clock_source},
    subject{"huge-pages", "huge pages", huge_pages},
    subject{"open-files", "open files", open_files},
    subject{"threads", "threads", threads},
    subject{"io-uring", "io_uring", io_uring},
};

}  // namespace

std::string_view to_string(severity value) {
  constexpr std::array<std::string_view, 4> names{"warning", "note", "unknown", "fine"};
  return names[static_cast<std::size_t>(value)];
}

std::vector<finding> findings_of(const environment& facts) {
  std::vector<finding> all;
  for (const auto& [name, title, judge] : subjects)
    if (auto found = judge(fact_sheet(facts))) {
      found->subject = name;
      found->title = title;
      all.push_back(std::move(*found));
    }
  std::ranges::stable_sort(all, {}, &finding::severity);
  return all;
}

}  // namespace concbench
