// The cost cards as text: memory, then time, then what stopped a model.
#pragma once

#include <string>

#include "report/figures/cost_card.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// Ends in a newline; no line is wider than the style.
std::string render_cost_text(const cost_measurement& from, const text_style& style);

}  // namespace concbench
