// The output options of commands whose page is no report of a run: `compare`, `cost`, `doctor` and `advise`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/export_file.hpp"
#include "cli/terminal.hpp"
#include "report/pages/page.hpp"

namespace concbench::cli {

/// What is written to standard output and to files. A format is "table" (text), "json", "markdown" or "html".
struct page_output {
  std::string format = "table";                                   ///< of standard output; empty: nothing
  std::vector<std::pair<std::string, std::string>> exports = {};  ///< formats and paths
  text_choice text = {};
};

/// Adds --format, --export-json, --export-markdown, --export-html, --color and --ascii. `output` must outlive the
/// command.
void add_page_output(CLI::App& command, page_output& output);

/// Whether a page can be written in the format of this name: "table" and those that are made from a page.
bool is_page_format(std::string_view name);

/// Writes a page in all formats that the user asked for.
class page_writer {
 public:
  /// Throws usage_error when a file cannot be written, so that the user learns it before the work and not after it.
  explicit page_writer(const page_output& asked);

  /// Writes the page. Returns false when something could not be written, after a line on standard error. `json` makes
  /// the JSON form of the page. `name` is what is written, such as "the findings".
  [[nodiscard]] bool write(const page& made, const std::function<std::string()>& json, std::string_view name);

  /// Whether the page is printed as text on standard output, and no export takes its place.
  [[nodiscard]] bool prints_text() const;

 private:
  const page_output& asked_;
  std::vector<std::pair<std::string, export_file>> files_;
};

}  // namespace concbench::cli
