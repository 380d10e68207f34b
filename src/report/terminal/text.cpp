// The page of a run, as it grows.
#include "report/terminal/text.hpp"

#include <algorithm>

#include "report/pages/run_page.hpp"

namespace concbench {

std::string growing_text::scenario(const report& now, std::string_view name, const text_style& style) {
  printer_.set_style(style);
  const auto made = run_page(now);
  auto text = given_.empty() ? printer_.head(made) : "";
  for (const auto& each : made.sections)
    if (each.subject == name) text += printer_.section(made, each);
  given_.emplace_back(name);
  return text;
}

std::string growing_text::rest(const report& result, const text_style& style) {
  printer_.set_style(style);
  const auto made = run_page(result);
  auto text = given_.empty() ? printer_.head(made) : "";
  if (!given_.empty() && !made.notices.empty()) text += '\n';
  text += printer_.notices(made);
  for (const auto& each : made.sections)
    if (each.subject.empty() || std::ranges::find(given_, each.subject) == given_.end())
      text += printer_.section(made, each);
  return text + printer_.end();
}

std::string render_text(const report& result, const text_style& style, bool verbose) {
  return growing_text(verbose).rest(result, style);
}

}  // namespace concbench
