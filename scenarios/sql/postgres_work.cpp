// `database` on a PostgreSQL server: threads wait for each answer, and tasks on loops send queries ahead.
#include "scenarios/sql/database_work.hpp"

#ifdef CONCBENCH_HAS_LIBPQ
#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "core/faces.hpp"
#include "core/json_field.hpp"
#include "scenarios/sql/pool_service.hpp"
#include "scenarios/sql/postgres_pipeline.hpp"
#include "scenarios/sql/postgres_pooler.hpp"
#include "scenarios/sql/postgres_table.hpp"
#include "scenarios/sql/query_mix.hpp"
#include "sync/async_resource_pool.hpp"
#include "sync/resource_pool.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

class postgres_work final : public scenario,
                            public shares_memory,  // a pool of connections
                            public straight_faces<postgres_work>,
                            public suspending_faces<postgres_work>,
                            public callback_face {
 public:
  explicit postgres_work(const scenario_setup& setup)
      : mix_(setup),
        most_(connections_of(setup)),
        warm_(setup.params.text("connections") == "warm"),
        dsn_(setup.params.text("dsn")),
        ahead_(setup.params.count("pipeline")) {}

  /// Finds out once, and not in each sample, whether the server can be reached, and in which way.
  fixture prepare() override {
    postgres_connection session(dsn_);
    const bool shared = hands_sessions_on(session, dsn_);
    postgres_table::drop_leftovers(session);
    return {{"shared_sessions", shared}};
  }

  void set_up(const fixture& prepared) override {
    const bool shared = json_field(prepared, "fixture").at("shared_sessions").truth();
    table_.emplace(dsn_, mix_);
    statements_ = {.read = query_mix::read(table_->schema()),
                   .write = query_mix::write(table_->schema()),
                   .named = !shared};
  }

  // The same queries: threads may block on each of them, and tasks on a loop send them ahead, because they must not
  // block.

  digest work(blocking_context& context, task_id id) {
    auto connection = blocking_pool::of(context).acquire(most_, [this] { return make_connection(); });
    const auto queries = mix_.of(id);
    digest answer = 0;
    for (std::uint64_t i = 0; i < queries.size(); ++i) answer = ask(*connection, queries[i], answer);
    connection.give_back();
    return answer;
  }

  digest work(fiber_context& context, task_id id) {
    const auto make = [this, &context] { return make_pipeline(context); };
    auto connection = pipeline_pool::of(context).acquire(most_, make, context.yield());
    const auto answer = connection->ask(mix_.of(id), ahead_, context.yield());
    connection.give_back();
    return answer;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    auto& pool = pipeline_pool::of(context);
    const auto make = [this, &context] { return make_pipeline(context); };
    auto connection = co_await pool.acquire(most_of(most_, context), make);
    const auto answer =
        co_await connection->template ask<typename Context::executor_type>(mix_.of(id), ahead_);
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
    return std::make_unique<pool_warm_up<postgres_work>>(*this);
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

  void verify(std::span<const task_record> tasks) override {
    mix_.verify_answers(tasks);
    mix_.verify_writes(tasks, [this] { return table_->read_back(); });
  }

  std::map<std::string, std::int64_t> counters() const override {
    return {{"connections_opened", opened_}, {"queries_sent_ahead", sent_ahead_}};
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes{fmt::format("PostgreSQL {}", table_->server_version())};
    if (!statements_.named)
      notes.emplace_back(
          "behind a pooler that hands its sessions on after each transaction: statements have no names, and the "
          "server parses and plans each query again");
    if (sent_ahead_ > 0)
      notes.push_back(fmt::format(
          "pipeline mode: up to {} queries of a task sent before their answers come, reads between "
          "two writes in one transaction",
          ahead_));
    return notes;
  }

 private:
  using blocking_pool = pool_service<sync::resource_pool<postgres_connection>>;
  using pipelines = sync::async_resource_pool<postgres_pipeline>;
  using pipeline_pool = pool_service<pipelines>;

  digest ask(postgres_connection& on, row_query query, digest before) const {
    const auto number = query_mix::number_of(query.row);
    if (query.writes())
      return query_mix::after_write(before, on.write(statements_, query.adds, number).changed());
    const auto result = on.read(statements_, number);
    return query_mix::after_read(before, result.rows() == 1 ? result.text(0, 0) : "");
  }

  std::unique_ptr<postgres_connection> make_connection() {
    auto made = std::make_unique<postgres_connection>(dsn_);
    made->prepare(statements_);
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
    auto made = co_await postgres_pipeline::open(context, dsn_, statements_);
    count(*made);
    co_return made;
  }

  std::unique_ptr<postgres_pipeline> make_pipeline(fiber_context& context) {
    auto made = postgres_pipeline::open(context, dsn_, statements_);
    count(*made);
    return made;
  }

  template <class Handler>
  void make_pipeline(callback_context& context, Handler handler) {
    postgres_pipeline::open(
        context, dsn_, statements_,
        [this, handler = std::move(handler)](const std::exception_ptr& error, auto made) mutable {
          if (!error) count(*made);
          handler(error, std::move(made));
        });
  }

  /// A task in handlers that has its connection.
  void ask(const std::shared_ptr<pipelines::lease>& connection, task_id id, task_end end) {
    (*connection)
        ->ask(mix_.of(id), ahead_, [connection, end](const std::exception_ptr& error, digest answer) {
          if (error) return end(error);
          connection->give_back();
          end(answer);
        });
  }

  query_mix mix_;
  std::size_t most_;  ///< connections of all tasks together
  bool warm_;
  std::string dsn_;
  std::uint64_t ahead_;
  std::optional<postgres_table> table_;
  postgres_statements statements_;
  std::atomic<std::int64_t> opened_ = 0;
  /// Queries that were sent before the one before them was answered.
  std::atomic<std::int64_t> sent_ahead_ = 0;
};

bool has_password(const PQconninfoOption* options) {
  for (const auto* each = options; each->keyword != nullptr; ++each)
    if (std::string_view(each->keyword).ends_with("password") && each->val != nullptr) return true;
  return false;
}

/// Whether a text that libpq cannot read may contain a password.
bool may_hold_password(std::string_view dsn) {
  std::string small(dsn);  // other drivers write "Password=", "Pwd=" or "user/password@//host"
  std::ranges::transform(small, small.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::ranges::any_of(std::array<std::string_view, 3>{"pass", "pwd", "@"},
                             [&](std::string_view sign) { return small.find(sign) != small.npos; });
}

}  // namespace

std::unique_ptr<scenario> make_postgres_work(const scenario_setup& setup) {
  return std::make_unique<postgres_work>(setup);
}

void check_postgres_dsn(const std::string& dsn) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(dsn.c_str(), &message), PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> freed(message, PQfreemem);
  if (!options && may_hold_password(dsn))  // of which libpq's message shows a part as well
    throw usage_error(
        "database.dsn is no connection string, and is not shown, since it seems to hold a password: write "
        "postgresql://user@host:5432/database, and give the password by PGPASSWORD or ~/.pgpass");
  if (!options) {
    std::string_view why = message != nullptr ? message : "out of memory";
    throw usage_error(
        fmt::format("database.dsn {} is no connection string: {}; write "
                    "postgresql://user@host:5432/database",
                    in_quotes(dsn), why.substr(0, why.find('\n'))));
  }
  if (has_password(options.get()))
    throw usage_error(
        "database.dsn holds a password, and would show it in every report: give it by PGPASSWORD or "
        "~/.pgpass");
}

}  // namespace concbench
#else
namespace concbench {

std::unique_ptr<scenario> make_postgres_work(const scenario_setup&) {
  throw not_applicable("this build lacks libpq: install libpq-dev and build again");
}

void check_postgres_dsn(const std::string&) {}

}  // namespace concbench
#endif
