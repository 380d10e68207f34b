// A table in CSV: the parameters of the user's own queries.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// One value. A field in quotation marks is a text, whatever it holds; a bare field that is empty is NULL.
struct csv_field {
  std::string text;
  bool quoted = false;

  bool is_null() const noexcept { return text.empty() && !quoted; }
};

/// Rows under the names of their columns.
class csv_table {
 public:
  csv_table() = default;
  explicit csv_table(std::vector<std::string> names) : names_(std::move(names)) {}

  const std::vector<std::string>& names() const noexcept { return names_; }
  std::size_t rows() const noexcept { return lines_.size(); }
  const csv_field& at(std::size_t row, std::size_t column) const {
    return fields_[row * names_.size() + column];
  }
  /// The line of the file on which a row begins, from 1 on.
  std::size_t line_of(std::size_t row) const { return lines_[row]; }

  /// Adds a row, which has a field for each name.
  void add(std::vector<csv_field> row, std::size_t line);

 private:
  std::vector<std::string> names_;
  std::vector<csv_field> fields_;
  std::vector<std::size_t> lines_;
};

/// Reads CSV as RFC 4180 describes it: commas, quotation marks that are doubled inside of a field, lines that end in LF
/// or CRLF. The first line has the names. Lines without any character are left out. Throws usage_error, which names the
/// file by `name` and the line.
///
/// The only small library for CSV in Debian (libcsv) does not tell a bare field from one in quotation marks, and has no
/// words for what is wrong.
csv_table read_csv(std::string_view text, std::string_view name);

}  // namespace concbench
