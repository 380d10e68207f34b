// What was swept, in words.
#pragma once

#include <string>
#include <vector>

#include "report/figures/sweep_results.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// What holds for every value: "api-calls over tasks", "at delay=1ms", "256 at once", parameters.
std::vector<std::string> sweep_facts(const swept_scenario& along, const text_style& style);

/// The remarks of all values joined: what holds at some of them names these, "threads at tasks=100, 1000".
struct sweep_remark {
  std::string who;
  std::string text;
  ink colour;
};
std::vector<sweep_remark> sweep_remarks(const swept_scenario& along, const text_style& style);

}  // namespace concbench
