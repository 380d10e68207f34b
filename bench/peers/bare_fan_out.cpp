// The least that oneTBB and Asio can do to spawn a tree of ten children for each node and sum up its leaves: fan-out is
// compared with it. A task is spawned for each node.
//
//     bare_fan_out tbb|tbb-wait|asio|asio-await LEAVES [THREADS [REPETITIONS]]
//
// It prints the seconds of each repetition, one on each line. tbb and asio complete a parent when its last child ends, as
// fan-out does. tbb-wait joins in place: a node's thread runs other nodes meanwhile, on the same stack. asio-await calls
// its children one after another, and spawns nothing. Both Asio forms have one thread.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/impl/src.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#ifdef CONCBENCH_HAS_TBB
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#endif

namespace {

namespace asio = boost::asio;
using executor = asio::io_context::executor_type;
template <class T>
using awaitable = asio::awaitable<T, executor>;

constexpr std::uint64_t children = 10;

/// Nodes numbered as in a heap. The last child to end completes its parent.
struct tree {
  explicit tree(std::uint64_t leaf_count)
      : inner((leaf_count + children - 3) / (children - 1)),
        nodes(inner + leaf_count),
        values(nodes),
        missing(inner) {
    for (std::uint64_t node = 0; node < inner; ++node)
      missing[node] = static_cast<std::uint32_t>(last_child(node) - first_child(node));
  }

  static std::uint64_t first_child(std::uint64_t node) { return node * children + 1; }
  std::uint64_t last_child(std::uint64_t node) const { return std::min(first_child(node) + children, nodes); }
  bool is_leaf(std::uint64_t node) const { return node >= inner; }

  void complete(std::uint64_t node) {
    values[node] = node - inner;
    while (node != 0) {
      node = (node - 1) / children;
      if (missing[node].fetch_sub(1, std::memory_order_acq_rel) > 1) return;
      values[node] = 0;
      for (auto child = first_child(node); child < last_child(node); ++child) values[node] += values[child];
    }
  }

  std::uint64_t inner;
  std::uint64_t nodes;
  std::vector<std::uint64_t> values;
  std::vector<std::atomic<std::uint32_t>> missing;
};

#ifdef CONCBENCH_HAS_TBB
std::uint64_t tbb_wait(const tree& of, std::uint64_t node) {
  if (of.is_leaf(node)) return node - of.inner;
  std::uint64_t sums[children] = {};
  tbb::task_group group;
  for (auto child = of.first_child(node); child < of.last_child(node); ++child)
    group.run([&, child, &into = sums[child - of.first_child(node)]] { into = tbb_wait(of, child); });
  group.wait();
  return std::accumulate(std::begin(sums), std::end(sums), std::uint64_t{0});
}

void tbb_spawn(tree& of, std::uint64_t node, tbb::task_group& group) {
  if (of.is_leaf(node)) return of.complete(node);
  for (auto child = of.first_child(node); child < of.last_child(node); ++child)
    group.run([&of, child, &group] { tbb_spawn(of, child, group); });
}
#endif

awaitable<void> asio_spawn(tree& of, std::uint64_t node, asio::io_context& loop) {
  if (of.is_leaf(node)) {
    of.complete(node);
    co_return;
  }
  for (auto child = of.first_child(node); child < of.last_child(node); ++child)
    asio::co_spawn(loop.get_executor(), asio_spawn(of, child, loop), asio::detached);
}

awaitable<std::uint64_t> asio_await(const tree& of, std::uint64_t node) {
  if (of.is_leaf(node)) co_return node - of.inner;
  std::uint64_t total = 0;
  for (auto child = of.first_child(node); child < of.last_child(node); ++child) {
    auto value = asio_await(of, child);
    total += co_await std::move(value);
  }
  co_return total;
}

/// Measures `visit` over a new tree, and leaves the sum in its root.
template <class Visit>
double seconds_of(std::uint64_t leaves, Visit visit) {
  tree work(leaves);
  const auto start = std::chrono::steady_clock::now();
  visit(work);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (work.values[0] != leaves * (leaves - 1) / 2)
    throw std::runtime_error("the leaves sum up to something else");
  return taken.count();
}

double run_asio(asio::io_context& loop, std::uint64_t leaves, bool in_place) {
  return seconds_of(leaves, [&](tree& work) {
    if (in_place)
      asio::co_spawn(loop.get_executor(), asio_await(work, 0),
                     [&](const std::exception_ptr&, std::uint64_t total) { work.values[0] = total; });
    else
      asio::co_spawn(loop.get_executor(), asio_spawn(work, 0, loop), asio::detached);
    loop.restart();
    loop.run();
  });
}

#ifdef CONCBENCH_HAS_TBB
double run_tbb(tbb::task_arena& arena, std::uint64_t leaves, bool in_place) {
  return seconds_of(leaves, [&](tree& work) {
    arena.execute([&] {
      if (in_place) {
        work.values[0] = tbb_wait(work, 0);
        return;
      }
      tbb::task_group group;
      group.run_and_wait([&] { tbb_spawn(work, 0, group); });
    });
  });
}
#endif

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3 || argc > 5)
    throw std::invalid_argument(
        "usage: bare_fan_out tbb|tbb-wait|asio|asio-await LEAVES [THREADS [REPETITIONS]]");
  const std::string_view how = argv[1];
  const auto leaves = std::stoull(argv[2]);
  const auto threads = argc > 3 ? std::stoi(argv[3]) : 1;
  const int repetitions = argc > 4 ? std::stoi(argv[4]) : 1;
  if (how == "asio" || how == "asio-await") {
    asio::io_context loop(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO);
    for (int i = 0; i < repetitions; ++i) std::printf("%.6f\n", run_asio(loop, leaves, how == "asio-await"));
    return EXIT_SUCCESS;
  }
#ifdef CONCBENCH_HAS_TBB
  if (how == "tbb" || how == "tbb-wait") {
    tbb::task_arena arena(threads);
    arena.initialize();
    for (int i = 0; i < repetitions; ++i) std::printf("%.6f\n", run_tbb(arena, leaves, how == "tbb-wait"));
    return EXIT_SUCCESS;
  }
#endif
  throw std::invalid_argument("this build knows no way called " + std::string(how));
} catch (const std::exception& e) {
  std::fprintf(stderr, "bare_fan_out: %s\n", e.what());
  return 2;
}
