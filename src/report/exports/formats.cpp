// The table of formats, and how one of them is found.
#include "report/exports/formats.hpp"

#include "report/exports/benchmark_action.hpp"
#include "report/exports/bmf.hpp"
#include "report/exports/csv.hpp"
#include "report/exports/html.hpp"
#include "report/exports/json.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/exports/trace.hpp"
#include "report/pages/run_page.hpp"

namespace concbench {

namespace {

std::string render_markdown_report(const report& result) {
  return render_page_markdown(run_page(result));
}

/// With the report to save from it; without the timelines, which are drawn in it and may be tens of megabytes.
std::string render_html_report(const report& result) {
  auto saved = result;
  for (auto& each : saved.cells) each.timeline.reset();
  return render_html(run_page(result), {{"concbench.json", render_json(saved)}});
}

}  // namespace

std::span<const export_format> export_formats() {
  static constexpr export_format formats[] = {
      {"json", "Everything, raw samples included", render_json},
      {"csv", "One row a sample", render_csv},
      {"markdown", "The tables", render_markdown_report},
      {"html", "A page with charts, which needs nothing but a browser", render_html_report},
      {"bmf", "Times and memory for Bencher (Bencher Metric Format)", render_bmf, true},
      {"benchmark-action", "The same for github-action-benchmark (customSmallerIsBetter)",
       render_benchmark_action, true},
      {"trace", "The timelines, for Perfetto and speedscope (Trace Event format)", render_trace, false, true},
  };
  return formats;
}

}  // namespace concbench
