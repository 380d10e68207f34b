// The facts of a timeline, and what its drawing leaves out.
#include "report/words/timeline_words.hpp"

#include <fmt/format.h>

#include "report/figures/timeline.hpp"
#include "report/words/format.hpp"
#include "system/counted.hpp"

namespace concbench {

std::vector<std::string> timeline_facts(const task_timeline& timeline) {
  if (!timeline.problem.empty()) return {};
  std::vector<std::string> facts{format_time(static_cast<double>(timeline.wall_ns)),
                                 fmt::format("{} at once", timeline.peak_tasks)};
  if (const auto threads = thread_count(timeline); threads > 0)
    facts.push_back(counted(threads, "thread") + " in all");
  return facts;
}

std::string tasks_of_a_row_text(std::size_t tasks, std::size_t rows) {
  if (tasks <= rows) return "";
  return fmt::format("a row stands for up to {} tasks that began one after another",
                     (tasks + rows - 1) / rows);
}

std::string timeline_remark(const task_timeline& timeline) {
  if (!timeline.problem.empty()) return "no timeline: " + timeline.problem;
  if (timeline.tasks.size() >= timeline.began) return "";
  return fmt::format(
      "{} of {} tasks are drawn: the first and the last, the longest, and an even selection of the others",
      timeline.tasks.size(), timeline.began);
}

}  // namespace concbench
