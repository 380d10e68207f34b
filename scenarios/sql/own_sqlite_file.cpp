// Looks at the header of the file and at the files beside it before SQLite does. Empty where the library is missing.
#ifdef CONCBENCH_HAS_SQLITE
#include "scenarios/sql/own_sqlite_file.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "system/file_descriptor.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

std::filesystem::path beside(const std::filesystem::path& file, std::string_view end) {
  return file.string().append(end);
}

/// The size of a file; 0 where there is none.
std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file, missing);
  return missing ? 0 : size;
}

bool is_there(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

/// Whether the header says that the file is in WAL mode (https://www.sqlite.org/fileformat.html, 1.3.3).
bool in_wal_mode(const std::filesystem::path& path) {
  const auto refuse = [&](int error) {
    throw usage_error(fmt::format("cannot read the database {}: {}", in_quotes(path.string()),
                                  std::generic_category().message(error)));
  };
  const file_descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) refuse(errno);
  constexpr std::size_t version_of_reads = 19;
  std::array<char, version_of_reads + 1> header{};
  const auto size = ::pread(file.get(), header.data(), header.size(), 0);
  if (size < 0) refuse(errno);
  return static_cast<std::size_t>(size) == header.size() && header[version_of_reads] == 2;
}

/// A number, if a field without quotation marks is written as SQLite writes numbers: "007" and "+7" are texts.
template <class Number>
std::optional<Number> number_in(const csv_field& field) {
  if (field.quoted || field.text.empty() || field.text.back() < '0' || field.text.back() > '9') return {};
  Number value{};
  const auto* const end = field.text.data() + field.text.size();
  const auto [read, error] = std::from_chars(field.text.data(), end, value);
  if (error != std::errc{} || read != end || fmt::format("{}", value) != field.text) return {};
  return value;
}

}  // namespace

own_sqlite_file::own_sqlite_file(std::filesystem::path path) : path_(std::move(path)) {
  if (!in_wal_mode(path_)) return;
  const auto log = beside(path_, "-wal");
  const bool has_index = is_there(beside(path_, "-shm"));
  if (is_there(log) && has_index) return;
  if (const auto size = size_of(log); size > 0)
    throw usage_error(
        fmt::format("the database {} has writes in '{}' that no program has open; to read them, SQLite would "
                    "make a file beside it. Move them into the database first: sqlite3 FILE 'PRAGMA "
                    "wal_checkpoint(TRUNCATE)'",
                    in_quotes(path_.string()), log.filename().string()));
  access_ = sqlite_connection::access::unchanging;
  stamp_ = stamp_now();
}

own_sqlite_file::stamp own_sqlite_file::stamp_now() const {
  struct ::stat status{};
  if (::stat(path_.c_str(), &status) != 0) return {};
  return {status.st_ino, status.st_size, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

bool own_sqlite_file::unchanged() const {
  if (access_ != sqlite_connection::access::unchanging) return true;
  return stamp_now() == stamp_ && size_of(beside(path_, "-wal")) == 0;
}

std::string own_sqlite_file::words() const {
  if (access_ != sqlite_connection::access::unchanging) return "the file is opened read-only";
  return "the file is in WAL mode, and no program has it open: it is read without locks, as one that nobody changes "
         "(immutable), so that SQLite makes no file beside it";
}

own_sqlite_statements::own_sqlite_statements(const sqlite_connection& connection, const own_queries& queries)
    : connection_(connection), queries_(queries) {
  statements_.reserve(queries.statements().size());
  for (std::size_t i = 0; i < queries.statements().size(); ++i) {
    const auto& each = queries.statements()[i];
    try {
      statements_.emplace_back(connection, each.text);
    } catch (const sqlite_error& e) {
      if (e.code() != SQLITE_ERROR) throw;  // about the file
      const auto offset = e.offset() < 0 ? 0 : static_cast<std::size_t>(e.offset());
      throw usage_error(fmt::format("{}: {}", queries.place_of(i, offset), single_line(e.what())));
    }
    if (static_cast<std::size_t>(statements_.back().parameters()) != each.columns.size())
      throw usage_error(fmt::format("{}: SQLite finds parameters in another form: write them :name or $1",
                                    queries.place_of(i)));
    if (!queries.writes() && !statements_.back().only_reads())
      throw usage_error(fmt::format("{}: the statement writes; -p write=on allows it, on a copy of the file",
                                    queries.place_of(i)));
  }
}

void own_sqlite_statements::bind(own_query query) {
  auto& statement = statements_[query.statement];
  const auto count = queries_.statements()[query.statement].columns.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& value = queries_.value(query, i);
    const int parameter = static_cast<int>(i) + 1;
    if (value.is_null()) {
      statement.bind_null(parameter);
    } else if (const auto whole = number_in<std::int64_t>(value)) {
      statement.bind(parameter, *whole);
    } else if (const auto real = number_in<double>(value)) {
      statement.bind(parameter, *real);
    } else {
      statement.bind(parameter, std::string_view(value.text));
    }
  }
}

own_sqlite_statements::answer own_sqlite_statements::ask(own_query query) {
  auto& statement = statements_[query.statement];
  bind(query);
  answer given;
  while (statement.step()) statement.add_row_to(given.rows);
  if (!statement.only_reads()) given.changed = connection_.changed();
  statement.reset();
  return given;
}

}  // namespace concbench
#endif
