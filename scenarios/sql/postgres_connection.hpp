// libpq behind RAII: connections, results, and calls that block.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "scenarios/sql/rows_digest.hpp"
#include "system/clock.hpp"

namespace concbench {

/// An error from the server, or from the connection to it: the first line of its text.
class postgres_error : public std::runtime_error {
 public:
  /// `position` as PostgreSQL gives it: the character of the statement at which it is wrong, from 1 on; 0 where that is
  /// not known.
  explicit postgres_error(std::string_view message, std::size_t position = 0);

  std::size_t position() const noexcept { return position_; }

 private:
  std::size_t position_;
};

/// The answer to one query.
class postgres_result {
 public:
  explicit postgres_result(PGresult* result) noexcept : handle_(result) {}

  explicit operator bool() const noexcept { return handle_ != nullptr; }
  ExecStatusType status() const noexcept { return PQresultStatus(handle_.get()); }
  /// The error in the answer. Empty when it is rows, the success of a command, or a synchronisation point.
  std::optional<postgres_error> error() const;

  int rows() const noexcept { return PQntuples(handle_.get()); }
  std::string_view text(int row, int column) const;
  std::int64_t number(int row, int column) const;
  /// Adds all rows.
  void add_rows_to(rows_digest& answer) const;
  /// How many rows a command changed.
  std::uint64_t changed() const;

 private:
  struct clear {
    void operator()(PGresult* handle) const noexcept { PQclear(handle); }
  };
  std::unique_ptr<PGresult, clear> handle_;
};

/// Whole numbers in the form in which libpq takes parameters: an array of texts.
template <std::size_t Count>
class postgres_parameters {
 public:
  explicit postgres_parameters(const std::array<std::int64_t, Count>& values) noexcept {
    for (std::size_t i = 0; i < Count; ++i) {
      *std::to_chars(texts_[i].data(), texts_[i].data() + texts_[i].size() - 1, values[i]).ptr = '\0';
      pointers_[i] = texts_[i].data();
    }
  }
  postgres_parameters(const postgres_parameters&) = delete;

  static constexpr int count() noexcept { return static_cast<int>(Count); }
  const char* const* values() const noexcept { return pointers_.data(); }

 private:
  std::array<std::array<char, 24>, Count> texts_;
  std::array<const char*, Count> pointers_;
};

/// A statement, and the name under which a connection stores it. Where the name is empty, each query contains the text,
/// which the server parses and plans again.
struct postgres_statement {
  std::string name;
  std::string text;
};
using postgres_statements = std::vector<postgres_statement>;

/// A connection for one user at a time. Its functions throw postgres_error.
class postgres_connection {
 public:
  static constexpr std::chrono::seconds default_connect_limit{10};

  /// Connects. A server that does not answer has 10 s, unless the DSN or PGCONNECT_TIMEOUT says otherwise. With a
  /// `limit` (above 0, rounded up to seconds) it has that time, whatever these say.
  explicit postgres_connection(const std::string& dsn, std::optional<duration> limit = {});

  /// Begins to connect; libpq's PQconnectPoll continues. Only steps that need no waiting can have failed. The caller
  /// must enforce the time limit.
  struct begun {};
  postgres_connection(const std::string& dsn, begun);

  /// How long connecting may take; 0: for ever.
  duration connect_limit() const;

  /// Runs one statement, or several without parameters.
  postgres_result execute(const std::string& statements);

  /// The same, but empty when no answer has come within `limit`. The connection cannot be used for further statements
  /// then.
  std::optional<postgres_result> execute_within(const std::string& statements, duration limit);

  /// Lets the server parse a statement, and store it without a name. Returns false when no answer has come within
  /// `limit`.
  bool parse_within(const std::string& statement, duration limit);

  /// Tells the server to store the statements that have names.
  void prepare(const postgres_statements& statements);

  /// Sends or queues a query without waiting for its answer. `values` are the texts of its `count` parameters; null is
  /// NULL. Returns 1 unless libpq fails, as its own functions do.
  int send(const postgres_statement& statement, int count, const char* const* values);

  /// Waits for the answer to what was sent. Returns the last result, or throws the first error. libpq's own PQexec
  /// drops all results but the last; when the server ends the session, that one says only that the connection was
  /// closed. `sent` is what the sending function returned.
  postgres_result answer(int sent) const;

  /// Sends the rows of a `COPY … FROM STDIN` that has begun, and its end.
  void copy(std::string_view lines);
  void end_copy();

  /// Throws the reason why there is no connection.
  [[noreturn]] void fail_to_connect() const;
  /// Throws the reason why the connection cannot be used: what the server said when it ended the session, or libpq's
  /// last error.
  [[noreturn]] void fail() const;
  /// Throws the error of a result, if it has one. When the server ended the session, throws what it said then.
  void check(const postgres_result& result) const;

  /// Whether the connection has not been lost.
  bool is_alive() const noexcept { return PQstatus(handle_.get()) == CONNECTION_OK; }

  PGconn* get() const noexcept { return handle_.get(); }
  std::string server_version() const { return PQparameterStatus(handle_.get(), "server_version"); }

 private:
  std::optional<postgres_result> answer_within(int sent, duration limit);
  /// Throws the first error that had arrived before the connection was found to be lost. Never waits.
  void check_unread() const;
  [[noreturn]] void throw_reason(const postgres_error& error) const;

  struct finish {
    void operator()(PGconn* handle) const noexcept { PQfinish(handle); }
  };
  /// libpq puts here what the server says without being asked. libpq keeps the address.
  std::unique_ptr<std::string> last_words_ = std::make_unique<std::string>();
  std::unique_ptr<PGconn, finish> handle_;
};

}  // namespace concbench
