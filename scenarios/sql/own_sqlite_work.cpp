// `database` with the user's own queries on the user's own SQLite file: it is only read, and what writes gets a copy.
#include "scenarios/sql/database_work.hpp"

#ifdef CONCBENCH_HAS_SQLITE
#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/json_field.hpp"
#include "scenarios/sql/own_queries.hpp"
#include "scenarios/sql/own_sqlite_file.hpp"
#include "scenarios/sql/sqlite_faces.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

std::filesystem::path file_of(const scenario_setup& setup) {
  return setup.params.text("file");
}

/// The connection of a task, with its statements.
class own_connection {
 public:
  own_connection(const std::filesystem::path& file, sqlite_connection::access how, const own_queries& queries,
                 duration busy_limit, std::atomic<std::int64_t>& waits)
      : connection_(file, how) {
    connection_.wait_when_busy(busy_limit, waits);
    statements_.emplace(connection_, queries);
  }

  own_sqlite_statements& statements() noexcept { return *statements_; }
  const sqlite_connection& handle() const noexcept { return connection_; }

 private:
  sqlite_connection connection_;
  std::optional<own_sqlite_statements> statements_;
};

class own_reads final : public sqlite_faces<own_reads, own_connection> {
 public:
  explicit own_reads(const scenario_setup& setup)
      : sqlite_faces(setup),
        queries_(setup, sql_dialect::sqlite),
        answers_(queries_, /*by_task*/ false),
        file_(file_of(setup)),
        answer_file_(std::filesystem::path(setup.run_folder) / "answers") {}

  /// Runs each query that differs from the others once, to know its answer.
  fixture prepare() override {
    own_connection alone(file_.path(), file_.access(), queries_, busy_limit(), busy_waits());
    for (std::uint64_t task = 0; task < queries_.tasks(); ++task)
      answers_.learn(static_cast<task_id>(task),
                     [&](own_query query) { return judged(alone.statements().ask(query)); });
    answers_.save(answer_file_);
    return {{"input", queries_.input_text()}};
  }

  void set_up(const fixture& prepared) override {
    queries_.require_input_of(prepared);
    answers_.load(answer_file_);
  }

  std::unique_ptr<own_connection> connect() {
    return std::make_unique<own_connection>(file_.path(), file_.access(), queries_, busy_limit(),
                                            busy_waits());
  }

  /// Each query is a transaction of its own.
  digest ask(own_connection& connection, task_id task) {
    digest answer = 0;
    for (std::uint64_t i = 0; i < queries_.per_task(); ++i) {
      const auto given = judged(connection.statements().ask(queries_.at(task, i)));
      answers_.compare(task, i, given);
      answer = mix(answer, given);
    }
    return answer;
  }

  void verify(std::span<const task_record> /*tasks*/) override {
    if (!file_.unchanged())
      throw wrong_result(
          fmt::format("a program wrote to '{}' while it was read without locks: run again when none "
                      "does, or keep that program open from before the run until after it",
                      file_.path().string()));
    answers_.verify();
  }

  std::vector<std::string> notes() const override {
    return notes_of(fmt::format("SQLite {}: {}", sqlite3_libversion(), file_.words()));
  }

 private:
  digest judged(const own_sqlite_statements::answer& answer) const noexcept {
    return queries_.judged(answer.rows, answer.changed);
  }

  own_queries queries_;
  own_answers answers_;
  own_sqlite_file file_;
  std::filesystem::path answer_file_;
};

/// What all queries of a sample did together, in whatever order they ran.
struct own_effects {
  std::vector<std::uint64_t> changed;     ///< rows, by each statement
  std::map<std::string, digest> content;  ///< of each table, as far as `check` judges it

  boost::json::object to_json() const {
    boost::json::object tables;
    for (const auto& [name, value] : content) tables[name] = value;
    return {{"changed", boost::json::array(changed.begin(), changed.end())}, {"tables", std::move(tables)}};
  }

