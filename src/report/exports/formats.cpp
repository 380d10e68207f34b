// The table.
#include "report/exports/formats.hpp"

#include "report/exports/csv.hpp"
#include "report/exports/json.hpp"
#include "report/exports/markdown.hpp"

namespace concbench {

std::span<const export_format> export_formats() {
  static constexpr export_format formats[] = {
      {"json", "Everything, raw samples included", render_json},
      {"csv", "One row a sample", render_csv},
      {"markdown", "The tables", render_markdown},
  };
  return formats;
}

}  // namespace concbench
