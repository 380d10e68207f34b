// Everything that happens to the steps of `custom`.
#pragma once

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/parameters.hpp"
#include "scenarios/parts/steps.hpp"
#include "system/foreign_text.hpp"

namespace concbench::testing {

/// Reads `text` as steps: whether it was a list of them. Throws std::logic_error where the steps at once do not add up,
/// a draw is larger than the largest amount, or a message has more than one line.
inline bool take_steps(std::string_view text) {
  try {
    const auto list = parse_steps(text);
    std::size_t next = 0;
    for (; next < list.steps.size(); next += std::max<std::size_t>(1, list.steps[next].at_once))
      if (list.steps[next].at_once == 0) throw std::logic_error("a step runs neither alone nor with others");
    if (next != list.steps.size()) throw std::logic_error("more steps run at once than there are");
    for (const auto& each : steps_of_task(list.steps, 1, 2))
      if (each.amount > largest_amount(list.steps[each.number]))
        throw std::logic_error("a draw is too large");
    for (const auto& each : list.requests)
      if (!each.where.where->user_info.empty()) throw std::logic_error("a URL has a user name");
  } catch (const usage_error& e) {
    const std::string said = e.what();
    if (single_line(said) != said) throw std::logic_error("a message is no harmless line");
    return false;
  }
  return true;
}

}  // namespace concbench::testing
