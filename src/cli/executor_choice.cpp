// Names to executors.
#include "cli/executor_choice.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/brought_scenarios.hpp"
#include "core/registry.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

/// The names of all executors, each once: those of this program, then the other ones that workers have.
std::vector<std::string> all_names(const further_workers& workers) {
  auto names = runner::worker_abilities::own().executors;
  for (const auto& worker : workers)
    for (const auto& name : worker->has.executors)
      if (!contains(names, name)) names.push_back(name);
  return names;
}

/// The executors that take part when none are named: those that this program knows and has by default, and all that it
/// does not know.
bool by_default(const std::string& name) {
  const auto* known = known_executor(name);
  return known == nullptr || known->by_default;
}

/// The executors with this name, or with the model of this name, in all programs; the one of this program is the first.
std::vector<chosen_executor> called(const std::string& name, const further_workers& workers) {
  std::vector<chosen_executor> found;
  if (contains(runner::worker_abilities::own().executors, name)) found.push_back({name, nullptr});
  for (const auto& worker : workers)
    for (const auto& each : worker->has.executors)
      if (worker->has.is_called(each, name)) found.push_back({each, worker});
  if (found.empty())
    throw usage_error(
        fmt::format("unknown executor {}{}", in_quotes(name), suggestion(name, all_names(workers))));
  return found;
}

/// The worker that `text`, "worker:thing", begins with.
const std::shared_ptr<const runner::further_worker>& owner_in(const std::string& text, std::string_view kind,
                                                              const further_workers& workers) {
  const auto owner = text.substr(0, text.find(':'));
  const auto worker =
      std::ranges::find(workers, owner, [](const auto& each) -> const auto& { return each->name; });
  if (worker != workers.end()) return *worker;
  std::vector<std::string> names;
  for (const auto& each : workers) names.push_back(each->name);
  throw usage_error(fmt::format("unknown {} {}: no --worker is called {}{}", kind, in_quotes(text),
                                in_quotes(owner), names.empty() ? "" : suggestion(owner, names)));
}

/// The executors that "worker:executor", "worker:model" or "worker:all" names.
std::vector<chosen_executor> of_worker(const std::string& text, std::size_t colon,
                                       const further_workers& workers) {
  const auto& worker = owner_in(text, "executor", workers);
  const auto name = text.substr(colon + 1);
  const auto& has = worker->has.executors;
  std::vector<chosen_executor> found;
  for (const auto& each : has)
    if (name == "all" || worker->has.is_called(each, name)) found.push_back({each, worker});
  if (found.empty())
    throw usage_error(fmt::format("unknown executor {}: --worker {} has no {}{}", in_quotes(text),
                                  worker->name, in_quotes(name), suggestion(name, has)));
  return found;
}

/// Whether "worker:name" is this executor, by its name or by the name of its model.
bool is_called(const chosen_executor& executor, const std::string& text) {
  if (!executor.worker) return false;
  const auto owner = executor.worker->name + ":";
  return text.starts_with(owner) && executor.worker->has.is_called(executor.name, text.substr(owner.size()));
}

void refuse_idle(const further_workers& workers, const std::vector<chosen_executor>& chosen) {
  for (const auto& worker : workers)
    if (std::ranges::find(chosen, worker, &chosen_executor::worker) == chosen.end())
      throw usage_error(fmt::format("--worker {} has none of the chosen executors; it has: {}", worker->name,
                                    fmt::join(worker->has.executors, ", ")));
}

}  // namespace

bool chosen_executor::is_concurrent() const {
  const auto* known = known_executor(name);
  return known == nullptr || known->concurrent;
}

std::string chosen_executor::refusal_of(const std::string& scenario,
                                        const std::vector<std::string>& keys) const {
  if (!worker) return "";
  if (contains(worker->has.scenarios, scenario)) {
    const auto unknown =
        std::ranges::find_if_not(keys, [&](const auto& key) { return worker->has.knows(key); });
    if (unknown == keys.end()) return "";
    return fmt::format("the worker {} does not say that it knows '{}', which the options for --url need",
                       worker->name, *unknown);
  }
  const auto& has = worker->has.scenarios;
  return fmt::format("the worker {} does not have it; it has: {}", worker->name,
                     has.empty() ? "none" : fmt::format("{}", fmt::join(has, ", ")));
}

