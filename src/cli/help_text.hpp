// What --help prints, wrapped to the terminal. Not by CLI11's own formatter: versions differ in what they wrap, and in how.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

/// The help of `command`, which is called by `name`: "concbench run".
std::string help_text(const CLI::App& command, const std::string& name, const text_style& style);

/// For CLI::App::formatter: the same in the style of standard output.
class help_formatter final : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* command, std::string name, CLI::AppFormatMode mode) const override;
};

}  // namespace concbench::cli
