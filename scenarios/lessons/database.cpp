// Eight queries on SQLite, whose calls block: in sequence, by a pool, by coroutines that offload.
#include <filesystem>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "sync/async_task.hpp"
#include "sync/offload.hpp"
#include "sync/thread_pool.hpp"
#include "system/story.hpp"
#include "system/temporary_folder.hpp"

using namespace concbench;

#if __has_include(<sqlite3.h>)
#include <sqlite3.h>

namespace {

class connection {
 public:
  explicit connection(const std::filesystem::path& file) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open(file.c_str(), &opened);
    handle_.reset(opened);
    check(result);
  }

  /// Returns the number in the last row; 0 without rows.
  long long run(const char* sql, int parameter = 0) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(handle_.get(), sql, -1, &statement, nullptr));
    sqlite3_bind_int(statement, 1, parameter);
    long long number = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) number = sqlite3_column_int64(statement, 0);
    check(sqlite3_finalize(statement));  // reports what failed in a step
    return number;
  }

 private:
  void check(int result) const {
    if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_.get()));
  }

  std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle_{nullptr, sqlite3_close};
};

/// Each thread has a connection of its own, which its first query opens.
long long sum_of(const std::filesystem::path& file, int sensor) {
  const story::task task("sensor {}", sensor);
  thread_local connection own(file);
  return own.run("SELECT sum(value) FROM readings WHERE sensor = ?", sensor);
}

}  // namespace

int main() {
  const temporary_folder folder;
  const auto file = folder.path() / "readings.db";
  connection(file).run(
      "CREATE TABLE readings AS WITH RECURSIVE numbers(n) AS "
      "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 200000) "
      "SELECT n % 8 AS sensor, n AS value FROM numbers");
  const auto sensors = std::views::iota(0, 8);

  story::say("in sequence");
  for (const int each : sensors) sum_of(file, each);

  story::say("a pool of 2 threads, 2 connections");
  blocking::thread_pool pool(2);
  const auto sums = pool.map(sensors, [&](int each) { return sum_of(file, each); });

  story::say("8 coroutines, which offload to 2 threads");
  asio::thread_pool threads(2);
  event_loop loop;
  std::vector<awaitable<long long>> queries;
  for (const int each : sensors)
    queries.push_back(sync::offload(threads, [&file, each] { return sum_of(file, each); }));
  auto all = asio::co_spawn(loop, async::gather(std::move(queries)), asio::use_future);
  loop.run();
  story::say("{}", all.get() == sums ? "the same sums" : "other sums");
  return 0;
}
#else
int main() {
  story::say("this build has no SQLite: apt-get install libsqlite3-dev");
  return 0;
}
#endif
