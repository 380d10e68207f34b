// SQLite's C interface, with its errors as exceptions. Empty where the library is missing.
#ifdef CONCBENCH_HAS_SQLITE
#include "scenarios/sql/sqlite_connection.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "system/units.hpp"

namespace concbench {
namespace {

/// SQLite's memory statistics lock the whole process at each allocation, and nobody reads them.
void configure_once() {
  [[maybe_unused]] static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

sqlite_connection::sqlite_connection(const std::filesystem::path& file, access how) {
  configure_once();
  sqlite3* handle = nullptr;
  const int made = how == access::made ? SQLITE_OPEN_CREATE : 0;
  // A pool lends a connection to one thread at a time: SQLite needs no locks of its own.
  const int result =
      sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | made, nullptr);
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

void sqlite_connection::check(int result) const {
  if (result != SQLITE_OK) fail(result);
}

void sqlite_connection::fail(int result) const {
  if (result == SQLITE_BUSY && busy_waits_ != nullptr)
    throw std::runtime_error(fmt::format("SQLite: {} for longer than busy-timeout {}",
                                         sqlite3_errmsg(handle_.get()), exact_text(busy_limit_)));
  throw std::runtime_error(
      fmt::format("SQLite: {}", handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(result)));
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

void sqlite_statement::bind(int parameter, std::string_view value) {
  connection_.check(sqlite3_bind_text(handle_.get(), parameter, value.data(), static_cast<int>(value.size()),
                                      SQLITE_TRANSIENT));
}

bool sqlite_statement::step() {
  const int result = sqlite3_step(handle_.get());
  if (result != SQLITE_ROW && result != SQLITE_DONE) connection_.fail(result);
  return result == SQLITE_ROW;
}

std::string_view sqlite_statement::text(int column) const {
  const auto* first = sqlite3_column_text(handle_.get(), column);
  return {reinterpret_cast<const char*>(first),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

}  // namespace concbench
#endif
