// The least that one thread can do to read rows from SQLite: a prepared statement is bound, stepped and reset in a loop,
// with a checksum of what it reads. `database` with `sequential` is compared with it.
//
//     sqlite_reads FILE [QUERIES]
//
// It prints the seconds that the queries took. If FILE does not exist, it is made first (100,000 rows).
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>

#include <sqlite3.h>
#include <xxhash.h>

namespace {

constexpr std::int64_t rows = 100'000;

struct closing {
  void operator()(sqlite3* on) const { sqlite3_close(on); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using connection = std::unique_ptr<sqlite3, closing>;
using statement = std::unique_ptr<sqlite3_stmt, closing>;

connection open(const char* file) {
  sqlite3* handle = nullptr;
  const int result = sqlite3_open_v2(
      file, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  connection on(handle);
  if (result != SQLITE_OK) throw std::runtime_error(std::string("cannot open ") + file);
  return on;
}

void execute(const connection& on, const char* text) {
  if (sqlite3_exec(on.get(), text, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(on.get()));
}

statement prepare(const connection& on, const char* text) {
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v3(on.get(), text, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(on.get()));
  return statement(handle);
}

/// Rows of the shape that `database` has.
void make(const char* file) {
  const auto on = open(file);
  execute(on,
          "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
          "CREATE TABLE items (number bigint NOT NULL, content text NOT NULL, hits bigint NOT NULL)");
  const auto insert = prepare(on, "INSERT INTO items VALUES ($1, lower(hex(randomblob(40))), 0)");
  for (std::int64_t row = 0; row < rows; ++row) {
    sqlite3_bind_int64(insert.get(), 1, row * 10 + 3);
    if (sqlite3_step(insert.get()) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(on.get()));
    sqlite3_reset(insert.get());
  }
  execute(on, "CREATE UNIQUE INDEX items_number ON items (number); COMMIT; PRAGMA journal_mode = WAL");
}

/// The sum of all checksums, so that no row is optimised away.
XXH64_hash_t read_some(sqlite3_stmt* read, long queries) {
  std::mt19937_64 random(1);
  XXH64_hash_t sum = 0;
  for (long i = 0; i < queries; ++i) {
    sqlite3_bind_int64(read, 1, static_cast<std::int64_t>(random() % rows) * 10 + 3);
    if (sqlite3_step(read) != SQLITE_ROW) throw std::runtime_error("a row is missing");
    const auto* content = sqlite3_column_text(read, 0);
    sum += XXH3_64bits(content, static_cast<std::size_t>(sqlite3_column_bytes(read, 0)));
    sqlite3_reset(read);
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2 || argc > 3) throw std::invalid_argument("usage: sqlite_reads FILE [QUERIES]");
  const long queries = argc > 2 ? std::stol(argv[2]) : 100'000;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  if (!std::filesystem::exists(argv[1])) make(argv[1]);
  const auto on = open(argv[1]);
  execute(on, "PRAGMA synchronous = NORMAL");
  const auto read = prepare(on, "SELECT content FROM items WHERE number = $1");
  const auto start = std::chrono::steady_clock::now();
  const auto sum = read_some(read.get(), queries);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf("%.6f\n", taken.count());
  return sum != 0 ? EXIT_SUCCESS : EXIT_FAILURE;
} catch (const std::exception& e) {
  std::fprintf(stderr, "sqlite_reads: %s\n", e.what());
  return 2;
}
