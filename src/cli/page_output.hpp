// How a page is wanted that is no report of a run: of `compare`, `cost`, `doctor` and `advise`.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/export_file.hpp"
#include "cli/terminal.hpp"
#include "report/pages/page.hpp"

namespace concbench::cli {

/// What standard output holds, and files beside it. A format is "table" (text), "json", "markdown" or "html".
struct page_output {
  std::string format = "table";
  std::vector<std::pair<std::string, std::string>> exports = {};  ///< format and path
  text_choice text = {};
};

/// Adds --format, --export-json, --export-markdown, --export-html, --color and --ascii. `into` must outlive the command.
void add_page_output(CLI::App& command, page_output& into);

/// Writes a page in every way that was asked for.
class page_writer {
 public:
  /// Throws usage_error when a file cannot be written: before the work, not after it.
  explicit page_writer(const page_output& asked);

  /// False, with a line on standard error, when something was not written that should have been. `json` makes the same for programs;
  /// `name` is what is written, such as "the findings".
  [[nodiscard]] bool write(const page& made, const std::function<std::string()>& json, std::string_view name);

  /// Whether standard output gets the page as text: no export takes its place.
  [[nodiscard]] bool prints_text() const;

 private:
  const page_output& asked_;
  std::vector<std::pair<std::string, export_file>> files_;
};

}  // namespace concbench::cli
