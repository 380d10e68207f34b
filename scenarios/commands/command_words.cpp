// Splitting, finding placeholders, filling them in.
#include "scenarios/commands/command_words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

constexpr std::array<std::pair<std::string_view, placeholder>, 8> spellings{{
    {"{}", placeholder::input},
    {"{in}", placeholder::input},
    {"{.}", placeholder::without_ending},
    {"{/}", placeholder::name},
    {"{//}", placeholder::folder},
    {"{/.}", placeholder::plain_name},
    {"{#}", placeholder::number},
    {"{out}", placeholder::output},
}};

/// The placeholder that `text` begins with, and its spelling.
std::optional<std::pair<std::string_view, placeholder>> placeholder_at(std::string_view text) {
  const auto found =
      std::ranges::find_if(spellings, [text](const auto& each) { return text.starts_with(each.first); });
  return found == spellings.end() ? std::nullopt : std::optional(*found);
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

[[noreturn]] void refuse(std::string_view command, std::string_view what, std::size_t at) {
  throw usage_error(fmt::format("command {}: {} at character {}", in_quotes(command), what, at + 1));
}

[[noreturn]] void refuse_shell(std::string_view command, char c, std::size_t at) {
  refuse(command,
         fmt::format("no shell is run for it (-p shell=on runs one), and there is an unquoted '{}'", c), at);
}

/// Whether "$" and `rest` are what a shell would put something in the place of.
bool is_expansion(std::string_view rest) {
  if (rest.empty()) return false;
  const char c = rest.front();
  return c == '{' || c == '(' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Takes a command apart, character by character.
class splitter {
 public:
  explicit splitter(std::string_view command) : command_(command) {}

  std::vector<std::string> words() {
    while (at_ < command_.size()) step();
    if (begun_) words_.push_back(std::move(word_));
    return std::move(words_);
  }

 private:
  void step() {
    const char c = command_[at_];
    if (is_blank(c)) {
      if (std::exchange(begun_, false)) words_.push_back(std::exchange(word_, {}));
      ++at_;
      return;
    }
    begun_ = true;
    if (c == '\'') return take_single_quoted();
    if (c == '"') return take_double_quoted();
    if (c == '\\') return take_escaped();
    if (std::string_view("|&;<>()`").find(c) != std::string_view::npos) refuse_shell(command_, c, at_);
    refuse_expansion();
    word_ += c;
    ++at_;
  }

  void take_single_quoted() {
    const auto end = command_.find('\'', at_ + 1);
    if (end == std::string_view::npos) refuse(command_, "a quote (') is not closed, which begins", at_);
    word_ += command_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
  }

  void take_double_quoted() {
    const auto start = at_++;
    while (at_ < command_.size() && command_[at_] != '"') {
      const char c = command_[at_];
      if (c == '`') refuse_shell(command_, c, at_);
      refuse_expansion();
      if (c == '\\' && at_ + 1 < command_.size() &&
          std::string_view("$`\"\\\n").find(command_[at_ + 1]) != std::string_view::npos)
        ++at_;
      word_ += command_[at_++];
    }
    if (at_ == command_.size()) refuse(command_, "a quote (\") is not closed, which begins", start);
    ++at_;
  }

  void take_escaped() {
    if (at_ + 1 == command_.size()) refuse(command_, "nothing follows the backslash", at_);
    if (command_[at_ + 1] != '\n') word_ += command_[at_ + 1];
    at_ += 2;
  }

  void refuse_expansion() const {
    if (command_[at_] == '$' && is_expansion(command_.substr(at_ + 1)))
      refuse(
          command_,
          "no shell is run for it, which would put a variable in its place (-p shell=on runs one; in '…' it is "
          "text): there is a '$'",
          at_);
  }

  std::string_view command_;
  std::size_t at_ = 0;
  bool begun_ = false;
  std::string word_;
  std::vector<std::string> words_;
};

std::string_view after_last_slash(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

/// Without the last dot of the name and what follows it.
std::string_view without_ending(std::string_view path) {
  const auto dot = path.find_last_of('.');
  return dot == path.npos || path.find('/', dot) != path.npos ? path : path.substr(0, dot);
}

std::string_view before_last_slash(std::string_view path) {
  const auto slash = path.find_last_of('/');
  if (slash == path.npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool is_of_input(placeholder which) {
  return which != placeholder::number && which != placeholder::output;
}

/// The command with a parameter of the shell in the place of each placeholder. A parameter is quoted, also where the
/// command has quotes around the placeholder.
class shell_text {
 public:
  explicit shell_text(std::string_view command) {
    for (std::size_t at = 0; at < command.size();) {
      if (const auto found = placeholder_at(command.substr(at))) {
        append(found->second);
        at += found->first.size();
        continue;
      }
      const char c = command[at++];
      text_ += c;
      if (c == '\\' && quote_ != '\'' && at < command.size()) {
        text_ += command[at++];
      } else if (c == quote_) {
        quote_ = 0;
      } else if (quote_ == 0 && (c == '\'' || c == '"')) {
        quote_ = c;
      }
    }
  }

  void append(placeholder which) {
    auto known = std::ranges::find(parameters_, which);
    if (known == parameters_.end()) known = parameters_.insert(known, which);
    const auto name = fmt::format("${{{}}}", known - parameters_.begin() + 1);
    if (quote_ == '"') text_ += name;
    if (quote_ == '\'') text_ += "'\"" + name + "\"'";
    if (quote_ == 0) text_ += '"' + name + '"';
  }

  void append_word(placeholder which) {
    text_ += ' ';
    append(which);
  }

  const std::string& text() const { return text_; }
  const std::vector<placeholder>& parameters() const { return parameters_; }

 private:
  char quote_ = 0;
  std::string text_;
  std::vector<placeholder> parameters_;
};

}  // namespace

std::vector<std::string> split_command(std::string_view command) {
  return splitter(command).words();
}

std::string text_of(placeholder which, const task_parts& task) {
  switch (which) {
    case placeholder::input:
      break;
    case placeholder::without_ending:
      return std::string(without_ending(task.input));
    case placeholder::name:
      return std::string(after_last_slash(task.input));
    case placeholder::folder:
      return std::string(before_last_slash(task.input));
    case placeholder::plain_name:
      return std::string(without_ending(after_last_slash(task.input)));
    case placeholder::number:
      return fmt::to_string(task.number);
    case placeholder::output:
      return std::string(task.output);
  }
  return std::string(task.input);
}

command_words::word command_words::read_word(std::string_view text) {
  word pieces(1);
  while (!text.empty()) {
    const auto found = placeholder_at(text);
    if (found) {
      pieces.back().filled = true;
      pieces.back().which = found->second;
      pieces.emplace_back();
    } else {
      pieces.back().text += text.front();
    }
    text.remove_prefix(found ? found->first.size() : 1);
  }
  return pieces;
}

command_words command_words::without_shell(std::string_view command, bool with_inputs) {
  command_words read;
  for (const auto& each : split_command(command)) read.words_.push_back(read_word(each));
  if (read.words_.empty())
    throw usage_error("the command is empty: give it a program, such as 'gzip -c {in}'");
  if (with_inputs && !read.has_input()) read.words_.push_back(read_word("{}"));
  return read;
}

command_words command_words::for_shell(std::string_view command, bool with_inputs) {
  if (std::ranges::all_of(command, is_blank))
    throw usage_error("the command is empty: give the shell something to do, such as 'gzip -c {in} | wc -c'");
  shell_text text(command);
  if (with_inputs && std::ranges::none_of(text.parameters(), is_of_input))
    text.append_word(placeholder::input);
  command_words read;
  // The word after the text is $0, which the shell puts before what it says of errors.
  for (const auto& each : {std::string("/bin/sh"), std::string("-c"), text.text(), std::string("sh")})
    read.words_.push_back({{.text = each}});
  for (const auto each : text.parameters())
    read.words_.push_back({{.text = "", .filled = true, .which = each}});
  return read;
}

std::vector<std::string> command_words::filled_in(const task_parts& task) const {
  std::vector<std::string> words;
  words.reserve(words_.size());
  for (const auto& pieces : words_) {
    auto& text = words.emplace_back();
    for (const auto& each : pieces) {
      text += each.text;
      if (each.filled) text += text_of(each.which, task);
    }
  }
  return words;
}

bool command_words::has(placeholder which) const {
  return std::ranges::any_of(words_, [which](const word& pieces) {
    return std::ranges::any_of(pieces,
                               [which](const piece& each) { return each.filled && each.which == which; });
  });
}

bool command_words::has_input() const {
  return std::ranges::any_of(words_, [](const word& pieces) {
    return std::ranges::any_of(pieces,
                               [](const piece& each) { return each.filled && is_of_input(each.which); });
  });
}

std::string command_words::program() const {
  const auto& first = words_.front();
  const bool same = std::ranges::none_of(first, &piece::filled);
  return same ? first.front().text : std::string();
}

}  // namespace concbench
