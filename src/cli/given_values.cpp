// Words to options and values.
#include "cli/given_values.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "cli/command_tree.hpp"
#include "cli/value_kind.hpp"

namespace concbench::cli {
namespace {

constexpr char mark = '\x01';

}  // namespace

const CLI::Option* option_called(const CLI::App& command, const std::string& name) {
  for (const auto* each : options_of(command))
    if (const auto names = names_of(*each); std::ranges::find(names, name) != names.end()) return each;
  return nullptr;
}

option_use use_in(const CLI::App& command, const std::string& word) {
  if (word.starts_with("--")) {
    const auto equals = word.find('=');
    const auto* const option = option_called(command, word.substr(0, equals));
    if (option == nullptr || !takes_value(*option)) return {};
    return {option, equals == std::string::npos ? word.size() : equals + 1};
  }
  for (std::size_t i = 1; i < word.size(); ++i) {
    const auto* const option = option_called(command, std::string("-") + word[i]);
    if (option == nullptr) return {};
    if (takes_value(*option)) return {option, i + 1};
  }
  return {};
}

std::vector<given_value> given_values(const CLI::App& app, const std::vector<std::string>& words) {
  std::vector<given_value> values;
  const auto* const command = words.empty() ? nullptr : find_command(app, words.front());
  if (command == nullptr) return values;
  for (std::size_t i = 1; i < words.size() && words[i] != "--"; ++i) {
    if (!words[i].starts_with('-') || words[i].size() < 2) continue;
    const auto use = use_in(*command, words[i]);
    if (use.option == nullptr) continue;
    if (use.value < words[i].size()) {
      values.push_back({use.option, i, use.value});
    } else if (++i < words.size()) {
      values.push_back({use.option, i, 0});
    }
  }
  return values;
}

std::vector<std::string> protected_words(const CLI::App& app, std::vector<std::string> words) {
  for (const auto& [option, word, start] : given_values(app, words)) {
    if (!is_secret(kind_of_value(*option))) continue;
    const char first = words[word][start];
    if (first == '[' || first == mark) words[word].insert(start, 1, mark);
  }
  return words;
}

std::string unprotected(const std::string& value) {
  return value.starts_with(mark) ? value.substr(1) : value;
}

}  // namespace concbench::cli
