// Blocks, and what has to be known to read them.
#include "report/pages/timeline_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/figures/timeline.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/timeline_chart.hpp"
#include "report/words/format.hpp"
#include "report/words/scenario_table.hpp"
#include "report/words/timeline_words.hpp"

namespace concbench {

std::vector<std::string> render_timelines(const scenario_results& group, const text_style& style) {
  std::vector<timeline_block> blocks;
  std::vector<std::string> remarks;
  for (const auto& each : group.cells) {
    const auto& timeline = each.of->timeline;
    if (!timeline) continue;
    blocks.push_back({marked_name(each), timeline_facts(*timeline, style), &*timeline, ink_of(each)});
    const auto remark = timeline_remark(*timeline);
    if (timeline->problem.empty() && !remark.empty())  // a problem stands in its block
      remarks.push_back(fmt::format("{}: {}", each.of->executor, remark));
  }
  if (blocks.empty()) return {};
  std::vector<std::string> all{""};
  append(all, render_timeline_chart(
                  timelines_title, blocks, std::max<std::int64_t>(timeline_extent(group), 1),
                  [&](double ns) { return format_time(ns, style); }, style.width, style));
  for (const auto& remark : remarks)
    for (const auto& line : wrap(shown(remark, style), 2, style)) all.push_back(paint(line, ink::dim, style));
  return all;
}

}  // namespace concbench
