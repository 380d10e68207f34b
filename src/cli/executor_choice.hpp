// The executors that take part: those of this program, and those of further workers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/worker_option.hpp"

namespace concbench::cli {

struct chosen_executor {
  std::string name;  ///< the name in its own program
  /// The worker that it belongs to; null: this program.
  std::shared_ptr<const runner::further_worker> worker;

  /// The name in the report: "threads", "old:threads".
  std::string full_name() const { return runner::full_name(worker.get(), name); }
  /// Whether it runs several tasks at once. An executor that this program does not know is assumed to.
  bool is_concurrent() const;
  /// Why its program cannot run a scenario, or not with these keys of a spec (runner::needed_keys); empty when it can.
  std::string refusal_of(const std::string& scenario, const std::vector<std::string>& keys = {}) const;
};

/// The executors that `asked` names, each once. "threads" is the one of this program and those of all workers that have
/// this name or this model; "old:threads" are those of a single worker, and "old:all" are all of a single worker.
/// "all" are all there are. "default", or an empty list, are the default ones and those that this program does not
/// know. Executors with the same name or model are neighbours. Throws usage_error for a name that no program has, and
/// for a worker without any executor.
std::vector<chosen_executor> choose_executors(const std::vector<std::string>& asked,
                                              const further_workers& workers);

/// The scenario that "worker:scenario" names, of this worker; any other text as it is. Throws usage_error for a worker that
/// does not exist or does not have the scenario.
std::string scenario_called(const std::string& text, const further_workers& workers);

/// The executors of `chosen` without those of this program, where workers bring all of the scenarios: they could only be
/// n/a. When there are no others, `chosen` as it is.
std::vector<chosen_executor> without_bystanders(std::vector<chosen_executor> chosen,
                                                const std::vector<std::string>& scenarios);

/// A line that tells the user which executors of the workers are not among `chosen`; empty when none is left out. It
/// skips a worker whose executors all have names that this program knows: the user knows them too. Of a worker that has
/// all executors of this program, and others, it names only the others.
std::string left_out_text(const further_workers& workers, const std::vector<chosen_executor>& chosen);

/// The executor that speedups compare with: `asked`, if it is not empty ("threads", "old:threads", or "old:" and a
/// model); otherwise the one that declares `is_baseline` if it was chosen, and else the first one. Throws usage_error
/// when `asked` was not chosen.
std::string choose_baseline(const std::string& asked, const std::vector<chosen_executor>& executors);

}  // namespace concbench::cli
