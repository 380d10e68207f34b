// libpq's blocking calls, with its errors as exceptions. Empty where the library is missing.
#ifdef CONCBENCH_HAS_LIBPQ
#include "scenarios/sql/postgres_connection.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <poll.h>

namespace concbench {
namespace {

/// Keywords and values for libpq. Later ones replace earlier ones.
struct connection_options {
  /// `limit`: of connecting, whatever the DSN says; none: what it says, or the default.
  explicit connection_options(const std::string& dsn, std::optional<duration> limit = {})
      : seconds(seconds_of(limit.value_or(postgres_connection::default_connect_limit))),
        values{std::getenv("PGCONNECT_TIMEOUT") != nullptr ? nullptr : seconds.c_str(), dsn.c_str(),
               limit ? seconds.c_str() : nullptr, "concbench", nullptr} {}
  connection_options(const connection_options&) = delete;  // `values` point into it

  static std::string seconds_of(duration limit) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(limit).count());
  }

  static constexpr std::array<const char*, 5> keywords{"connect_timeout", "dbname", "connect_timeout",
                                                       "fallback_application_name", nullptr};
  std::string seconds;
  std::array<const char*, 5> values;
};

/// Without this, notices would be written to standard error. An error among them means that the server ends the session
/// between two queries; libpq reports it nowhere else.
void take_notice(void* last_words, const PGresult* notice) {
  const char* const severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && (severity == std::string_view("FATAL") || severity == std::string_view("PANIC")))
    *static_cast<std::string*>(last_words) = PQresultErrorMessage(notice);
}

/// The place in the statement that an error is about; 0 where it has none.
std::size_t position_in(const PGresult* error) {
  const char* const digits = PQresultErrorField(error, PG_DIAG_STATEMENT_POSITION);
  return digits == nullptr ? 0 : std::strtoul(digits, nullptr, 10);
}

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

postgres_error::postgres_error(std::string_view message, std::size_t position)
    : std::runtime_error(fmt::format("PostgreSQL: {}", first_line(message))), position_(position) {}

std::optional<postgres_error> postgres_result::error() const {
  switch (status()) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_COPY_IN:
    case PGRES_PIPELINE_SYNC:
      return {};
    case PGRES_PIPELINE_ABORTED:
      return postgres_error("an earlier query of the same pipeline failed");
    default:
      return postgres_error(PQresultErrorMessage(handle_.get()), position_in(handle_.get()));
  }
}

std::string_view postgres_result::text(int row, int column) const {
  return {PQgetvalue(handle_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(handle_.get(), row, column))};
}

std::int64_t postgres_result::number(int row, int column) const {
  std::int64_t value = 0;
  const auto digits = text(row, column);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

void postgres_result::add_rows_to(rows_digest& answer) const {
  const int columns = PQnfields(handle_.get());
  for (int row = 0; row < rows(); ++row) {
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(handle_.get(), row, column) != 0) {
        answer.add_null();
      } else {
        answer.add(PQftype(handle_.get(), column), text(row, column));
      }
    }
    answer.end_row();
  }
}

std::uint64_t postgres_result::changed() const {
  std::uint64_t rows = 0;
  const std::string_view digits = PQcmdTuples(handle_.get());
  std::from_chars(digits.data(), digits.data() + digits.size(), rows);
  return rows;
}

postgres_connection::postgres_connection(const std::string& dsn, std::optional<duration> limit) {
  const connection_options options(dsn, limit);
  handle_.reset(PQconnectdbParams(options.keywords.data(), options.values.data(), /*dbname is a DSN*/ 1));
  if (PQstatus(handle_.get()) != CONNECTION_OK) fail_to_connect();
  PQsetNoticeReceiver(handle_.get(), take_notice, last_words_.get());
}

postgres_connection::postgres_connection(const std::string& dsn, begun) {
  const connection_options options(dsn);
  handle_.reset(PQconnectStartParams(options.keywords.data(), options.values.data(), /*dbname is a DSN*/ 1));
  if (PQstatus(handle_.get()) == CONNECTION_BAD) fail_to_connect();
  PQsetNoticeReceiver(handle_.get(), take_notice, last_words_.get());
}

