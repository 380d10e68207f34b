// The tasks of `database` on SQLite, for each way of waiting. SQLite only blocks, so every model runs its queries where
// the model allows tasks to block. What a task asks is up to the scenario.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "core/faces.hpp"
#include "core/scenario.hpp"
#include "scenarios/sql/pool_service.hpp"
#include "sync/resource_pool.hpp"

namespace concbench {

/// A `Work` derives from this, and has:
///
///     std::unique_ptr<Connection> connect();    a connection with the statements that it needs; on any thread
///     digest ask(Connection&, task_id);         all queries of a task, one after another
template <class Work, class Connection>
class sqlite_faces : public scenario,
                     public shares_memory,  // a pool of connections
                     public straight_faces<Work>,
                     public suspending_faces<Work>,
                     public callback_face {
  using connections = sync::resource_pool<Connection>;

  template <class Context>
  auto asking(Context& context, task_id id) {
    return [this, &pool = pool_service<connections>::of(context), most = most_of(most_, context), id] {
      auto connection = pool.acquire(most, [this] { return make_connection(); });
      const auto answer = self().ask(*connection, id);
      connection.give_back();
      return answer;
    };
  }

  template <class Context>
  auto opening(Context& context) {
    return [this, &pool = pool_service<connections>::of(context), most = most_of(most_, context)] {
      pool.add(most, [this] { return make_connection(); });
    };
  }

 public:
  template <class Context>
  digest work(Context& context, task_id id) {
    if constexpr (!std::is_same_v<Context, blocking_context>) note_offload();
    return context.offload(asking(context, id));
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    note_offload();
    return context.offload(asking(context, id));
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    note_offload();
    context.offload(asking(context, id), [end](const std::exception_ptr& error, digest answer) {
      error ? end(error) : end(answer);
    });
  }

  std::unique_ptr<scenario> warm_up() override {
    if (!warm_) return {};
    return std::make_unique<pool_warm_up<sqlite_faces>>(*this);
  }

  template <class Context>
  auto open(Context& context) {
    return context.offload(opening(context));
  }
  void open(callback_context& context, task_end end) {
    context.offload(opening(context),
                    [end](const std::exception_ptr& error, auto) { error ? end(error) : end(0); });
  }

  std::map<std::string, std::int64_t> counters() const override {
    return {{"handles_opened", opened_}, {"busy_waits", busy_waits_}};
  }

 protected:
  /// Reads the parameters that are about connections.
  explicit sqlite_faces(const scenario_setup& setup)
      : most_(connections_of(setup)),
        warm_(setup.params.text("connections") == "warm"),
        busy_limit_(setup.params.time("busy-timeout")) {}

  /// How long a connection waits for a lock, and where these waits are counted.
  duration busy_limit() const noexcept { return busy_limit_; }
  std::atomic<std::int64_t>& busy_waits() noexcept { return busy_waits_; }

  /// The notes of a sample: `first`, and whether queries ran on other threads than those of the model.
  std::vector<std::string> notes_of(std::string first) const {
    std::vector<std::string> notes{std::move(first)};
    if (offloads_) notes.emplace_back("all queries on a pool of threads: SQLite has no non-blocking form");
    return notes;
  }

 private:
  Work& self() noexcept { return static_cast<Work&>(*this); }
  void note_offload() { offloads_.store(true, std::memory_order_relaxed); }

  std::unique_ptr<Connection> make_connection() {
    auto made = self().connect();
    ++opened_;
    return made;
  }

  std::size_t most_;  ///< connections of all tasks together
  bool warm_;
  duration busy_limit_;
  std::atomic<std::int64_t> opened_ = 0;
  std::atomic<std::int64_t> busy_waits_ = 0;
  std::atomic<bool> offloads_ = false;
};

}  // namespace concbench
