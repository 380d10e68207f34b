// The blocking client: what it shares with its twin, and many threads at once.
#include "net/client/blocking_client.hpp"

#include "client_contract.hpp"
#include "route_contract.hpp"

namespace concbench::net::testing {
namespace {

class blocking_driver {
 public:
  explicit blocking_driver(client_options options = {}) : client_(std::move(options), counters) {}

  http_response get(const std::string& url) { return ask(parse_url(url)); }
  http_response ask(request to) { return client_.get(services_, std::move(to)); }
  void connect(const std::string& url) { client_.connect(services_, *parse_url(url).where); }

  client_counters counters;

 private:
  asio::execution_context services_;
  blocking_client client_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(blocking, http_client, blocking_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(blocking, routed_client, blocking_driver);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(loop_client);  // it has no loop of its own

TEST(blocking_client, serves_many_threads_with_no_more_connections_than_threads) {
  const running_server server;
  blocking_driver client;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&client, &server, t] {
        for (int i = 0; i < 25; ++i) {
          const auto id = std::to_string(t * 25 + i);
          EXPECT_THAT(client.get(own(server, "/api/" + id)).body, HasSubstr("\"id\":" + id + ","));
        }
      });
  }
  EXPECT_GE(client.counters.connections_opened, 1);
  EXPECT_LE(client.counters.connections_opened, 4);
}

}  // namespace
}  // namespace concbench::net::testing