  explicit own_effects(const fixture& prepared) {
    const json_field field(prepared, "fixture");
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    field.at("changed").for_each(
        [&](const json_field& each) { changed.push_back(each.whole<std::uint64_t>(0, most)); });
    field.at("tables").for_each_member([&](std::string_view name, const json_field& each) {
      content[std::string(name)] = each.whole<digest>(0, most);
    });
  }
  own_effects() = default;
};

/// All tables that hold content of the user. Those in which SQLite keeps an index of its own are left out.
std::map<std::string, digest> content_of(const std::filesystem::path& file, const own_queries& queries) {
  std::map<std::string, digest> found;
  const sqlite_connection connection(file);
  sqlite_statement tables(
      connection,
      "SELECT name, '\"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_table_list WHERE "
      "schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite^_%' ESCAPE '^'");
  while (tables.step()) {
    sqlite_statement all(connection, fmt::format("SELECT * FROM main.{}", tables.text(1)));
    rows_digest rows;
    while (all.step()) all.add_row_to(rows);
    found[std::string(tables.text(0))] = queries.judged(rows, 0);
  }
  return found;
}

class own_writes final : public sqlite_faces<own_writes, own_connection> {
 public:
  explicit own_writes(const scenario_setup& setup)
      : sqlite_faces(setup),
        queries_(setup, sql_dialect::sqlite),
        original_(setup.params.text("file")),
        made_(std::filesystem::path(setup.run_folder) / "copy.sqlite"),
        file_(std::filesystem::path(setup.sample_folder) / "copy.sqlite"),
        changed_(queries_.statements().size()) {}

  /// Copies the user's file, and runs all queries one after another on another copy, to know what they do together.
  fixture prepare() override {
    std::filesystem::remove(made_);
    const own_sqlite_file from(original_);
    sqlite_connection original(from.path(), from.access());
    original.wait_when_busy(busy_limit(), busy_waits());
    original.copy_to(made_);
    const auto tried = made_.parent_path() / "tried.sqlite";
    std::filesystem::copy_file(made_, tried, std::filesystem::copy_options::overwrite_existing);
    run_alone(tried);
    own_effects right;
    right.changed.assign(changed_.begin(), changed_.end());
    if (!queries_.judges_nothing()) right.content = content_of(tried, queries_);
    std::filesystem::remove(tried);
    fixture prepared = right.to_json();
    prepared["input"] = queries_.input_text();
    return prepared;
  }

  /// Each sample has a copy, so that none finds what another wrote, or its log.
  void set_up(const fixture& prepared) override {
    queries_.require_input_of(prepared);
    right_ = own_effects(prepared);
    std::filesystem::copy_file(made_, file_);
  }

  std::unique_ptr<own_connection> connect() {
    return std::make_unique<own_connection>(file_, sqlite_connection::access::existing, queries_,
                                            busy_limit(), busy_waits());
  }

  /// Each query is a transaction of its own. What it reads depends on what other tasks have written, so only the tasks
  /// together have a right answer.
  digest ask(own_connection& connection, task_id task) {
    for (std::uint64_t i = 0; i < queries_.per_task(); ++i) {
      const auto query = queries_.at(task, i);
      changed_[query.statement] += connection.statements().ask(query).changed;
    }
    return 0;
  }

  void verify(std::span<const task_record> tasks) override {
    const auto ok = [](const auto& each) { return each.outcome == task_outcome::ok; };
    if (queries_.judges_nothing() || !std::ranges::all_of(tasks, ok)) return;
    for (std::size_t i = 0; i < changed_.size(); ++i)
      if (changed_[i] != right_.changed[i])
        throw wrong_result(fmt::format(
            "{}: the statement changed {} in all, and {} when everything ran one after another before; {}",
            queries_.place_of(i), counted(changed_[i], "row"), right_.changed[i], remedy()));
    const auto content = read_back();
    for (const auto& [table, right] : right_.content)
      if (const auto found = content.find(table); found == content.end() || found->second != right)
        throw wrong_result(fmt::format(
            "the table {} has other {} than when everything ran one after another before; {}",
            in_quotes(table), queries_.judges_content() ? "content" : "numbers of rows", remedy()));
  }

