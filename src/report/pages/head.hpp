// How every page begins.
#pragma once

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// A page without sections: program, machine, plan, whether the build can be trusted, and whether the run was interrupted.
page head_of(const report& result);

}  // namespace concbench