std::vector<chosen_executor> choose_executors(const std::vector<std::string>& asked,
                                              const further_workers& workers) {
  std::vector<chosen_executor> chosen;
  const auto add = [&](const chosen_executor& one) {
    const auto same = [&](const chosen_executor& other) {
      return other.name == one.name && other.worker == one.worker;
    };
    if (std::ranges::none_of(chosen, same)) chosen.push_back(one);
  };
  const auto add_named = [&](const std::string& name) {
    if (const auto colon = name.find(':'); colon != std::string::npos) {
      std::ranges::for_each(of_worker(name, colon, workers), add);
    } else {
      std::ranges::for_each(called(name, workers), add);
    }
  };
  const bool all = contains(asked, "all");
  if (all || asked.empty() || contains(asked, "default"))
    for (const auto& name : all_names(workers))
      if (all || by_default(name)) add_named(name);
  for (const auto& name : asked)
    if (name != "all" && name != "default") add_named(name);
  refuse_idle(workers, chosen);
  return chosen;
}

std::string scenario_called(const std::string& text, const further_workers& workers) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return text;
  const auto& worker = owner_in(text, "scenario", workers);
  auto name = text.substr(colon + 1);
  const auto& has = worker->has.scenarios;
  if (contains(has, name)) return name;
  throw usage_error(fmt::format("unknown scenario {}: --worker {} has no {}{}", in_quotes(text), worker->name,
                                in_quotes(name), suggestion(name, has)));
}

std::vector<chosen_executor> without_bystanders(std::vector<chosen_executor> chosen,
                                                const std::vector<std::string>& scenarios) {
  const auto brought = [](const std::string& name) { return is_brought(find_scenario(name)); };
  const auto own = [](const chosen_executor& one) { return one.worker == nullptr; };
  if (std::ranges::all_of(scenarios, brought) && !std::ranges::all_of(chosen, own))
    std::erase_if(chosen, own);
  return chosen;
}

std::string left_out_text(const further_workers& workers, const std::vector<chosen_executor>& chosen) {
  std::vector<std::string> left_out;
  for (const auto& worker : workers) {
    const auto& has = worker->has.executors;
    const auto known = [](const auto& name) { return known_executor(name) != nullptr; };
    const bool has_ours =
        std::ranges::all_of(executors(), [&](const auto& own) { return contains(has, own.name); });
    if (std::ranges::all_of(has, known)) continue;
    for (const auto& name : has) {
      if (has_ours && known(name)) continue;
      const auto is_it = [&](const auto& each) { return each.name == name && each.worker == worker; };
      if (std::ranges::none_of(chosen, is_it)) left_out.push_back(worker->name + ":" + name);
    }
  }
  if (left_out.empty()) return "";
  return fmt::format(
      "left out of what the workers have: {}; -e NAME:all takes all executors of the worker NAME",
      fmt::join(left_out, ", "));
}

std::string choose_baseline(const std::string& asked, const std::vector<chosen_executor>& executors) {
  std::vector<std::string> names;
  for (const auto& each : executors) names.push_back(each.full_name());
  const auto* const usual = baseline_executor();
  auto wanted = asked.empty() && usual != nullptr ? usual->name : asked;
  if (contains(names, wanted)) return wanted;
  const auto model =
      std::ranges::find_if(executors, [&](const auto& each) { return is_called(each, wanted); });
  if (model != executors.end()) return model->full_name();
  if (asked.empty()) return names.front();
  throw usage_error(fmt::format("--baseline {} is not among the chosen executors{}", in_quotes(asked),
                                suggestion(asked, names)));
}

}  // namespace concbench::cli
