// A pool that belongs to an executor. It is a service of its context, so that connections are closed when the executor
// stops.
#pragma once

#include <algorithm>
#include <cstddef>

#include <boost/asio/execution_context.hpp>

#include "core/context.hpp"
#include "core/faces.hpp"
#include "core/scenario.hpp"

namespace concbench {

template <class Pool>
class pool_service : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit pool_service(asio::execution_context& owner) : service(owner) {}

  /// The pool that the threads of an executor share, or the tasks of a loop on any of its threads. It is made on first
  /// use.
  static Pool& of(blocking_context& context) {
    return asio::use_service<pool_service>(context.services()).pool_;
  }
  template <class Context>
  static Pool& of(Context& context) {
    return asio::use_service<pool_service>(context.loop()).pool_;
  }

 private:
  void shutdown() noexcept override { pool_.clear(); }

  Pool pool_;
};

/// For `scenario::warm_up`: each task opens one more connection of the pool of `Work`, up to the limit.
///
///     void open(blocking_context&);               and for a fiber_context
///     awaitable<void> open(coroutine_context&);   and for a strand_context
///     void open(callback_context&, task_end);
template <class Work>
class pool_warm_up final : public scenario,
                           public straight_faces<pool_warm_up<Work>>,
                           public suspending_faces<pool_warm_up<Work>>,
                           public callback_face {
 public:
  explicit pool_warm_up(Work& work) : work_(work) {}

  template <class Context>
  digest work(Context& context, task_id) {
    work_.open(context);
    return 0;
  }

  void begin(callback_context& context, task_id, task_end end) override { work_.open(context, end); }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id) {
    co_await work_.open(context);
    co_return 0;
  }

  void verify(std::span<const task_record>) override {}

 private:
  Work& work_;
};

/// How many of `all` connections the tasks of a context may have open together.
template <class Context>
std::size_t most_of(std::size_t all, const Context&) {
  return all;
}
template <class Executor>
std::size_t most_of(std::size_t all, const basic_coroutine_context<Executor>& context) {
  return context.share().part_of(all);
}

/// The parameter `pool`: the connections of all tasks together, but never more than tasks at once.
inline std::size_t connections_of(const scenario_setup& setup) {
  return std::min(setup.params.count("pool"), setup.concurrency);
}

}  // namespace concbench
