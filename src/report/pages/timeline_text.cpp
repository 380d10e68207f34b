// Blocks, and what has to be known to read them.
#include "report/pages/timeline_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/figures/timeline.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/timeline_chart.hpp"
#include "report/words/format.hpp"
#include "report/words/scenario_table.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

timeline_block block_of(const cell_result& from, const text_style& style) {
  const auto& timeline = *from.of->timeline;
  timeline_block block{marked_name(from), {}, &timeline, ink_of(from)};
  if (!timeline.problem.empty()) return block;
  block.facts.push_back(format_time(static_cast<double>(timeline.wall_ns), style));
  block.facts.push_back(fmt::format("{} at once", timeline.peak_tasks));
  if (const auto threads = thread_count(timeline); threads > 0)
    block.facts.push_back(counted(threads, "thread"));
  return block;
}

/// "coroutines: 100000 of 1000000 tasks, …" where that is so.
std::string part_text(const cell& of) {
  const auto& timeline = *of.timeline;
  if (!timeline.problem.empty() || timeline.tasks.size() >= timeline.began) return "";
  return fmt::format(
      "{}: {} of {} tasks are drawn: the first and the last, the longest, and an even selection of the others",
      of.executor, timeline.tasks.size(), timeline.began);
}

}  // namespace

lines render_timelines(const scenario_results& group, const text_style& style) {
  std::vector<timeline_block> blocks;
  lines parts;
  for (const auto& each : group.cells) {
    if (!each.of->timeline) continue;
    blocks.push_back(block_of(each, style));
    if (auto part = part_text(*each.of); !part.empty()) parts.push_back(std::move(part));
  }
  if (blocks.empty()) return {};
  lines all{""};
  append(all, render_timeline_chart(
                  "when each task ran (the first to begin at the top), in a round not counted", blocks,
                  std::max<std::int64_t>(timeline_extent(group), 1),
                  [&](double ns) { return format_time(ns, style); }, style.width, style));
  for (const auto& part : parts)
    for (const auto& line : wrap(shown(part, style), 2, style)) all.push_back(paint(line, ink::dim, style));
  return all;
}

}  // namespace concbench
