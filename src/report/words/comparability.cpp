// Facts side by side.
#include "report/words/comparability.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/results.hpp"
#include "report/words/format.hpp"
#include "system/foreign_text.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

constexpr double memory_tolerance = 0.10;

using texts = std::vector<std::string>;

void add(texts& to, std::string_view name, std::string_view before, std::string_view after) {
  const auto shown_value = [](std::string_view value) {
    return value.empty() ? std::string("none") : single_line(value);
  };
  if (before != after)
    to.push_back(fmt::format("{} {}, then {}", name, shown_value(before), shown_value(after)));
}

void add_facts(texts& to, const report& before, const report& after,
               std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    add(to, name, fact_value(before.environment, name), fact_value(after.environment, name));
}

/// "POST, headers Authorization X-Tenant, body ab12…, certificates not checked".
std::string request_text(const request_summary& request) {
  auto text = request.method;
  if (!request.headers.empty()) text += fmt::format(", headers {}", fmt::join(request.headers, " "));
  if (!request.body_sha256.empty())
    text += fmt::format(", body of {} bytes with SHA-256 {}", request.body_bytes, request.body_sha256);
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

}  // namespace

std::vector<std::string> machine_differences(const report& before, const report& after) {
  texts all;
  add_facts(all, before, after, {"cpu_model", "machine", "cpus_usable"});
  const auto memory = fact_value(before.environment, "memory_bytes");
  if (const auto other = fact_value(after.environment, "memory_bytes"); !near(memory, other))
    add(all, "memory_bytes", memory, other);
  return all;
}

std::string rate_difference(const report& before, const report& after) {
  if (before.plan.rate == after.plan.rate) return "";
  const auto text = [](double rate) { return rate > 0 ? rate_text(rate) : "none"; };
  return fmt::format("rate {}, then {}", text(before.plan.rate), text(after.plan.rate));
}

std::vector<std::string> plan_differences(const report& before, const report& after) {
  texts all;
  const auto& one = before.plan;
  const auto& other = after.plan;
  add(all, "profile", one.profile, other.profile);
  add(all, "seed", fmt::format("{}", one.seed), fmt::format("{}", other.seed));
  add(all, "targets", fmt::format("{}", fmt::join(one.targets, " ")),
      fmt::format("{}", fmt::join(other.targets, " ")));
  add(all, "request", request_text(one.request), request_text(other.request));
  if (one.allowed_errors != other.allowed_errors)
    add(all, "allowed_errors", format_percent(one.allowed_errors), format_percent(other.allowed_errors));
  add(all, "server", one.server, other.server);
  add(all, "cpus", one.cpus, other.cpus);
  add(all, "server_cpus", one.server_cpus, other.server_cpus);
  return all;
}

std::vector<std::string> notable_differences(const report& before, const report& after) {
  texts all;
  add_facts(all, before, after,
            {"kernel", "governor", "clock_source", "timer_slack_ns", "build_type", "sanitizers", "compiler",
             "compiler_flags"});
  return all;
}

std::vector<std::string> memory_differences(const report& before, const report& after) {
  texts all;
  for (const auto name : {"boost", "compiler", "c_library", "allocator"}) {
    const auto one = fact_value(before.environment, name);
    const auto other = fact_value(after.environment, name);
    if (!one.empty() && !other.empty()) add(all, name, one, other);
  }
  return all;
}

}  // namespace concbench
