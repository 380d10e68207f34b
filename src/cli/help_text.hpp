// The text of --help, wrapped to the terminal. CLI11's own formatter is not used, because its versions wrap
// differently.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "report/terminal/text_style.hpp"

namespace concbench::cli {

/// The help of `command`; `name` is how it is called: "concbench run".
std::string help_text(const CLI::App& command, const std::string& name, const text_style& style);

/// For CLI::App::formatter: this help, in the style of standard output.
class help_formatter final : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* command, std::string name, CLI::AppFormatMode mode) const override;
};

}  // namespace concbench::cli
