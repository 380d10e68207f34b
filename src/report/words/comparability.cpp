// Which facts of two or more reports are compared, and how a difference is said.
#include "report/words/comparability.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/results.hpp"
#include "report/words/format.hpp"
#include "report/words/text_header.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

constexpr double memory_tolerance = 0.10;
constexpr std::string_view memory_fact = "memory_bytes";

using texts = std::vector<std::string>;

std::string shown_value(std::string_view value) {
  return value.empty() ? std::string("none") : single_line(value);
}

/// What is known of a report, by name.
using named_values = std::vector<std::pair<std::string_view, std::string>>;

named_values facts_of(const report& of, std::initializer_list<std::string_view> names) {
  named_values values;
  for (const auto name : names) values.emplace_back(name, fact_value(of.environment, name));
  return values;
}

/// "POST, headers Authorization X-Tenant, body ab12…, certificates not checked".
std::string request_text(const request_summary& request) {
  auto text = request.method;
  if (!request.headers.empty()) text += fmt::format(", headers {}", fmt::join(request.headers, " "));
  if (!request.body_sha256.empty())
    text += fmt::format(", body of {} bytes with SHA-256 {}", request.body_bytes, request.body_sha256);
  if (request.requests > 1) text += ", a request of its own for each target";
  if (!request.expected.empty()) text += ", expects " + request.expected;
  if (request.compressed) text += ", compressed";
  for (const auto& each : request.routes) text += ", " + each;
  if (request.insecure) text += ", certificates not checked";
  return text;
}

bool near(const std::string& before, const std::string& after) {
  double one = 0;
  double other = 0;
  std::from_chars(before.data(), before.data() + before.size(), one);
  std::from_chars(after.data(), after.data() + after.size(), other);
  return std::max(one, other) - std::min(one, other) <= memory_tolerance * std::max(one, other);
}

named_values machine_of(const report& of) {
  return facts_of(of, {"cpu_model", "machine", "cpus_usable"});
}

named_values plan_of(const report& of) {
  const auto& asked = of.plan;
  return {{"profile", asked.profile},
          {"seed", fmt::format("{}", asked.seed)},
          {"targets", fmt::format("{}", fmt::join(asked.targets, " "))},
          {"request", request_text(asked.request)},
          {"allowed_errors", format_percent(asked.allowed_errors)},
          {"server", asked.server},
          {"cpus", asked.cpus},
          {"server_cpus", asked.server_cpus}};
}

named_values build_and_system_of(const report& of) {
  return facts_of(of, {"kernel", "governor", "clock_source", "timer_slack_ns", "build_type", "sanitizers",
                       "compiler", "compiler_flags"});
}

/// What a task's memory depends on. The compiler stands among the others as well.
named_values libraries_of(const report& of) {
  return facts_of(of, {"boost", "compiler", "c_library", "allocator"});
}

/// "cpus_usable 2, then 4" of each that differs; both are lists of the same names.
texts differences(const named_values& before, const named_values& after) {
  texts all;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i].second != after[i].second)
      all.push_back(fmt::format("{} {}, then {}", before[i].first, shown_value(before[i].second),
                                shown_value(after[i].second)));
  return all;
}

/// "CPUs usable" of "cpus_usable".
std::string words_of(std::string_view name) {
  std::string words(name);
  std::ranges::replace(words, '_', ' ');
  if (words.starts_with("cpu")) words.replace(0, 3, "CPU");
  return words;
}

/// All that is compared of several reports, but the memory of the machine.
named_values all_of(const report& of) {
  named_values all{{"version", tool_text(of)}};
  for (const auto& each : {machine_of(of), build_and_system_of(of), libraries_of(of), plan_of(of)})
    for (const auto& [name, value] : each)
      if (std::ranges::find(all, name, &named_values::value_type::first) == all.end())
        all.emplace_back(name, value);
  all.emplace_back("rate", asked_rate_text(of.plan));
  all.emplace_back("rounds", rounds_text(of));
  all.emplace_back("baseline", of.plan.baseline);
  return all;
}

}  // namespace

std::vector<std::string> machine_differences(const report& before, const report& after) {
  auto all = differences(machine_of(before), machine_of(after));
  const auto memory = fact_value(before.environment, memory_fact);
  if (const auto other = fact_value(after.environment, memory_fact); !near(memory, other))
    all.push_back(fmt::format("{} {}, then {}", memory_fact, shown_value(memory), shown_value(other)));
  return all;
}

std::string rate_difference(const report& before, const report& after) {
  if (asked_rate_text(before.plan) == asked_rate_text(after.plan)) return "";
  return fmt::format("rate {}, then {}", asked_rate_text(before.plan), asked_rate_text(after.plan));
}

std::vector<std::string> plan_differences(const report& before, const report& after) {
  return differences(plan_of(before), plan_of(after));
}

std::vector<std::string> notable_differences(const report& before, const report& after) {
  return differences(build_and_system_of(before), build_and_system_of(after));
}

std::vector<std::string> memory_differences(const report& before, const report& after) {
  auto one = libraries_of(before);
  auto other = libraries_of(after);
  for (std::size_t i = 0; i < one.size(); ++i)
    if (one[i].second.empty() || other[i].second.empty()) one[i].second = other[i].second = "";
  return differences(one, other);
}

std::vector<differing_fact> differing_facts(std::span<const report* const> reports) {
  std::vector<named_values> known;
  for (const auto* each : reports) {
    auto& values = known.emplace_back(all_of(*each));
    // As the first report has it where it is about as much.
    const auto memory = fact_value(each->environment, memory_fact);
    const auto first = fact_value(reports.front()->environment, memory_fact);
    values.emplace_back(memory_fact, near(first, memory) ? first : memory);
  }
  std::vector<differing_fact> all;
  for (std::size_t i = 0; i < known.front().size(); ++i) {
    const auto& first = known.front()[i];
    if (std::ranges::all_of(known, [&](const named_values& each) { return each[i].second == first.second; }))
      continue;
    auto& fact = all.emplace_back(differing_fact{words_of(first.first), {}});
    for (const auto& each : known) fact.values.push_back(shown_value(each[i].second));
  }
  return all;
}

}  // namespace concbench
