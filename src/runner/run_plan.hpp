// The plan of a run: which cells, how often, in which order, with what limits.
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

/// One cell before it is run. Cells of a group are the same work under several executors: they share what
/// `prepare` made and must give the same answers.
struct planned_cell {
  std::size_t group = 0;  ///< cells of a group stand together, groups ascend from 0
  const scenario_declaration* scenario;
  scenario_setup setup;                               ///< folders and server are filled in when it is run
  duration time_limit{0};                             ///< of one sample
  duration expected{0};                               ///< of one sample, a guess for the time left
  std::shared_ptr<const further_worker> worker = {};  ///< whose executor it is; null: this program's
  std::string refusal = {};                           ///< why it is n/a from the start
  std::string point = {};                             ///< of a sweep: "tasks=100 delay=1ms"

  /// As the report names it: "threads", "old:threads".
  std::string executor_name() const { return full_name(worker.get(), setup.executor); }
};

/// What the manager carries out: group by group, the executors of each in the order asked for.
struct run_plan {
  concbench::plan asked;
  std::vector<planned_cell> cells;
  std::string program;                           ///< path of the program to start workers and servers from
  std::vector<std::string> worker_options = {};  ///< for its workers, after `program worker`
  cpu_list cpus = {};                            ///< for workers; none: not bound
  cpu_list server_cpus = {};                     ///< the same for the server
  std::vector<std::string> secrets = {};         ///< what no reason and no note may say
  bool timelines = false;                        ///< take one more round of each group for these, not counted
  std::vector<std::string> warnings = {};        ///< for the user, before it is carried out
};

/// The time limit of a sample when none was asked for: 60 s, or what the work needs one task after another.
duration default_time_limit(duration expected_sequential);

/// How many groups there are.
std::size_t group_count(const run_plan& plan);

/// Indices into `cells` of one group, in the order of the plan.
std::vector<std::size_t> cells_of_group(const run_plan& plan, std::size_t group);

/// The same in the balanced order of one round. Warm-up rounds count first.
std::vector<std::size_t> order_of_round(const run_plan& plan, std::size_t group, std::size_t round);

}  // namespace concbench::runner
