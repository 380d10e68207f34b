// Reads as much of SQL as it takes to find ends of statements and parameters; the database reads the rest.
#include "scenarios/sql/sql_script.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/parameters.hpp"
#include "system/byte_order_mark.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"
#include "system/trimmed.hpp"

namespace concbench {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr std::uint64_t most_weight = 1'000'000;
constexpr std::array reading_words{"SELECT"sv, "WITH"sv, "VALUES"sv, "TABLE"sv};
constexpr std::array writing_words{"INSERT"sv, "UPDATE"sv, "DELETE"sv, "REPLACE"sv, "MERGE"sv};

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalpha(byte) != 0 || c == '_' || byte >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// How many characters at the front of `text` belong to a name.
std::size_t name_size(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return 0;
  const auto* const end = std::ranges::find_if_not(text, [](char c) { return is_letter(c) || is_digit(c); });
  return static_cast<std::size_t>(end - text.begin());
}

std::size_t digits_in_front(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
}

class sql_reader {
 public:
  sql_reader(std::string_view text, const sql_source& source, sql_dialect dialect,
             const std::vector<std::string>& columns)
      : text_(text), source_(source), dialect_(dialect), columns_(columns) {}

  std::vector<sql_statement> statements() {
    while (at_ < text_.size()) take_next();
    end_statement();
    if (weight_) refuse(weight_line_, "a weight that no statement follows");
    if (found_.empty())
      throw usage_error(fmt::format("{} has no statement: write one such as SELECT 1", source_.name));
    return std::move(found_);
  }

 private:
  [[noreturn]] void refuse(std::size_t line, std::string_view why) const {
    throw usage_error(fmt::format("{}: {}", source_.line(line), why));
  }

  std::string_view rest() const { return text_.substr(at_); }
  bool postgres() const noexcept { return dialect_ == sql_dialect::postgres; }

  void take_next() {
    const auto left = rest();
    const char c = left.front();
    if (left.starts_with("--")) return take_comment_line();
    if (left.starts_with("/*")) return take_comment();
    if (c == ';') {
      ++at_;
      return end_statement();
    }
    if (blanks.find(c) != blanks.npos) return pass(1);
    begin_statement();
    if (c == '\'') return take_quoted('\'', /*backslashes*/ false);
    if (c == '"' || (!postgres() && c == '`')) return take_quoted(c, false);
    if (!postgres() && c == '[') return take_until("]", "a bracket");
    if (left.starts_with("::")) return pass(2);
    if (c == ':' && name_size(left.substr(1)) > 0) return take_named_parameter();
    if (c == '$') return take_dollar();
    if (const auto size = name_size(left); size > 0) return take_name(size);
    if (is_digit(c)) return pass(digits_in_front(left));
    pass(1);
  }

  /// Passes text on as it is. Between statements there is nothing to pass it to.
  void pass(std::size_t size) {
    if (statement_) statement_->text += text_.substr(at_, size);
    line_ += lines_in(text_.substr(at_, size));
    at_ += size;
  }

  void begin_statement() {
    if (statement_) return;
    statement_ = sql_statement{.text = "", .line = line_, .weight = weight_.value_or(1)};
    weight_.reset();
  }

  void end_statement() {
    if (!statement_) return;
    statement_->text = statement_->text.substr(0, statement_->text.find_last_not_of(blanks) + 1);
    judge_first_word();
    found_.push_back(std::move(*statement_));
    statement_.reset();
  }

