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

#include <libpq-fe.h>

#include "system/clock.hpp"

namespace concbench {

/// What the server, or the way to it, answered instead of a result: the first line of it.
class postgres_error : public std::runtime_error {
 public:
  explicit postgres_error(std::string_view message);
};

/// The answer to one query.
class postgres_result {
 public:
  explicit postgres_result(PGresult* result) noexcept : handle_(result) {}

  explicit operator bool() const noexcept { return handle_ != nullptr; }
  ExecStatusType status() const noexcept { return PQresultStatus(handle_.get()); }
  /// Nothing where it is rows, the success of a command, or a synchronisation point.
  std::optional<postgres_error> error() const;

  int rows() const noexcept { return PQntuples(handle_.get()); }
  std::string_view text(int row, int column) const;
  std::int64_t number(int row, int column) const;
  /// Rows that a command changed.
  std::uint64_t changed() const;

 private:
  struct clear {
    void operator()(PGresult* handle) const noexcept { PQclear(handle); }
  };
  std::unique_ptr<PGresult, clear> handle_;
};

/// Whole numbers as libpq takes parameters: an array of texts.
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

/// The two statements of `database`, and whether a connection may keep them under their names, "read" and "write". Where it may
/// not, each query carries its text, and the server parses and plans it anew.
struct postgres_statements {
  std::string read;   ///< parameter: number
  std::string write;  ///< parameters: added, number
  bool named = true;
};

/// For one user at a time. What it does throws postgres_error.
class postgres_connection {
 public:
  static constexpr std::chrono::seconds default_connect_limit{10};

  /// Connects; a server that says nothing has 10 s, unless the DSN or PGCONNECT_TIMEOUT says otherwise. With a `limit` (more
  /// than 0, rounded up to seconds) it has that, whatever these say.
  explicit postgres_connection(const std::string& dsn, std::optional<duration> limit = {});

  /// Begins to connect: libpq's PQconnectPoll goes on from here. No more has failed than what needs no
  /// waiting; and it is for the caller to keep the limit.
  struct begun {};
  postgres_connection(const std::string& dsn, begun);

  /// How long connecting may take; 0: for ever.
  duration connect_limit() const;

  /// Runs one statement, or several without parameters.
  postgres_result execute(const std::string& statements);

  /// The same, or nothing where no answer has come within `limit`; the connection then takes no further statement.
  std::optional<postgres_result> execute_within(const std::string& statements, duration limit);

  /// Has the server keep the statements that have names.
  void prepare(const postgres_statements& statements);

  postgres_result read(const postgres_statements& statements, std::int64_t number) {
    return answer(send_read(statements, number));
  }
  postgres_result write(const postgres_statements& statements, std::int64_t adds, std::int64_t number) {
    return answer(send_write(statements, adds, number));
  }

  // The same, sent or queued without waiting for the answer. 1 unless libpq fails, as its own functions return.

  int send_read(const postgres_statements& statements, std::int64_t number) {
    return send<1>(statements.named ? "read" : nullptr, statements.read, {number});
  }
  int send_write(const postgres_statements& statements, std::int64_t adds, std::int64_t number) {
    return send<2>(statements.named ? "write" : nullptr, statements.write, {adds, number});
  }

  /// The rows of a `COPY … FROM STDIN` that has begun, and its end.
  void copy(std::string_view lines);
  void end_copy();

  /// Throws why there is no connection.
  [[noreturn]] void fail_to_connect() const;
  /// Throws why the connection cannot go on: what the server said when it ended the session, else libpq's own last error.
  [[noreturn]] void fail() const;
  /// Throws the result's error, if it is one: also here rather what the server said when it ended the session.
  void check(const postgres_result& result) const;

  PGconn* get() const noexcept { return handle_.get(); }
  std::string server_version() const { return PQparameterStatus(handle_.get(), "server_version"); }

 private:
  /// Throws the first error among what had come before the connection was found to be lost. Never waits.
  void check_unread() const;
  [[noreturn]] void throw_reason(const postgres_error& error) const;
  /// Waits for the answer to what was sent: the last result, or the first error thrown. libpq's own PQexec
  /// throws all results but the last away, and of a session that the server ended the last says no more than
  /// that the connection was closed. `sent` is what the sending function returned.
  postgres_result answer(int sent) const;

  /// `name`: null where the server does not keep the statement.
  template <std::size_t Count>
  int send(const char* name, const std::string& statement, const std::array<std::int64_t, Count>& values) {
    const postgres_parameters<Count> given(values);
    constexpr int as_text = 0;
    if (name != nullptr)
      return PQsendQueryPrepared(handle_.get(), name, given.count(), given.values(), nullptr, nullptr,
                                 as_text);
    return PQsendQueryParams(handle_.get(), statement.c_str(), given.count(), nullptr, given.values(),
                             nullptr, nullptr, as_text);
  }

  struct finish {
    void operator()(PGconn* handle) const noexcept { PQfinish(handle); }
  };
  /// Where libpq leaves what the server says without having been asked. It keeps the address.
  std::unique_ptr<std::string> last_words_ = std::make_unique<std::string>();
  std::unique_ptr<PGconn, finish> handle_;
};

}  // namespace concbench
