// Reads what the user gives, and keeps what the queries are to be answered with.
#include "scenarios/sql/own_queries.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "core/input_file.hpp"
#include "core/json_field.hpp"
#include "core/sample_json.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

/// Of queries whose answers differ: 8 bytes each in every worker.
constexpr std::uint64_t most_answers = 1'000'000;

/// Of files that are read into memory.
constexpr byte_size most_input{64ULL << 20};

digest digest_of(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

/// Throws usage_error for parameters that do not go together.
void check_parameters(const scenario_setup& setup) {
  const auto& params = setup.params;
  const bool query = !params.text("query").empty();
  if (query && !params.text("sql").empty())
    throw usage_error("database.query and database.sql both give statements: choose one of them");
  const bool file = !params.text("file").empty();
  const bool server = !params.text("dsn").empty();
  if (file && server)
    throw usage_error("database.file and database.dsn both name a database: choose one of them");
  if (!file && !server)
    throw usage_error(
        fmt::format("database.{} has no database to ask: -p file=PATH for SQLite, or "
                    "-p dsn=postgresql://user@host:5432/database",
                    query ? "query" : "sql"));
}

}  // namespace

std::vector<parameter> own_query_parameters() {
  const std::vector<std::string> only_with{"query|sql!="};
  return {
      {.name = "query",
       .type = parameter_type::text,
       .defaults = std::string(),
       .help = "a statement of your own instead; `file` or `dsn` names the database"},
      {.name = "sql",
       .type = parameter_type::text,
       .defaults = std::string(),
       .help = "a file of your own statements; after a line \"-- weight: 3\" one is run more often"},
      {.name = "params",
       .type = parameter_type::text,
       .defaults = std::string(),
       .help = "a CSV file of values for the parameters :name or $1 of your own statements"},
      {.name = "file",
       .type = parameter_type::text,
       .defaults = std::string(),
       .help = "the SQLite file that your own statements ask; it is never written to"},
      {.name = "write",
       .type = parameter_type::choice,
       .defaults = std::string("off"),
       .help = "your own statements may write, to a copy of `file`; with `dsn` all is rolled back",
       .choices = {"off", "on"},
       .only_with = only_with},
      {.name = "per-task",
       .type = parameter_type::count,
       .defaults = std::string("1"),
       .help = "how many of your own statements each task runs, one after another",
       .minimum = "1",
       .maximum = "100000",
       .only_with = only_with},
      {.name = "check",
       .type = parameter_type::choice,
       .defaults = std::string("same"),
       .help = "what must be equal in all answers to a statement of your own: rows, their number, nothing",
       .choices = {"same", "rows", "none"},
       .only_with = only_with}};
}

void refuse_without_own_queries(const scenario_setup& setup) {
  for (const auto* const each : {"file", "params"})
    if (!setup.params.text(each).empty())
      throw usage_error(
          fmt::format("database.{} is for queries of your own: -p query='SELECT …' or -p sql=FILE", each));
  if (setup.params.on("write"))
    throw usage_error(
        "database.write is for queries of your own (-p query=…, -p sql=FILE); those of concbench write as "
        "write-ratio says, to rows of their own");
}

bool has_own_queries(const scenario_setup& setup) {
  return !setup.params.text("query").empty() || !setup.params.text("sql").empty();
}

own_queries::own_queries(const scenario_setup& setup, sql_dialect dialect)
    : seed_(setup.seed),
      tasks_(setup.tasks),
      per_task_(setup.params.count("per-task")),
      check_(setup.params.text("check") == "same"   ? row_check::same
             : setup.params.text("check") == "rows" ? row_check::rows
                                                    : row_check::none),
      writes_(setup.params.on("write")) {
  check_parameters(setup);
  if (const auto& path = setup.params.text("params"); !path.empty()) read_values(path);
  auto script = setup.params.text("query");
  source_.name = "database.query";
  if (const auto& path = setup.params.text("sql"); !path.empty()) {
    script = read_input_file(path, "SQL script", most_input);
    source_.name = in_quotes(path);
  }
  input_ = mix(input_, digest_of(script));
  statements_ = read_sql(script, source_, dialect, values_.names());
  std::uint64_t sum = 0;
  for (const auto& each : statements_) weights_up_to_.push_back(sum += each.weight);
  for (std::size_t i = 0; i < statements_.size() && !writes_; ++i)
    if (statements_[i].writes)
      throw usage_error(
          fmt::format("{}: the statement writes; -p write=on allows it, on a copy of an SQLite file, or in "
                      "transactions of PostgreSQL that are rolled back",
                      place_of(i)));
}

