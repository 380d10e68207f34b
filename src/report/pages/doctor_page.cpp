// From the most important finding to what is fine.
#include "report/pages/doctor_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/figures/noise_floor.hpp"
#include "report/pages/head.hpp"
#include "report/words/findings.hpp"
#include "report/words/format.hpp"

namespace concbench {
namespace {

constexpr double high_floor = 0.05;  // it would hide a regression of the size that CI looks for

page_section section_of(std::string title, const std::vector<finding>& all, enum severity wanted) {
  page_section section{.title = std::move(title)};
  const bool listed = wanted == severity::unknown || wanted == severity::fine;
  for (const auto& each : all) {
    if (each.severity != wanted) continue;
    if (listed) {
      section.blocks.emplace_back(
          page_definition{std::string(each.title), each.meaning.empty() ? each.what : each.meaning});
    } else {
      section.blocks.emplace_back(page_finding{
          fmt::format("{}:", to_string(wanted)), wanted == severity::warning ? ink::bad : ink::strong,
          fmt::format("{} {}", each.title, each.what), each.meaning, each.command});
    }
  }
  return section;
}

/// The time that all pairs took.
double measured_ns(const noise_record& noise) {
  double total = 0;
  for (const auto& [one, other] : noise.pairs) total += static_cast<double>(one) + static_cast<double>(other);
  return total;
}

page_section noise_section(const report& machine, const std::string& why_not) {
  page_section section{.title = "momentary noise"};
  const auto floor = noise_floor_of(machine.noise);
  if (!floor) {
    section.blocks.emplace_back(statement{"not measured: " + why_not});
    return section;
  }
  const auto& [scenario, executor, pairs] = machine.noise;
  const auto figure = format_percent(*floor);
  auto meaning = fmt::format(
      "one short look, over {} of work: another moment may give another figure, so look again (--rounds for more pairs). In "
      "such moments a difference below {} between two runs cannot be believed, however narrow its interval. The noise "
      "floor in compare is another figure: each run takes its own over all of its rounds, and it is mostly larger, since "
      "that lasts longer and has fewer pairs",
      format_time(measured_ns(machine.noise)), figure);
  if (*floor >= high_floor)
    meaning += ". That is much: correct what is found above, end other work, and look again";
  section.blocks.emplace_back(page_finding{
      figure, *floor < high_floor ? ink::good : ink::bad,
      fmt::format("from {} pairs of {} under {} against itself", pairs.size(), scenario, executor),
      std::move(meaning)});
  return section;
}

}  // namespace

page doctor_page(const report& machine, const std::string& why_no_noise) {
  auto made = head_of_machine(machine);
  const auto found = findings_of(machine.environment);
  for (auto& section : {section_of("weakens figures", found, severity::warning),
                        section_of("worth knowing", found, severity::note),
                        section_of("cannot be seen from here", found, severity::unknown),
                        section_of("in order", found, severity::fine), noise_section(machine, why_no_noise)})
    if (!section.blocks.empty()) made.sections.push_back(section);
  if (machine.plan.interrupted)
    made.sections.back().blocks.emplace_back(
        statement{"Interrupted: the pairs are fewer than planned.", ink::bad});
  return made;
}

}  // namespace concbench