  void judge_first_word() {
    const auto begin = statement_->text.find_first_not_of("( \t\r\n\f\v");
    const auto text = begin == std::string::npos ? ""sv : std::string_view(statement_->text).substr(begin);
    std::string word(text.substr(0, name_size(text)));
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::toupper(c); });
    statement_->writes = std::ranges::find(writing_words, word) != writing_words.end();
    if (statement_->writes || std::ranges::find(reading_words, word) != reading_words.end()) return;
    refuse(statement_->line,
           fmt::format("a statement begins with {}: allowed are those that read and write rows: {}, {}",
                       word.empty() ? in_quotes(std::string_view(statement_->text).substr(0, 20)) : word,
                       fmt::join(reading_words, ", "), fmt::join(writing_words, ", ")));
  }

  void take_comment_line() {
    const auto size = std::min(rest().find('\n'), rest().size());
    const auto comment = trimmed(rest().substr(2, size - 2), blanks);
    if (!statement_) read_weight(comment);
    pass(size);
  }

  void read_weight(std::string_view comment) {
    constexpr auto word = "weight"sv;
    if (!comment.starts_with(word)) return;
    const auto value = trimmed(comment.substr(word.size()), blanks);
    if (value.empty() || !(value.front() == ':' || value.front() == '=' || is_digit(value.front()))) return;
    const auto number = value.front() == ':' ? parse_count(trimmed(value.substr(1), blanks)) : std::nullopt;
    if (!number || *number < 1 || *number > most_weight)
      refuse(line_,
             fmt::format("a weight cannot be {}: write \"-- weight: 3\", with a whole number from 1 to {}",
                         in_quotes(comment), most_weight));
    if (weight_)
      refuse(line_,
             fmt::format("a second weight for the same statement; line {} has the first", weight_line_));
    weight_ = number;
    weight_line_ = line_;
  }

  /// Comments of PostgreSQL can be inside of each other.
  void take_comment() {
    std::size_t end = 2;
    for (int open = 1; open > 0;) {
      end = rest().find_first_of("*/", end);
      if (end == rest().npos) refuse(line_, "a comment begins with /* and has no */");
      const auto pair = rest().substr(end, 2);
      if (pair == "*/") --open;
      if (pair == "/*" && postgres()) ++open;
      end += pair == "*/" || (pair == "/*" && postgres()) ? 2 : 1;
    }
    pass(end);
  }

  /// A mark that is doubled inside of the quotation begins another one right behind it, which makes no difference here.
  void take_quoted(char mark, bool backslashes) {
    std::size_t end = 1;
    for (;; ++end) {
      if (end >= rest().size()) refuse(line_, fmt::format("a quotation begins with {} and has no end", mark));
      if (rest()[end] == mark) break;
      if (backslashes && rest()[end] == '\\') ++end;
    }
    pass(end + 1);
  }

  void take_until(std::string_view end, std::string_view what) {
    const auto found = rest().find(end, 1);
    if (found == rest().npos) refuse(line_, fmt::format("{} begins and has no end", what));
    pass(found + end.size());
  }

  /// A name or a keyword. A quotation may follow it whose rules it changes: E'\n'.
  void take_name(std::size_t size) {
    const auto name = rest().substr(0, size);
    const bool escapes = postgres() && (name == "E" || name == "e") && rest().substr(size).starts_with('\'');
    pass(size);
    if (escapes) return take_quoted('\'', /*backslashes*/ true);
    while (rest().starts_with('$') || name_size(rest()) > 0 || (!rest().empty() && is_digit(rest().front())))
      pass(1);  // PostgreSQL allows dollar signs in names
  }

  void take_dollar() {
    if (const auto digits = digits_in_front(rest().substr(1)); digits > 0) {
      const auto number = parse_count(rest().substr(1, digits));
      return take_parameter(digits + 1, number ? column_at(*number) : column_at(0));
    }
    if (!postgres()) return pass(1);
    const auto tag = rest().substr(0, 1 + name_size(rest().substr(1)) + 1);
    if (!tag.ends_with('$') || tag.size() < 2) return pass(1);
    const auto end = rest().find(tag, tag.size());
    if (end == rest().npos)
      refuse(line_, fmt::format("a quotation begins with {} and has no end", in_quotes(tag)));
    pass(end + tag.size());
  }

  void take_named_parameter() {
    const auto size = name_size(rest().substr(1));
    take_parameter(size + 1, column_called(rest().substr(1, size)));
  }

  /// Writes the parameter by the number that it has in this statement.
  void take_parameter(std::size_t size, std::size_t column) {
    auto& columns = statement_->columns;
    auto known = std::ranges::find(columns, column);
    if (known == columns.end()) known = columns.insert(columns.end(), column);
    statement_->text += fmt::format("{}{}", postgres() ? '$' : '?', known - columns.begin() + 1);
    at_ += size;
  }

  std::size_t column_called(std::string_view name) const {
    const auto found = std::ranges::find(columns_, name);
    if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
    if (columns_.empty())
      refuse(line_,
             fmt::format("the parameter :{} has no value: -p params=FILE.csv, with a column of that name",
                         name));
    refuse(line_,
           fmt::format("the parameter :{} is no column of params{}", name, suggestion(name, columns_)));
  }

  std::size_t column_at(std::uint64_t number) const {
    if (number >= 1 && number <= columns_.size()) return number - 1;
    if (columns_.empty())
      refuse(line_,
             fmt::format("the parameter ${} has no value: -p params=FILE.csv, whose columns are $1, $2, …",
                         number));
    refuse(line_, fmt::format("the parameter ${} is no column of params, which has {}", number,
                              counted(columns_.size(), "column")));
  }

  std::string_view text_;
  const sql_source& source_;
  sql_dialect dialect_;
  const std::vector<std::string>& columns_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::optional<sql_statement> statement_;  ///< the one that is being read
  std::optional<std::uint64_t> weight_;     ///< of the next statement
  std::size_t weight_line_ = 0;
  std::vector<sql_statement> found_;
};

}  // namespace

std::size_t sql_statement::line_at(std::size_t offset) const {
  return line + lines_in(std::string_view(text).substr(0, offset));
}

std::string sql_source::line(std::size_t number) const {
  return fmt::format("{}, line {}", name, number);
}

std::vector<sql_statement> read_sql(std::string_view text, const sql_source& source, sql_dialect dialect,
                                    const std::vector<std::string>& columns) {
  if (is_utf_16(text)) throw usage_error(fmt::format("{} is UTF-16: save it as UTF-8", source.name));
  if (const auto zero = text.find('\0'); zero != text.npos)
    throw usage_error(fmt::format("{}: a byte of value 0: this is no text",
                                  source.line(1 + lines_in(text.substr(0, zero)))));
  return sql_reader(without_byte_order_mark(text), source, dialect, columns).statements();
}

}  // namespace concbench
