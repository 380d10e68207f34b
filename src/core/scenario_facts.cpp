// The words for kinds and meanings in exports.
#include "core/scenario_facts.hpp"

#include "system/word_table.hpp"

namespace concbench {
namespace {

constexpr word_table<work_kind, 8> kinds{{
    {work_kind::unknown, "unknown"},
    {work_kind::waiting, "waiting"},
    {work_kind::computing, "computing"},
    {work_kind::mixed, "mixed"},
    {work_kind::files, "files"},
    {work_kind::database, "database"},
    {work_kind::own, "own"},
    {work_kind::overhead, "overhead"},
}};

constexpr word_table<counter_meaning, 4> meanings{{
    {counter_meaning::plain, "plain"},
    {counter_meaning::connections, "connections"},
    {counter_meaning::sent_ahead, "sent-ahead"},
    {counter_meaning::page_tables, "page-tables"},
}};

}  // namespace

std::string to_string(work_kind value) {
  return std::string(word_of(kinds, value));
}
work_kind parse_work_kind(std::string_view word) {
  return find_word(kinds, word).value_or(work_kind::unknown);
}

std::string to_string(counter_meaning value) {
  return std::string(word_of(meanings, value));
}
counter_meaning parse_counter_meaning(std::string_view word) {
  return find_word(meanings, word).value_or(counter_meaning::plain);
}

std::optional<std::int64_t> counted_as(counter_meaning wanted, const scenario_facts& facts,
                                       const std::map<std::string, std::int64_t>& counted) {
  for (const auto& each : facts.counters)
    if (each.meaning == wanted)
      if (const auto found = counted.find(each.name); found != counted.end()) return found->second;
  return {};
}

}  // namespace concbench
