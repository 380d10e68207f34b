// The facts, remarks and crossovers of a swept scenario as text.
#include "report/words/sweep_words.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/verdict_words.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

constexpr double flat_exponent = 0.05;

/// "256 at once", when that holds for all values.
std::string at_once_text(const swept_scenario& scenario) {
  const auto& rows = scenario.rows;
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
  std::vector<std::string> values;  ///< at which it holds
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
std::string holder_of(const found_remark& found, const swept_scenario& scenario) {
  constexpr std::size_t most_named = 4;
  auto text = found.what.who();
  if (found.values.size() == scenario.rows.size()) return text;
  return fmt::format("{} at {}={}", text, scenario.parameter, first_of(found.values, most_named));
}

/// The notes at all values together: how work is done depends on the executor, and rarely on the value.
std::vector<remark> joined_notes(const swept_scenario& scenario) {
  scenario_results all;
  for (const auto& row : scenario.rows)
    all.cells.insert(all.cells.end(), row.results.cells.begin(), row.results.cells.end());
  return notes_of(all);
}

std::string above_text(const swept_scenario& scenario, double at) {
  const auto value = format_between(scenario.rows.front().value, at);
  if (scenario.parameter == "tasks") return fmt::format("below about {} tasks", value);
  if (scenario.parameter == "concurrency") return fmt::format("below about {} at once", value);
  return fmt::format("while {} is below about {}", scenario.parameter, value);
}

std::string sentence_of(const place_change& change, const swept_scenario& scenario) {
  const auto& [at, between, first_wins_below] = change.crossing;
  const auto text_at = [&](double x) {
    return std::ranges::find(scenario.rows, x,
                             [](const sweep_row& row) { return number_of(row.value).value_or(-1); })
        ->value.text;
  };
  return fmt::format("crossover: {} faster {}, {} above (between {} and {})",
                     first_wins_below ? change.first : change.second, above_text(scenario, at),
                     first_wins_below ? change.second : change.first, text_at(between.low),
                     text_at(between.high));
}

}  // namespace

std::vector<std::string> sweep_facts(const swept_scenario& scenario) {
  std::vector<std::string> facts{fmt::format("{} over {}", scenario.first().scenario, scenario.parameter)};
  const auto swept = [&](std::string_view name) {
    return scenario.parameter == name || (scenario.held && scenario.held->name == name);
  };
  if (scenario.held) facts.push_back(fmt::format("at {}={}", scenario.held->name, scenario.held->text));
  if (!swept("tasks")) facts.push_back(counted(scenario.first().tasks, "task"));
  if (!swept("concurrency")) facts.push_back(at_once_text(scenario));
  auto params = active_params(scenario.first());
  std::erase_if(params, [&](const std::string& text) { return swept(text.substr(0, text.find('='))); });
  if (!params.empty()) facts.push_back(fmt::format("{}", fmt::join(params, " ")));
  return facts;
}

std::vector<sweep_remark> sweep_remarks(const swept_scenario& scenario) {
  std::vector<sweep_remark> remarks;
  const auto add_all = [&](auto&& remarks_of, ink colour) {
    std::vector<found_remark> found;
    for (const auto& [value, results] : scenario.rows) add(found, remarks_of(results), value.text);
    for (const auto& each : found) remarks.push_back({holder_of(each, scenario), each.what.text, colour});
  };
  add_all(failures_of, ink::bad);
  add_all(refusals_of, ink::dim);
  for (const auto& each : joined_notes(scenario)) remarks.push_back({each.who(), each.text, ink::dim});
  return remarks;
}

std::string format_between(const parameter_value& neighbour, double number) {
  // The unit is in the text: a count is a bare number.
  const bool bare = std::holds_alternative<double>(neighbour.value) || parse_count(neighbour.text);
  if (!bare) return parse_duration(neighbour.text) ? format_time(number) : format_bytes(number);
  // Two digits are as much as a place between two values deserves.
  return fmt::format("{}", std::stod(fmt::format("{:.2g}", number)));
}

std::vector<std::string> crossover_texts(const swept_scenario& scenario, const plan& asked) {
  const auto search = find_crossovers(scenario, asked);
  std::vector<std::string> texts;
  if (search.comparisons == 0) return texts;
  for (const auto& each : search.found) texts.push_back(sentence_of(each, scenario));
  if (search.too_few > 0) {
    texts.push_back(fmt::format("crossovers: {} {} not resolved: ≥ {} rounds are needed ({})",
                                counted_part(search.too_few, search.comparisons, "comparison"),
                                agreeing(search.too_few, "is", "are"), search.rounds_needed,
                                more_rounds_text(asked, search.rounds_needed)));
  } else if (search.found.empty()) {
    texts.push_back(
        search.resolved > 0
            ? "crossovers: none; wherever two executors can be told apart, it is the same one that is faster"
            : "crossovers: none; no two executors can be told apart at any value");
  }
  return texts;
}

std::string exponent_text(const analysis::power_fit& fit) {
  if (!fit.exponent_range) return fmt::format("{:.2f}", fit.exponent);
  return fmt::format("{:.2f} ± {:.2f}", fit.exponent, fit.exponent_range->high - fit.exponent);
}

std::string fit_text(const analysis::power_fit& fit) {
  const auto& range = fit.exponent_range;
  if (range && range->low > -flat_exponent && range->high < flat_exponent) return "flat";
  return fmt::format("{:.3f}", fit.r_squared);
}

std::string fewer_alive_text(const swept_scenario& scenario) {
  if (scenario.parameter != "tasks") return "";
  const auto is_limited = [](const sweep_row& row) {
    return row.results.concurrency() > 1 && row.results.concurrency() < row.results.first().tasks;
  };
  const auto first = std::ranges::find_if(scenario.rows, is_limited);
  if (first == scenario.rows.end()) return "";
  const auto most =
      std::ranges::max(scenario.rows, {}, [](const sweep_row& row) { return row.results.first().tasks; })
          .results.first()
          .tasks;
  return fmt::format(
      "from tasks={} on no more than {} tasks are alive at once, and memory shows no more than these; -c {} lets all "
      "of them be",
      first->value.text, first->results.concurrency(), most);
}

}  // namespace concbench
