// What a task costs before it does anything: nanoseconds for each empty task through each executor and its task_batch,
// beside the bare loop of the same technique. Counters, all in ns:
//   per_task  through the executor
//   bare      in the bare loop
//   extra     the median of their differences, pair by pair: the cost of the stamps and the record. With a confidence
//             of 95 % it is between extra_low and extra_high. A thread costs 10 µs, plus or minus several: 40 ns more
//             cannot be seen there.
//   clock     one clock read; `extra` may be two of these and 15 ns
#include "bench/dispatch_bench.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "analysis/quantiles.hpp"
#include "bench/bare_loops.hpp"
#include "bench/empty_scenario.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "system/clock.hpp"

namespace concbench {
namespace {

constexpr std::size_t concurrency = 64;

/// A model is made, started and stopped for each batch, outside the measured time, as a worker does.
double time_executor(const executor_declaration& declared, task_batch& batch) {
  const auto model = declared.make();
  model->start(concurrency);
  const auto taken = time_of([&] { model->run(batch); });
  model->stop();
  return static_cast<double>(taken.count());
}

double time_bare(bare_loop& loop, scenario& work, std::size_t tasks) {
  return static_cast<double>(time_of([&] { loop.run(work, tasks); }).count());
}

double time_clock_read() {
  constexpr int reads = 1000;
  const auto taken = time_of([] {
    for (int i = 0; i < reads; ++i) benchmark::DoNotOptimize(now_ns());
  });
  return static_cast<double>(taken.count()) / reads;
}

struct interval {
  double low;
  double high;
};

/// The sign-test interval of the median at 95 %, by its normal approximation (Conover 1999, §3.2); all values when
/// there are fewer than 6.
interval around_median(std::vector<double> values) {
  std::ranges::sort(values);
  const auto n = static_cast<double>(values.size());
  const auto rank = std::floor(n / 2 - 0.98 * std::sqrt(n));  // of the lower end, from 1
  if (n < 6 || rank < 1)
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  const auto from_end = static_cast<std::size_t>(rank) - 1;
  return {values[from_end], values[values.size() - 1 - from_end]};
}

void dispatch(benchmark::State& state, const executor_declaration& declared) {
  const auto tasks = static_cast<std::size_t>(state.range(0));
  const auto per_task = [tasks](double batch_ns) { return batch_ns / static_cast<double>(tasks); };
  empty_scenario work;
  task_batch batch(work, tasks);
  std::vector<double> full;
  std::vector<double> bare;
  std::vector<double> extra;
  std::vector<double> clock_reads;
  for (auto _ : state) {
    clock_reads.push_back(time_clock_read());
    // The second of the two finds warmer caches, so they take turns. The loop's threads are made again, like those of
    // the model.
    const auto loop_of_same_age = [&] { return make_bare_loop(declared.name, concurrency); };
    const bool bare_first = full.size() % 2 == 1;
    if (auto loop = bare_first ? loop_of_same_age() : nullptr)
      bare.push_back(per_task(time_bare(*loop, work, tasks)));
    const auto taken = time_executor(declared, batch);
    full.push_back(per_task(taken));
    if (auto loop = bare_first ? nullptr : loop_of_same_age())
      bare.push_back(per_task(time_bare(*loop, work, tasks)));
    if (bare.size() == full.size()) extra.push_back(full.back() - bare.back());
    state.SetIterationTime(taken / 1e9);
  }
  const auto report = [&state](const char* name, const std::vector<double>& values) {
    if (const auto middle = analysis::median(values)) state.counters[name] = *middle;
  };
  report("per_task", full);
  report("bare", bare);
  report("extra", extra);
  if (!extra.empty()) {
    const auto [low, high] = around_median(extra);
    state.counters["extra_low"] = low;
    state.counters["extra_high"] = high;
  }
  report("clock", clock_reads);
}

}  // namespace

void register_dispatch_benchmarks() {
  for (const auto& declared : executors())
    benchmark::RegisterBenchmark(fmt::format("dispatch/{}", declared.name).c_str(),
                                 [&declared](benchmark::State& state) { dispatch(state, declared); })
        ->ArgName("tasks")
        ->Arg(64)
        ->Arg(4096)
        ->Arg(32768)
        ->UseManualTime()
        ->Unit(benchmark::kMicrosecond);
}

}  // namespace concbench
