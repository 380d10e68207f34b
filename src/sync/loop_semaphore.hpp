// How many coroutines of one loop may do something at once (`asyncio.Semaphore`).
#pragma once

#include <cstddef>
#include <utility>

#include <boost/asio/redirect_error.hpp>

#include "system/event_loop.hpp"

namespace concbench::sync {

/// Coroutines get permits in the order in which they ask. For one loop and its one thread: there are no
/// locks.
class loop_semaphore {
 public:
  /// Goes back, to the next that waits, when its holder lets go of it.
  class permit {
   public:
    explicit permit(loop_semaphore& from) noexcept : from_(&from) {}
    permit(permit&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
    permit& operator=(permit&&) = delete;
    ~permit() {
      if (from_ != nullptr) from_->release();
    }

   private:
    loop_semaphore* from_;
  };

  /// `permits`: at least 1.
  loop_semaphore(loop_executor loop, std::size_t permits)
      : free_(permits), turn_(loop, clock::time_point::max()) {}

  /// Does not suspend while permits are free. The semaphore must outlive the permit.
  awaitable<permit> acquire() {
    if (free_ > 0) {
      --free_;
    } else {
      boost::system::error_code ended;  // the timer never expires: release() ends the wait
      co_await turn_.async_wait(asio::redirect_error(use_awaitable, ended));
    }
    co_return permit(*this);
  }

 private:
  /// A permit is handed over, not put back for whoever comes first.
  void release() {
    if (turn_.cancel_one() == 0) ++free_;
  }

  std::size_t free_;
  loop_timer turn_;  ///< Asio's queue of waiting coroutines
};

}  // namespace concbench::sync