void postgres_connection::fail_to_connect() const {
  throw postgres_error(PQerrorMessage(handle_.get()));
}

void postgres_connection::fail() const {
  const postgres_error error(PQerrorMessage(handle_.get()));
  if (PQstatus(handle_.get()) == CONNECTION_BAD) check_unread();
  throw_reason(error);
}

void postgres_connection::check(const postgres_result& result) const {
  if (const auto error = result.error()) throw_reason(*error);
}

void postgres_connection::check_unread() const {
  // The results of each query are followed by an end mark, and the last one by another end mark.
  for (int ends = 0; ends < 2 && PQisBusy(handle_.get()) == 0;) {
    const postgres_result result(PQgetResult(handle_.get()));
    ends = result ? 0 : ends + 1;
    if (result) check(result);
  }
}

void postgres_connection::throw_reason(const postgres_error& error) const {
  if (!last_words_->empty()) throw postgres_error(*last_words_);
  throw error;
}

duration postgres_connection::connect_limit() const {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(handle_.get()),
                                                                             PQconninfoFree);
  int seconds = 0;
  for (const auto* each = options.get(); each != nullptr && each->keyword != nullptr; ++each)
    if (each->keyword == std::string_view("connect_timeout") && each->val != nullptr)
      seconds = static_cast<int>(std::strtol(each->val, nullptr, 10));  // libpq refuses what is no number
  return std::chrono::seconds(std::max(seconds, 0));
}

postgres_result postgres_connection::execute(const std::string& statements) {
  return answer(PQsendQuery(handle_.get(), statements.c_str()));
}

std::optional<postgres_result> postgres_connection::execute_within(const std::string& statements,
                                                                   duration limit) {
  return answer_within(PQsendQuery(handle_.get(), statements.c_str()), limit);
}

bool postgres_connection::parse_within(const std::string& statement, duration limit) {
  return answer_within(PQsendPrepare(handle_.get(), "", statement.c_str(), 0, nullptr), limit).has_value();
}

std::optional<postgres_result> postgres_connection::answer_within(int sent, duration limit) {
  const auto deadline = clock::now() + limit;
  while (sent == 1 && PQisBusy(handle_.get()) != 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
    if (left <= 0) return {};
    pollfd answers{PQsocket(handle_.get()), POLLIN, 0};
    ::poll(&answers, 1, static_cast<int>(std::min<std::int64_t>(left, 1 << 30)));
    if (answers.revents != 0 && PQconsumeInput(handle_.get()) != 1) fail();
  }
  return answer(sent);
}

void postgres_connection::prepare(const postgres_statements& statements) {
  for (const auto& each : statements)
    if (!each.name.empty())
      answer(PQsendPrepare(handle_.get(), each.name.c_str(), each.text.c_str(), 0, nullptr));
}

int postgres_connection::send(const postgres_statement& statement, int count, const char* const* values) {
  constexpr int as_text = 0;
  if (!statement.name.empty())
    return PQsendQueryPrepared(handle_.get(), statement.name.c_str(), count, values, nullptr, nullptr,
                               as_text);
  return PQsendQueryParams(handle_.get(), statement.text.c_str(), count, nullptr, values, nullptr, nullptr,
                           as_text);
}

void postgres_connection::copy(std::string_view lines) {
  if (PQputCopyData(handle_.get(), lines.data(), static_cast<int>(lines.size())) != 1) fail();
}

void postgres_connection::end_copy() {
  answer(PQputCopyEnd(handle_.get(), nullptr));
}

postgres_result postgres_connection::answer(int sent) const {
  if (sent != 1) fail();
  postgres_result last(nullptr);
  std::optional<postgres_error> first_error;
  // Reads to the end, also after an error, because only then the connection accepts another query.
  while (postgres_result result{PQgetResult(handle_.get())}) {
    if (!first_error) first_error = result.error();
    last = std::move(result);
    if (last.status() == PGRES_COPY_IN) break;  // its end comes after the rows: end_copy()
  }
  if (first_error) throw_reason(*first_error);
  if (!last) fail();  // out of memory
  return last;
}

}  // namespace concbench
#endif
