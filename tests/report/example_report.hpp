// Reports to render: one with every way in which a cell can end, built from figures such as real runs give.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/report.hpp"

namespace concbench::testing {

/// What one executor made of one scenario: the median wall time, and how it came about.
struct outline {
  std::string executor;
  double wall_ms;
  double cpu_ms;
  double memory_mib;
  std::uint64_t threads;
  double latency_ms;
  double jitter = 1;  ///< 0: all rounds alike
};

/// Round `round` of `from`: slower by up to 3 %, the same in every run.
inline sample sample_of(const outline& from, std::uint64_t tasks, std::int64_t round) {
  static constexpr double drift[] = {1.000, 1.012, 1.003, 1.030, 1.006};
  const double factor =
      1 + from.jitter * (drift[(static_cast<std::size_t>(round) + from.executor.size()) % 5] - 1);
  const auto ns = [](double ms) { return static_cast<std::int64_t>(ms * 1e6); };
  sample taken;
  taken.round = round;
  taken.position = static_cast<std::size_t>(round) % 4;
  taken.wall_ns = ns(from.wall_ms * factor);
  taken.startup_ns = ns(0.05 * static_cast<double>(from.threads));
  taken.teardown_ns = ns(0.02);
  taken.cpu_user_ns = ns(from.cpu_ms * 0.7);
  taken.cpu_system_ns = ns(from.cpu_ms * 0.3);
  taken.process_cpu_ns = ns(from.cpu_ms + 4);
  taken.voluntary_switches = 2 * tasks;
  taken.involuntary_switches = 3;
  taken.minor_faults = 400;
  taken.peak_rss_bytes = static_cast<std::uint64_t>(from.memory_mib * 1048576 * factor);
  taken.rss_increase_bytes = static_cast<std::uint64_t>((from.memory_mib - 8) * 1048576);
  taken.peak_threads = from.threads;
  taken.tasks_ok = tasks;
  taken.latency_ns = {ns(from.latency_ms), ns(from.latency_ms * 1.01), ns(from.latency_ms * 1.04),
                      ns(from.latency_ms * 1.05), ns(from.latency_ms * 1.05)};
  taken.sojourn_ns = {ns(from.wall_ms * 0.5), ns(from.wall_ms * 0.9), ns(from.wall_ms * 0.99),
                      ns(from.wall_ms), ns(from.wall_ms)};
  taken.digest = 0x5eed5eed00000000 + tasks;
  return taken;
}

inline cell cell_of(std::string scenario, const outline& from, std::uint64_t tasks, parameter_values params,
                    std::int64_t rounds = 8) {
  cell made;
  made.scenario = std::move(scenario);
  made.executor = from.executor;
  made.params = std::move(params);
  made.tasks = tasks;
  made.concurrency = tasks;  // that was asked for: sequential exports it, too
  for (std::int64_t round = 0; round < rounds; ++round) made.samples.push_back(sample_of(from, tasks, round));
  return made;
}

inline parameter_values params_of(std::vector<parameter_value> values) {
  parameter_values params;
  for (auto& each : values) params.set(std::move(each));
  return params;
}

/// What a scenario of HTTP declares, and what one declares that tells tasks to stop.
inline scenario_facts facts_of_client(std::string name) {
  return {.name = std::move(name),
          .work = work_kind::waiting,
          .counters = {{.name = "connections_opened", .meaning = counter_meaning::connections}}};
}

inline scenario_facts facts_of_cancellation(std::string name) {
  return {.name = std::move(name),
          .work = work_kind::waiting,
          .counters = {
              {.name = "stop_p50_ns", .remark = "waiting tasks ended {} after the stop (median)"},
              {.name = "stop_max_ns", .remark = "the last one {} after it"},
          }};
}

/// The report's frame: tool, machine, plan; no cells.
inline report empty_report() {
  report made;
  made.tool_version = "0.1.0";
  made.revision = "03c179a";
  made.started = "2026-03-14T09:26:53Z";
  made.environment = {{"cpu_model", "AMD EPYC 7763 64-Core Processor"},
                      {"cpus_online", "4", true},
                      {"cpus_usable", "2", true},
                      {"memory_bytes", "8324911104", true},
                      {"kernel", "Linux 6.1.0-18-amd64"},
                      {"load_1min", "0.25", true},
                      {"build_type", "Release"},
                      {"sanitizers", ""}};
  made.plan = {.command = "concbench run all",
               .profile = "standard",
               .seed = 42,
               .rounds = 8,
               .warmup = 1,
               .baseline = "sequential",
               .scenarios = {"sleep", "image-download", "api-calls", "file-io"},
               .executors = {"sequential", "threads", "thread-pool", "coroutines"},
               .targets = {},
               .interrupted = false};
  return made;
}

/// sleep with one round each, as the tutorial profile runs it.
inline report tutorial_report() {
  auto made = empty_report();
  made.plan.profile = "tutorial";
  made.plan.rounds = 1;
  made.plan.warmup = 0;
  made.plan.scenarios = {"sleep"};
  const auto params = params_of({{"delay", std::int64_t{1'500'000'000}, "1.5s"}});
  for (const outline& each : {outline{"sequential", 15'002, 0.9, 9.1, 1, 1500.2, 0},
                              outline{"threads", 1'501.2, 1.8, 9.3, 11, 1500.3, 0},
                              outline{"thread-pool", 1'500.9, 1.6, 9.3, 11, 1500.2, 0},
                              outline{"coroutines", 1'500.6, 1.1, 9.2, 1, 1500.4, 0}}) {
    made.cells.push_back(cell_of("sleep", each, 10, params, 1));
    made.cells.back().samples.front().latency_ns = {1'500'210'000, 1'500'300'000, 1'500'400'000,
                                                    1'500'400'000, 1'500'400'000};
  }
  return made;
}

/// Makes `of` a failed cell: 3 tasks of each round fail, for two reasons.
inline void fail_some_tasks(cell& of) {
  of.status = status::failed;
  of.reason = "HTTP status 503 from /api/7";
  for (auto& each : of.samples) {
    each.status = status::failed;
    each.reason = of.reason;
    each.tasks_ok -= 3;
    each.tasks_failed = 3;
    each.errors = {{"HTTP status 503 from /api/7", 2}, {"connection reset by peer", 1}};
  }
}

inline sample sample_without_figures(std::int64_t round, enum status how, std::string reason) {
  sample made;
  made.round = round;
  made.status = how;
  made.reason = std::move(reason);
  return made;
}

/// Four scenarios by four executors; every status, a wide spread, a busy server, short samples, hostile
/// reasons.
inline report full_report() {
  auto made = empty_report();
  const auto add = [&](const char* scenario, std::uint64_t tasks, const parameter_values& params,
                       const std::vector<outline>& outlines) {
    for (const auto& each : outlines) made.cells.push_back(cell_of(scenario, each, tasks, params));
  };
  add("sleep", 32, params_of({{"delay", std::int64_t{20'000'000}, "20ms"}}),
      {{"sequential", 643.1, 1.2, 9.1, 1, 20.08},
       {"threads", 21.4, 3.9, 10.2, 33, 20.1},
       {"thread-pool", 20.6, 2.8, 10.1, 33, 20.1},
       {"coroutines", 20.4, 0.61, 9.6, 1, 20.2}});
  add("image-download", 24,
      params_of({{"scheme", std::string("https"), "https"},
                 {"latency", std::int64_t{5'000'000}, "5ms"},
                 {"bandwidth", std::int64_t{0}, "0B"},
                 {"save", std::string(), ""},
                 {"keepalive", std::string("on"), "on"}}),
      {{"sequential", 412.5, 61, 15.3, 1, 17.1},
       {"threads", 98.7, 88, 22.1, 25, 80},
       {"thread-pool", 96.3, 84, 21.8, 25, 79},
       {"coroutines", 71.2, 66, 17.4, 1, 61}});
  add("api-calls", 256,
      params_of({{"delay", std::int64_t{10'000'000}, "10ms"},
                 {"error-rate", 0.01, "0.01"},
                 {"retries", std::int64_t{0}, "0"}}),
      {{"sequential", 2'874, 96, 12.4, 1, 11.2},
       {"threads", 48.3, 102, 31.7, 257, 22},
       {"thread-pool", 44.9, 97, 30.2, 257, 21},
       {"coroutines", 31.6, 58, 14.9, 1, 19}});
  add("file-io", 16,
      params_of({{"op", std::string("read"), "read"},
                 {"size", std::int64_t{65'536}, "64KiB"},
                 {"dir", std::string("/srv/data with spaces/Übersicht, 2026"),
                  "/srv/data with spaces/Übersicht, 2026"}}),
      {{"sequential", 0.412, 0.39, 9.4, 1, 0.024},
       {"threads", 0.967, 1.3, 10.0, 17, 0.06},
       {"thread-pool", 0.521, 0.8, 9.9, 17, 0.04},
       {"coroutines", 0.7, 0.9, 9.8, 3, 0.05}});

  made.scenarios = {{.name = "sleep", .work = work_kind::waiting},
                    facts_of_client("image-download"),
                    facts_of_client("api-calls"),
                    {.name = "file-io", .work = work_kind::files}};
  fail_some_tasks(made.cells[9]);
  for (auto& taken : made.cells[11].samples) taken.server_cpu_ns = taken.wall_ns * 94 / 100;
  made.cells[5].samples[1].wall_ns *= 2;
  made.cells[5].samples[2].wall_ns *= 3;
  for (std::size_t i = 4; i < 8; ++i)
    for (auto& taken : made.cells[i].samples) taken.counters = {{"connections_opened", i == 4 ? 1 : 24}};
  auto& crashed = made.cells[10];
  crashed.status = status::crashed;
  crashed.reason =
      "the worker ended with signal 11 (Segmentation fault)\n\x1b[31mred\x1b[0m, \"quoted\", and \xff bytes";
  crashed.samples.resize(2);
  crashed.samples.back() = sample_without_figures(1, status::crashed, crashed.reason);
  auto& wrong = made.cells[13];
  wrong.status = status::incorrect;
  wrong.reason = "its answers differ from the first ones of sequential";
  wrong.samples.back().status = status::incorrect;
  wrong.samples.back().reason = wrong.reason;
  auto& late = made.cells[14];
  late.status = status::timeout;
  late.reason = "no result within 60s; --timeout allows more";
  late.samples = {sample_without_figures(0, status::timeout, late.reason)};
  auto& never = made.cells[15];
  never.status = status::not_applicable;
  never.reason = "file-io has no coroutine face here: io_uring is not allowed by this kernel";
  never.samples.clear();
  for (auto& taken : made.cells[12].samples) taken.notes = {"read with pread(2), page cache warm"};
  return made;
}

/// Gives a fact of the machine this value, also where the report does not have the fact yet.
inline void set_fact(report& of, std::string_view name, std::string_view value) {
  for (auto& each : of.environment)
    if (each.name == name) {
      each.value = value;
      return;
    }
  of.environment.push_back({std::string(name), std::string(value)});
}

/// api-calls at 200 a second for 6 s with a server that stood still once, which sequential cannot keep up
/// with.
inline report open_loop_report() {
  auto made = empty_report();
  made.plan.command = "concbench run api-calls --rate 200/s -n 1200 -c 4 -p freeze=1.4s";
  made.plan.rate = 200;
  made.plan.scenarios = {"api-calls"};
  made.scenarios = {facts_of_client("api-calls")};
  const auto params = params_of(
      {{"delay", std::int64_t{10'000'000}, "10ms"}, {"freeze", std::int64_t{1'400'000'000}, "1.4s"}});
  for (const outline& each :
       {outline{"sequential", 13'000, 300, 9.1, 1, 10.7, 0}, outline{"threads", 6'005, 420, 9.9, 5, 10.9},
        outline{"thread-pool", 6'005, 310, 9.7, 5, 10.8}, outline{"coroutines", 6'004, 250, 9.6, 1, 10.6}}) {
    auto& cell = made.cells.emplace_back(cell_of("api-calls", each, 1200, params, 8));
    cell.concurrency = each.executor == "sequential" ? 1 : 4;
    for (auto& taken : cell.samples) {
      taken.last_start_ns = 5'995'000'000;
      taken.server_cpu_ns = taken.wall_ns / 20;
      taken.missed_starts = 290 + taken.peak_threads;
      taken.counters = {{"connections_opened", 4}};
      taken.latency_ns.p999 = 1'400'900'000;
      const auto later = taken.latency_ns.p50 + 100'000 * taken.round;
      taken.response_ns = {later, later + 660'000'000, later + 1'310'000'000, later + 1'395'000'000,
                           later + 1'400'000'000};
    }
  }
  auto& late = made.cells.front();
  late.status = status::saturated;
  late.reason = "asked for 200/s, tasks ended at 92.3/s; lower --rate";
  for (auto& taken : late.samples) {
    taken.status = late.status;
    taken.reason = late.reason;
    taken.missed_starts = 1'190;
    taken.last_start_ns = 12'980'000'000;
    for (auto* each : {&taken.response_ns.p50, &taken.response_ns.p90, &taken.response_ns.p99,
                       &taken.response_ns.p999, &taken.response_ns.max})
      *each += 3'500'000'000;
  }
  return made;
}

}  // namespace concbench::testing
