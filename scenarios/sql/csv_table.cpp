// A reader of RFC 4180 with a line for every error.
#include "scenarios/sql/csv_table.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/byte_order_mark.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

/// Takes records from the front of a text, one after another.
class csv_reader {
 public:
  csv_reader(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  /// The fields of the next line that is not empty; none at the end of the text.
  std::vector<csv_field> next() {
    skip_empty_lines();
    std::vector<csv_field> fields;
    if (text_.empty()) return fields;
    first_line_ = line_;
    for (;;) {
      fields.push_back(text_.starts_with('"') ? quoted() : bare());
      if (text_.empty() || end_line()) return fields;
      text_.remove_prefix(1);  // the comma
    }
  }

  /// Where the record that `next` returned begins.
  std::size_t line() const noexcept { return first_line_; }

  [[noreturn]] void refuse(std::size_t line, std::string_view why) const {
    throw usage_error(fmt::format("{}, line {}: {}", in_quotes(name_), line, why));
  }

 private:
  void skip_empty_lines() {
    while (!text_.empty() && end_line()) {
    }
  }

  /// Takes the end of a line, if it is next.
  bool end_line() {
    const std::size_t size = text_.starts_with("\r\n") ? 2 : text_.starts_with('\n') ? 1 : 0;
    text_.remove_prefix(size);
    line_ += size > 0 ? 1 : 0;
    return size > 0;
  }

  csv_field bare() {
    const auto size = std::min(text_.find_first_of(",\n\"\r"), text_.size());
    csv_field field{.text = std::string(text_.substr(0, size))};
    text_.remove_prefix(size);
    if (text_.starts_with('"'))
      refuse(line_,
             fmt::format("a quotation mark after {}: a field that has one is put into quotation marks, "
                         "and the mark is doubled: \"5\"\" disk\"",
                         in_quotes(field.text)));
    if (text_.starts_with('\r') && !text_.starts_with("\r\n"))
      refuse(line_, "a carriage return that ends no line: put a field that has one into quotation marks");
    return field;
  }

  csv_field quoted() {
    const auto begin = line_;
    csv_field field{.text = "", .quoted = true};
    for (;;) {
      text_.remove_prefix(1);  // the mark that opens the field, or the second one of two
      const auto size = text_.find('"');
      if (size == text_.npos) refuse(begin, "a quotation mark opens a field that no other one ends");
      field.text += text_.substr(0, size);
      text_.remove_prefix(size + 1);
      if (!text_.starts_with('"')) break;
      field.text += '"';
    }
    line_ += static_cast<std::size_t>(std::ranges::count(field.text, '\n'));
    if (!text_.empty() && !text_.starts_with(',') && !text_.starts_with('\n') && !text_.starts_with("\r\n"))
      refuse(
          line_,
          "text after the quotation mark that ends a field: write a comma, or double the mark inside of it");
    return field;
  }

  std::string_view text_;
  std::string_view name_;
  std::size_t line_ = 1;
  std::size_t first_line_ = 1;
};

csv_table header_of(csv_reader& from) {
  std::vector<std::string> names;
  for (auto& each : from.next()) {
    if (each.text.empty()) from.refuse(from.line(), "a column has no name: the first line names all columns");
    if (std::ranges::find(names, each.text) != names.end())
      from.refuse(from.line(), fmt::format("two columns are called {}", in_quotes(each.text)));
    names.push_back(std::move(each.text));
  }
  return csv_table(std::move(names));
}

}  // namespace

void csv_table::add(std::vector<csv_field> row, std::size_t line) {
  std::ranges::move(row, std::back_inserter(fields_));
  lines_.push_back(line);
}

csv_table read_csv(std::string_view text, std::string_view name) {
  if (is_utf_16(text)) throw usage_error(fmt::format("{} is UTF-16: save it as UTF-8", in_quotes(name)));
  csv_reader from(without_byte_order_mark(text), name);
  if (const auto zero = text.find('\0'); zero != text.npos)
    from.refuse(1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, zero), '\n')),
                "a byte of value 0: this is no text");
  auto table = header_of(from);
  for (auto row = from.next(); !row.empty(); row = from.next()) {
    if (row.size() != table.names().size())
      from.refuse(from.line(), fmt::format("{}, where the first line names {}", counted(row.size(), "field"),
                                           counted(table.names().size(), "column")));
    table.add(std::move(row), from.line());
  }
  if (table.rows() == 0)
    throw usage_error(
        fmt::format("{} has no row: write the names of the columns in the first line, and a row "
                    "of values in each line after it",
                    in_quotes(name)));
  return table;
}

}  // namespace concbench
