// The tasks of `database` on a PostgreSQL server, for each way of waiting: threads wait for each answer, and tasks on
// loops send queries ahead. What a task asks is up to the scenario.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/faces.hpp"
#include "core/scenario.hpp"
#include "scenarios/sql/pool_service.hpp"
#include "scenarios/sql/postgres_pipeline.hpp"
#include "sync/async_resource_pool.hpp"
#include "sync/resource_pool.hpp"

namespace concbench {

/// A `Work` derives from this, and has:
///
///     const postgres_statements& statements() const;    what each connection is to prepare
///     questions of(task_id);                            what a task asks: see postgres_pipeline
template <class Work>
class postgres_faces : public scenario,
                       public shares_memory,  // a pool of connections
                       public straight_faces<Work>,
                       public suspending_faces<Work>,
                       public callback_face {
 public:
  digest work(blocking_context& context, task_id id) {
    auto connection = blocking_pool::of(context).acquire(most_, [this] { return make_connection(); });
    auto questions = self().of(id);
    while (questions.answered() < questions.size()) {
      const int sent = questions.send(*connection, questions.answered());
      questions.take(connection->answer(sent));
    }
    connection.give_back();
    return questions.answer();
  }

  digest work(fiber_context& context, task_id id) {
    const auto make = [this, &context] { return make_pipeline(context); };
    auto connection = pipeline_pool::of(context).acquire(most_, make, context.yield());
    const auto answer = connection->ask_in_fiber(self().of(id), ahead_, context.yield());
    connection.give_back();
    return answer;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    auto& pool = pipeline_pool::of(context);
    const auto make = [this, &context] { return make_pipeline(context); };
    auto connection = co_await pool.acquire(most_of(most_, context), make);
    auto questions = self().of(id);
    const auto answer =
        co_await connection->template ask<typename Context::executor_type>(std::move(questions), ahead_);
    connection.give_back();
    co_return answer;
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    pipeline_pool::of(context).acquire(
        most_, context.loop().get_executor(), [this, &context, id, end](pipelines::lease place) {
          const auto connection = std::make_shared<pipelines::lease>(std::move(place));
          if (*connection) return ask(connection, id, end);
          make_pipeline(context, [this, connection, id, end](const std::exception_ptr& error, auto made) {
            if (error) return end(error);
            connection->fill(std::move(made));
            ask(connection, id, end);
          });
        });
  }

  std::unique_ptr<scenario> warm_up() override {
    if (!warm_) return {};
    return std::make_unique<pool_warm_up<postgres_faces>>(*this);
  }

  void open(blocking_context& context) {
    blocking_pool::of(context).add(most_, [this] { return make_connection(); });
  }

  void open(fiber_context& context) {
    auto place = pipeline_pool::of(context).place(most_);
    if (!place) return;
    place->fill(make_pipeline(context));
    place->give_back();
  }

  template <class Executor>
  asio::awaitable<void, Executor> open(basic_coroutine_context<Executor>& context) {
    auto place = pipeline_pool::of(context).place(most_of(most_, context));
    if (!place) co_return;
    place->fill(co_await make_pipeline(context));
    place->give_back();
  }

  void open(callback_context& context, task_end end) {
    auto place = pipeline_pool::of(context).place(most_);
    if (!place) return end(0);
    make_pipeline(context,
                  [place = std::move(*place), end](const std::exception_ptr& error, auto made) mutable {
                    if (error) return end(error);
                    place.fill(std::move(made));
                    place.give_back();
                    end(0);
                  });
  }

  std::map<std::string, std::int64_t> counters() const override {
    return {{"connections_opened", opened_}, {"queries_sent_ahead", sent_ahead_}};
  }

 protected:
  /// Reads the parameters that are about connections.
  explicit postgres_faces(const scenario_setup& setup)
      : dsn_(setup.params.text("dsn")),
        most_(connections_of(setup)),
        warm_(setup.params.text("connections") == "warm"),
        ahead_(setup.params.count("pipeline")) {}

  const std::string& dsn() const noexcept { return dsn_; }

  /// The notes of a sample: the server, whether its statements have no names, and whether queries were sent ahead.
  std::vector<std::string> notes_of(const std::string& server_version, bool shared_sessions,
                                    std::string_view transactions) const {
    std::vector<std::string> notes{fmt::format("PostgreSQL {}", server_version)};
    if (shared_sessions)
      notes.emplace_back(
          "behind a pooler that hands its sessions on after each transaction: statements have no names, and the "
          "server parses and plans each query again");
    if (sent_ahead_ > 0)
      notes.push_back(
          fmt::format("pipeline mode: up to {} queries of a task sent before their answers come, {}", ahead_,
                      transactions));
    return notes;
  }

 private:
  using blocking_pool = pool_service<sync::resource_pool<postgres_connection>>;
  using pipelines = sync::async_resource_pool<postgres_pipeline>;
  using pipeline_pool = pool_service<pipelines>;

  Work& self() noexcept { return static_cast<Work&>(*this); }

  std::unique_ptr<postgres_connection> make_connection() {
    auto made = std::make_unique<postgres_connection>(dsn_);
    made->prepare(self().statements());
    ++opened_;
    return made;
  }

  void count(postgres_pipeline& made) {
    made.count_sent_ahead(sent_ahead_);
    ++opened_;
  }

  template <class Executor>
  asio::awaitable<std::unique_ptr<postgres_pipeline>, Executor> make_pipeline(
      basic_coroutine_context<Executor>& context) {
    auto made = co_await postgres_pipeline::open(context, dsn_, self().statements());
    count(*made);
    co_return made;
  }

  std::unique_ptr<postgres_pipeline> make_pipeline(fiber_context& context) {
    auto made = postgres_pipeline::open(context, dsn_, self().statements());
    count(*made);
    return made;
  }

  template <class Handler>
  void make_pipeline(callback_context& context, Handler handler) {
    postgres_pipeline::open(
        context, dsn_, self().statements(),
        [this, handler = std::move(handler)](const std::exception_ptr& error, auto made) mutable {
          if (!error) count(*made);
          handler(error, std::move(made));
        });
  }

  /// A task in handlers that has its connection.
  void ask(const std::shared_ptr<pipelines::lease>& connection, task_id id, task_end end) {
    (*connection)
        ->ask_then(self().of(id), ahead_, [connection, end](const std::exception_ptr& error, digest answer) {
          if (error) return end(error);
          connection->give_back();
          end(answer);
        });
  }

  std::string dsn_;
  std::size_t most_;  ///< connections of all tasks together
  bool warm_;
  std::uint64_t ahead_;
  std::atomic<std::int64_t> opened_ = 0;
  /// Queries that were sent before the one before them was answered.
  std::atomic<std::int64_t> sent_ahead_ = 0;
};

}  // namespace concbench
