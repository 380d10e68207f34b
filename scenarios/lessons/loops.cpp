// The same six tasks on one loop with one thread, on one loop with two threads, and on two loops
// with a thread each. Each line tells which thread ran it.
#include <cstddef>
#include <deque>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace concbench;

namespace {

int count_primes(int from, int to) {
  int primes = 0;
  for (int number = from; number < to; ++number) {
    int divisor = 2;
    while (divisor * divisor <= number && number % divisor != 0) ++divisor;
    if (divisor * divisor > number) ++primes;
  }
  return primes;
}

template <class Executor>  // that of a loop, or a strand of one
asio::awaitable<void, Executor> count(Executor home, int number) {
  const story::task task("task {}", number);
  int primes = count_primes(2, 200'000);
  co_await asio::post(home, asio::use_awaitable_t<Executor>());  // lets others have their turn
  primes += count_primes(200'000, 300'000);
  story::say("task {}: {} primes", number, primes);
}

void several_threads() {
  event_loop loop;
  for (int i = 1; i <= 6; ++i) {
    const loop_strand strand(loop.get_executor());  // one thread at a time, not always the same
    asio::co_spawn(strand, count(strand, i), asio::detached);
  }
  std::vector<std::jthread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back([&loop] { loop.run(); });
}

void several_loops(std::size_t how_many) {
  std::deque<event_loop> loops(how_many);
  for (int i = 1; i <= 6; ++i) {
    auto& loop = loops[static_cast<std::size_t>(i) % how_many];
    asio::co_spawn(loop, count(loop.get_executor(), i), asio::detached);
  }
  std::vector<std::jthread> threads;
  for (auto& loop : loops) threads.emplace_back([&loop] { loop.run(); });
}

}  // namespace

int main() {
  story::say("main: one loop, one thread");
  several_loops(1);
  story::say("main: one loop, two threads; each task has a strand");
  several_threads();
  story::say("main: two loops, a thread for each");
  several_loops(2);
  return 0;
}
