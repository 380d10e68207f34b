// `concbench cost`: a cost card per executor.
#include <algorithm>
#include <iterator>
#include <map>

#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/cost_plan.hpp"
#include "cli/executor_choice.hpp"
#include "cli/page_output.hpp"
#include "cli/progress_line.hpp"
#include "cli/run_frame.hpp"
#include "cli/shown_command.hpp"
#include "cli/standard_output.hpp"
#include "cli/value_kind.hpp"
#include "core/registry.hpp"
#include "report/exports/cost_json.hpp"
#include "report/pages/cost_page.hpp"
#include "runner/manager.hpp"
#include "system/limits.hpp"

namespace concbench::cli {
namespace {

constexpr duration one_at_a_time_delay = std::chrono::microseconds(100);
constexpr double unknown_opening_ns = 100'000;  // of a thread, on a busy machine
constexpr int longer = 4;                       // a delay that was too short is made so many times as long

struct cost_command : cost_options {
  std::vector<std::string> asked_executors;
  bool all_threads = false;
  page_output output = {};
  bool quiet = false;
};

class cost_progress final : public runner::run_observer {
 public:
  explicit cost_progress(const cost_command& options) : line_(options.quiet, options.output.text.ascii) {}
  void begin(std::int64_t rounds) { rounds_ = rounds; }
  void sample_begins(const runner::progress& now) override { line_.show(now, rounds_); }
  void clear() { line_.clear(); }

 private:
  progress_line line_;
  std::int64_t rounds_ = 0;
};

/// Small sizes first: they say how far each executor may go, and how long the larger ones must sleep.
class cost_session {
 public:
  explicit cost_session(const cost_command& options)
      : options_(options), facts_(capacity_facts::now()), progress_(options) {
    if (!options_.all_threads) facts_.share_of_ids = 0.5;
    measured_.timed = measured_.counted = new_report();
    measured_.limits = limits_of_threads(facts_);
    measured_.waiting = find_scenario_of_waits().name;
    measured_.empty = find_scenario_of_empty_tasks().name;
  }

  cost_measurement measure() {
    const interruption signals;
    const auto scratch = make_scratch();
    signals_ = &signals;
    folder_ = scratch->path();
    take_first();
    choose_sizes();
    while (!interrupted() && !wanted_.empty()) take_next();
    if (!interrupted()) count_allocations();
    progress_.clear();
    return std::move(measured_);
  }

 private:
  static bool concurrent(const std::string& executor) { return find_executor(executor).concurrent; }
  bool interrupted() const { return measured_.timed.plan.interrupted || measured_.counted.plan.interrupted; }

  /// Runs a plan, and adds its cells to `into`.
  void run(runner::run_plan plan, report& into) {
    report stage = into;
    stage.cells.clear();
    progress_.begin(plan.asked.rounds);
    runner::manager(std::move(plan), folder_, stage, progress_, *signals_).run();
    const auto elapsed = into.elapsed_ns;
    auto cells = std::move(into.cells);
    std::ranges::move(stage.cells, std::back_inserter(cells));
    stage.plan.rounds = std::max(stage.plan.rounds, into.plan.rounds);  // the most that any size had
    into = std::move(stage);
    into.cells = std::move(cells);
    into.elapsed_ns += elapsed;
  }

  void take_first() {
    first_ = first_size(options_, facts_);
    std::vector<sleep_cell> sleeps;
    for (const auto& each : options_.executors)
      sleeps.push_back(
          {each, first_, concurrent(each) ? delay_for(first_, unknown_opening_ns) : one_at_a_time_delay});
    run(make_first_plan(options_, sleeps, facts_), measured_.timed);
    counted_ = sleeps;
  }

  const cell* last_sleep(const std::string& executor) const {
    const auto& cells = measured_.timed.cells;
    const auto found = std::find_if(cells.rbegin(), cells.rend(), [&](const cell& each) {
      return each.executor == executor && each.scenario == measured_.waiting && each.status == status::ok;
    });
    return found == cells.rend() ? nullptr : &*found;
  }

  void choose_sizes() {
    for (const auto& executor : options_.executors) {
      const auto* first = last_sleep(executor);
      if (!concurrent(executor) || first == nullptr) continue;
      const auto reach = reach_of(*first, options_.max_tasks, facts_, measured_.timed.environment);
      if (reach.limit) measured_.stopped.push_back({executor, std::max(reach.tasks, first_), *reach.limit});
      for (const auto size : sizes_between(first_, reach.tasks)) wanted_[size].push_back(executor);
    }
  }

