// Nine images that a server sends after 50 ms each: in sequence, by a pool, and by coroutines.
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
#include "sync/thread_pool.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

/// Its thread waits until the image is there.
net::http_response download(const net::blocking_client& client, asio::execution_context& session,
                            const net::url& image) {
  const story::task task("{}", image.target);
  return client.get(session, image);
}

/// Its thread does other things until the image is there.
awaitable<net::http_response> download(const net::coroutine_client& client, event_loop& loop,
                                       net::url image) {
  const story::task task("{}", image.target);
  auto response = client.get(loop, loop.get_executor(), image);
  co_return co_await std::move(response);
}

using answers = std::vector<net::http_response>;

void report(std::string_view how, clock::time_point start, const answers& images) {
  std::size_t bytes = 0;
  for (const auto& each : images)
    if (each.ok()) bytes += each.body.size();
  story::say("{}: {} bytes in {:.2f} s", how, bytes,
             std::chrono::duration<double>(clock::now() - start).count());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("start 'concbench serve' and give its URL\n", stderr), 2;
  std::vector<net::url> urls;
  for (int i = 0; i < 9; ++i)
    urls.push_back(net::parse_url(fmt::format("{}/images/{}.png?latency=50ms", argv[1], i)));
  net::client_counters counters;
  const net::blocking_client client({}, counters);
  asio::execution_context session;  // keeps the connections between requests
  answers images;

  auto start = clock::now();
  for (const auto& each : urls) images.push_back(download(client, session, each));
  report("in sequence", start, images);

  start = clock::now();
  blocking::thread_pool pool(3);
  images = pool.map(urls, [&](const auto& each) { return download(client, session, each); });
  report("a pool of 3", start, images);

  start = clock::now();
  event_loop loop;
  const net::coroutine_client suspending({}, counters);
  std::vector<awaitable<net::http_response>> downloads;
  for (const auto& each : urls) downloads.push_back(download(suspending, loop, each));
  auto all = asio::co_spawn(loop, async::gather(std::move(downloads)), asio::use_future);
  // Not run(), which waits for the client's time limits too.
  while (all.wait_for(0s) != std::future_status::ready) loop.run_one();
  report("coroutines", start, all.get());
  return 0;
}
