// A pool that belongs to an executor: a service of its context, so that connections are closed when it stops.
#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include <boost/asio/execution_context.hpp>

#include "core/context.hpp"
#include "core/fiber_context.hpp"
#include "core/scenario.hpp"

namespace concbench {

template <class Pool>
class pool_service : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit pool_service(asio::execution_context& owner) : service(owner) {}

  /// The one of these services; made on first use.
  static Pool& of(asio::execution_context& services) {
    return asio::use_service<pool_service>(services).pool_;
  }

 private:
  void shutdown() noexcept override { pool_.clear(); }

  Pool pool_;
};

/// For `scenario::warm_up`: each task opens one connection more of `Work`'s pool, up to the bound.
///
///     void open(blocking_context&);
///     awaitable<void> open(coroutine_context&);
///     void open(fiber_context&);                  where it has a form for fibers
///     void open(callback_context&, task_end);     where it has one in completion handlers
template <class Work>
class pool_warm_up final : public scenario,
                           public straight_faces<pool_warm_up<Work>>,
                           public coroutine_face,
                           public callback_face {
 public:
  explicit pool_warm_up(Work& work) : work_(work) {}

  template <class Context>
  digest work(Context& context, task_id) {
    if constexpr (requires { work_.open(context); }) {
      work_.open(context);
      return 0;
    } else {
      throw std::logic_error("this work has no form for the model that warms it up");
    }
  }

  void begin(callback_context& context, task_id, task_end end) override {
    if constexpr (requires { work_.open(context, end); }) {
      work_.open(context, end);
    } else {
      throw std::logic_error("this work has no form for the model that warms it up");
    }
  }

  awaitable<digest> co_run(coroutine_context& context, task_id) override {
    co_await work_.open(context);
    co_return 0;
  }

  void verify(std::span<const task_record>) override {}

 private:
  Work& work_;
};

/// How many connections the threads of an executor, or a loop that has so many of its lanes, may have open:
/// the parameter `pool`, never more than tasks at once. Loops that share nothing share them out; each
/// has one at least.
class connection_bound {
 public:
  explicit connection_bound(const scenario_setup& setup)
      : all_(std::min(setup.params.count("pool"), setup.concurrency)), lanes_(setup.concurrency) {}

  std::size_t all() const noexcept { return all_; }
  std::size_t of_loop(std::size_t lanes) const noexcept {
    return std::max<std::size_t>(1, all_ * std::min(lanes, lanes_) / lanes_);
  }

 private:
  std::size_t all_;
  std::size_t lanes_;
};

}  // namespace concbench