  /// The smallest size that is left, with the delay that follows from the last sizes of the executors. It is run again
  /// with a longer delay when not all tasks were alive at once.
  void take_next() {
    const auto next = wanted_.extract(wanted_.begin());
    const auto size = next.key();
    const auto& executors = next.mapped();
    double opening = 0;
    for (const auto& each : executors) opening = std::max(opening, opening_ns(*last_sleep(each)));
    std::vector<sleep_cell> sleeps;
    for (const auto& each : executors) sleeps.push_back({each, size, delay_for(size, opening)});
    run(make_further_plan(options_, sleeps), measured_.timed);
    if (interrupted()) return;
    std::erase_if(sleeps, [&](const sleep_cell& each) { return !was_too_short(each); });
    if (!sleeps.empty()) {
      std::erase_if(measured_.timed.cells, [&](const cell& each) {
        return each.scenario == measured_.waiting && each.tasks == size &&
               std::ranges::find(sleeps, each.executor, &sleep_cell::executor) != sleeps.end();
      });
      for (auto& each : sleeps) each.delay *= longer;
      run(make_further_plan(options_, sleeps), measured_.timed);
    }
    if (size <= cost_measurement::usage_tasks)
      for (const auto& each : executors) counted_.push_back({each, size, delay_for(size, opening)});
  }

  bool was_too_short(const sleep_cell& of) const {
    const auto* taken = last_sleep(of.executor);
    return taken != nullptr && taken->tasks == of.tasks &&
           std::ranges::any_of(taken->samples, [&](const sample& each) { return !all_alive(*taken, each); });
  }

  /// At all sizes up to 10,000; with one task alive at a time also at a tenth, or there would be no line.
  void count_allocations() {
    for (const auto& each : options_.executors)
      if (!concurrent(each))
        counted_.push_back({each, std::max<std::uint64_t>(1, first_ / 10), one_at_a_time_delay});
    run(make_counting_plan(options_, counted_), measured_.counted);
  }

  const cost_command& options_;
  capacity_facts facts_;
  cost_progress progress_;
  cost_measurement measured_;
  const interruption* signals_ = nullptr;
  std::filesystem::path folder_;
  std::uint64_t first_ = 0;
  std::map<std::uint64_t, std::vector<std::string>> wanted_;  ///< by size, who takes it
  std::vector<sleep_cell> counted_;
};

int cost(cost_command options) {
  for (const auto& each : choose_executors(options.asked_executors, {}))
    options.executors.push_back(each.full_name());
  page_writer writer(options.output);
  raise_open_files_limit();
  const auto measured = cost_session(options).measure();
  if (!writer.write(cost_page(measured), [&] { return render_cost_json(measured); }, "the cost cards"))
    return 1;
  return std::max(exit_code(measured.timed), exit_code(measured.counted));
}

}  // namespace

void add_cost(CLI::App& app, action& chosen, std::vector<std::string> words) {
  auto options = std::make_shared<cost_command>();
  auto* command = add_command(
      app, "cost",
      "Shows what a task costs under each executor: bytes, CPU, context switches, allocations, dispatch",
      {
          .remarks =
              {"Takes about a minute for the default four, most of it for the largest sizes: with --max-tasks 10000 "
               "about 20 s. Limits are known before they are reached: the cards say which one stopped a model, "
               "and how to raise it."},
          .examples =
              {{"concbench cost"},
               {"concbench cost -e threads,coroutines --max-tasks 10000"},
               {"concbench cost --json | jq '.cards[] | {executor, bytes: .memory_bytes.total.per_task}'"}},
          .exit_codes =
              {{0, "every cell is ok or n/a"}, {1, "some are not"}, {2, "bad usage"}, {130, "interrupted"}},
      });
  command
      ->add_option("-e,--executors", options->asked_executors,
                   "Executors, separated by commas; all; or default (those of run)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name(type_name(value_kind::executors));
  add_count(*command, "--max-tasks", options->max_tasks, 100, 10'000'000,
            "Most tasks alive at once (default: 1000000, or what the machine has room for)");
  command->add_flag("--all-threads", options->all_threads,
                    "Take nearly all process ids that are free. By default half of them stay free, because\n"
                    "other programs cannot start without");
  add_count(*command, "-r,--rounds", options->rounds, 1, 1'000,
            "Samples of the smallest size and of noop (default: 5); of the others at most 3");
  add_count(*command, "--seed", options->seed, 0, std::numeric_limits<std::uint64_t>::max(),
            "Of the order in which executors take turns (default: 1)");
  command->add_flag_callback(
      "--json", [options] { options->output.format = "json"; },
      "The cards, and every sample they were made from, as JSON");
  add_page_output(*command, options->output);
  command->add_flag("-q,--quiet", options->quiet, "No progress line");
  command->callback([&app, &chosen, options, words = std::move(words)] {
    options->command = shown_command(app, words);
    chosen = [options] { return cost(*options); };
  });
}

}  // namespace concbench::cli
