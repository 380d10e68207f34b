// The printers of a page.
#include "cli/page_output.hpp"

#include <algorithm>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "cli/checked_option.hpp"
#include "cli/standard_output.hpp"
#include "cli/text_options.hpp"
#include "cli/value_kind.hpp"
#include "core/parameters.hpp"
#include "report/exports/html.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/terminal/page_text.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

struct page_format {
  const char* name;
  const char* content;
  std::string (*render)(const page&);  ///< null: JSON, which is not made from a page
};

std::string html_of(const page& of) {
  return render_html(of);
}

constexpr page_format formats[] = {
    {"json", "Everything, for programs", nullptr},
    {"markdown", "The tables", render_page_markdown},
    {"html", "A page with charts, which needs nothing but a browser", html_of},
};

std::string rendered(const std::string& format, const page& made, const std::function<std::string()>& json) {
  for (const auto& each : formats)
    if (each.name == format && each.render != nullptr) return each.render(made);
  return json();
}

}  // namespace

void add_page_output(CLI::App& command, page_output& output) {
  std::map<std::string, std::string> names{{"table", "table"}};
  for (const auto& each : formats) {
    names[each.name] = each.name;
    command
        .add_option_function<std::string>(
            fmt::format("--export-{}", each.name),
            [&output, name = each.name](const std::string& path) { output.exports.emplace_back(name, path); },
            each.content)
        ->type_name(type_name(value_kind::file));
  }
  add_choice<std::string>(command, "--format", output.format, names,
                          "What standard output holds (default: table)");
  add_text_options(command, output.text);
}

bool is_page_format(std::string_view name) {
  return name == "table" || std::ranges::any_of(formats, [&](const page_format& each) {
           return each.name == name && each.render != nullptr;
         });
}

page_writer::page_writer(const page_output& asked) : asked_(asked) {
  for (const auto& [format, path] : asked.exports) {
    export_file file(path);
    for (const auto& [other, known] : files_)
      if (known.is_same(file))
        throw usage_error(
            fmt::format("cannot write the export '{}': another export goes to the same file", path));
    if (file.is_standard_output() && asked.format != "table" && !asked.format.empty())
      throw usage_error("--format and the export '-' both go to standard output: leave one of them out");
    files_.emplace_back(format, std::move(file));
  }
}

bool page_writer::prints_text() const {
  return asked_.format == "table" &&
         std::ranges::none_of(files_, [](const auto& each) { return each.second.is_standard_output(); });
}

bool page_writer::write(const page& made, const std::function<std::string()>& json, std::string_view name) {
  bool all_well = true;
  bool taken = false;  // standard output, by an export
  for (auto& [format, file] : files_) {
    taken = taken || file.is_standard_output();
    if (const auto error = file.write(rendered(format, made, json))) {
      std::cerr << fmt::format("concbench: cannot write the export {}: {}\n", in_quotes(file.path()),
                               error.message());
      all_well = false;
    }
  }
  if (taken || asked_.format.empty()) return all_well;
  const auto text = asked_.format == "table" ? render_page_text(made, style_of_standard_output(asked_.text))
                                             : rendered(asked_.format, made, json);
  return print(text, name) && all_well;
}

}  // namespace concbench::cli
