// What a gate says, what that rests on, and what to try.
#include "report/words/gate_words.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/compared_figures.hpp"
#include "report/words/format.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

/// The parts of sentences about one figure.
struct gate_words {
  std::string_view one;         ///< "1 cell …"
  std::string_view several;     ///< "2 cells …"
  std::string_view infinitive;  ///< "is shown to …", "may …"
  std::string_view may;         ///< "1 of them may…", where `more` was said just before
  std::string more;             ///< "more than 5 % slower"
  std::string limit;            ///< "5 % slower", as far as an interval may reach
};

gate_words words_of(const gate_limit& limit) {
  const auto most = format_percent(limit.most);
  switch (limit.figure) {
    case compared_figure::p99:
      return {"has",
              "have",
              "have",
              "",
              fmt::format("a p99 that is more than {} higher", most),
              fmt::format("a p99 {} higher", most)};
    case compared_figure::cpu:
      return {"uses",
              "use",
              "use",
              "",
              fmt::format("over {} more CPU time", most),
              fmt::format("{} more CPU time", most)};
    case compared_figure::memory:
      return {"uses",
              "use",
              "use",
              "",
              fmt::format("over {} more memory", most),
              fmt::format("{} more memory", most)};
    case compared_figure::run:
    case compared_figure::run_and_lifecycle:
    case compared_figure::peak_memory:
      break;
  }
  return {"is", "are", "be", " be", fmt::format("more than {} slower", most), fmt::format("{} slower", most)};
}

}  // namespace

std::string gate_condition(const gate_result& gate, const report_comparison& comparison) {
  return fmt::format(
      "{}>{:.6g}%",
      gate.limit.figure == main_figure(comparison.after->plan) ? "" : name_of(gate.limit.figure),
      100 * gate.limit.most);
}

std::string gate_text(const gate_result& gate) {
  const auto say = words_of(gate.limit);
  const auto judged = gate.compared() - gate.unjudged;
  const auto beyond = gate.count(gate_verdict::failed);
  const auto open = gate.count(gate_verdict::undecided) - gate.unjudged;
  std::vector<std::string> parts;
  if (beyond > 0) {
    parts.push_back(fmt::format("{} {} {}", counted_part(beyond, judged, "cell"),
                                agreeing(beyond, say.one, say.several), say.more));
  } else if (gate.broken > 0) {
    parts.push_back(fmt::format("what was ok before is not ok any more (cells: {})", gate.broken));
  } else if (judged > 0 && open == 0) {
    parts.push_back(fmt::format("the whole {} below {}",
                                judged > 1          ? fmt::format("intervals of all {} cells are", judged)
                                : gate.unjudged > 0 ? "interval of the only cell that has one is"
                                                    : "interval of the only cell is",
                                say.limit));
  } else if (judged > 0) {
    parts.push_back(fmt::format("{} shown to {} {}",
                                judged > 1          ? fmt::format("none of {} cells is", judged)
                                : gate.unjudged > 0 ? "the only cell with an interval is not"
                                                    : "the only cell is not",
                                say.infinitive, say.more));
  }
  if (open > 0)
    parts.push_back(fmt::format(
        "{}, by up to {}: {} too wide to tell, {}",
        beyond > 0 || gate.broken > 0
            ? fmt::format("{} may {} {}", counted(open, "other cell"), say.infinitive, say.more)
        : judged == 1 ? fmt::format("it may{}", say.may)
                      : fmt::format("{} of them may{}", open, say.may),
        format_percent(gate.reach), agreeing(open, "its interval is", "their intervals are"),
        gate.noise_alone
            ? fmt::format(
                  "because of the noise floor of the two runs, which more rounds do not lower: take both "
                  "programs in one run (run --worker), or a quieter machine")
        : gate.widened
            ? fmt::format(
                  "also because of the noise floor of the two runs: take both programs in one run (run "
                  "--worker), which needs no noise floor, and more rounds (-r)")
            : fmt::format("and more rounds (run with a larger -r) or a quieter machine make {} narrower",
                          agreeing(open, "it", "them"))));
  if (gate.unjudged > 0)
    parts.push_back(fmt::format("{} cannot be judged: {} rounds are too few, {} are needed (run with -r {})",
                                counted_part(gate.unjudged, gate.compared(), "cell"),
                                agreeing(gate.unjudged, "its", "their"), gate.rounds_needed,
                                gate.rounds_needed));
  if (gate.changed > 0)
    parts.push_back(
        fmt::format("{} did other work in the new report, and {}", counted(gate.changed, "cell"),
                    gate.accepts_changed
                        ? fmt::format("{} left out", agreeing(gate.changed, "is", "are"))
                        : "cannot be judged: run both with the same parameters, or leave such cells out with "
                          "--across-machines"));
  if (gate.unmeasured > 0)
    parts.push_back(fmt::format("{} of {} cannot be compared; the reasons are under \"not compared\"",
                                title_of(gate.limit.figure), counted(gate.unmeasured, "cell")));
  if (gate.by_peak > 0)
    parts.push_back(fmt::format(
        "{} {} judged by the peak of the process, which hides small changes, because not all rounds of both say "
        "what the run added",
        counted_part(gate.by_peak, gate.compared(), "cell"), agreeing(gate.by_peak, "is", "are")));
  if (parts.empty())
    parts.push_back(fmt::format("no cell has {} in both reports", title_of(gate.limit.figure)));
  return fmt::format("{}: {}", to_string(gate.verdict()), fmt::join(parts, "; "));
}

}  // namespace concbench
