// Which executors cannot run a scenario. The plan asks before anything is run, and a worker asks before a sample.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "core/executor.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// Says why `model` cannot run `work` with `concurrency` ≥ 1 tasks alive at once; empty when it can.
[[nodiscard]] std::optional<std::string> refusal_of(const executor_declaration& model, const scenario& work,
                                                    std::size_t concurrency);

/// The refusals that are known before anything is run. Some can be found only during a run, such as a file system that
/// has no direct I/O.
class known_refusals {
 public:
  /// Makes the scenario of `setup` with a single task, and asks the executors about this one.
  known_refusals(const scenario_declaration& declared, scenario_setup setup);

  /// Says why `model` cannot run the scenario; empty when no reason is known.
  [[nodiscard]] std::string of(const executor_declaration& model) const;

 private:
  std::size_t concurrency_;
  std::unique_ptr<scenario> work_;  ///< null where it could not be made: a worker will say why
  std::string not_here_;            ///< why no executor can run it on this machine, or in this build
};

}  // namespace concbench
