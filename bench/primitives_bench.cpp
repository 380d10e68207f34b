// The primitives under the executors and scenarios, one at a time: what a figure of a scenario is made of.
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "net/content/sha256.hpp"
#include "net/http/http_exchange.hpp"
#include "scenarios/files/file_work.hpp"
#include "sync/blocking_queue.hpp"
#include "sync/offload.hpp"
#include "sync/thread_pool.hpp"
#include "system/clock.hpp"
#include "system/event_loop.hpp"

namespace concbench {
namespace {

void clock_read(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(now_ns());
}
BENCHMARK(clock_read);

// ---- sync

void queue_push_pop(benchmark::State& state) {
  blocking::queue<int> queue;
  for (auto _ : state) {
    queue.push(1);
    benchmark::DoNotOptimize(queue.pop());
  }
}
BENCHMARK(queue_push_pop);

/// There and back between two threads: two wake-ups.
void queue_round_trip(benchmark::State& state) {
  blocking::queue<int> there;
  blocking::queue<int> back;
  const std::jthread other([&] {
    while (const auto taken = there.pop()) back.push(*taken);
  });
  for (auto _ : state) {
    there.push(1);
    benchmark::DoNotOptimize(back.pop());
  }
  there.close();
}
BENCHMARK(queue_round_trip)->UseRealTime();

void pool_submit_get(benchmark::State& state) {
  blocking::thread_pool pool(2);
  for (auto _ : state) benchmark::DoNotOptimize(pool.submit([] { return 42; }).get());
}
BENCHMARK(pool_submit_get)->UseRealTime();

/// Per input; the threads share an index instead of queueing each.
void pool_map(benchmark::State& state) {
  blocking::thread_pool pool(static_cast<std::size_t>(state.range(0)));
  std::vector<int> inputs(10'000);
  std::iota(inputs.begin(), inputs.end(), 0);
  for (auto _ : state) benchmark::DoNotOptimize(pool.map(inputs, [](int input) { return input; }));
  state.SetItemsProcessed(state.iterations() * std::ranges::ssize(inputs));
}
BENCHMARK(pool_map)->ArgName("threads")->Arg(1)->Arg(2)->Arg(64)->UseRealTime();

// ---- coroutines
// Each benchmark is one coroutine that measures its own loop, on an event loop of its own.

template <class Coroutine>
void run_alone(Coroutine coroutine) {
  event_loop loop(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO);
  asio::co_spawn(loop.get_executor(), coroutine(loop), asio::detached);
  loop.run();
}

awaitable<int> answer() {
  co_return 42;
}

awaitable<void> await_coroutine(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(co_await answer());
}
void coroutine_call(benchmark::State& state) {
  run_alone([&state](event_loop&) { return await_coroutine(state); });
}
BENCHMARK(coroutine_call);

awaitable<void> await_spawned(event_loop& loop, benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(co_await asio::co_spawn(loop.get_executor(), answer(), use_awaitable));
}
void coroutine_spawn(benchmark::State& state) {
  run_alone([&state](event_loop& loop) { return await_spawned(loop, state); });
}
BENCHMARK(coroutine_spawn);

/// A timer that is due at once: arming it, a turn of the loop, resuming.
awaitable<void> await_timers(event_loop& loop, benchmark::State& state) {
  loop_timer timer(loop.get_executor());
  for (auto _ : state) {
    timer.expires_after(duration::zero());
    co_await timer.async_wait(use_awaitable);
  }
}
void timer_due(benchmark::State& state) {
  run_alone([&state](event_loop& loop) { return await_timers(loop, state); });
}
BENCHMARK(timer_due);

awaitable<void> await_offloaded(asio::thread_pool& pool, benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(co_await sync::offload(pool, [] { return 42; }));
}
void offload_round_trip(benchmark::State& state) {
  asio::thread_pool pool(1);
  event_loop loop(1);  // the pool posts to it from its own thread
  asio::co_spawn(loop.get_executor(), await_offloaded(pool, state), asio::detached);
  loop.run();
}
BENCHMARK(offload_round_trip)->UseRealTime();

// ---- net, files, statistics

/// One request written and its answer parsed: all of an exchange but the socket.
void http_exchange_small(benchmark::State& state) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Tue, 24 Nov 2026 20:54:58 GMT\r\n"
      "Content-Type: application/json\r\nContent-Length: 83\r\nConnection: keep-alive\r\n\r\n";
  const std::string text =
      head + R"({"id":7,"name":"item-7","value":1234567890,"tags":["real","json"],"available":true})";
  const auto where = net::parse_url("http://127.0.0.1:8080/api/7");
  net::http_exchange exchange;
  for (auto _ : state) {
    exchange.begin(where, *net::request_content::plain(), true, byte_size{1 << 20});
    benchmark::DoNotOptimize(exchange.request().data());
    boost::asio::buffer_copy(exchange.space(), boost::asio::buffer(text));
    exchange.received(text.size());
    if (!exchange.done()) return state.SkipWithError("the answer was not complete");
    benchmark::DoNotOptimize(exchange.take());
  }
}
BENCHMARK(http_exchange_small);

const std::string block(64 * 1024, 'x');

void sha256_64KiB(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(net::sha256(block));
  state.SetBytesProcessed(state.iterations() * std::ssize(block));
}
BENCHMARK(sha256_64KiB);

void checksum_64KiB(benchmark::State& state) {
  for (auto _ : state) {
    checksum sum;
    sum.add(block);
    benchmark::DoNotOptimize(sum.value());
  }
  state.SetBytesProcessed(state.iterations() * std::ssize(block));
}
BENCHMARK(checksum_64KiB);

}  // namespace
}  // namespace concbench
