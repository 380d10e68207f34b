// Boost.Asio awaitables on one event loop and one thread; a fixed set of lanes bounds the concurrency.
#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "core/registry.hpp"

namespace concbench {
namespace {

class coroutines final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_coroutine_face(work);
  }

  void start(std::size_t concurrency) override {
    lanes_ = concurrency;
    // One thread runs the loop, so its reactor needs no locks; other threads may still post to it.
    loop_.emplace(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO);
    context_.emplace(*loop_, std::min(concurrency, most_offload_threads));
  }

  void run(task_batch& batch) override {
    batch_ = &batch;
    next_ = 0;
    running_ = std::min(lanes_, batch.size());
    unopened_ = running_;
    open_lane();
    loop_->restart();
    loop_->run();
  }

  void stop() noexcept override {
    context_.reset();
    loop_.reset();
  }

 private:
  /// What only blocks (opening files, writing a download) goes to a few threads: more of them do not make a
  /// disk faster.
  static constexpr std::size_t most_offload_threads = 16;

  /// The end of a lane's task. The task's own coroutine is spawned with this as its completion handler:
  /// awaiting it from a coroutine of the harness would cost another frame, 304 bytes a task.
  struct lane {
    coroutines* model;
    task_id id;

    void operator()(const std::exception_ptr& error, digest answer) const {
      model->batch_->end(id, answer, error);
      model->take_next();
    }
  };

  /// Lanes are opened one a turn of the loop: opened all at once, 100,000 of them would hold memory for as
  /// many start-up operations, and the first task would wait for the last to be made.
  void open_lane() {
    take_next();
    if (--unopened_ > 0) asio::post(loop_->get_executor(), [this] { open_lane(); });
  }

  void take_next() { take(next_++); }

  /// The lane whose turn it is begins this task or, where it cannot even be spawned and so has failed, one
  /// after it. Without a task it ends; the last lane to end stops the loop.
  void take(task_id id) {
    for (; id < batch_->size(); id = next_++) {
      if (batch_->is_early(id)) return wait_for(id);
      batch_->begin(id);
      try {
        asio::co_spawn(loop_->get_executor(), batch_->co_run(id, *context_), lane{this, id});
        return;
      } catch (...) {
        batch_->end(id, {}, std::current_exception());
      }
    }
    if (--running_ == 0) loop_->stop();
  }

  /// Open loop: the lane sleeps until its task is due.
  void wait_for(task_id id) {
    auto timer = std::make_unique<loop_timer>(loop_->get_executor(), batch_->due(id));
    auto& waiting = *timer;
    waiting.async_wait([this, id, timer = std::move(timer)](const boost::system::error_code&) { take(id); });
  }

  std::optional<event_loop> loop_;
  std::optional<coroutine_context> context_;
  task_batch* batch_ = nullptr;
  std::size_t lanes_ = 0;
  std::size_t running_ = 0;
  std::size_t unopened_ = 0;
  task_id next_ = 0;
};

const registration registered{executor_declaration{
    .name = "coroutines",
    .summary = "Asio coroutines on one single-threaded event loop",
    .order = 40,
    .make = [] { return std::make_unique<coroutines>(); },
}};

}  // namespace
}  // namespace concbench
