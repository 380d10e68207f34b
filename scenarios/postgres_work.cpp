// `database` on a PostgreSQL server: threads wait for each answer, coroutines send ahead.
#include "database_work.hpp"

#ifdef CONCBENCH_HAS_LIBPQ
#include <fmt/format.h>

#include "core/faces.hpp"
#include "pool_service.hpp"
#include "postgres_pipeline.hpp"
#include "postgres_table.hpp"
#include "query_mix.hpp"
#include "sync/coroutine_resource_pool.hpp"
#include "sync/resource_pool.hpp"

namespace concbench {
namespace {

class postgres_work final : public scenario,
                            public shares_memory,  // a pool of connections
                            public blocking_face,
                            public suspending_faces<postgres_work> {
 public:
  explicit postgres_work(const scenario_setup& setup)
      : mix_(setup),
        most_(connections_of(setup)),
        warm_(setup.params.text("connections") == "warm"),
        dsn_(setup.params.text("dsn")),
        ahead_(setup.params.count("pipeline")) {}

  /// Only to learn once, and not in each sample, that there is no way to the server.
  fixture prepare() override {
    postgres_connection session(dsn_);
    postgres_table::drop_leftovers(session);
    return {};
  }

  void set_up(const fixture&) override {
    table_.emplace(dsn_, mix_);
    read_ = query_mix::read(table_->schema());
    write_ = query_mix::write(table_->schema());
  }

  // The same queries twice: with threads that may block on each, and ahead of their answers on a loop that
  // must not.

  digest run(blocking_context& context, task_id id) override {
    auto connection = blocking_pool::of(context).acquire(most_, [this] { return make_connection(); });
    const auto queries = mix_.of(id);
    digest answer = 0;
    for (std::uint64_t i = 0; i < queries.size(); ++i) answer = ask(*connection, queries[i], answer);
    connection.give_back();
    return answer;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    suspends_.store(true, std::memory_order_relaxed);
    auto& pool = suspending_pool::of(context);
    const auto make = [this, &context] { return make_pipeline(context); };
    auto connection = co_await pool.acquire(most_of(most_, context), make);
    const auto answer =
        co_await connection->template ask<typename Context::executor_type>(mix_.of(id), ahead_);
    connection.give_back();
    co_return answer;
  }

  std::unique_ptr<scenario> warm_up() override {
    if (!warm_) return {};
    return std::make_unique<pool_warm_up<postgres_work>>(*this);
  }

  void open(blocking_context& context) {
    blocking_pool::of(context).add(most_, [this] { return make_connection(); });
  }

  template <class Executor>
  asio::awaitable<void, Executor> open(basic_coroutine_context<Executor>& context) {
    return suspending_pool::of(context).add(most_of(most_, context),
                                            [this, &context] { return make_pipeline(context); });
  }

  void verify(std::span<const task_record> tasks) override {
    mix_.verify_answers(tasks);
    mix_.verify_writes(tasks, [this] { return table_->read_back(); });
  }

  std::map<std::string, std::int64_t> counters() const override { return {{"connections_opened", opened_}}; }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes{fmt::format("PostgreSQL {}", table_->server_version())};
    if (suspends_ && ahead_ > 1)
      notes.push_back(
          fmt::format("up to {} queries of a task sent before their answers (pipeline mode)", ahead_));
    return notes;
  }

 private:
  using blocking_pool = pool_service<sync::resource_pool<postgres_connection>>;
  using suspending_pool = pool_service<sync::coroutine_resource_pool<postgres_pipeline>>;

  static digest ask(postgres_connection& on, row_query query, digest before) {
    const auto number = query_mix::number_of(query.row);
    if (query.writes())
      return query_mix::after_write(before, on.execute_prepared<2>("write", {query.adds, number}).changed());
    const auto result = on.execute_prepared<1>("read", {number});
    return query_mix::after_read(before, result.rows() == 1 ? result.text(0, 0) : "");
  }

  std::unique_ptr<postgres_connection> make_connection() {
    auto made = std::make_unique<postgres_connection>(dsn_);
    made->prepare("read", read_);
    made->prepare("write", write_);
    ++opened_;
    return made;
  }

  template <class Executor>
  asio::awaitable<std::unique_ptr<postgres_pipeline>, Executor> make_pipeline(
      basic_coroutine_context<Executor>& context) {
    auto made = co_await postgres_pipeline::open(context, dsn_, read_, write_);
    ++opened_;
    co_return made;
  }

  query_mix mix_;
  std::size_t most_;  ///< connections of all tasks together
  bool warm_;
  std::string dsn_;
  std::uint64_t ahead_;
  std::optional<postgres_table> table_;
  std::string read_;
  std::string write_;
  std::atomic<std::int64_t> opened_ = 0;
  std::atomic<bool> suspends_ = false;
};

bool has_password(const PQconninfoOption* options) {
  for (const auto* each = options; each->keyword != nullptr; ++each)
    if (std::string_view(each->keyword).ends_with("password") && each->val != nullptr) return true;
  return false;
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
  if (!options) {
    std::string_view why = message != nullptr ? message : "out of memory";
    throw usage_error(
        fmt::format("database.dsn '{}' is no connection string: {}; write "
                    "postgresql://user@host:5432/database",
                    dsn, why.substr(0, why.find('\n'))));
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
