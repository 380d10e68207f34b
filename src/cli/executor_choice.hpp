// Which executors take part: this program's, and those of further workers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/worker_option.hpp"

namespace concbench::cli {

struct chosen_executor {
  std::string name;                                      ///< as its program knows it
  std::shared_ptr<const runner::further_worker> worker;  ///< whose it is; null: this program's

  /// As the report names it: "threads", "old:threads".
  std::string full_name() const { return runner::full_name(worker.get(), name); }
  /// Whether it runs tasks at once; what this program does not know is taken to.
  bool is_concurrent() const;
  /// Why its program cannot run a scenario, or not with requests of another kind; empty when it can.
  std::string refusal_of(const std::string& scenario, bool with_requests = false) const;
};

/// The executors that `asked` names, each once. "threads" is this program's and that of every worker that has
/// one, or one with that model; "old:threads" is that of one worker, "old:all" are all of one; "all" is every one there is, "default" or nothing the default ones
/// and those that this program does not know. What has the same name stands together. Throws usage_error for
/// a name that nobody has, and for a worker that is left with nothing to do.
std::vector<chosen_executor> choose_executors(const std::vector<std::string>& asked,
                                              const further_workers& workers);

/// Which executors of the workers are not among `chosen`, as a line for the user; empty where there are none. Of a worker
/// whose executors are all named as this program's nothing is said: who names some of them knows the others.
std::string left_out_text(const further_workers& workers, const std::vector<chosen_executor>& chosen);

/// The executor that speedups refer to: `asked`, or when that is empty "sequential" where it is chosen, else
/// the first. Throws usage_error when `asked` is not among them.
std::string choose_baseline(const std::string& asked, const std::vector<chosen_executor>& executors);

}  // namespace concbench::cli
