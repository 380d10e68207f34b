// The client in completion handlers: what it shares with its twins, and many requests on one loop.
#include "net/client/callback_client.hpp"

#include "client_contract.hpp"
#include "finish.hpp"
#include "route_contract.hpp"

namespace concbench::net::testing {
namespace {

class callback_driver {
 public:
  explicit callback_driver(client_options options = {}) : client_(std::move(options), counters) {}

  http_response get(const std::string& url) { return ask(parse_url(url)); }
  http_response ask(const request& to) {
    return run([&](callback_client::handler done) { client_.get(loop_, to, std::move(done)); });
  }

  void connect(const std::string& url) {
    run([&](callback_client::handler done) {
      client_.connect(loop_, parse_url(url).where, std::move(done));
    });
  }

  /// Gets all at once; how many answers had `status`.
  int get_all(const std::vector<std::string>& urls, unsigned status) {
    int right = 0;
    auto left = urls.size();
    for (const auto& url : urls)
      client_.get(loop_, parse_url(url), [&](const std::exception_ptr& error, const http_response& answer) {
        if (!error && answer.status == status) ++right;
        if (--left == 0) loop_.stop();
      });
    loop_.restart();
    loop_.run();
    return right;
  }

  client_counters counters;

 private:
  template <class Begin>
  http_response run(Begin begin) {
    return finish_handlers<http_response>(loop_, begin);
  }

  event_loop loop_;
  callback_client client_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(callback, http_client, callback_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(callback, routed_client, callback_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(callback, loop_client, callback_driver);

}  // namespace
}  // namespace concbench::net::testing
