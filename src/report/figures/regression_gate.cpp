// Intervals against a limit, and the words for it.
#include "report/figures/regression_gate.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/words/format.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

gate_verdict judge(const cell_comparison& of, double limit) {
  if (!of.range) return gate_verdict::undecided;
  if (of.range->low > 1 + limit) return gate_verdict::failed;
  return of.range->high > 1 + limit ? gate_verdict::undecided : gate_verdict::passed;
}

}  // namespace

std::string_view to_string(gate_verdict verdict) {
  switch (verdict) {
    case gate_verdict::passed:
      return "passed";
    case gate_verdict::undecided:
      return "undecided";
    case gate_verdict::failed:
      break;
  }
  return "failed";
}

std::size_t gate_result::count(gate_verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(cells, verdict));
}

gate_verdict gate_result::verdict() const {
  if (broken > 0) return gate_verdict::failed;
  return cells.empty() ? gate_verdict::undecided : std::ranges::max(cells);
}

gate_result judge(const report_comparison& of, double limit) {
  gate_result found{.limit = limit, .cells = {}, .broken = of.broken.size()};
  for (const auto& each : of.cells) {
    found.cells.push_back(judge(each, limit));
    if (!each.range) {
      ++found.unjudged;
      found.rounds_needed = std::max(found.rounds_needed, each.rounds_needed);
    } else if (found.cells.back() == gate_verdict::undecided) {
      found.reach = std::max(found.reach, each.range->high - 1);
    }
  }
  return found;
}

std::string gate_condition(const gate_result& of) {
  return fmt::format(">{:.6g}%", 100 * of.limit);
}

std::string gate_text(const gate_result& of) {
  const auto beyond = format_percent(of.limit);
  const auto judged = of.cells.size() - of.unjudged;
  const auto slower = of.count(gate_verdict::failed);
  const auto open = of.count(gate_verdict::undecided) - of.unjudged;
  auto text = fmt::format("{}: ", to_string(of.verdict()));
  if (slower > 0) {
    text += fmt::format("{} {} more than {} slower", counted_part(slower, judged, "cell"),
                        agreeing(slower, "is", "are"), beyond);
  } else if (of.broken > 0) {
    text += fmt::format("what was ok before is not ok any more (cells: {})", of.broken);
  } else if (judged > 0) {
    text += judged == 1 ? fmt::format("the only cell{} is not shown to be more than {} slower",
                                      of.unjudged > 0 ? " with an interval" : "", beyond)
                        : fmt::format("none of {} cells is shown to be more than {} slower", judged, beyond);
  }
  if (open > 0)
    text += fmt::format(
        "; {}, by up to {}: {} too wide to tell, and more rounds (run with a larger -r) or a quieter machine make {} "
        "narrower",
        slower > 0 || of.broken > 0
            ? fmt::format("{} may be more than {} slower", counted(open, "other cell"), beyond)
        : judged == 1 ? "it may be"
                      : fmt::format("{} of them may be", open),
        format_percent(of.reach), agreeing(open, "its interval is", "their intervals are"),
        agreeing(open, "it", "them"));
  if (of.unjudged > 0)
    text += fmt::format("{}{} cannot be judged: {} rounds are too few, {} are needed (run with -r {})",
                        of.tells_nothing() ? "" : "; ", counted_part(of.unjudged, of.cells.size(), "cell"),
                        agreeing(of.unjudged, "its", "their"), of.rounds_needed, of.rounds_needed);
  return text;
}

}  // namespace concbench
