// `database` on SQLite: a file that belongs to the sample, which many connections of one process read and write.
#include "scenarios/sql/database_work.hpp"

#ifdef CONCBENCH_HAS_SQLITE
#include <fmt/format.h>

#include "core/faces.hpp"
#include "scenarios/sql/pool_service.hpp"
#include "scenarios/sql/query_mix.hpp"
#include "scenarios/sql/sqlite_connection.hpp"
#include "sync/resource_pool.hpp"

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

class sqlite_work final : public scenario,
                          public shares_memory,  // a pool of connections
                          public straight_faces<sqlite_work>,
                          public suspending_faces<sqlite_work>,
                          public callback_face {
  using connections = sync::resource_pool<item_connection>;

  template <class Context>
  auto asking(Context& context, task_id id) {
    return [this, &pool = pool_service<connections>::of(context), most = most_of(most_, context), id] {
      auto connection = pool.acquire(most, [this] { return make_connection(); });
      const auto answer = connection->ask(mix_.of(id));
      connection.give_back();
      return answer;
    };
  }

  template <class Context>
  auto opening(Context& context) {
    return [this, &pool = pool_service<connections>::of(context), most = most_of(most_, context)] {
      pool.add(most, [this] { return make_connection(); });
    };
  }

 public:
  explicit sqlite_work(const scenario_setup& setup)
      : mix_(setup),
        most_(connections_of(setup)),
        warm_(setup.params.text("connections") == "warm"),
        busy_limit_(setup.params.time("busy-timeout")),
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

  // SQLite only blocks, so every model runs its queries in `asking`, where the model allows tasks to block.

  template <class Context>
  digest work(Context& context, task_id id) {
    if constexpr (!std::is_same_v<Context, blocking_context>) note_offload();
    return context.offload(asking(context, id));
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    note_offload();
    return context.offload(asking(context, id));
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    note_offload();
    context.offload(asking(context, id), [end](const std::exception_ptr& error, digest answer) {
      error ? end(error) : end(answer);
    });
  }

  std::unique_ptr<scenario> warm_up() override {
    if (!warm_) return {};
    return std::make_unique<pool_warm_up<sqlite_work>>(*this);
  }

  template <class Context>
  auto open(Context& context) {
    return context.offload(opening(context));
  }
  void open(callback_context& context, task_end end) {
    context.offload(opening(context),
                    [end](const std::exception_ptr& error, auto) { error ? end(error) : end(0); });
  }

  void verify(std::span<const task_record> tasks) override {
    mix_.verify_answers(tasks);
    mix_.verify_writes(tasks, [this] { return read_back(); });
  }

  std::map<std::string, std::int64_t> counters() const override {
    return {{"handles_opened", opened_}, {"busy_waits", busy_waits_}};
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes{fmt::format("SQLite {}: WAL, synchronous=NORMAL", sqlite3_libversion())};
    if (offloads_) notes.emplace_back("all queries on a pool of threads: SQLite has no non-blocking form");
    return notes;
  }

 private:
  void note_offload() { offloads_.store(true, std::memory_order_relaxed); }

  std::unique_ptr<item_connection> make_connection() {
    auto made = std::make_unique<item_connection>(file_, busy_limit_, busy_waits_);
    ++opened_;
    return made;
  }

  std::vector<query_mix::row_hits> read_back() const {
    const sqlite_connection connection(file_);
    sqlite_statement written(connection, query_mix::written(""));
    std::vector<query_mix::row_hits> found;
    while (written.step()) found.push_back({written.number(0), written.number(1)});
    return found;
  }

  query_mix mix_;
  std::size_t most_;  ///< connections of all tasks together
  bool warm_;
  duration busy_limit_;
  std::filesystem::path made_;
  std::filesystem::path file_;
  std::atomic<std::int64_t> opened_ = 0;
  std::atomic<std::int64_t> busy_waits_ = 0;
  std::atomic<bool> offloads_ = false;
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
