// Rounds, workers, faults. A cell can fail in many ways; each ends in its status and none ends the run.
#include "runner/manager.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

#include <poll.h>

#include "core/brought_scenarios.hpp"
#include "core/interrupted_cell.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "core/reported_parameters.hpp"
#include "core/reported_scenarios.hpp"
#include "core/speedups.hpp"
#include "net/server/routes.hpp"
#include "runner/health_check.hpp"
#include "runner/open_loop.hpp"
#include "runner/worker_process.hpp"
#include "system/exception_text.hpp"
#include "system/temporary_folder.hpp"
#include "system/units.hpp"

namespace concbench::runner {
namespace {

bool readable(int descriptor) {
  pollfd watched{descriptor, POLLIN, 0};
  return ::poll(&watched, 1, 0) > 0;
}

/// Whether anything ran. A set-up that failed leaves no sample, and neither does work that is impossible here.
bool has_sample(const worker_answer& answer) {
  if (answer.status == status::not_applicable) return false;
  return answer.status == status::crashed || answer.status == status::timeout ||
         answer.sample.tasks_ok + answer.sample.tasks_failed > 0;
}

/// Whether a cell with the status `known` gets the status `next`. Work that becomes impossible does not hide what went
/// wrong before.
bool is_worse(enum status next, enum status known) {
  return next == status::not_applicable ? known == status::ok : next > known;
}

std::vector<std::size_t> executors_of_groups(const run_plan& plan) {
  std::vector<std::size_t> counts(group_count(plan));
  for (const auto& each : plan.cells) ++counts[each.group];
  return counts;
}

/// Failures that --allow-errors allows do not make a sample fail, which may be saturated all the same. A wrong answer is
/// never allowed, and neither is a failure that is not one of a task.
void forgive(worker_answer& answer, double allowed) {
  const auto& taken = answer.sample;
  const auto all = static_cast<double>(taken.tasks_ok + taken.tasks_failed);
  if (answer.status != status::failed || taken.tasks_ok == 0 || taken.wall_ns == 0) return;
  if (static_cast<double>(taken.tasks_failed) > allowed * all) return;
  answer.status = answer.sample.status = taken.saturation.empty() ? status::ok : status::saturated;
  answer.reason = answer.sample.reason = taken.saturation;
}

}  // namespace

manager::manager(run_plan plan, std::filesystem::path folder, report& result, run_observer& observer,
                 const interruption& signals)
    : plan_(std::move(plan)),
      result_(result),
      observer_(observer),
      signals_(signals),
      folder_(std::move(folder)),
      noise_(plan_.asked, result_.noise),
      dispatch_(plan_.asked, result_.dispatch),
      states_(plan_.cells.size()),
      schedule_(plan_.asked, executors_of_groups(plan_)) {
  result_.plan = plan_.asked;
  const auto rounds =
      static_cast<std::size_t>(plan_.asked.rounds + plan_.asked.warmup + (plan_.timelines ? 1 : 0));
  for (auto& state : states_) state.samples_left = rounds;
  for (const auto& planned : plan_.cells)
    result_.cells.push_back(
        {.scenario = planned.scenario->name,
         .executor = planned.executor_name(),
         .params = reported_parameters(*planned.scenario, planned.setup.params, plan_.asked),
         .tasks = planned.setup.tasks,
         .concurrency = planned.setup.concurrency});
  for (const auto& planned : plan_.cells)
    if (std::ranges::find(result_.scenarios, planned.scenario->name, &scenario_facts::name) ==
        result_.scenarios.end())
      result_.scenarios.push_back(facts_of(*planned.scenario));
  for (const auto& planned : plan_.cells)
    if (running_.empty() || running_.back() != planned.scenario->name)
      running_.push_back(planned.scenario->name);
  if (!plan_.inputs.empty()) keep_inputs();
  if (plan_.asked.has_fixed_rounds()) progress_.total = rounds * plan_.cells.size();
}

/// Every sample reads the same bytes, whatever happens to the user's file meanwhile.
void manager::keep_inputs() {
  const auto path = folder_ / "inputs";
  std::ofstream file(path, std::ios::binary);
  if (!(file << plan_.inputs << std::flush))
    throw std::runtime_error(fmt::format("cannot write the inputs to '{}'", path.string()));
  for (auto& each : plan_.cells)
    if (each.scenario->takes_inputs) each.setup.inputs = path.string();
}

void manager::run() try {
  while (const auto next = schedule_.next(elapsed())) {
    if (next->round >= side_round_) take_side_samples(side_round_++);
    const auto took = time_of([&] { run_round(*next); });
    schedule_.ended(*next, took, [&] { return width_of(next->group); });
    if (nothing_left(next->group)) schedule_.give_up(next->group);
    note_ends();
    tell_of_ended_scenarios();
  }
  note_ends();
  for (const auto& left : running_) take_timelines(left);
} catch (const interrupted&) {
  result_.plan.interrupted = true;
  note_ends();
  for (auto& each : result_.cells) {
    if (!each.ended) each.ended = rounds_end{rounds_limit::interruption};
    if (each.status == status::ok && each.samples.empty()) mark_interrupted(each);
  }
}

void manager::note_ends() {
  for (std::size_t i = 0; i < plan_.cells.size(); ++i)
    result_.cells[i].ended = schedule_.end_of(plan_.cells[i].group);
}

/// When a budget ends a group while the next turn is searched, the observer is told after that turn.
void manager::tell_of_ended_scenarios() {
  std::erase_if(running_, [&](const std::string& name) {
    const bool over = std::ranges::all_of(plan_.cells, [&](const planned_cell& each) {
      return each.scenario->name != name || schedule_.is_over(each.group);
    });
    if (!over) return false;
    take_timelines(name);
    observer_.scenario_ended(result_, name);
    return true;
  });
}

/// After all counted rounds of the scenario, so that none of them follows a round that was watched.
void manager::take_timelines(std::string_view scenario) {
  if (!plan_.timelines) return;
  for (std::size_t i = 0; i < plan_.cells.size(); ++i)
    if (plan_.cells[i].scenario->name == scenario) take_timeline(i);
}

void manager::take_timeline(std::size_t index) {
  if (readable(signals_.descriptor())) throw interrupted();
  states_[index].samples_left = 0;
  ++progress_.done;
  auto& into = result_.cells[index];
  if (into.status == status::not_applicable) return;
  progress_.timeline = true;
  progress_.current = &plan_.cells[index];
  progress_.left = time_left();
  observer_.sample_begins(progress_);
  progress_.timeline = false;
  into.timeline = timeline_of(index);
  result_.elapsed_ns = elapsed().count();
  observer_.sample_ended(result_);
}

/// A failure in a round that is not counted is a problem of its timeline, and not of the cell.
task_timeline manager::timeline_of(std::size_t index) {
  const auto& planned = plan_.cells[index];
  if (states_[index].finished)
    return {.problem = fmt::format("a sample before it was {}", to_string(result_.cells[index].status))};
  if (planned.worker && !planned.worker->has.keeps_timelines())
    return {.problem = "this worker keeps none: \"timeline\" is not among the keys that it understands"};
  try {
    auto answer = sample_of(planned, plan_.asked.rounds, true);
    forgive(answer, plan_.asked.allowed_errors);
    compare_answers(index, answer);
    if (answer.timeline && answer.status != status::incorrect) return *std::move(answer.timeline);
    if (answer.status == status::ok) return {.problem = "the worker's answer has none"};
    return {.problem = fmt::format("its round was {}: {}", to_string(answer.status), answer.reason)};
  } catch (const std::exception& e) {
    if (readable(signals_.descriptor())) throw interrupted();
    return {.problem = exception_text(e)};
  }
}

void manager::take_side_samples(std::int64_t round) {
  constexpr duration limit =
      std::chrono::seconds(5);  // of milliseconds of work: one that fails must not cost a minute
  const auto ask = [this, limit](worker_spec spec) { return ask_worker(std::move(spec), limit); };
  noise_.take(round, ask);
  dispatch_.take(round, ask);
}

void manager::run_round(const turn& turn) {
  std::size_t position = 0;
  const auto round = static_cast<std::size_t>(turn.round + plan_.asked.warmup);
  for (const auto index : order_of_round(plan_, turn.group, round)) {
    if (readable(signals_.descriptor())) throw interrupted();
    run_cell(index, turn.round, position++);
  }
}

void manager::run_cell(std::size_t index, std::int64_t round, std::size_t position) {
  auto& state = states_[index];
  --state.samples_left;
  ++progress_.done;
  if (state.finished) return;
  progress_.round = round;
  progress_.current = &plan_.cells[index];
  progress_.left = time_left();
  observer_.sample_begins(progress_);

  worker_answer answer;
  state.last = time_of([&] {
    try {
      answer = sample_of(plan_.cells[index], round);
      replace_deaf_server(plan_.cells[index], answer);
    } catch (const std::exception& e) {
      if (readable(signals_.descriptor())) throw interrupted();
      answer = answer_without_sample(status::failed, exception_text(e));
    }
  });
  answer.sample.round = round;
  answer.sample.position = position;
  conclude(index, std::move(answer));
  result_.elapsed_ns = elapsed().count();
  observer_.sample_ended(result_);
}

worker_answer manager::sample_of(const planned_cell& planned, std::int64_t round, bool timeline) {
  if (!planned.refusal.empty()) return answer_without_sample(status::not_applicable, planned.refusal);
  const auto& preparation = preparation_of(planned);
  if (preparation.status == status::not_applicable)
    return answer_without_sample(status::not_applicable, preparation.reason);
  if (preparation.status != status::ok) return answer_without_sample(status::failed, preparation.reason);
  worker_spec spec{
      .action = worker_action::sample, .scenario = planned.scenario->name, .setup = planned.setup};
  spec.round = std::max<std::int64_t>(round, 0);
  spec.timeline = timeline;
  spec.prepared = preparation.prepared;
  spec.setup.run_folder = folder_of(planned);
  const temporary_folder own(folder_);
  spec.setup.sample_folder = own.path();
  spec.setup.tasks = tasks_in(preparation.prepared, planned.setup.tasks);
  spec.setup.concurrency = std::min(spec.setup.concurrency, spec.setup.tasks);
  if (planned.worker) spec.setup.params = values_for(*planned.worker, *planned.scenario, spec.setup.params);
  return ask_worker(std::move(spec), planned.time_limit, planned.worker.get());
}

const worker_answer& manager::preparation_of(const planned_cell& planned) {
  if (planned.scenario->uses_server && server_ && !server_->alive()) forget_server();
  // One executor that cannot run it says nothing about the next one.
  if (const auto known = preparations_.find(planned.group);
      known != preparations_.end() && known->second.status != status::not_applicable)
    return known->second;
  worker_spec spec{
      .action = worker_action::prepare, .scenario = planned.scenario->name, .setup = planned.setup};
  const bool brought = is_brought(*planned.scenario);
  if (planned.worker && !brought) spec.setup.executor.clear();  // of which this program knows nothing
  if (planned.worker && brought)
    spec.setup.params = values_for(*planned.worker, *planned.scenario, spec.setup.params);
  spec.setup.run_folder = folder_of(planned);
  auto answer = ask_worker(std::move(spec), planned.time_limit, brought ? planned.worker.get() : nullptr);
  for (std::size_t i = 0; i < plan_.cells.size(); ++i) {
    if (plan_.cells[i].group != planned.group) continue;
    auto& shown = result_.cells[i];
    shown.tasks = tasks_in(answer.prepared, plan_.cells[i].setup.tasks);
    shown.concurrency = std::min(shown.concurrency, shown.tasks);
  }
  return preparations_[planned.group] = std::move(answer);
}

/// When a sample failed: whether the run's own server exists and does not answer, for example because somebody stopped
/// it. It is asked only then, so that a sample that is ok needs no extra request.
void manager::replace_deaf_server(const planned_cell& planned, worker_answer& answer) {
  // It may stand still for longest_freeze because the sample asked for that.
  constexpr duration patience = net::routes::longest_freeze + std::chrono::seconds(2);
  if (answer.status != status::failed && answer.status != status::timeout) return;
  if (!needs_own_server(*planned.scenario, planned.setup) || !server_ || !server_->alive()) return;
  try {
    ask_health_within(server_->address().http, patience, signals_.descriptor());
  } catch (const std::system_error&) {  // it could not be asked, so nothing is known
  } catch (const std::runtime_error&) {
    answer.reason += fmt::format(
        "; the run's own server did not answer within {}, and another takes its place", exact_text(patience));
    answer.sample.reason = answer.reason;
    forget_server();
  }
}

/// Another server is started when one is needed. What was prepared on the old one is lost.
void manager::forget_server() {
  server_.reset();
  for (const auto& each : plan_.cells)
    if (each.scenario->uses_server) preparations_.erase(each.group);
}

/// A folder for each group: at two points of a sweep a scenario's files differ.
std::filesystem::path manager::folder_of(const planned_cell& planned) const {
  auto folder = folder_ / fmt::format("group-{}", planned.group);
  std::filesystem::create_directory(folder);
  return folder;
}

void manager::connect_server(worker_spec& spec) {
  if (!plan_.asked.server.empty()) {
    constexpr duration limit = std::chrono::seconds(10);
    spec.setup.server = ask_health_within(plan_.asked.server, limit, signals_.descriptor()).address;
    return;
  }
  if (!server_) server_.emplace(plan_.program, signals_.descriptor(), plan_.server_cpus);
  spec.setup.server = server_->address();
  spec.server_process = server_->id();
}

worker_answer manager::ask_worker(worker_spec spec, duration limit, const further_worker* worker) {
  if (needs_own_server(find_scenario(spec.scenario), spec.setup)) connect_server(spec);
  std::vector<std::string> command{plan_.program, "worker"};
  std::ranges::copy(plan_.worker_options, std::back_inserter(command));
  if (worker != nullptr) {
    command = worker->command;
    spec.protocol = worker->has.protocol;
  }
  return concbench::runner::ask_worker({.command = std::move(command),
                                        .limit = limit,
                                        .interrupt = signals_.descriptor(),
                                        .cpus = plan_.cpus,
                                        .secrets = plan_.secrets,
                                        .further = worker != nullptr},
                                       spec);
}

void manager::conclude(std::size_t index, worker_answer answer) {
  auto& into = result_.cells[index];
  forgive(answer, plan_.asked.allowed_errors);
  compare_answers(index, answer);
  const bool counted = has_sample(answer);
  if (!counted || answer.status == status::crashed || answer.status == status::timeout)
    states_[index].finished = true;
  const bool late = counted && answer.status == status::saturated;
  if (!late && is_worse(answer.status, into.status)) {
    into.status = answer.status;
    into.reason = answer.reason;
  }
  if (!counted || answer.sample.round < 0) return;
  into.samples.push_back(std::move(answer.sample));
  settle_saturation(into);
}

/// Equal work is proven, not assumed: all answers of a group are the same, from any executor and in any round.
void manager::compare_answers(std::size_t index, worker_answer& answer) {
  if (answer.status != status::ok || answer.sample.tasks_failed > 0) return;
  const auto& planned = plan_.cells[index];
  const right_answer given{answer.sample.digest, planned.executor_name(), planned.worker == nullptr};
  auto& right = answers_.try_emplace(planned.group, given).first->second;
  if (given.verified && !right.verified) {
    right = given;
    judge_further_workers(planned.group);
  }
  if (given.answers == right.answers) return;
  answer.status = answer.sample.status = status::incorrect;
  answer.reason = answer.sample.reason =
      fmt::format("its answers differ from the first ones of {}", right.whose);
}

/// Answers that came before the first verified ones, and could only be compared with each other.
void manager::judge_further_workers(std::size_t group) {
  const auto& right = answers_.at(group);
  for (std::size_t i = 0; i < plan_.cells.size(); ++i) {
    if (plan_.cells[i].group != group || !plan_.cells[i].worker) continue;
    auto& judged = result_.cells[i];
    for (auto& each : judged.samples) {
      if (each.status != status::ok || each.tasks_failed > 0 || each.digest == right.answers) continue;
      each.status = judged.status = status::incorrect;
      each.reason = judged.reason = fmt::format("its answers differ from those of {}", right.whose);
    }
  }
}

std::optional<double> manager::width_of(std::size_t group) const {
  std::vector<const cell*> cells;
  for (const auto index : cells_of_group(plan_, group)) cells.push_back(&result_.cells[index]);
  return widest_interval(cells, plan_.asked);
}

bool manager::nothing_left(std::size_t group) const {
  return std::ranges::all_of(cells_of_group(plan_, group),
                             [&](auto index) { return states_[index].finished; });
}

std::optional<duration> manager::time_left() const {
  if (plan_.asked.budget_ns > 0)
    return std::max(duration::zero(), duration(plan_.asked.budget_ns) - elapsed());
  if (!plan_.asked.has_fixed_rounds()) return {};
  duration left{0};
  for (std::size_t i = 0; i < states_.size(); ++i) {
    if (states_[i].finished) continue;
    const auto each = states_[i].last > duration::zero() ? states_[i].last : plan_.cells[i].expected;
    left += each * static_cast<std::int64_t>(states_[i].samples_left +
                                             (&plan_.cells[i] == progress_.current ? 1 : 0));
  }
  return left;
}

}  // namespace concbench::runner
