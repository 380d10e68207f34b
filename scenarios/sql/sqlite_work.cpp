// `database` on SQLite: the rows that concbench makes, in a file that belongs to the sample. Many connections of one
// process read and write it.
#include "scenarios/sql/database_work.hpp"

#ifdef CONCBENCH_HAS_SQLITE
#include <fmt/format.h>

#include "scenarios/sql/query_mix.hpp"
#include "scenarios/sql/sqlite_connection.hpp"
#include "scenarios/sql/sqlite_faces.hpp"

namespace concbench {
namespace {

/// The connection of a task, with its statements.
class item_connection {
 public:
  item_connection(const std::filesystem::path& file, duration busy_limit, std::atomic<std::int64_t>& waits)
      : connection_(file) {
    connection_.wait_when_busy(busy_limit, waits);
    connection_.execute("PRAGMA synchronous = NORMAL");  // in WAL mode a commit need not wait for the disk
    read_.emplace(connection_, query_mix::read(""));
    write_.emplace(connection_, query_mix::write(""));
  }

  /// Each query is a transaction of its own.
  digest ask(const task_queries& queries) {
    digest answer = 0;
    for (std::uint64_t i = 0; i < queries.size(); ++i) {
      const auto query = queries[i];
      answer = query.writes() ? write(query, answer) : read(query, answer);
    }
    return answer;
  }

 private:
  digest read(row_query query, digest before) {
    read_->bind(1, query_mix::number_of(query.row));
    const auto answer = query_mix::after_read(before, read_->step() ? read_->text(0) : "");
    read_->reset();
    return answer;
  }

  digest write(row_query query, digest before) {
    write_->bind(1, query.adds);
    write_->bind(2, query_mix::number_of(query.row));
    write_->step();
    write_->reset();
    return query_mix::after_write(before, connection_.changed());
  }

  sqlite_connection connection_;
  std::optional<sqlite_statement> read_;
  std::optional<sqlite_statement> write_;
};

class sqlite_work final : public sqlite_faces<sqlite_work, item_connection> {
 public:
  explicit sqlite_work(const scenario_setup& setup)
      : sqlite_faces(setup),
        mix_(setup),
        made_(std::filesystem::path(setup.run_folder) / "items.sqlite"),
        file_(std::filesystem::path(setup.sample_folder) / "items.sqlite") {}

  fixture prepare() override {
    std::filesystem::remove(made_);
    sqlite_connection connection(made_, sqlite_connection::access::made);
    connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
    connection.execute(query_mix::create_table(""));
    sqlite_statement insert(connection, "INSERT INTO items VALUES ($1, $2, 0)");
    for (std::uint64_t row = 0; row < mix_.rows(); ++row) {
      insert.bind(1, query_mix::number_of(row));
      insert.bind(2, mix_.content_of(row));
      insert.step();
      insert.reset();
    }
    connection.execute(query_mix::create_index("") + "; COMMIT; PRAGMA journal_mode = WAL");
    return {};
  }

  /// Each sample has a copy, so that none finds what another wrote, or its log.
  void set_up(const fixture&) override { std::filesystem::copy_file(made_, file_); }

  std::unique_ptr<item_connection> connect() {
    return std::make_unique<item_connection>(file_, busy_limit(), busy_waits());
  }

  digest ask(item_connection& connection, task_id id) const { return connection.ask(mix_.of(id)); }

  void verify(std::span<const task_record> tasks) override {
    mix_.verify_answers(tasks);
    mix_.verify_writes(tasks, [this] { return read_back(); });
  }

  std::vector<std::string> notes() const override {
    return notes_of(fmt::format("SQLite {}: WAL, synchronous=NORMAL", sqlite3_libversion()));
  }

 private:
  std::vector<query_mix::row_hits> read_back() const {
    const sqlite_connection connection(file_);
    sqlite_statement written(connection, query_mix::written(""));
    std::vector<query_mix::row_hits> found;
    while (written.step()) found.push_back({written.number(0), written.number(1)});
    return found;
  }

  query_mix mix_;
  std::filesystem::path made_;
  std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<scenario> make_sqlite_work(const scenario_setup& setup) {
  return std::make_unique<sqlite_work>(setup);
}

}  // namespace concbench
#else
namespace concbench {

std::unique_ptr<scenario> make_sqlite_work(const scenario_setup&) {
  throw not_applicable("this build lacks SQLite: install libsqlite3-dev and build again");
}

}  // namespace concbench
#endif
