// The beginnings of pages and sections, and parts that several of them contain.
#pragma once

#include "core/report.hpp"
#include "report/pages/page.hpp"
#include "report/words/remarks.hpp"

namespace concbench {

/// A page without sections: program, machine, plan, whether the build can be trusted, and whether the run was
/// interrupted.
page head_of(const report& result);

/// A section without blocks: "sleep", with "24 tasks", "24 at once", and the parameters that have an effect.
page_section section_of_work(const cell& cell, std::uint64_t concurrency);

/// The same without the plan, for pages about something that is no run.
page head_of_machine(const report& result);

/// Adds a notice of the scenarios and points of an interrupted run that have no counted sample, if there are any.
void add_unmeasured(page& made, const std::vector<std::string>& titles);

/// Adds the notices about one of several reports on a page: that its build cannot be trusted, and that its run was
/// interrupted.
void add_notices(page& made, const std::string& who, const report& result);

/// Adds a statement for each remark, with the executors that it is about.
void add_remarks(std::vector<page_block>& blocks, const std::vector<remark>& remarks, ink tone);

}  // namespace concbench
