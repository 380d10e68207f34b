// Advice as a page: what to use for which kind of work, what that rests on, and what this report does not tell.
#pragma once

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// `result` needs no sample: of an interrupted run the page says so, and names the scenarios without a sample.
page advice_page(const report& result);

}  // namespace concbench
