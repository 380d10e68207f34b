// Advice as a page: what to use for which kind of work, the reasons, and what this report cannot tell.
#pragma once

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// `result` may have no sample: for a run that was interrupted the page says so, and names the scenarios without a
/// sample.
page advice_page(const report& result);

}  // namespace concbench
