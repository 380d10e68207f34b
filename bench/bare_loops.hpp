// The technique of each executor alone: no batch, no records, no stamps. The difference between an executor and its
// bare loop is the price of being measured.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "core/scenario.hpp"

namespace concbench {

class bare_loop {
 public:
  virtual ~bare_loop() = default;

  /// Runs the tasks 0 … `tasks`-1 of `work`. Pools and loops are already made by the constructor.
  virtual void run(scenario& work, std::size_t tasks) = 0;
};

/// The bare loop of the executor with this name; null when there is none yet.
std::unique_ptr<bare_loop> make_bare_loop(std::string_view executor, std::size_t concurrency);

}  // namespace concbench
