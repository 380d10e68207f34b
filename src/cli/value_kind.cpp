// The table of value names, read in both directions.
#include "cli/value_kind.hpp"

#include <sstream>
#include <stdexcept>
#include <string_view>

#include <CLI/CLI.hpp>

#include "system/word_table.hpp"

namespace concbench::cli {
namespace {

constexpr word_table<value_kind, 14> names{{
    {value_kind::command, "COMMAND"},
    {value_kind::file, "FILE"},
    {value_kind::folder, "FOLDER"},
    {value_kind::executor, "EXECUTOR"},
    {value_kind::executors, "EXECUTOR,…"},
    {value_kind::old_and_new, "OLD,NEW"},
    {value_kind::scenario, "SCENARIO"},
    {value_kind::listed, "all|scenarios|executors|NAME"},
    {value_kind::declared, "SCENARIO|EXECUTOR"},
    {value_kind::assignment, "KEY=VALUE"},
    {value_kind::header, "NAME:VALUE"},
    {value_kind::worker, "NAME[=COMMAND]"},
    {value_kind::data, "TEXT|@FILE"},
    {value_kind::several_values, "KEY=VALUES"},
}};

}  // namespace

std::string type_name(value_kind kind) {
  const auto name = word_of(names, kind);
  if (name.empty()) throw std::logic_error("a value of this kind has no name of its own");
  return std::string(name);
}

value_kind kind_of_value(const CLI::Option& option) {
  const auto name = option.get_type_name();
  if (const auto known = find_word(names, name)) return *known;
  return name.find('|') == std::string::npos ? value_kind::other : value_kind::choice;
}

std::vector<std::string> choices_of(const CLI::Option& option) {
  std::vector<std::string> words;
  std::istringstream text(option.get_type_name());
  for (std::string word; std::getline(text, word, '|');) words.push_back(word);
  return words;
}

bool is_secret(value_kind kind) noexcept {
  return kind == value_kind::header || kind == value_kind::data;
}

bool takes_value(const CLI::Option& option) {
  return option.get_expected_min() > 0;
}

}  // namespace concbench::cli
