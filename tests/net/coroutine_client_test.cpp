// The coroutine client: what it shares with its twin, and many requests on one loop.
#include "net/client/coroutine_client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "client_contract.hpp"
#include "finish.hpp"
#include "route_contract.hpp"

namespace concbench::net::testing {
namespace {

class coroutine_driver {
 public:
  explicit coroutine_driver(client_options options = {}) : client_(std::move(options), counters) {}

  http_response get(const std::string& url) { return ask(parse_url(url)); }
  http_response ask(request to) { return run(client_.get(loop_, loop_.get_executor(), std::move(to))); }

  void connect(const std::string& url) {
    run(client_.connect(loop_, loop_.get_executor(), parse_url(url).where));
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
  template <class T>
  T run(awaitable<T> work) {
    return finish(loop_, asio::co_spawn(loop_.get_executor(), std::move(work), asio::use_future));
  }

  event_loop loop_;
  coroutine_client client_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(coroutine, http_client, coroutine_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(coroutine, routed_client, coroutine_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(coroutine, loop_client, coroutine_driver);

}  // namespace
}  // namespace concbench::net::testing