  std::vector<std::string> notes() const override {
    const sqlite_connection copy(file_);
    const auto pragma = [&copy](const std::string& name) {
      sqlite_statement asked(copy, "PRAGMA " + name);
      return asked.step() ? std::string(asked.text(0)) : std::string();
    };
    return notes_of(
        fmt::format("SQLite {}: on a copy of the file, each query is a transaction of its own; "
                    "journal_mode={}, synchronous={}",
                    sqlite3_libversion(), pragma("journal_mode"), pragma("synchronous")));
  }

 private:
  /// Where the order of queries changes what they do, the samples cannot do the same.
  std::string remedy() const {
    return fmt::format("where the order of statements or the time makes a difference, choose {}",
                       queries_.judges_content() ? "-p check=rows or check=none" : "-p check=none");
  }

  void run_alone(const std::filesystem::path& copy) {
    own_connection alone(copy, sqlite_connection::access::existing, queries_, busy_limit(), busy_waits());
    // A transaction for all of them, because nobody measures this, and a disk would be waited for each time.
    sqlite_statement(alone.handle(), "BEGIN").step();
    for (std::uint64_t task = 0; task < queries_.tasks(); ++task)
      for (std::uint64_t i = 0; i < queries_.per_task(); ++i) {
        const auto query = queries_.at(static_cast<task_id>(task), i);
        changed_[query.statement] +=
            queries_.named(query, [&] { return alone.statements().ask(query).changed; });
      }
    sqlite_statement(alone.handle(), "COMMIT").step();
  }

  std::map<std::string, digest> read_back() const try {
    return content_of(file_, queries_);
  } catch (const std::exception& e) {
    throw wrong_result(fmt::format("what the tasks wrote cannot be read back: {}", e.what()));
  }

  own_queries queries_;
  std::filesystem::path original_;
  std::filesystem::path made_;
  std::filesystem::path file_;
  own_effects right_;
  std::vector<std::atomic<std::uint64_t>> changed_;  ///< rows, by each statement
};

}  // namespace

std::unique_ptr<scenario> make_own_sqlite_work(const scenario_setup& setup) {
  if (setup.params.on("write")) return std::make_unique<own_writes>(setup);
  return std::make_unique<own_reads>(setup);
}

void check_own_sqlite_work(const scenario_setup& setup) {
  const own_queries queries(setup, sql_dialect::sqlite);
  const own_sqlite_file file(file_of(setup));
  if (!queries.writes()) const own_answers fit(queries, /*by_task*/ false);
  try {
    std::atomic<std::int64_t> waits = 0;
    own_connection tried(file.path(), file.access(), queries, setup.params.time("busy-timeout"), waits);
    sqlite_statement(tried.handle(), "SELECT 1 FROM sqlite_schema")
        .step();  // a statement need not read the file
  } catch (const sqlite_error& e) {
    // The only write that a connection which reads may need: it would undo what another program began.
    const bool unfinished = e.code() == SQLITE_READONLY;
    throw usage_error(
        fmt::format("cannot read the database {}: {}", in_quotes(file.path().string()),
                    unfinished ? "a program ended while it wrote to it, and left a journal; let SQLite "
                                 "undo that write first: sqlite3 FILE 'PRAGMA user_version'"
                               : e.what()));
  }
}

}  // namespace concbench
#else
namespace concbench {

std::unique_ptr<scenario> make_own_sqlite_work(const scenario_setup& setup) {
  return make_sqlite_work(setup);  // which says what is missing
}

void check_own_sqlite_work(const scenario_setup&) {}

}  // namespace concbench
#endif
