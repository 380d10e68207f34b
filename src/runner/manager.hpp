// The manager: runs a plan with one worker process for each sample, and fills the report.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report.hpp"
#include "runner/dispatch_samples.hpp"
#include "runner/noise_pair.hpp"
#include "runner/protocol.hpp"
#include "runner/rate_round.hpp"
#include "runner/round_schedule.hpp"
#include "runner/run_plan.hpp"
#include "runner/server_process.hpp"
#include "system/interruption.hpp"

namespace concbench::runner {

/// How far a run has come.
struct progress {
  std::size_t done = 0;    ///< samples, including warm-up
  std::size_t total = 0;   ///< 0 when it depends on the samples
  std::int64_t round = 0;  ///< negative during warm-up
  double rate = 0;         ///< in a search: the rate that is tried now; 0: no search
  bool timeline = false;   ///< this is the round for timelines, which comes last
  const planned_cell* current = nullptr;
  std::optional<duration> left = {};  ///< estimated; empty when that is impossible
};

/// Is told what happens while a plan is run, on the manager's thread.
class run_observer {
 public:
  virtual ~run_observer() = default;
  virtual void sample_begins(const progress&) {}
  virtual void sample_ended(const report&) {}
  /// All cells of this scenario have all their samples.
  virtual void scenario_ended(const report&, std::string_view /*scenario*/) {}
};

/// Runs a plan. It measures nothing itself. Everything that fails in a cell ends in that cell's status; the other cells
/// still run.
class manager {
 public:
  /// `result` already contains tool and environment; the manager adds cells and samples. Files of prepared scenarios
  /// and samples are kept below `folder`, which the caller removes.
  manager(run_plan plan, std::filesystem::path folder, report& result, run_observer& observer,
          const interruption& signals);

  /// Runs all rounds of the plan. Ctrl-C ends it early, and then `result.plan.interrupted` is set. It leaves no process
  /// and no folder behind.
  void run();

 private:
  struct cell_state {
    bool finished = false;  ///< there are no further samples of this cell
    std::size_t samples_left = 0;
    duration last{0};  ///< how long its last sample took, including its process
  };

  /// The answer that all ok samples of a group must have.
  struct right_answer {
    digest answers = 0;
    std::string whose;      ///< the executor that gave it first
    bool verified = false;  ///< by scenario::verify, so it is not the answer of a further worker
  };

  void take_side_samples(std::int64_t round);
  void run_round(const turn& turn);
  void run_cell(std::size_t index, std::int64_t round, std::size_t position);
  void search_rates(const std::vector<std::size_t>& order, std::int64_t round);
  void take_step(cell_search& of, std::int64_t round);
  void announce(std::size_t index, std::int64_t round);
  void count_done(std::size_t index);
  worker_answer answer_of(const planned_cell& planned, std::int64_t round, double rate);
  worker_answer sample_of(const planned_cell& planned, std::int64_t round, double rate,
                          bool timeline = false);
  const worker_answer& preparation_of(const planned_cell& planned);
  worker_answer ask_worker(worker_spec spec, duration limit, const further_worker* worker = nullptr);
  std::filesystem::path folder_of(const planned_cell& planned) const;
  void connect_server(worker_spec& spec);
  void replace_deaf_server(const planned_cell& planned, worker_answer& answer);
  void forget_server();
  void conclude(std::size_t index, worker_answer answer);
  void compare_answers(std::size_t index, worker_answer& answer);
  void judge_further_workers(std::size_t group, std::uint64_t tasks);
  std::optional<double> width_of(std::size_t group) const;
  bool nothing_left(std::size_t group) const;
  void keep_inputs();
  void note_ends();
  void tell_of_ended_scenarios();
  void take_timelines(std::string_view scenario);
  void take_timeline(std::size_t index);
  task_timeline timeline_of(std::size_t index);
  duration elapsed() const { return clock::now() - started_; }
  std::optional<duration> time_left() const;

  run_plan plan_;
  report& result_;
  run_observer& observer_;
  const interruption& signals_;
  std::filesystem::path folder_;
  std::optional<server_process> server_;
  std::map<std::size_t, worker_answer> preparations_;  ///< by group
  /// By group and the number of tasks, which is the same in all samples except in a search for the highest rate.
  std::map<std::pair<std::size_t, std::uint64_t>, right_answer> answers_;
  noise_pair noise_;
  dispatch_samples dispatch_;
  std::int64_t side_round_ = 0;  ///< the next round of those two, whichever group begins it
  std::vector<cell_state> states_;
  round_schedule schedule_;
  std::vector<std::string> running_;  ///< scenarios whose end the observer was not told yet
  clock::time_point started_ = clock::now();
  progress progress_;
};

}  // namespace concbench::runner
