// Masking, then quoting.
#include "cli/shown_command.hpp"

#include <string_view>

#include <CLI/CLI.hpp>

#include "cli/given_values.hpp"
#include "cli/value_kind.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

std::string masked(std::string_view value, value_kind kind) {
  if (kind == value_kind::data && value.starts_with('@')) return std::string(value);
  const auto colon = kind == value_kind::header ? value.find(':') : value.npos;
  return colon == value.npos ? "***" : std::string(value.substr(0, colon)) + ": ***";
}

}  // namespace

std::string shell_word(const std::string& word) {
  const bool plain = !word.empty() && word.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                          "-_./:=,@%+") == std::string::npos;
  if (plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string shown_command(const CLI::App& app, std::vector<std::string> words) {
  for (const auto& [option, word, start] : given_values(app, words))
    if (const auto kind = kind_of_value(*option); is_secret(kind))
      words[word].replace(start, std::string::npos,
                          masked(std::string_view(words[word]).substr(start), kind));
  std::string line = "concbench";
  for (const auto& each : words) line += " " + shell_word(without_credentials(each));
  return line;
}

}  // namespace concbench::cli
