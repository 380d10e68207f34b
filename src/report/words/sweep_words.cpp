// Facts and remarks of a swept line.
#include "report/words/sweep_words.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

/// "256 at once", when that holds for all values.
std::string at_once_text(const swept_scenario& along) {
  const auto& rows = along.rows;
  const auto all = [&](auto&& holds) {
    return std::ranges::all_of(rows, [&](const sweep_row& row) { return holds(row.results); });
  };
  const auto most = std::ranges::max(rows, {}, [](const sweep_row& row) {
                      return row.results.concurrency();
                    }).results.concurrency();
  if (all([&](const scenario_results& r) { return r.concurrency() == most; }))
    return fmt::format("{} at once", most);
  if (all([](const scenario_results& r) { return r.concurrency() == r.first().tasks; })) return "all at once";
  return fmt::format("up to {} at once", most);
}

struct found_remark {
  remark what;
  lines values;  ///< at which it holds
};

void add(std::vector<found_remark>& to, const std::vector<remark>& remarks, const std::string& value) {
  for (const auto& each : remarks) {
    const auto same = [&](const found_remark& known) {
      return known.what.text == each.text && known.what.executors == each.executors;
    };
    auto known = std::ranges::find_if(to, same);
    if (known == to.end()) known = to.insert(known, {each, {}});
    known->values.push_back(value);
  }
}

/// "threads at tasks=100, 1000".
std::string holder_of(const found_remark& found, const swept_scenario& along) {
  constexpr std::size_t most_named = 4;
  auto text = fmt::format("{}", fmt::join(found.what.executors, ", "));
  const auto& values = found.values;
  if (values.size() == along.rows.size()) return text;
  const auto named = std::min(values.size(), most_named);
  text += fmt::format(" at {}={}", along.parameter,
                      fmt::join(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(named), ", "));
  return named == values.size() ? text : fmt::format("{} and {} more", text, values.size() - named);
}

/// The notes of all values together: how work is done belongs to an executor, seldom to a value.
std::vector<remark> joined_notes(const swept_scenario& along, const text_style& style) {
  scenario_results all;
  for (const auto& row : along.rows)
    all.cells.insert(all.cells.end(), row.results.cells.begin(), row.results.cells.end());
  return notes_of(all, style);
}

}  // namespace

std::vector<std::string> sweep_facts(const swept_scenario& along, const text_style& style) {
  std::vector<std::string> facts{fmt::format("{} over {}", along.first().scenario, along.parameter)};
  const auto swept = [&](std::string_view name) {
    return along.parameter == name || (along.held && along.held->name == name);
  };
  if (along.held) facts.push_back(fmt::format("at {}={}", along.held->name, along.held->text));
  if (!swept("tasks")) facts.push_back(counted(along.first().tasks, "task"));
  if (!swept("concurrency")) facts.push_back(at_once_text(along));
  auto params = active_params(along.first(), style);
  std::erase_if(params, [&](const std::string& text) { return swept(text.substr(0, text.find('='))); });
  if (!params.empty()) facts.push_back(fmt::format("{}", fmt::join(params, " ")));
  return facts;
}

std::vector<sweep_remark> sweep_remarks(const swept_scenario& along, const text_style& style) {
  std::vector<sweep_remark> remarks;
  const auto add_all = [&](auto&& remarks_of, ink colour) {
    std::vector<found_remark> found;
    for (const auto& [value, results] : along.rows) add(found, remarks_of(results, style), value.text);
    for (const auto& each : found) remarks.push_back({holder_of(each, along), each.what.text, colour});
  };
  add_all(failures_of, ink::bad);
  add_all(refusals_of, ink::dim);
  for (const auto& [executors, text] : joined_notes(along, style))
    remarks.push_back({fmt::format("{}", fmt::join(executors, ", ")), text, ink::dim});
  return remarks;
}

}  // namespace concbench
