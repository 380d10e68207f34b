// Everything that happens to a report that came as a file, on any bytes.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "report/exports/advice_json.hpp"
#include "report/exports/comparison_json.hpp"
#include "report/exports/formats.hpp"
#include "report/exports/html.hpp"
#include "report/exports/json.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/exports/report_reader.hpp"
#include "report/exports/tracked_cells.hpp"
#include "report/pages/advice_page.hpp"
#include "report/pages/comparison_page.hpp"
#include "report/pages/side_by_side_page.hpp"
#include "report/terminal/page_text.hpp"
#include "report/terminal/text.hpp"
#include "report/words/comparability.hpp"

namespace concbench::testing {

/// Reads `text` and, when it is a report, renders it and compares it with itself in every format. Whether it
/// was one. Throws what a user would see as a crash: anything but the reader's refusal of `text`.
inline bool take_report(std::string_view text) {
  report read;
  try {
    read = read_report(text);
  } catch (const std::runtime_error&) {
    return false;
  }
  const auto written = render_json(read);
  const auto again = read_report(written);  // what was written can be read
  for (const auto& each : export_formats()) each.render(read);
  untracked_cells(read);
  const auto advice = advice_page(read);
  render_html(advice);
  render_page_markdown(advice);
  render_advice_json(read);
  machine_differences(read, again);
  plan_differences(read, again);
  const auto unpaired = compare_reports(read, again, {compared_figure::cpu, compared_figure::memory});
  std::vector<executor_pair> pairs;
  for (const auto& worker : read.plan.workers)
    for (auto& each : worker_pairs(read, worker.name, "")) pairs.push_back(std::move(each));
  if (!read.cells.empty()) pairs.push_back({read.cells.front().executor, read.cells.back().executor});
  const auto paired = compare_executors(read, pairs, {compared_figure::cpu, compared_figure::p99});
  for (const auto* compared : {&unpaired, &paired}) {
    const std::vector gates{judge(*compared, {main_figure(compared->after->plan), 0.05}),
                            judge(*compared, {compared_figure::cpu, 0.05})};
    render_comparison_json(*compared, {"old.json", "new.json"}, gates);
    render_page_markdown(comparison_page(*compared, {"old.json", "new.json"}, gates));
  }
  const std::vector<named_report> both{{"a.json", read}, {"b.json", again}};
  const auto beside = side_by_side_page(both);
  render_html(beside);
  render_page_markdown(beside);
  for (const auto& style : {text_style{.width = 40, .colour = true, .unicode = true},
                            text_style{.width = 100, .colour = false, .unicode = false}}) {
    render_text(read, style);
    render_page_text(advice, style);
    render_page_text(beside, style);
    for (const auto* compared : {&unpaired, &paired})
      render_page_text(comparison_page(*compared, {"old.json", "new.json"}), style);
  }
  return true;
}

}  // namespace concbench::testing
