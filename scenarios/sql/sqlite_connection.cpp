// SQLite's C interface, with its errors as exceptions. Empty where the library is missing.
#ifdef CONCBENCH_HAS_SQLITE
#include "scenarios/sql/sqlite_connection.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include <fmt/format.h>

#include "system/units.hpp"

namespace concbench {
namespace {

/// SQLite's memory statistics lock the whole process at each allocation, and nobody reads them.
void configure_once() {
  [[maybe_unused]] static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// The file as a URI, because only a URI can say that nobody writes.
std::string uri_of(const std::filesystem::path& file, std::string_view parameters) {
  std::string uri = file.is_absolute() ? "file://" : "file:";
  for (const char c : file.string())
    if (c == '?' || c == '#' || c == '%') {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  return uri.append(parameters);
}

int open(const std::filesystem::path& file, sqlite_connection::access how, sqlite3** handle) {
  using enum sqlite_connection::access;
  // A pool lends a connection to one thread at a time: SQLite needs no locks of its own.
  constexpr int flags = SQLITE_OPEN_NOMUTEX;
  switch (how) {
    case read_only:
      return sqlite3_open_v2(uri_of(file, "?mode=ro").c_str(), handle,
                             flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    case unchanging:
      return sqlite3_open_v2(uri_of(file, "?mode=ro&immutable=1").c_str(), handle,
                             flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    case made:
      return sqlite3_open_v2(file.c_str(), handle, flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                             nullptr);
    case existing:
      break;
  }
  return sqlite3_open_v2(file.c_str(), handle, flags | SQLITE_OPEN_READWRITE, nullptr);
}

}  // namespace

sqlite_connection::sqlite_connection(const std::filesystem::path& file, access how) {
  configure_once();
  sqlite3* handle = nullptr;
  const int result = open(file, how, &handle);
  handle_.reset(handle);
  check(result);
}

void sqlite_connection::wait_when_busy(duration limit, std::atomic<std::int64_t>& waits) {
  busy_limit_ = limit;
  busy_waits_ = &waits;
  check(sqlite3_busy_handler(handle_.get(), on_busy, this));
}

/// The same pauses as sqlite3_busy_timeout, which cannot count them.
int sqlite_connection::on_busy(void* self, int attempt) {
  using std::chrono::milliseconds;
  constexpr std::array pauses{1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
  auto& on = *static_cast<sqlite_connection*>(self);
  if (attempt == 0) {
    on.busy_since_ = clock::now();
    ++*on.busy_waits_;
  }
  const auto left = on.busy_limit_ - (clock::now() - on.busy_since_);
  if (left <= duration::zero()) return 0;
  const duration pause = milliseconds(pauses[std::min<std::size_t>(static_cast<std::size_t>(attempt), 11)]);
  std::this_thread::sleep_for(std::min(pause, left));
  return 1;
}

void sqlite_connection::execute(const std::string& statements) {
  check(sqlite3_exec(handle_.get(), statements.c_str(), nullptr, nullptr, nullptr));
}

void sqlite_connection::copy_to(const std::filesystem::path& copy) const {
  const sqlite_connection to(copy, access::made);
  constexpr int all_pages = -1;
  struct finish {
    void operator()(sqlite3_backup* handle) const noexcept { sqlite3_backup_finish(handle); }
  };
  std::unique_ptr<sqlite3_backup, finish> backup(
      sqlite3_backup_init(to.handle_.get(), "main", handle_.get(), "main"));
  if (!backup) to.fail(sqlite3_errcode(to.handle_.get()));
  const int stepped = sqlite3_backup_step(backup.get(), all_pages);
  backup.reset();  // puts the error into the connection to the copy
  if (stepped != SQLITE_DONE) to.fail(stepped);
}

void sqlite_connection::check(int result) const {
  if (result != SQLITE_OK) fail(result);
}

void sqlite_connection::fail(int result) const {
  const int code = result & 0xff;  // extended codes have more in their higher bytes
  if (!handle_) throw sqlite_error(fmt::format("SQLite: {}", sqlite3_errstr(result)), code, -1);
  auto message = fmt::format("SQLite: {}", sqlite3_errmsg(handle_.get()));
  if (result == SQLITE_BUSY && busy_waits_ != nullptr)
    message += fmt::format(" for longer than busy-timeout {}", exact_text(busy_limit_));
  throw sqlite_error(message, code, sqlite3_error_offset(handle_.get()));
}

sqlite_statement::sqlite_statement(const sqlite_connection& connection, const std::string& text)
    : connection_(connection) {
  sqlite3_stmt* handle = nullptr;
  connection_.check(sqlite3_prepare_v3(connection_.handle_.get(), text.c_str(), static_cast<int>(text.size()),
                                       SQLITE_PREPARE_PERSISTENT, &handle, nullptr));
  handle_.reset(handle);
}

void sqlite_statement::bind(int parameter, std::int64_t value) {
  connection_.check(sqlite3_bind_int64(handle_.get(), parameter, value));
}

void sqlite_statement::bind(int parameter, double value) {
  connection_.check(sqlite3_bind_double(handle_.get(), parameter, value));
}

void sqlite_statement::bind_null(int parameter) {
  connection_.check(sqlite3_bind_null(handle_.get(), parameter));
}

void sqlite_statement::bind(int parameter, std::string_view value) {
  connection_.check(sqlite3_bind_text(handle_.get(), parameter, value.data(), static_cast<int>(value.size()),
                                      SQLITE_TRANSIENT));
}

bool sqlite_statement::step() {
  const int result = sqlite3_step(handle_.get());
  if (result != SQLITE_ROW && result != SQLITE_DONE) connection_.fail(result);
  return result == SQLITE_ROW;
}

void sqlite_statement::add_row_to(rows_digest& rows) const {
  auto* const row = handle_.get();
  for (int column = 0; column < sqlite3_column_count(row); ++column) {
    const int type = sqlite3_column_type(row, column);
    const auto number = static_cast<std::uint64_t>(type);
    if (type == SQLITE_NULL) {
      rows.add_null();
    } else if (type == SQLITE_INTEGER) {
      const auto value = sqlite3_column_int64(row, column);
      rows.add(number, {reinterpret_cast<const char*>(&value), sizeof value});
    } else if (type == SQLITE_FLOAT) {
      const auto value = sqlite3_column_double(row, column);
      rows.add(number, {reinterpret_cast<const char*>(&value), sizeof value});
    } else {
      const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
      rows.add(number, {bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column))});
    }
  }
  rows.end_row();
}

std::string_view sqlite_statement::text(int column) const {
  const auto* first = sqlite3_column_text(handle_.get(), column);
  return {reinterpret_cast<const char*>(first),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

}  // namespace concbench
#endif
