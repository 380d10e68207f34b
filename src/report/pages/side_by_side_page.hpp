// Several reports in the same tables and charts. It judges none of them by another one: that is what `compare` does.
#pragma once

#include <string>
#include <vector>

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

struct named_report {
  std::string name;  ///< of its file; two may have the same
  report of;
};

/// `reports`: 1 to most_reports_side_by_side, all with a rate or all without one. They must outlive the page.
page side_by_side_page(const std::vector<named_report>& reports);

}  // namespace concbench
