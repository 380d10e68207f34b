// Which executors cannot run a scenario: asked by the plan before anything is run, and by a worker before a sample.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "core/executor.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// Why `model` cannot run `work` with `concurrency` ≥ 1 tasks alive at once; empty when it can.
[[nodiscard]] std::optional<std::string> refusal_of(const executor_declaration& model, const scenario& work,
                                                    std::size_t concurrency);

/// The refusals that are known before anything is run. What can be seen only then, such as a file system without direct
/// I/O, is not among them.
class known_refusals {
 public:
  /// Makes one scenario of `setup`, of a single task, and asks that one.
  known_refusals(const scenario_declaration& declared, scenario_setup setup);

  /// Why `model` cannot run it; empty where nothing is known against it.
  [[nodiscard]] std::string of(const executor_declaration& model) const;

 private:
  std::size_t concurrency_;
  std::unique_ptr<scenario> work_;  ///< null where it could not be made: a worker will say why
  std::string not_here_;            ///< why no executor can run it on this machine, or in this build
};

}  // namespace concbench
