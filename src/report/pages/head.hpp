// How every page begins.
#pragma once

#include "core/report.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// A page without sections: program, machine, plan, whether the build can be trusted, and whether the run was interrupted.
page head_of(const report& result);

/// "sleep", with "24 tasks", "24 at once", and the parameters that do something: a section that has no block yet.
page_section section_of_work(const cell& of, std::uint64_t concurrency);

/// The same without the plan, for what is no run.
page head_of_machine(const report& result);

}  // namespace concbench
