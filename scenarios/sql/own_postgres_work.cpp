// `database` with the user's own queries on a PostgreSQL server. Each task is a transaction that only reads, or, with
// write=on, one that is rolled back.
#include "scenarios/sql/database_work.hpp"

#ifdef CONCBENCH_HAS_LIBPQ
#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <boost/container/small_vector.hpp>

#include "core/json_field.hpp"
#include "scenarios/sql/own_queries.hpp"
#include "scenarios/sql/postgres_faces.hpp"
#include "scenarios/sql/postgres_pooler.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

/// The statements that a connection prepares: the two around each task, and then the user's.
constexpr std::size_t begin_statement = 0;
constexpr std::size_t end_statement = 1;
constexpr std::size_t first_own = 2;

postgres_statements statements_of(const own_queries& queries, bool named) {
  auto make = [named, number = 0](std::string text) mutable {
    return postgres_statement{named ? fmt::format("concbench_{}", ++number) : "", std::move(text)};
  };
  // Each task says so itself, whatever the session's default is: a pooler may hand the session to somebody else.
  postgres_statements all;
  all.push_back(make(queries.writes() ? "BEGIN READ WRITE" : "BEGIN READ ONLY"));
  all.push_back(make("ROLLBACK"));
  for (const auto& each : queries.statements()) all.push_back(make(each.text));
  return all;
}

/// One of the user's queries, on whatever connection. Returns what libpq returns.
int send_own(postgres_connection& on, const postgres_statements& statements, const own_queries& queries,
             own_query query) {
  const auto count = queries.statements()[query.statement].columns.size();
  boost::container::small_vector<const char*, 16> values;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& value = queries.value(query, i);
    values.push_back(value.is_null() ? nullptr : value.text.c_str());
  }
  return on.send(statements[first_own + query.statement], static_cast<int>(count), values.data());
}

digest judged(const own_queries& queries, const postgres_result& result) {
  rows_digest rows;
  result.add_rows_to(rows);
  const bool changes = result.status() == PGRES_COMMAND_OK;  // the rows of RETURNING count as rows
  return queries.judged(rows, changes ? result.changed() : 0);
}

/// The queries of a task between the two statements around them. All of them are one transaction.
class own_questions {
 public:
  own_questions(const postgres_statements& statements, const own_queries& queries, own_answers& answers,
                task_id task)
      : statements_(&statements), queries_(&queries), answers_(&answers), task_(task) {}

  std::uint64_t size() const noexcept { return queries_->per_task() + 2; }
  std::uint64_t answered() const noexcept { return answered_; }

  /// As much as the buffers of a socket hold, even while the server waits until its answers are read. A query that is
  /// larger is sent alone: the server takes all of it before it answers.
  std::uint64_t end_of_batch(std::uint64_t first, std::uint64_t ahead) const {
    constexpr std::size_t most_bytes = 64 * 1024;
    const auto last = std::min(first + ahead, size());
    auto end = first + 1;
    for (auto bytes = bytes_of(first); end < last; ++end)
      if (bytes += bytes_of(end); bytes > most_bytes) break;
    return end;
  }

  int send(postgres_connection& on, std::uint64_t index) const {
    if (index == 0) return on.send((*statements_)[begin_statement], 0, nullptr);
    if (index + 1 == size()) return on.send((*statements_)[end_statement], 0, nullptr);
    return send_own(on, *statements_, *queries_, queries_->at(task_, index - 1));
  }

  static bool ends_transaction(std::uint64_t /*index*/) noexcept { return false; }

  void take(const postgres_result& result) {
    const auto index = answered_++;
    if (index == 0 || index + 1 == size()) return;
    const auto given = judged(*queries_, result);
    answers_->compare(task_, index - 1, given);
    answer_ = mix(answer_, given);
  }

  digest answer() const noexcept { return answer_; }

 private:
  /// About as many bytes as the messages of a query have.
  std::size_t bytes_of(std::uint64_t index) const {
    std::size_t bytes = 100;
    if (index == 0 || index + 1 == size()) return bytes;
    const auto query = queries_->at(task_, index - 1);
    const auto& sent = (*statements_)[first_own + query.statement];
    if (sent.name.empty()) bytes += sent.text.size();
    const auto count = queries_->statements()[query.statement].columns.size();
    for (std::size_t i = 0; i < count; ++i) bytes += 4 + queries_->value(query, i).text.size();
    return bytes;
  }

