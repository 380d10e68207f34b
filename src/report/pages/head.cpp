// Facts.
#include "report/pages/head.hpp"

#include "report/words/text_header.hpp"

namespace concbench {

page head_of(const report& result) {
  page made{.title = tool_text(result),
            .alarm = unfit_build(result.environment),
            .facts = {machine_facts(result.environment)}};
  auto facts = plan_facts(result);
  if (auto used = used_time(result); !used.empty()) facts.push_back(std::move(used));
  made.facts.push_back(std::move(facts));
  made.command = result.plan.command;
  if (result.plan.interrupted)
    made.notices.push_back({"Interrupted: only what had finished is shown.", ink::bad});
  return made;
}

}  // namespace concbench
