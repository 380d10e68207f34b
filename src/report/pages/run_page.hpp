// A run as a page: who wins, then each scenario and sweep with its figures, then what makes them less certain and how
// to read them.
#pragma once

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// `result` may have no sample: for a run that was interrupted the page says so, and only names scenarios without a
/// sample.
page run_page(const report& result);

}  // namespace concbench
