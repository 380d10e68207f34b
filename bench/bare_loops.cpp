// The executors without everything around them. Read each one beside its file in src/executors/: the same primitives
// are used in the same way.
#include "bench/bare_loops.hpp"

#include <algorithm>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "core/faces.hpp"
#include "sync/blocking_queue.hpp"
#include "sync/thread_pool.hpp"

namespace concbench {
namespace {

class bare_sequential final : public bare_loop {
 public:
  void run(scenario& work, std::size_t tasks) override {
    auto& face = dynamic_cast<blocking_face&>(work);
    for (task_id id = 0; id < tasks; ++id) benchmark::DoNotOptimize(face.run(context_, id));
  }

 private:
  blocking_context context_;
};

class bare_threads final : public bare_loop {
 public:
  explicit bare_threads(std::size_t concurrency) : slots_(concurrency) {}

  void run(scenario& work, std::size_t tasks) override {
    auto& face = dynamic_cast<blocking_face&>(work);
    blocking::queue<std::size_t> free;
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) free.push(slot);
    for (task_id id = 0; id < tasks; ++id) {
      const auto slot = *free.pop();
      slots_[slot] = std::jthread([this, &face, &free, id, slot] {
        benchmark::DoNotOptimize(face.run(context_, id));
        free.push(slot);
      });
    }
    for (auto& slot : slots_)
      if (slot.joinable()) slot.join();
  }

 private:
  blocking_context context_;
  std::vector<std::jthread> slots_;
};

class bare_thread_pool final : public bare_loop {
 public:
  explicit bare_thread_pool(std::size_t concurrency) : pool_(concurrency) {}

  void run(scenario& work, std::size_t tasks) override {
    auto& face = dynamic_cast<blocking_face&>(work);
    pool_.for_each_index(tasks, [this, &face](std::size_t id) {
      benchmark::DoNotOptimize(face.run(context_, static_cast<task_id>(id)));
    });
  }

 private:
  blocking_context context_;
  blocking::thread_pool pool_;
};

class bare_coroutines final : public bare_loop {
 public:
  explicit bare_coroutines(std::size_t concurrency) : lanes_(concurrency) {}

  void run(scenario& work, std::size_t tasks) override {
    face_ = &dynamic_cast<coroutine_face&>(work);
    next_ = 0;
    tasks_ = tasks;
    unopened_ = std::min(lanes_, tasks);
    open_lane();
    loop_.run();  // ends by itself: no task is left
    loop_.restart();
  }

 private:
  void open_lane() {
    take_next();
    if (--unopened_ > 0) asio::post(loop_.get_executor(), [this] { open_lane(); });
  }

  void take_next() {
    if (next_ == tasks_) return;
    asio::co_spawn(loop_.get_executor(), face_->co_run(context_, next_++),
                   [this](const std::exception_ptr&, digest answer) {
                     benchmark::DoNotOptimize(answer);
                     take_next();
                   });
  }

  event_loop loop_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
  coroutine_context context_{loop_, loop_.get_executor(), loop_share()};
  coroutine_face* face_ = nullptr;
  std::size_t lanes_;
  std::size_t tasks_ = 0;
  std::size_t unopened_ = 0;
  task_id next_ = 0;
};

}  // namespace

std::unique_ptr<bare_loop> make_bare_loop(std::string_view executor, std::size_t concurrency) {
  if (executor == "sequential") return std::make_unique<bare_sequential>();
  if (executor == "threads") return std::make_unique<bare_threads>(concurrency);
  if (executor == "thread-pool") return std::make_unique<bare_thread_pool>(concurrency);
  if (executor == "coroutines") return std::make_unique<bare_coroutines>(concurrency);
  return {};
}

}  // namespace concbench
