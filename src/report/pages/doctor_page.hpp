// What makes a machine noisy, as a page.
#pragma once

#include <string>

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// The findings, with their meaning and the commands that correct them; what cannot be seen; what is fine; and the
/// present noise from the pairs of the report. When there are too few pairs, the page shows `why_no_noise`.
page doctor_page(const report& machine, const std::string& why_no_noise);

}  // namespace concbench
