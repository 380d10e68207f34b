// Time limits for any number of requests on one loop or strand, with a single timer.
#pragma once

#include <optional>
#include <type_traits>

#include <boost/intrusive/list.hpp>

#include "system/event_loop.hpp"

namespace concbench::net {

/// All requests of a client have the same limit, so the oldest is always the first to reach it. A list in the order of
/// their start replaces one timer for each. Starting and cancelling a timer costs a few hundred ns, and a system call
/// when it is the earliest.
template <class Executor>
class request_deadlines {
 public:
  /// A request in progress. `expired` is called if it is still in the list at its deadline.
  class entry : public boost::intrusive::list_base_hook<> {
   public:
    virtual void expired() noexcept = 0;

   protected:
    ~entry() = default;

   private:
    friend class request_deadlines;
    clock::time_point deadline_;
  };

  /// Keeps an entry in the list while its request is in progress.
  class scope {
   public:
    scope(request_deadlines& list, entry& request, duration limit) : list_(list), request_(request) {
      list_.add(request, limit);
    }
    scope(const scope&) = delete;
    scope& operator=(const scope&) = delete;
    ~scope() {
      if (request_.is_linked()) list_.requests_.erase(list_.requests_.iterator_to(request_));
    }

   private:
    request_deadlines& list_;
    entry& request_;
  };

  /// Requests are added, ended and told of their deadline on `home`.
  explicit request_deadlines(const Executor& home) : timer_(home) {}

  /// Watches a request for the time `limit`; it must be within its scope. When `expired` calls this, it watches for
  /// that much longer.
  void add(entry& request, duration limit) {
    request.deadline_ = clock::now() + limit;
    requests_.push_back(request);
    if (!armed_) arm();
  }

 private:
  /// The timer keeps running when its request ends in time. When it fires, the first request in the list is a younger
  /// one, or there is none.
  void arm() {
    armed_ = true;
    timer_.expires_at(requests_.front().deadline_);
    timer_.async_wait([this](boost::system::error_code error) {
      if (!error) expire();
    });
  }

  void expire() {
    const auto now = clock::now();
    while (!requests_.empty() && requests_.front().deadline_ <= now) {
      auto& late = requests_.front();
      requests_.pop_front();
      late.expired();
    }
    armed_ = false;
    if (!requests_.empty()) arm();
  }

  timer_on<Executor> timer_;
  boost::intrusive::list<entry> requests_;
  bool armed_ = false;
};

/// The deadlines of a service of a loop, or of a strand of one (`Executor`).
template <class Executor>
class deadlines_of_service {
 public:
  /// The deadlines of a loop are made together with the service. Their timer creates Asio's timer service, and of two
  /// services the older one is destroyed last. The services of a strand are not those of its loop, which outlives them.
  explicit deadlines_of_service(asio::execution_context& owner) {
    if constexpr (std::is_same_v<Executor, loop_executor>)
      all_.emplace(static_cast<event_loop&>(owner).get_executor());
  }

  request_deadlines<Executor>& at(const Executor& home) {
    if (!all_) all_.emplace(home);
    return *all_;
  }

 private:
  std::optional<request_deadlines<Executor>> all_;
};

}  // namespace concbench::net
