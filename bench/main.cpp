// Google Benchmark's main, but for the executors: they register themselves before main() in an order that is
// not known, so their benchmarks can only be made here.
#include <benchmark/benchmark.h>

#include "bench/dispatch_bench.hpp"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  concbench::register_dispatch_benchmarks();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
