// The words for kinds and meanings in exports.
#include "core/scenario_facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace concbench {
namespace {

constexpr std::array<std::pair<work_kind, std::string_view>, 8> kinds{{
    {work_kind::unknown, "unknown"},
    {work_kind::waiting, "waiting"},
    {work_kind::computing, "computing"},
    {work_kind::mixed, "mixed"},
    {work_kind::files, "files"},
    {work_kind::database, "database"},
    {work_kind::own, "own"},
    {work_kind::overhead, "overhead"},
}};

constexpr std::array<std::pair<counter_meaning, std::string_view>, 4> meanings{{
    {counter_meaning::plain, "plain"},
    {counter_meaning::connections, "connections"},
    {counter_meaning::sent_ahead, "sent-ahead"},
    {counter_meaning::page_tables, "page-tables"},
}};

/// The word for `value` in `table`.
template <class Table>
std::string word_of(const Table& table, typename Table::value_type::first_type value) {
  return std::string(std::ranges::find(table, value, &Table::value_type::first)->second);
}

/// The value for `word` in `table`; the value of the first row when the table does not have the word.
template <class Table>
auto value_of(const Table& table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &Table::value_type::second);
  return found == table.end() ? table.front().first : found->first;
}

}  // namespace

std::string to_string(work_kind value) {
  return word_of(kinds, value);
}
work_kind parse_work_kind(std::string_view word) {
  return value_of(kinds, word);
}

std::string to_string(counter_meaning value) {
  return word_of(meanings, value);
}
counter_meaning parse_counter_meaning(std::string_view word) {
  return value_of(meanings, word);
}

std::optional<std::int64_t> counted_as(counter_meaning wanted, const scenario_facts& facts,
                                       const std::map<std::string, std::int64_t>& counted) {
  for (const auto& each : facts.counters)
    if (each.meaning == wanted)
      if (const auto found = counted.find(each.name); found != counted.end()) return found->second;
  return {};
}

}  // namespace concbench
