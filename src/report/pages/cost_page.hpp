// The cost cards as a page: memory, then time, then what stopped a model.
#pragma once

#include "report/figures/cost_card.hpp"
#include "report/pages/page.hpp"

namespace concbench {

page cost_page(const cost_measurement& measurement);

}  // namespace concbench
