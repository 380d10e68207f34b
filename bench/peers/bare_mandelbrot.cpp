// Threads that take the next tile of the Mandelbrot set until there is none: what cpu-bound's scaling is held
// against. The arithmetic is that of cpu-bound.
//
//     bare_mandelbrot SIZE ITERATIONS [THREADS]    prints the seconds that the 64 tiles took
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "scenarios/mandelbrot.hpp"

int main(int argc, char** argv) try {
  if (argc < 3 || argc > 4) throw std::invalid_argument("usage: bare_mandelbrot SIZE ITERATIONS [THREADS]");
  const auto size = std::stoull(argv[1]);
  const auto iterations = std::stoull(argv[2]);
  const auto threads =
      argc > 3 ? static_cast<unsigned>(std::stoul(argv[3])) : std::thread::hardware_concurrency();
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::uint64_t> total = 0;  // printed, so that none is optimised away
  std::latch go(1);
  std::latch done(threads);
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i)
    pool.emplace_back([&] {
      std::uint64_t own = 0;
      go.wait();
      for (std::uint64_t tile;
           (tile = next.fetch_add(1, std::memory_order_relaxed)) < concbench::mandelbrot_tiles;)
        own += concbench::mandelbrot_sum(tile, size, iterations);
      total += own;
      done.count_down();
    });
  // The threads stand ready at the start and are not joined before the end, as those of concbench's pool.
  const auto start = std::chrono::steady_clock::now();
  go.count_down();
  done.wait();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf("%.6f\n", taken.count());
  std::fprintf(stderr, "%016llx\n", static_cast<unsigned long long>(total.load()));
  return EXIT_SUCCESS;
} catch (const std::exception& e) {
  std::fprintf(stderr, "bare_mandelbrot: %s\n", e.what());
  return 2;
}
