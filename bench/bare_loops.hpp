// Each executor's technique with nothing around it: no batch, no records, no stamps. What an executor takes
// beyond its bare loop is the price of being measured.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "core/scenario.hpp"

namespace concbench {

class bare_loop {
 public:
  virtual ~bare_loop() = default;

  /// Runs tasks 0 … `tasks`-1 of `work`; pools and loops have come up in the constructor.
  virtual void run(scenario& work, std::size_t tasks) = 0;
};

/// The bare loop of the executor of this name; nothing for one that has none yet.
std::unique_ptr<bare_loop> make_bare_loop(std::string_view executor, std::size_t concurrency);

}  // namespace concbench
