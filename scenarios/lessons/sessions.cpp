// A new connection for each request, or one that is kept: counted, and timed with and without TLS.
#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>

#include "net/client/blocking_client.hpp"
#include "net/client/coroutine_client.hpp"
#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

/// Makes 40 calls in sequence.
void call(const net::url& server, const net::client_options& options) {
  const story::task task("{}, {}", server.where->tls ? "TLS" : "plain",
                         options.keep_alive ? "connection kept" : "a connection for each request");
  net::client_counters counters;
  const net::blocking_client client(options, counters);
  asio::execution_context session;  // keeps idle connections, and closes them when it is destroyed
  for (int i = 0; i < 40; ++i) client.get(session, net::resolve(server, "/api/7"));
  story::say("40 requests, connections: {}", counters.connections_opened.load());
}

awaitable<void> caller(const net::coroutine_client& client, event_loop& session, net::url item) {
  const story::task task("4 requests");
  for (int i = 0; i < 4; ++i) {
    auto answer = client.get(session, session.get_executor(), item);
    co_await std::move(answer);
  }
}

/// Makes 40 calls too, ten at a time.
void call_at_once(const net::url& server) {
  net::client_counters counters;
  const net::coroutine_client client({}, counters);
  event_loop session;  // the session of coroutines is their loop
  std::vector<awaitable<void>> callers;
  const auto item = net::resolve(server, "/api/7?delay=10ms");
  for (int i = 0; i < 10; ++i) callers.push_back(caller(client, session, item));
  auto done = asio::co_spawn(session, async::gather(std::move(callers)), asio::use_future);
  while (done.wait_for(0s) != std::future_status::ready) session.run_one();
  done.get();
  story::say("40 requests, ten at a time, connections: {}", counters.connections_opened.load());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("start 'concbench serve' and give its URL\n", stderr), 2;
  const auto server = net::parse_url(argv[1]);
  net::client_counters counters;
  asio::execution_context session;
  const net::blocking_client client({}, counters);
  const auto health = client.get(session, net::resolve(server, "/health"));
  const auto facts = boost::json::parse(health.body);
  const auto https = net::parse_url(
      fmt::format("https://{}:{}", server.where->host, facts.at("https_port").to_number<int>()));
  const std::string authority(facts.at("ca_pem").as_string());
  const auto tls = std::make_shared<net::client_tls>(authority, false);
  tls->get();  // made now, outside the measured time
  for (const bool keep_alive : {false, true}) call(server, {.keep_alive = keep_alive});
  for (const bool keep_alive : {false, true}) call(https, {.keep_alive = keep_alive, .tls = tls});
  call_at_once(server);
  return 0;
}
