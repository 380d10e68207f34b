// A completion handler that is kept anywhere, until it is called on its own executor.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include "system/event_loop.hpp"

namespace concbench::sync {

/// It counts as outstanding work of its executor, so that a loop does not end while a handler of it is parked.
template <class Handler>
class parked_handler {
 public:
  explicit parked_handler(Handler handler)
      : home_(
            asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked)),
        handler_(std::move(handler)) {}

  /// Posts the handler to its own executor. Call it once; any thread may do so.
  template <class... Results>
  void resume(Results... results) {
    asio::post(home_, [handler = std::move(handler_), ... results = std::move(results)]() mutable {
      std::move(handler)(std::move(results)...);
    });
  }

 private:
  std::decay_t<decltype(asio::prefer(asio::get_associated_executor(std::declval<Handler&>()),
                                     asio::execution::outstanding_work.tracked))>
      home_;
  Handler handler_;
};

/// A handler of any type that waits for results.
template <class... Results>
struct parked_task {
  virtual ~parked_task() = default;
  virtual void resume(Results... results) = 0;
};

/// Holds a handler of one type.
template <class... Results, class Handler>
std::unique_ptr<parked_task<Results...>> park(Handler handler) {
  struct parked final : parked_task<Results...> {
    explicit parked(Handler waiting) : handler(std::move(waiting)) {}
    void resume(Results... results) override { handler.resume(std::move(results)...); }
    parked_handler<Handler> handler;
  };
  return std::make_unique<parked>(std::move(handler));
}

}  // namespace concbench::sync