void own_queries::read_values(const std::string& path) {
  const auto text = read_input_file(path, "table of parameters", most_input);
  input_ = digest_of(text);
  values_ = read_csv(text, path);
  table_name_ = in_quotes(path);
}

std::string own_queries::input_text() const {
  return digest_text(input_);
}

void own_queries::require_input_of(const fixture& prepared) const {
  if (json_field(prepared, "fixture").at("input").text() != input_text())
    throw std::runtime_error("the SQL script or the table of its parameters has changed since the run began");
}

own_query own_queries::at(task_id task, std::uint64_t index) const noexcept {
  const auto number = std::uint64_t{task} * per_task_ + index;
  std::size_t statement = 0;
  if (statements_.size() > 1) {
    const auto drawn = mix(seed_, number) % weights_up_to_.back();
    statement =
        static_cast<std::size_t>(std::ranges::upper_bound(weights_up_to_, drawn) - weights_up_to_.begin());
  }
  return {statement, static_cast<std::size_t>(number % rows())};
}

digest own_queries::judged(const rows_digest& rows, std::uint64_t changed) const noexcept {
  if (check_ == row_check::none) return 0;
  return mix(check_ == row_check::same ? rows.value() : rows.rows(), changed);
}

std::string own_queries::place_of(std::size_t statement, std::size_t offset) const {
  return source_.line(statements_[statement].line_at(offset));
}

std::string own_queries::place_of(own_query query) const {
  auto place = place_of(query.statement);
  if (!statements_[query.statement].columns.empty())
    place += fmt::format(", with the values of {}, line {}", table_name_, values_.line_of(query.row));
  return place;
}

own_answers::own_answers(const own_queries& queries, bool by_task) : queries_(&queries), by_task_(by_task) {
  const auto different =
      by_task ? queries.tasks() * queries.per_task() : queries.statements().size() * queries.rows();
  if (different > most_answers)
    throw usage_error(fmt::format(
        "{} different queries are more than the {} whose right answers concbench can keep: {}", different,
        most_answers, by_task ? "lower -n or per-task" : "give fewer rows of params, or statements"));
  right_.resize(static_cast<std::size_t>(different));
  known_.resize(right_.size());
}

std::size_t own_answers::place_of(task_id task, std::uint64_t index) const noexcept {
  if (by_task_) return static_cast<std::size_t>(std::uint64_t{task} * queries_->per_task() + index);
  const auto query = queries_->at(task, index);
  return query.statement * queries_->rows() + query.row;
}

void own_answers::save(const std::filesystem::path& file) const {
  std::ofstream to(file, std::ios::binary);
  to.write(reinterpret_cast<const char*>(right_.data()),
           static_cast<std::streamsize>(right_.size() * sizeof(digest)));
  if (!to.flush()) throw std::runtime_error(fmt::format("cannot write '{}'", file.string()));
}

void own_answers::load(const std::filesystem::path& file) {
  std::ifstream from(file, std::ios::binary);
  const auto size = static_cast<std::streamsize>(right_.size() * sizeof(digest));
  if (!from.read(reinterpret_cast<char*>(right_.data()), size))
    throw std::runtime_error(fmt::format("cannot read '{}'", file.string()));
}

void own_answers::compare(task_id task, std::uint64_t index, digest answer) noexcept {
  if (right_[place_of(task, index)] == answer) return;
  auto before = none;
  first_wrong_.compare_exchange_strong(before, std::uint64_t{task} * queries_->per_task() + index);
}

void own_answers::verify() const {
  const auto wrong = first_wrong_.load();
  if (wrong == none) return;
  const auto query =
      queries_->at(static_cast<task_id>(wrong / queries_->per_task()), wrong % queries_->per_task());
  throw wrong_result(fmt::format(
      "{}: the answer has {} than when the statement ran alone before; where an answer changes by itself (now(), "
      "random(), LIMIT without ORDER BY, another program that writes), choose {}",
      queries_->place_of(query), queries_->judges_content() ? "other rows" : "more or fewer rows",
      queries_->judges_content() ? "-p check=rows or check=none" : "-p check=none"));
}

}  // namespace concbench
