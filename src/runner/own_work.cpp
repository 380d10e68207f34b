// Each scenario has a folder of its own; the first executor that can do the work gives the answer.
#include "runner/own_work.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "core/brought_scenarios.hpp"
#include "core/registry.hpp"
#include "runner/run_plan.hpp"
#include "runner/worker_process.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::runner {
namespace {

constexpr std::uint64_t tasks_asked = 8;
constexpr std::uint64_t computing_tasks_asked = 2;  // an interpreter may take seconds for each
constexpr std::uint64_t lanes_asked = 4;

}  // namespace

std::variant<known_work, std::string> own_work::of(const std::string& name, const worker_abilities& has) {
  const auto* declared = known_scenario(name);
  if (declared == nullptr)
    return "this concbench has no such scenario, and the worker has no declaration of it, so no run can have it";
  if (!declared->required_parameter.empty())
    return fmt::format("without a value of '{}' there is no work to do", declared->required_parameter);
  known_work work{.spec = {.scenario = name}, .whose = ""};
  auto& setup = work.spec.setup;
  setup.params = parameter_values(declared->parameters, profile::standard);
  setup.seed = 1;
  setup.tasks = declared->work == work_kind::computing ? computing_tasks_asked : tasks_asked;
  setup.concurrency = std::min(lanes_asked, setup.tasks);
  if (declared->actors) setup.tasks = setup.concurrency = std::max(lanes_asked, declared->actors(setup));
  const auto folder = worker_.folder / name;
  std::filesystem::create_directory(folder);
  setup.run_folder = folder;
  if (declared->uses_server) {
    if (!server_) server_.emplace(worker_.program, worker_.interrupt);
    setup.server = server_->address();
    work.spec.server_process = server_->id();
  }
  if (is_brought(*declared))
    return answered({"its own", worker_.command, has.executors, has.protocol}, std::move(work));
  return answered(
      {"concbench's", {worker_.program, "worker"}, worker_abilities::own().executors, protocol_version},
      std::move(work));
}

worker_answer own_work::ask(const doer& by, worker_spec spec) {
  spec.protocol = by.protocol;
  return ask_worker({.command = by.command, .limit = worker_.limit, .interrupt = worker_.interrupt}, spec);
}

std::variant<known_work, std::string> own_work::answered(const doer& by, known_work work) {
  auto& setup = work.spec.setup;
  work.spec.action = worker_action::prepare;
  auto prepared = ask(by, work.spec);
  std::string reason = prepared.reason;
  if (prepared.status == status::ok) {
    work.spec.prepared = std::move(prepared.prepared);
    setup.tasks = tasks_in(work.spec.prepared, setup.tasks);
    setup.concurrency = std::min(setup.concurrency, setup.tasks);
    work.spec.action = worker_action::sample;
    for (const auto& each : by.executors) {
      setup.executor = each;
      const temporary_folder own(worker_.folder);
      setup.sample_folder = own.path();
      const auto answer = ask(by, work.spec);
      if (answer.status == status::ok) {
        work.answer = answer.sample.digest;
        work.whose = fmt::format("{} {}", by.name, each);
        return work;
      }
      reason = answer.reason;
    }
  }
  return fmt::format("{} executors cannot do it here: {}", by.name, reason);
}

}  // namespace concbench::runner
