// A server that fails on purpose: what is sent again, after which pauses, and what is not.
#include <chrono>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "net/client/coroutine_client.hpp"
#include "sync/async_task.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<std::string> call(event_loop& loop, std::string method, std::string url) {
  const story::task task("{} {}", method, url);
  net::request_parts parts{.method = method};
  const auto content = std::make_shared<const net::request_content>(
      std::make_shared<const net::request_parts>(std::move(parts)));
  net::client_counters counters;
  const net::coroutine_client client({.timeout = 100ms, .content = content}, counters);
  bool may_repeat = net::is_repeatable(method);  // twice is the same as once: GET, PUT, DELETE
  for (int attempt = 1;; ++attempt) {
    std::string failure;
    try {
      const auto where = net::parse_url(fmt::format("{}&attempt={}", url, attempt));
      auto sent = client.get(loop, loop.get_executor(), where);
      const auto answer = co_await std::move(sent);
      if (answer.ok()) co_return answer.body;
      failure = answer.status_text();
      if (answer.status < 500) may_repeat = false;  // the request is wrong, and stays wrong
    } catch (const net::request_timeout&) {
      failure = "no answer within 100 ms";
    } catch (const net::http_error& e) {  // no connection, or a lost one
      failure = e.what();
    }
    if (!may_repeat || attempt == 4) throw net::http_error(failure);
    const auto pause = 10ms * (1 << attempt);  // 20, 40, 80 ms: a server in trouble needs rest
    story::say("attempt {}: {}; again in {} ms", attempt, failure, pause.count());
    loop_timer timer(loop.get_executor(), pause);
    co_await timer.async_wait(use_awaitable);  // here, because a catch clause must not suspend
  }
}

awaitable<void> call_all(event_loop& loop, std::string server) {
  const auto loopback = asio::ip::make_address("127.0.0.1");
  asio::ip::tcp::acceptor silent(loop, {loopback, 0});  // a server that never answers
  const auto port = silent.local_endpoint().port();
  std::vector<awaitable<std::string>> calls;
  for (const auto* id : {"1", "2", "3"})
    calls.push_back(call(loop, "GET", server + "/api/" + id + "?seed=1049&error-rate=0.5"));
  calls.push_back(call(loop, "GET", server + "/nothing?here"));
  calls.push_back(call(loop, "POST", fmt::format("http://127.0.0.1:{}/orders?item=7", port)));
  auto results = async::as_completed(loop.get_executor(), std::move(calls));
  while (auto done = co_await results.next()) try {
      story::say("call {}: {} bytes", done->index + 1, done->get().size());
    } catch (const std::exception& e) {
      story::say("call {} failed for good: {}", done->index + 1, e.what());
    }
  loop.stop();  // the client's time limits would go on
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("start 'concbench serve' and give its URL\n", stderr), 2;
  event_loop loop;
  asio::co_spawn(loop, call_all(loop, argv[1]), asio::detached);
  loop.run();
  return 0;
}
