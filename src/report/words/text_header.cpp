// The facts of a plan and of a machine, each as a few words.
#include "report/words/text_header.hpp"

#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"
#include "core/speedups.hpp"
#include "report/figures/results.hpp"
#include "report/words/format.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t default_seed = 1;

bool is_usual_baseline(std::string_view executor) {
  const auto* const usual = baseline_executor();
  return usual != nullptr && usual->name == executor;
}

/// "intervals are 2 % wide or 60s have passed, or at most 62 rounds".
std::string end_of_rounds(const report& result) {
  std::vector<std::string> ends;
  if (result.plan.precision > 0)
    ends.push_back(fmt::format("intervals are {} wide", format_percent(result.plan.precision)));
  if (result.plan.budget_ns > 0)
    ends.push_back(fmt::format("{} have passed", exact_text(duration(result.plan.budget_ns))));
  const auto limit =
      result.plan.precision > 0
          ? fmt::format(
                ", or at most {}",
                counted(static_cast<std::uint64_t>(most_rounds(result.plan, result.plan.executors.size())),
                        "round"))
          : "";
  return fmt::format("{}{}", fmt::join(ends, " or "), limit);
}

/// "target http://a.example/" or "31 targets: http://a.example/ and others".
std::string targets_text(const std::vector<std::string>& targets) {
  if (targets.size() == 1) return "target " + targets.front();
  return fmt::format("{} targets: {} and others", targets.size(), targets.front());
}

/// "POST", "Authorization: ***", "body of 12 B, SHA-256 ab12cd34ef56ab78…": what is not a plain GET.
std::vector<std::string> request_facts(const request_summary& request) {
  constexpr std::size_t digits = 16;
  std::vector<std::string> facts;
  if (request.method != "GET") facts.push_back(request.method);
  for (const auto& each : request.headers) facts.push_back(each + ": ***");
  if (!request.body_sha256.empty())
    facts.push_back(fmt::format("body of {}, SHA-256 {}…",
                                format_bytes(static_cast<double>(request.body_bytes)),
                                request.body_sha256.substr(0, digits)));
  if (request.requests > 1) facts.emplace_back("a request of its own for each target");
  if (!request.expected.empty()) facts.push_back("expects " + request.expected);
  if (request.compressed) facts.emplace_back("asks for compressed answers");
  for (const auto& each : request.routes) facts.push_back(each);
  if (request.insecure) facts.emplace_back("certificates not checked (--insecure)");
  return facts;
}

}  // namespace

std::string tool_text(const report& result) {
  const auto revision = result.revision.empty() ? "" : fmt::format(" ({})", result.revision);
  return fmt::format("concbench {}{}", result.tool_version, revision);
}

std::string unfit_build(const environment& facts) {
  if (const auto slowdown = fact_value(facts, "slowdown"); !slowdown.empty() && slowdown != "0")
    return fmt::format("EVERY RUN IS LENGTHENED BY A PART OF {}", slowdown);
  const auto sanitizers = fact_value(facts, "sanitizers");
  const auto type = fact_value(facts, "build_type");
  if (type == "Debug")
    return sanitizers.empty() ? "DEBUG BUILD" : fmt::format("DEBUG BUILD WITH SANITIZERS ({})", sanitizers);
  return sanitizers.empty() ? "" : fmt::format("SANITIZERS ({})", sanitizers);
}

std::string used_time(const report& result) {
  if (result.plan.budget_ns == 0) return "";
  return fmt::format("{:.1f} s of {} used", static_cast<double>(result.elapsed_ns) / 1e9,
                     exact_text(duration(result.plan.budget_ns)));
}

std::string rounds_text(const report& result) {
  const auto& plan = result.plan;
  auto rounds = plan.has_fixed_rounds() ? counted(static_cast<std::uint64_t>(plan.rounds), "round")
                                        : "rounds until " + end_of_rounds(result);
  if (plan.warmup > 0)
    rounds += fmt::format(" after {}", counted(static_cast<std::uint64_t>(plan.warmup), "warm-up"));
  return rounds;
}

std::vector<std::string> plan_facts(const report& result) {
  const auto& plan = result.plan;
  auto rounds = rounds_text(result);
  if (plan.interrupted && plan.has_fixed_rounds()) rounds += " planned";
  std::vector<std::string> facts{plan.profile + " profile", rounds};
  if (plan.seed != default_seed) facts.push_back(fmt::format("seed {}", plan.seed));
  if (!plan.baseline.empty() && !is_usual_baseline(plan.baseline) && plan.executors.size() > 1)
    facts.push_back("baseline " + plan.baseline);
  if (plan.searches_rate()) {
    facts.push_back(fmt::format("{} searched, with {} of tasks at each rate", asked_rate_text(plan),
                                exact_text(duration(plan.step_ns))));
  } else if (plan.rate > 0) {
    facts.push_back(rate_text(plan.rate) + " due");
  }
  if (plan.allowed_errors > 0)
    facts.push_back(fmt::format("up to {} errors allowed", format_percent(plan.allowed_errors)));
  if (!plan.targets.empty()) facts.push_back(targets_text(plan.targets));
  for (auto& each : request_facts(plan.request)) facts.push_back(std::move(each));
  if (!plan.server.empty()) facts.push_back("server " + plan.server);
  if (!plan.cpus.empty()) facts.push_back("workers on CPUs " + plan.cpus);
  if (!plan.server_cpus.empty()) facts.push_back("server on CPUs " + plan.server_cpus);
  for (const auto& each : plan.workers) facts.push_back(fmt::format("{}: {}", each.name, each.command));
  if (!result.started.empty()) facts.push_back(result.started);
  return facts;
}

std::vector<std::string> machine_facts(const environment& facts) {
  std::vector<std::string> words;
  const auto add = [&](std::string text) {
    if (!text.empty() && text != unknown_fact) words.push_back(std::move(text));
  };
  add(fact_value(facts, "cpu_model"));
  const auto usable = fact_value(facts, "cpus_usable");
  const auto online = fact_value(facts, "cpus_online");
  const auto& cpus = online.empty() ? usable : online;
  if (!usable.empty())
    add(fmt::format("{}{} {} usable", usable, online.empty() ? "" : " of " + online,
                    cpus == "1" ? "CPU" : "CPUs"));
  const auto memory = fact_value(facts, "memory_bytes");
  std::uint64_t bytes = 0;
  if (std::from_chars(memory.data(), memory.data() + memory.size(), bytes).ec == std::errc{})
    add(format_bytes(static_cast<double>(bytes)) + " memory");
  add(fact_value(facts, "kernel"));
  return words;
}

}  // namespace concbench
