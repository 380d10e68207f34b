// The one place where a sample is measured. docs/methodology.md gives the order of its steps and the reasons.
#include "runner/worker.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <istream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "core/refusal.hpp"
#include "core/registry.hpp"
#include "core/warm_batches.hpp"
#include "runner/open_loop.hpp"
#include "runner/process_tree.hpp"
#include "runner/server_clock.hpp"
#include "runner/task_summary.hpp"
#include "runner/timeline_round.hpp"
#include "system/allocation_count.hpp"
#include "system/counted.hpp"
#include "system/exception_text.hpp"
#include "system/limits.hpp"
#include "system/live_threads.hpp"
#include "system/resource_usage.hpp"

namespace concbench::runner {
namespace {

/// Runs the warm-up scenario on every lane of a started executor, before the measurement.
void warm_up(executor& model, scenario& before, const scenario_setup& setup) {
  const auto lanes = find_executor(setup.executor).concurrent ? setup.concurrency : 1;
  task_batch batch(before, lanes);
  model.run(batch);
  if (const auto errors = batch.errors(); !errors.empty())
    throw std::runtime_error("warming up: " + errors.front().reason);
}

/// A batch that runs before the measured one (`-p warm=N`): a scenario of its own, with a folder of its own.
struct earlier_batch {
  std::unique_ptr<scenario> work;
  std::filesystem::path folder;  ///< empty where the scenario uses none
};

std::vector<earlier_batch> earlier_batches(const worker_spec& spec) {
  const auto& declared = find_scenario(spec.scenario);
  std::vector<earlier_batch> made;
  for (std::uint64_t i = 0; i < warm_batches(spec.setup.params); ++i) {
    auto& batch = made.emplace_back();
    auto setup = spec.setup;
    if (declared.uses_folders) {
      setup.sample_folder = fmt::format("{}/warm-{}", spec.setup.sample_folder, i);
      std::filesystem::create_directory(setup.sample_folder);
      batch.folder = setup.sample_folder;
    }
    batch.work = declared.make(setup);
    batch.work->set_up(spec.prepared);
  }
  return made;
}

/// Runs them, and removes the files that they wrote. Their answers are not verified; a note tells of failed tasks.
void run_earlier(executor& model, const std::vector<earlier_batch>& earlier, std::uint64_t tasks,
                 sample& into) {
  std::uint64_t failed = 0;
  for (const auto& each : earlier) {
    task_batch batch(*each.work, tasks);
    model.run(batch);
    failed += batch.size() - batch.answered();
    if (!each.folder.empty()) std::filesystem::remove_all(each.folder);
  }
  if (failed > 0)
    into.notes.push_back(
        fmt::format("{} of the warm batches failed", counted_part(failed, earlier.size() * tasks, "task")));
}

/// In a build that is meant to be slow (CONCBENCH_SLOWDOWN), computes until the run since `start` has taken
/// that much longer.
void lengthen(std::int64_t start) {
  constexpr double part = CONCBENCH_SLOWDOWN;
  if constexpr (part > 0) {
    const auto end = now_ns();
    const auto later = end + static_cast<std::int64_t>(part * static_cast<double>(end - start));
    while (now_ns() < later) {
    }
  }
}

void take_usage(const resource_usage& used, sample& into) {
  into.cpu_user_ns = used.cpu_user_ns;
  into.cpu_system_ns = used.cpu_system_ns;
  into.voluntary_switches = used.voluntary_switches;
  into.involuntary_switches = used.involuntary_switches;
  into.minor_faults = used.minor_faults;
  into.major_faults = used.major_faults;
}

/// Memory and threads of a model made of several processes.
void take_from_tree(const tree_memory& tree, const tree_memory& baseline, sample& into) {
  into.peak_rss_bytes = tree.peak_bytes;
  into.rss_increase_bytes = tree.peak_bytes - std::min(tree.peak_bytes, baseline.bytes);
  into.page_table_bytes = tree.page_table_bytes;
  into.peak_threads = tree.threads;
  into.notes.push_back(
      fmt::format("memory, CPU and threads are those of {} processes together", tree.processes));
}

/// Start-up, run and tear-down of `model` over `batch`, each window as docs/methodology.md says.
/// Returns the start of the run.
std::int64_t measure(executor& model, scenario& work, task_batch& batch, const worker_spec& spec,
                     sample& into) {
  server_clock server(spec);
  auto server_before =
      server.read();  // with --server an HTTP request: before the baseline, and after the peak
  const auto before = work.warm_up();  // made before start(): what is copied there has it
  const auto earlier = earlier_batches(spec);
  const auto peak_before = memory_usage::now().peak_resident_bytes;
  const bool fresh_peak = reset_peak_memory();
  const auto baseline = memory_usage::now();
  const bool in_processes = find_executor(spec.setup.executor).in_processes;
  const auto tree_baseline = in_processes ? tree_memory::now(model) : tree_memory{};

  into.startup_ns = time_of([&] { model.start(spec.setup.concurrency); }).count();
  if (before) warm_up(model, *before, spec.setup);
  run_earlier(model, earlier, spec.setup.tasks, into);
  if (before || !earlier.empty()) {
    server_before = server.read();  // handshakes are not of the run
  }
  const auto used_elsewhere = usage_elsewhere(model);
  const auto allocated_before = allocation_count().value_or(0);
  const auto used_before = resource_usage::now();  // last: what is read before it is not of the run
  const auto start = now_ns();
  if (spec.setup.rate > 0)
    batch.pace(clock::time_point(duration(start)), spec.setup.rate, patience_of(spec.setup));
  model.run(batch);
  lengthen(start);
  const auto end = now_ns();
  auto used = resource_usage::now() - used_before;
  into.allocations = allocation_count().value_or(0) - allocated_before;
  used += usage_elsewhere(model) - used_elsewhere;
  const auto after = memory_usage::now();
  into.server_cpu_ns = std::max(duration::zero(), server.read() - server_before).count();  // 0 if it died
  const auto tree = in_processes ? tree_memory::now(model) : tree_memory{};
  const auto elsewhere = model.counted_elsewhere(work);
  used += elsewhere.programs;
  into.teardown_ns = time_of([&] { model.stop(); }).count();

  into.wall_ns = end - start;
  take_usage(used, into);
  into.page_table_bytes = after.page_table_bytes;
  into.peak_threads = std::max(after.threads, live_thread::peak() + 1);
  // Without a reset the peak may be one of set-up; the increase is then an upper bound.
  into.peak_rss_bytes = std::max(after.peak_resident_bytes, peak_before);
  const auto run_peak = fresh_peak ? after.peak_resident_bytes : into.peak_rss_bytes;
  into.rss_increase_bytes = run_peak - std::min(run_peak, baseline.resident_bytes);
  into.counters = elsewhere.counters;
  into.allocations += elsewhere.allocations;
  if (in_processes) take_from_tree(tree, tree_baseline, into);
  return start;
}

/// The executor that `spec` names. Throws not_applicable when it cannot run `work`.
std::unique_ptr<executor> able_executor(const worker_spec& spec, const scenario& work) {
  const auto& declared = find_executor(spec.setup.executor);
  if (const auto refusal = refusal_of(declared, work, spec.setup.concurrency)) throw not_applicable(*refusal);
  return declared.make();
}

/// Checks whether the executor can run the scenario before anything that may take long.
worker_answer prepare(const worker_spec& spec, scenario& work) {
  if (const auto& check = find_scenario(spec.scenario).check) check(spec.setup);
  if (!spec.setup.executor.empty()) able_executor(spec, work);
  worker_answer answer;
  answer.prepared = work.prepare();
  return answer;
}

worker_answer take_sample(const worker_spec& spec, scenario& work) {
  worker_answer answer;
  const auto model = able_executor(spec, work);
  work.set_up(spec.prepared);
  task_batch batch(work, spec.setup.tasks);
  std::optional<timeline_keeper> keeper;
  if (spec.timeline) keeper.emplace(batch, spec.setup);

  auto& taken = answer.sample;
  taken.round = spec.round;
  const auto start = measure(*model, work, batch, spec, taken);
  count_tasks(batch, taken);
  taken.errors = batch.errors();
  taken.digest = batch.combined();
  if (taken.tasks_failed > 0) {
    answer.status = status::failed;
    answer.reason = taken.errors.empty() ? "tasks never ran" : taken.errors.front().reason;
  }
  try {
    work.verify(batch.records());
  } catch (const wrong_result& e) {
    answer.status = status::incorrect;
    answer.reason = e.what();
  }
  for (const auto& [name, value] : work.counters()) taken.counters[name] += value;
  std::ranges::copy(work.notes(), std::back_inserter(taken.notes));
  if (batch.is_paced() && answer.status != status::incorrect)
    if (auto judged = judge_starts(batch, spec.setup, taken)) {
      answer.status = judged->status;
      answer.reason = std::move(judged->reason);
    }
  if (keeper) answer.timeline = keeper->take(start, taken);
  summarise_tasks(batch, start, taken);  // last: it uses the records up
  if (answer.timeline) answer.timeline->peak_tasks = taken.peak_tasks;
  taken.status = answer.status;
  taken.reason = answer.reason;
  const auto ended = resource_usage::of_ended();
  taken.process_cpu_ns = process_cpu_time().count() + ended.cpu_user_ns + ended.cpu_system_ns;
  return answer;
}

}  // namespace

worker_answer work(const worker_spec& spec) {
  try {
    const auto work = find_scenario(spec.scenario).make(spec.setup);
    return spec.action == worker_action::sample ? take_sample(spec, *work) : prepare(spec, *work);
  } catch (const not_applicable& e) {
    return answer_without_sample(status::not_applicable, e.what());
  } catch (const std::exception& e) {
    return answer_without_sample(status::failed, exception_text(e));
  }
}

namespace {

/// All of the spec. Throws when it is longer than any can be.
std::string read_input(std::istream& input) {
  constexpr std::size_t most = 256 << 20;  // one with a URL of 20 bytes for each of 10,000,000 tasks
  std::string text;
  std::array<char, 65536> part;
  while (input.read(part.data(), part.size()), input.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(input.gcount()));
    if (text.size() > most) throw std::runtime_error("the spec is longer than 256 MiB");
  }
  return text;
}

/// The exit code: 1 when the answer could not be written. Says so, unless its reader has closed its end.
int say(std::string_view answer, std::ostream& output, std::ostream& errors) {
  errno = 0;
  if (output << answer << std::flush) return 0;
  if (errno != EPIPE)
    errors << fmt::format("concbench worker: cannot write the answer: {}\n",
                          std::generic_category().message(errno));
  return 1;
}

}  // namespace

int worker_main(std::istream& input, std::ostream& output, std::ostream& errors, const worker_mode& mode) {
  std::signal(SIGPIPE, SIG_IGN);
  raise_open_files_limit();
  worker_spec spec;
  try {
    spec = read_spec(read_input(input));
  } catch (const std::exception& e) {
    errors << "concbench worker: " << exception_text(e) << " (docs/protocol.md describes the spec)\n";
    return refused_spec;
  }
  if (spec.action == worker_action::describe) return say(to_text(worker_abilities::own()), output, errors);
  spec.setup.probe_memory = mode.probe_memory;
  const auto answer =
      mode.problem.empty() ? work(spec) : answer_without_sample(status::not_applicable, mode.problem);
  return say(to_text(answer, spec.action), output, errors);
}

}  // namespace concbench::runner
