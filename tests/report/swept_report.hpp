// A report with sweeps: sleep over tasks, where threads win below and coroutines above; file-io over size at
// two operations.
#pragma once

#include <string>
#include <vector>

#include "example_report.hpp"

namespace concbench::testing {

inline void add_point(report& to, const char* scenario, std::uint64_t tasks, const parameter_values& params,
                      const std::vector<outline>& outlines, std::int64_t rounds) {
  for (const auto& each : outlines) {
    to.cells.push_back(cell_of(scenario, each, tasks, params, rounds));
    to.cells.back().concurrency = std::min<std::uint64_t>(tasks, 256);
  }
}

/// sleep at 1, 10, 100, 1000 and 10000 tasks. The crossing of threads and coroutines is between 10 and 1000:
/// at 100 they are not resolved apart.
inline report swept_report(std::int64_t rounds = 12) {
  auto made = empty_report();
  made.plan.rounds = rounds;
  made.plan.scenarios = {"sleep"};
  made.plan.executors = {"sequential", "threads", "coroutines"};
  made.plan.sweeps = {{"tasks", {"1", "10", "100", "1000", "10000"}}};
  const auto params = params_of({{"delay", std::int64_t{20'000'000}, "20ms"}});
  const auto add = [&](std::uint64_t tasks, double sequential, double threads, double coroutines) {
    const auto count = static_cast<double>(tasks);
    add_point(made, "sleep", tasks, params,
              {{"sequential", sequential, 0.1, 8.1, 1, 20.1},
               {"threads", threads, 0.1, 8.1 + 0.018 * std::min(count, 256.0), tasks, 20.1},
               {"coroutines", coroutines, 0.1, 8.2 + 0.0009 * count, 1, 20.1}},
              rounds);
  };
  add(1, 20.2, 20.3, 24.1);
  add(10, 202, 20.9, 24.4);
  add(100, 2'020, 25.1, 25.2);
  add(1000, 20'200, 131, 84.2);
  add(10000, 202'000, 1'240, 815);
  // A note everywhere, and a cell that timed out.
  for (auto& cell : made.cells)
    for (auto& taken : cell.samples) taken.notes = {"timers of the kernel"};
  auto& late = made.cells[12];
  late.status = status::timeout;
  late.reason = "no result within 60s; --timeout allows more";
  late.samples = {sample_without_figures(0, status::timeout, late.reason)};
  return made;
}

/// file-io over size, at op=read and op=write, and api-calls without a sweep.
inline report twice_swept_report() {
  auto made = empty_report();
  made.plan.rounds = 8;
  made.plan.scenarios = {"file-io", "api-calls"};
  made.plan.executors = {"sequential", "threads"};
  made.plan.sweeps = {{"size", {"4KiB", "64KiB", "1MiB"}}, {"file-io.op", {"read", "write"}}};
  double factor = 1;
  for (const auto* op : {"read", "write"}) {
    for (const auto& [text, bytes, threads] :
         {std::tuple{"4KiB", 4'096, 9.1}, {"64KiB", 65'536, 10.4}, {"1MiB", 1'048'576, 31.0}})
      add_point(made, "file-io", 64,
                params_of({{"op", std::string(op), op}, {"size", std::int64_t{bytes}, text}}),
                {{"sequential", factor * (2 + bytes / 16'384.0), 1, 8.1, 1, 1},
                 {"threads", factor * threads, 1, 9.0, 64, 1}},
                8);
    factor = 4;
  }
  add_point(made, "api-calls", 64, params_of({{"delay", std::int64_t{10'000'000}, "10ms"}}),
            {{"sequential", 655, 20, 12.4, 1, 10.2}, {"threads", 19.8, 22, 14.2, 65, 14}}, 8);
  return made;
}

}  // namespace concbench::testing
