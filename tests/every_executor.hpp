// The executors of this build as parameters of tests: from the registry, so that a new one takes part by
// itself.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/registry.hpp"
#include "test_name.hpp"

namespace concbench {

/// For ::testing::ValuesIn: all that this build can run, that run this scenario, and that have a lane for
/// each of its actors where `concurrency` lanes are asked for.
inline std::vector<std::string> names_of_those_that_run(const scenario& work, std::size_t concurrency = 1) {
  std::vector<std::string> all;
  for (const auto& each : executors())
    if (each.lacks.empty() && !each.make()->refuses(work) && !refuse_too_few_lanes(work, each, concurrency))
      all.push_back(each.name);
  return all;
}

}  // namespace concbench
