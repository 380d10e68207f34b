// The client of fibers: what it shares with its twins, and many requests on one loop.
#ifndef CONCBENCH_NO_FIBERS  // sanitizers do not follow a fiber to its stack
#include "net/client/fiber_client.hpp"

#include <boost/asio/use_future.hpp>

#include "client_contract.hpp"
#include "finish.hpp"
#include "route_contract.hpp"

namespace concbench::net::testing {
namespace {

class fiber_driver {
 public:
  explicit fiber_driver(client_options options = {}) : client_(std::move(options), counters) {}

  http_response get(const std::string& url) { return ask(parse_url(url)); }
  http_response ask(const request& to) {
    return run([&](const fiber_yield& yield) { return client_.get(loop_, yield, to); });
  }

  void connect(const std::string& url) {
    run([&](const fiber_yield& yield) { client_.connect(loop_, yield, *parse_url(url).where); });
  }

  /// Gets all at once; how many answers had `status`.
  int get_all(const std::vector<std::string>& urls, unsigned status) {
    int right = 0;
    auto left = urls.size();
    for (const auto& url : urls)
      asio::spawn(
          loop_.get_executor(),
          [&](const fiber_yield& yield) { return client_.get(loop_, yield, parse_url(url)).status; },
          [&](const std::exception_ptr& error, unsigned answered) {
            if (!error && answered == status) ++right;
            if (--left == 0) loop_.stop();
          });
    loop_.restart();
    loop_.run();
    return right;
  }

  client_counters counters;

 private:
  template <class Work>
  std::invoke_result_t<Work&, const fiber_yield&> run(Work work) {
    return finish(loop_, asio::spawn(loop_.get_executor(), std::move(work), asio::use_future));
  }

  event_loop loop_;
  fiber_client client_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(fiber, http_client, fiber_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(fiber, routed_client, fiber_driver);
INSTANTIATE_TYPED_TEST_SUITE_P(fiber, loop_client, fiber_driver);

}  // namespace
}  // namespace concbench::net::testing
#endif
