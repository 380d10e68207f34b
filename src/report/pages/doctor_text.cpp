// From the weightiest to what is in order.
#include "report/pages/doctor_text.hpp"

#include <sstream>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "report/figures/noise_floor.hpp"
#include "report/terminal/display_text.hpp"
#include "report/words/findings.hpp"
#include "report/words/format.hpp"
#include "report/words/text_header.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

constexpr int indent = 2;
constexpr int title_width = 14;
constexpr double high_floor = 0.05;  // a regression of the size that CI looks for would drown in it

void append_title(lines& to, std::string_view title, const text_style& style) {
  to.emplace_back();
  to.push_back(paint(fmt::format("{}{}", signs(style).rule, title), ink::strong, style));
}

/// Text of which every line begins at `column`.
lines indented(std::string_view text, int column, const text_style& style) {
  auto narrow = style;
  narrow.width -= column;
  auto all = wrap(text, 0, narrow);
  for (auto& each : all) each.insert(0, static_cast<std::size_t>(column), ' ');
  return all;
}

/// The command, broken between words as a shell allows it. A longer word stays whole: cut, it would do
/// something else.
lines command_lines(const std::string& command, const text_style& style) {
  lines all;
  std::string line = "  $";
  std::istringstream words(command);
  for (std::string word; words >> word;) {
    if (line.size() > 4 && display_width(line + " " + word + " \\") > style.width) {
      all.push_back(line + " \\");
      line = "   ";
    }
    line += " " + word;
  }
  all.push_back(line);
  for (auto& each : all) each = paint(each, ink::good, style);
  return all;
}

lines of_severity(const std::vector<finding>& all, enum severity wanted, auto&& render) {
  lines made;
  for (const auto& each : all)
    if (each.severity == wanted) render(made, each);
  return made;
}

lines render_problems(const std::vector<finding>& all, enum severity wanted, const text_style& style) {
  const auto colour = wanted == severity::warning ? ink::bad : ink::strong;
  return of_severity(all, wanted, [&](lines& to, const finding& each) {
    if (!to.empty()) to.emplace_back();
    append(to, wrap(fmt::format("{} {} {}", paint(fmt::format("{}:", to_string(wanted)), colour, style),
                                each.title, shown(each.what, style)),
                    indent, style));
    append(to, indented(shown(each.meaning, style), indent, style));
    if (!each.command.empty()) append(to, command_lines(shown(each.command, style), style));
  });
}

/// "clock source  tsc, 24 ns a read".
lines render_list(const std::vector<finding>& all, enum severity wanted, const text_style& style) {
  return of_severity(all, wanted, [&](lines& to, const finding& each) {
    const auto& text = each.meaning.empty() ? each.what : each.meaning;
    auto body = indented(shown(text, style), title_width, style);
    body.front().replace(0, title_width, pad_right(each.title, title_width));
    append(to, body);
  });
}

/// The time that all pairs took.
double measured_ns(const noise_record& noise) {
  double total = 0;
  for (const auto& [one, other] : noise.pairs) total += static_cast<double>(one) + static_cast<double>(other);
  return total;
}

lines render_noise(const report& machine, const std::string& why_not, const text_style& style) {
  lines all;
  append_title(all, "momentary noise", style);
  const auto floor = noise_floor_of(machine.noise);
  if (!floor) {
    append(all, wrap("not measured: " + shown(why_not, style), 0, style));
    return all;
  }
  const auto& [scenario, executor, pairs] = machine.noise;
  const auto figure = format_percent(*floor);
  append(all, wrap(fmt::format("{} from {} pairs of {} under {} against itself",
                               paint(figure, *floor < high_floor ? ink::good : ink::bad, style), pairs.size(),
                               shown(scenario, style), shown(executor, style)),
                   0, style));
  append(
      all,
      indented(fmt::format(
                   "one short look, over {} of work: another moment may give another figure, so look again "
                   "(--rounds for more pairs). In such moments a difference below {} between two runs cannot "
                   "be believed, however narrow its interval. The noise floor in compare is another figure: "
                   "each run takes its own over all of its rounds, and it is mostly larger, since that "
                   "lasts longer and has fewer pairs",
                   format_time(measured_ns(machine.noise), style), figure),
               indent, style));
  if (*floor >= high_floor)
    append(all,
           indented("that is much: mend what is found above, end other work, and look again", indent, style));
  return all;
}

}  // namespace

std::string render_doctor_text(const report& machine, const std::string& why_no_noise,
                               const text_style& style) {
  const auto found = findings_of(machine.environment, style);
  auto all = render_machine(machine, style);
  const auto section = [&](std::string_view title, const lines& body) {
    if (body.empty()) return;
    append_title(all, title, style);
    append(all, body);
  };
  section("weakens figures", render_problems(found, severity::warning, style));
  section("worth knowing", render_problems(found, severity::note, style));
  section("cannot be seen from here", render_list(found, severity::unknown, style));
  section("in order", render_list(found, severity::fine, style));
  append(all, render_noise(machine, why_no_noise, style));
  if (machine.plan.interrupted)
    all.push_back(paint("Interrupted: the pairs are fewer than planned.", ink::bad, style));
  return joined(all);
}

}  // namespace concbench
