// A run as a page: who wins, then each scenario and sweep with its figures, then what weakens them and how to read them.
#pragma once

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// `result` needs no sample: of an interrupted run the page says so, and scenarios without a sample are only named.
page run_page(const report& result);

}  // namespace concbench