  const postgres_statements* statements_;
  const own_queries* queries_;
  own_answers* answers_;
  task_id task_;
  std::uint64_t answered_ = 0;
  digest answer_ = 0;
};

class own_postgres_work final : public postgres_faces<own_postgres_work> {
 public:
  explicit own_postgres_work(const scenario_setup& setup)
      : postgres_faces(setup),
        queries_(setup, sql_dialect::postgres),
        answers_(queries_, /*by_task*/ queries_.writes()),
        answer_file_(std::filesystem::path(setup.run_folder) / "answers") {}

  /// Runs the queries once, to know their answers: where they only read, each that differs from the others, and
  /// otherwise those of each task, whose answers depend on what the task did before.
  fixture prepare() override {
    postgres_connection session(dsn());
    const bool shared = hands_sessions_on(session, dsn());
    statements_ = statements_of(queries_, /*named*/ false);
    for (std::uint64_t task = 0; task < queries_.tasks(); ++task) {
      const bool begins = task == 0 || queries_.writes();
      if (begins) session.execute(statements_[begin_statement].text);
      answers_.learn(static_cast<task_id>(task), [&](own_query query) {
        return judged(queries_, session.answer(send_own(session, statements_, queries_, query)));
      });
      if (queries_.writes()) session.execute(statements_[end_statement].text);
    }
    answers_.save(answer_file_);
    return {
        {"shared_sessions", shared}, {"input", queries_.input_text()}, {"server", session.server_version()}};
  }

  void set_up(const fixture& prepared) override {
    const json_field found(prepared, "fixture");
    queries_.require_input_of(prepared);
    shared_ = found.at("shared_sessions").truth();
    server_ = found.at("server").text();
    statements_ = statements_of(queries_, !shared_);
    answers_.load(answer_file_);
  }

  const postgres_statements& statements() const noexcept { return statements_; }
  own_questions of(task_id task) { return {statements_, queries_, answers_, task}; }

  void verify(std::span<const task_record> /*tasks*/) override { answers_.verify(); }

  std::vector<std::string> notes() const override {
    auto notes = notes_of(server_, shared_, "all of them in one transaction");
    notes.emplace_back(
        queries_.writes()
            ? "each task is a transaction that is rolled back: nothing is committed, and the time of a "
              "commit is not measured"
            : "each task is a transaction that only reads: BEGIN and ROLLBACK are two more queries");
    return notes;
  }

 private:
  own_queries queries_;
  own_answers answers_;
  std::filesystem::path answer_file_;
  postgres_statements statements_;
  std::string server_;
  bool shared_ = false;
};

/// Where character `position` (from 1 on) of a text in UTF-8 begins.
std::size_t byte_of(std::string_view text, std::size_t position) {
  const auto all = text.size();
  for (std::size_t i = 1; i < position && !text.empty(); ++i) take_character(text);
  return all - text.size();
}

}  // namespace

std::unique_ptr<scenario> make_own_postgres_work(const scenario_setup& setup) {
  return std::make_unique<own_postgres_work>(setup);
}

void check_own_postgres_work(const scenario_setup& setup) {
  const own_queries queries(setup, sql_dialect::postgres);
  const own_answers fit(queries, /*by_task*/ queries.writes());
  std::optional<postgres_connection> session;
  try {
    session.emplace(setup.params.text("dsn"));
  } catch (const postgres_error&) {
    return;  // the run says so
  }
  for (std::size_t i = 0; i < queries.statements().size(); ++i) {
    const auto& text = queries.statements()[i].text;
    try {
      if (!session->parse_within(text, postgres_connection::default_connect_limit)) return;
    } catch (const postgres_error& e) {
      if (!session->is_alive()) return;
      throw usage_error(
          fmt::format("{}: {}", queries.place_of(i, byte_of(text, e.position())), single_line(e.what())));
    }
  }
}

}  // namespace concbench
#else
namespace concbench {

std::unique_ptr<scenario> make_own_postgres_work(const scenario_setup& setup) {
  return make_postgres_work(setup);  // which says what is missing
}

void check_own_postgres_work(const scenario_setup&) {}

}  // namespace concbench
#endif
