// Several reports in the same tables and charts. The page does not judge which one is faster; `compare` does.
#pragma once

#include <string>
#include <vector>

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

struct named_report {
  std::string name;  ///< the name of its file; two reports may have the same
  concbench::report report;
};

/// The page of 1 to most_reports_side_by_side reports, which must outlive it. Either all have a rate, or none has one.
page side_by_side_page(const std::vector<named_report>& reports);

}  // namespace concbench
