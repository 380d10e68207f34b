// The coroutine client: what it shares with its twin, and many requests on one loop.
#include "net/coroutine_client.hpp"

#include <boost/asio/co_spawn.hpp>

#include "client_contract.hpp"

namespace concbench::net::testing {
namespace {

class coroutine_driver {
 public:
  explicit coroutine_driver(client_options options = {}) : client_(std::move(options), counters) {}

  http_response get(const std::string& url) {
    std::exception_ptr error;
    http_response response;
    asio::co_spawn(loop_.get_executor(), client_.get(loop_, loop_.get_executor(), parse_url(url)),
                   [&](const std::exception_ptr& thrown, http_response answer) {
                     error = thrown;
                     response = std::move(answer);
                     loop_.stop();  // a deadline's timer may still be armed
                   });
    loop_.restart();
    loop_.run();
    if (error) std::rethrow_exception(error);
    return response;
  }

  void connect(const std::string& url) {
    std::exception_ptr error;
    asio::co_spawn(loop_.get_executor(), client_.connect(loop_, loop_.get_executor(), parse_url(url).where),
                   [&](const std::exception_ptr& thrown) {
                     error = thrown;
                     loop_.stop();
                   });
    loop_.restart();
    loop_.run();
    if (error) std::rethrow_exception(error);
  }

  /// Gets all at once; how many answers had `status`.
  int get_all(const std::vector<std::string>& urls, unsigned status) {
    int right = 0;
    auto left = urls.size();
    for (const auto& url : urls)
      asio::co_spawn(loop_.get_executor(), client_.get(loop_, loop_.get_executor(), parse_url(url)),
                     [&](const std::exception_ptr& thrown, const http_response& answer) {
                       if (!thrown && answer.status == status) ++right;
                       if (--left == 0) loop_.stop();
                     });
    loop_.restart();
    loop_.run();
    return right;
  }

  client_counters counters;

 private:
  event_loop loop_;
  coroutine_client client_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(coroutine, http_client, coroutine_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(coroutine, loop_client, coroutine_driver);

}  // namespace
}  // namespace concbench::net::testing
