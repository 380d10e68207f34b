// Ten calls of 0.1 s: blocking, as coroutines awaited one after another, and as coroutines at once.
#include <chrono>
#include <cstdio>
#include <future>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "net/client/blocking_client.hpp"
#include "net/client/coroutine_client.hpp"
#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

constexpr int calls = 10;

struct api {
  net::url of(int id) const { return net::resolve(server, fmt::format("/api/{}?delay=100ms", id)); }

  net::url server;
  event_loop loop = {};  // its services keep the connections of both clients
  net::client_counters counters = {};
  net::blocking_client blocking{{}, counters};
  net::coroutine_client suspending{{}, counters};
};

void call(api& to, int id) {
  const story::task task("blocking call {}", id);
  to.blocking.get(to.loop, to.of(id));
}

awaitable<void> call_async(api& to, int id) {
  const story::task task("coroutine {}", id);
  auto answer = to.suspending.get(to.loop, to.loop.get_executor(), to.of(id));
  co_await std::move(answer);
}

awaitable<void> one_after_another(api& to) {
  for (int id = 0; id < calls; ++id) co_await call_async(to, id);  // begins when it is awaited
}

awaitable<void> at_once(api& to) {
  std::vector<awaitable<void>> all;
  for (int id = 0; id < calls; ++id) all.push_back(call_async(to, id));
  co_await async::gather(std::move(all));
}

void run(api& on, std::string_view how, awaitable<void> work) {
  const auto start = clock::now();
  auto done = asio::co_spawn(on.loop, std::move(work), asio::use_future);
  // Not run(), which waits for the client's time limits too.
  while (done.wait_for(0s) != std::future_status::ready) on.loop.run_one();
  done.get();  // throws what the coroutine threw
  story::say("{}: {:.1f} s", how, std::chrono::duration<double>(clock::now() - start).count());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("start 'concbench serve' and give its URL\n", stderr), 2;
  api server{net::parse_url(argv[1])};
  const auto start = clock::now();
  for (int id = 0; id < calls; ++id) call(server, id);
  story::say("blocking: {:.1f} s", std::chrono::duration<double>(clock::now() - start).count());
  run(server, "coroutines, one after another", one_after_another(server));
  run(server, "coroutines, at once", at_once(server));
  return 0;
}
