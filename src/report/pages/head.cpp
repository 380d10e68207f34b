// The facts, notices and remarks of a page as its blocks.
#include "report/pages/head.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/words/text_header.hpp"
#include "system/counted.hpp"

namespace concbench {

page head_of_machine(const report& result) {
  return {.title = tool_text(result),
          .alarm = unfit_build(result.environment),
          .facts = {machine_facts(result.environment)}};
}

page_section section_of_work(const cell& cell, std::uint64_t concurrency) {
  page_section section{.title = cell.scenario,
                       .facts = {counted(cell.tasks, "task"), fmt::format("{} at once", concurrency)}};
  if (const auto params = active_params(cell); !params.empty())
    section.facts.push_back(fmt::format("{}", fmt::join(params, " ")));
  return section;
}

page head_of(const report& result) {
  auto made = head_of_machine(result);
  auto facts = plan_facts(result);
  if (auto used = used_time(result); !used.empty()) facts.push_back(std::move(used));
  made.facts.push_back(std::move(facts));
  made.command = result.plan.command;
  if (result.plan.interrupted)
    made.notices.push_back({"Interrupted: only what had finished is shown.", ink::bad});
  return made;
}

void add_notices(page& made, const std::string& who, const report& result) {
  if (const auto why = unfit_build(result.environment); !why.empty())
    made.notices.push_back(
        {fmt::format("WARNING: {}: its times say nothing about a release build", why), ink::bad, who});
  if (result.plan.interrupted)
    made.notices.push_back({"Interrupted: only what had finished.", ink::bad, who});
}

void add_unmeasured(page& made, const std::vector<std::string>& titles) {
  if (!titles.empty())
    made.notices.push_back({fmt::format("no counted sample yet: {}", fmt::join(titles, ", ")), ink::plain});
}

void add_remarks(std::vector<page_block>& blocks, const std::vector<remark>& remarks, ink tone) {
  for (const auto& each : remarks) blocks.emplace_back(statement{each.text, tone, each.who()});
}

}  // namespace concbench
