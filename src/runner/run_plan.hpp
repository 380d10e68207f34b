// The plan of a run: its cells, how often and in which order they run, and their limits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "core/scenario.hpp"
#include "runner/further_worker.hpp"
#include "system/cpu_list.hpp"

namespace concbench::runner {

/// One cell before it is run. The cells of a group do the same work with different executors. They share what `prepare`
/// made, and must give the same answers.
struct planned_cell {
  std::size_t group = 0;  ///< cells of a group are neighbours; groups ascend from 0
  const scenario_declaration* scenario;
  scenario_setup setup;    ///< folders and server are filled in when the cell is run
  duration time_limit{0};  ///< of one sample
  duration expected{0};    ///< of one sample; a guess, used to estimate the time left
  /// The worker that the executor belongs to; null: this program.
  std::shared_ptr<const further_worker> worker = {};
  std::string refusal = {};  ///< why it is n/a without being run; empty: it is run
  std::string point = {};    ///< with a sweep: "tasks=100 delay=1ms"

  /// The name in the report: "threads", "old:threads".
  std::string executor_name() const { return full_name(worker.get(), setup.executor); }
};

/// What the manager runs: group by group, the executors of each in the order in which the user named them.
struct run_plan {
  concbench::plan asked;
  std::vector<planned_cell> cells;
  std::string program;  ///< path of the program that workers and servers are started from
  std::vector<std::string> worker_options = {};  ///< options for its workers, after `program worker`
  cpu_list cpus = {};                            ///< for workers; empty: they are not bound
  cpu_list server_cpus = {};                     ///< for the server; empty: it is not bound
  std::string inputs = {};                       ///< the bytes of --inputs, which a file of the run will have
  std::vector<std::string> secrets = {};         ///< texts that no reason and no note may contain
  bool timelines = false;  ///< take one more round of each group for timelines, which is not counted
  std::vector<std::string> warnings = {};  ///< for the user, shown before the run
};

/// The time limit of a sample when the user gave none: 60 s, or the time that the tasks need one after another.
duration default_time_limit(duration expected_sequential);

/// How many tasks a sample has where `asked` were asked for: no more than `prepare` found, and at least one.
std::uint64_t tasks_in(const fixture& prepared, std::uint64_t asked);

/// How many groups there are.
std::size_t group_count(const run_plan& plan);

/// Indices into `cells` of the cells of a group, in the order of the plan.
std::vector<std::size_t> cells_of_group(const run_plan& plan, std::size_t group);

/// The same in the balanced order of one round. Warm-up rounds are counted first.
std::vector<std::size_t> order_of_round(const run_plan& plan, std::size_t group, std::size_t round);

}  // namespace concbench::runner
