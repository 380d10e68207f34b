// The coroutine client on strands: what it shares with its twins, and many at once on a loop of three
// threads.
#include <array>
#include <functional>
#include <future>
#include <semaphore>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include "client_contract.hpp"
#include "finish.hpp"
#include "net/client/coroutine_client.hpp"
#include "net/client/coroutine_stream.hpp"
#include "route_contract.hpp"

namespace concbench::net::testing {
namespace {

/// A strand with services of its own, on a loop that the test's thread runs: what a request throws stays
/// there.
class strand_driver {
 public:
  explicit strand_driver(client_options options = {}) : client_(std::move(options), counters) {}

  http_response get(const std::string& url) { return ask(parse_url(url)); }
  http_response ask(request to) { return run(client_.get(services_, strand_, std::move(to))); }
  void connect(const std::string& url) { run(client_.connect(services_, strand_, parse_url(url).where)); }

  client_counters counters;

 private:
  template <class T>
  T run(asio::awaitable<T, loop_strand> work) {
    return finish(loop_, asio::co_spawn(strand_, std::move(work), asio::use_future));
  }

  event_loop loop_;
  loop_strand strand_ = asio::make_strand(loop_.get_executor());
  asio::execution_context services_;
  coroutine_client client_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(strand, http_client, strand_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(strand, routed_client, strand_driver);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(loop_client);  // many at once: below, on several threads

/// Three threads that run a loop until the end of the scope.
class crowded_loop {
 public:
  crowded_loop() {
    for (auto& each : threads_) each = std::thread([this] { loop_.run(); });
  }
  ~crowded_loop() { end(); }

  loop_strand make_strand() { return asio::make_strand(loop_.get_executor()); }

  void end() {
    loop_.stop();
    for (auto& each : threads_)
      if (each.joinable()) each.join();
  }

 private:
  event_loop loop_;
  asio::executor_work_guard<loop_executor> until_stopped_{loop_.get_executor()};
  std::array<std::thread, 3> threads_;
};

/// Strands that all do the same with one client, each with services of its own.
class many_strands : public ::testing::Test {
 protected:
  static constexpr int strands = 20;

  /// How requests ended.
  struct tally {
    int right = 0;  ///< with 200
    int late = 0;   ///< in a timeout
  };

  static asio::awaitable<tally, loop_strand> get_often(const coroutine_client& client,
                                                       asio::execution_context& services, loop_strand home,
                                                       std::string url, int times) {
    tally counted;
    for (int i = 0; i < times; ++i) try {
        auto where = parse_url(url);
        const auto response = co_await client.get(services, home, std::move(where));
        if (response.status == 200) ++counted.right;
      } catch (const request_timeout&) {
        ++counted.late;
      }
    co_return counted;
  }

  /// Has every strand GET `url_of(its number)` so often.
  tally get_all(const client_options& options, const std::function<std::string(int)>& url_of, int times) {
    const coroutine_client client(options, counters_);
    crowded_loop crowd;
    std::vector<asio::execution_context> services(strands);
    std::vector<std::future<tally>> answers;
    for (int i = 0; i < strands; ++i) {
      const auto home = crowd.make_strand();
      answers.push_back(asio::co_spawn(
          home, get_often(client, services[static_cast<std::size_t>(i)], home, url_of(i), times),
          asio::use_future));
    }
    tally counted;
    for (auto& each : answers) {
      const auto one = each.get();
      counted.right += one.right;
      counted.late += one.late;
    }
    crowd.end();  // the strands' services are no other thread's now
    return counted;
  }

  running_server server_;
  client_counters counters_;
};

TEST_F(many_strands, keep_a_connection_each) {
  const auto [right, late] = get_all({}, [this](int) { return own(server_, "/api/1"); }, 50);
  EXPECT_EQ(right, strands * 50);
  EXPECT_EQ(late, 0);
  EXPECT_EQ(counters_.connections_opened, strands);
}

TEST_F(many_strands, speak_tls_at_the_same_time) {
  std::string url = "https://127.0.0.1:" + std::to_string(server_.https_port()) + "/api/1";
  const auto [right, late] = get_all(
      {.tls = std::make_shared<client_tls>(server_.ca_pem(), false)}, [&url](int) { return url; }, 10);
  EXPECT_EQ(right, strands * 10);
  EXPECT_EQ(late, 0);
  EXPECT_EQ(counters_.connections_opened, strands);
}

TEST_F(many_strands, end_only_the_requests_that_take_too_long) {
  const auto url_of = [this](int i) { return own(server_, i % 2 == 0 ? "/api/1?delay=1h" : "/api/1"); };
  const auto [right, late] = get_all({.timeout = std::chrono::seconds(2)}, url_of, 1);
  EXPECT_EQ(right, strands / 2);
  EXPECT_EQ(late, strands / 2);
}

TEST(stream_on_a_strand, lets_no_further_step_begin_once_it_is_cancelled) {
  std::binary_semaphore has_begun{0};
  std::binary_semaphore may_drip{0};
  std::binary_semaphore may_close{0};
  const scripted_server server(1, [&](const file_descriptor& connection, int) {
    char hello = 0;
    EXPECT_EQ(::recv(connection.get(), &hello, 1, 0), 1);
    send_text(connection, "\x16\x03\x03\x3f\xff");  // a record of 16,383 bytes begins
    has_begun.release();                            // whatever has failed: the test waits for it
    may_drip.acquire();
    send_text(connection, "x");
    may_close.acquire();
  });
  client_tls tls("", false);
  crowded_loop crowd;
  const auto strand = crowd.make_strand();
  basic_coroutine_stream<loop_strand> stream(strand);
  const auto where = parse_url("https" + server.origin().substr(4)).where;
  auto shaking = asio::co_spawn(strand, stream.connect(where, &tls.get()), asio::use_future);
  has_begun.acquire();
  asio::post(strand,
             [&] {  // the strand is taken: that a byte has come is known to it only after the cancelling
               may_drip.release();
               std::this_thread::sleep_for(std::chrono::milliseconds(20));
               stream.cancel();
             });
  EXPECT_EQ(shaking.wait_for(std::chrono::seconds(20)), std::future_status::ready);
  may_close.release();
  EXPECT_THROW(shaking.get(), http_error);
}

}  // namespace
}  // namespace concbench::net::testing
