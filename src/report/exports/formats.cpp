// The table.
#include "report/exports/formats.hpp"

#include "report/exports/benchmark_action.hpp"
#include "report/exports/bmf.hpp"
#include "report/exports/csv.hpp"
#include "report/exports/json.hpp"
#include "report/exports/markdown.hpp"

namespace concbench {

std::span<const export_format> export_formats() {
  static constexpr export_format formats[] = {
      {"json", "Everything, raw samples included", render_json},
      {"csv", "One row a sample", render_csv},
      {"markdown", "The tables", render_markdown},
      {"bmf", "Times and memory for Bencher (Bencher Metric Format)", render_bmf, true},
      {"benchmark-action", "The same for github-action-benchmark (customSmallerIsBetter)",
       render_benchmark_action, true},
  };
  return formats;
}

}  // namespace concbench
