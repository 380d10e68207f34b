// Threads that take the next tile of the Mandelbrot set until there is none: the scaling of cpu-bound is compared with it.
// With `each`, there is a thread for each tile, at most THREADS of them at once: the best that this model can reach. The
// arithmetic is that of cpu-bound.
//
//     bare_mandelbrot SIZE ITERATIONS [THREADS [each]]
//
// It prints the seconds that the 64 tiles took.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <latch>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "scenarios/parts/mandelbrot.hpp"

namespace {

using seconds = std::chrono::duration<double>;
constexpr auto now = std::chrono::steady_clock::now;

struct work {
  std::uint64_t size;
  std::uint64_t iterations;
  std::atomic<std::uint64_t> total = 0;  // printed, so that none is optimised away

  void compute(std::uint64_t tile) { total += concbench::mandelbrot_sum(tile, size, iterations); }
};

// The threads are ready at the start, and are joined only after the end, like those of concbench's pool.
seconds pool(work& tiles, unsigned threads) {
  std::atomic<std::uint64_t> next = 0;
  std::latch go(1);
  std::latch done(threads);
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < threads; ++i)
    pool.emplace_back([&] {
      go.wait();
      for (std::uint64_t tile;
           (tile = next.fetch_add(1, std::memory_order_relaxed)) < concbench::mandelbrot_tiles;)
        tiles.compute(tile);
      done.count_down();
    });
  const auto start = now();
  go.count_down();
  done.wait();
  return now() - start;
}

seconds thread_each(work& tiles, unsigned threads) {
  std::counting_semaphore free(threads);
  std::vector<std::jthread> all;
  const auto start = now();
  for (std::uint64_t tile = 0; tile < concbench::mandelbrot_tiles; ++tile) {
    free.acquire();
    all.emplace_back([&tiles, &free, tile] {
      tiles.compute(tile);
      free.release();
    });
  }
  all.clear();
  return now() - start;
}

}  // namespace

int main(int argc, char** argv) try {
  const bool each = argc == 5 && std::string_view(argv[4]) == "each";
  if (argc < 3 || argc > (each ? 5 : 4))
    throw std::invalid_argument("usage: bare_mandelbrot SIZE ITERATIONS [THREADS [each]]");
  work tiles{.size = std::stoull(argv[1]), .iterations = std::stoull(argv[2])};
  const auto threads =
      argc > 3 ? static_cast<unsigned>(std::stoul(argv[3])) : std::thread::hardware_concurrency();
  const auto taken = each ? thread_each(tiles, threads) : pool(tiles, threads);
  std::printf("%.6f\n", taken.count());
  std::fprintf(stderr, "%016llx\n", static_cast<unsigned long long>(tiles.total.load()));
  return EXIT_SUCCESS;
} catch (const std::exception& e) {
  std::fprintf(stderr, "bare_mandelbrot: %s\n", e.what());
  return 2;
}
