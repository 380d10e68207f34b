// What makes a machine noisy, as a page.
#pragma once

#include <string>

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// Findings with what they mean and what mends them, what cannot be seen, what is in order, and the momentary noise from the
/// report's pairs. `why_no_noise`: said where there are too few.
page doctor_page(const report& machine, const std::string& why_no_noise);

}  // namespace concbench
