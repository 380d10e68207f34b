// `database` on a PostgreSQL server: the rows that concbench makes.
#include "scenarios/sql/database_work.hpp"

#ifdef CONCBENCH_HAS_LIBPQ
#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "core/json_field.hpp"
#include "scenarios/sql/postgres_faces.hpp"
#include "scenarios/sql/postgres_pooler.hpp"
#include "scenarios/sql/postgres_table.hpp"
#include "scenarios/sql/query_mix.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

constexpr std::size_t read_statement = 0;
constexpr std::size_t write_statement = 1;

/// The queries of a task, on whatever connection. Each write is a transaction of its own; reads between two writes
/// share one where they are sent ahead.
class item_questions {
 public:
  item_questions(const postgres_statements& statements, task_queries queries)
      : statements_(&statements), queries_(queries) {}

  std::uint64_t size() const noexcept { return queries_.size(); }
  std::uint64_t answered() const noexcept { return answered_; }

  /// At most 500 queries, with about 70 bytes each, or 170 with their text.
  std::uint64_t end_of_batch(std::uint64_t first, std::uint64_t ahead) const noexcept {
    return std::min(first + ahead, size());
  }

  int send(postgres_connection& on, std::uint64_t index) const {
    const auto query = queries_[index];
    const auto number = query_mix::number_of(query.row);
    if (query.writes()) return send<2>(on, write_statement, {query.adds, number});
    return send<1>(on, read_statement, {number});
  }

  bool ends_transaction(std::uint64_t index) const noexcept {
    return queries_[index].writes() || queries_[index + 1].writes();
  }

  void take(const postgres_result& result) {
    answer_ = queries_[answered_++].writes()
                  ? query_mix::after_write(answer_, result.changed())
                  : query_mix::after_read(answer_, result.rows() == 1 ? result.text(0, 0) : "");
  }

  digest answer() const noexcept { return answer_; }

 private:
  template <std::size_t Count>
  int send(postgres_connection& on, std::size_t statement,
           const std::array<std::int64_t, Count>& values) const {
    const postgres_parameters<Count> given(values);
    return on.send((*statements_)[statement], given.count(), given.values());
  }

  const postgres_statements* statements_;
  task_queries queries_;
  std::uint64_t answered_ = 0;
  digest answer_ = 0;
};

class postgres_work final : public postgres_faces<postgres_work> {
 public:
  explicit postgres_work(const scenario_setup& setup) : postgres_faces(setup), mix_(setup) {}

  /// Finds out once, and not in each sample, whether the server can be reached, and in which way.
  fixture prepare() override {
    postgres_connection session(dsn());
    const bool shared = hands_sessions_on(session, dsn());
    postgres_table::drop_leftovers(session);
    return {{"shared_sessions", shared}};
  }

  void set_up(const fixture& prepared) override {
    shared_ = json_field(prepared, "fixture").at("shared_sessions").truth();
    table_.emplace(dsn(), mix_);
    statements_ = {{shared_ ? "" : "read", query_mix::read(table_->schema())},
                   {shared_ ? "" : "write", query_mix::write(table_->schema())}};
  }

  const postgres_statements& statements() const noexcept { return statements_; }
  item_questions of(task_id id) const { return {statements_, mix_.of(id)}; }

  void verify(std::span<const task_record> tasks) override {
    mix_.verify_answers(tasks);
    mix_.verify_writes(tasks, [this] { return table_->read_back(); });
  }

  std::vector<std::string> notes() const override {
    return notes_of(table_->server_version(), shared_, "reads between two writes in one transaction");
  }

 private:
  query_mix mix_;
  std::optional<postgres_table> table_;
  postgres_statements statements_;
  bool shared_ = false;
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
