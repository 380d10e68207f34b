// One line for each figure.
#include "report/words/compared_figures.hpp"

#include <algorithm>
#include <array>

#include "report/words/format.hpp"

namespace concbench {
namespace {

struct figure_words {
  compared_figure figure;
  std::string_view name;
  std::string_view title;
  std::string_view better;
  std::string_view worse;
};

constexpr std::array all{
    figure_words{compared_figure::run, "time", "time", "faster", "slower"},
    figure_words{compared_figure::p99, "p99", "p99", "faster", "slower"},
    figure_words{compared_figure::cpu, "cpu", "CPU", "less", "more"},
    figure_words{compared_figure::memory, "memory", "memory", "less", "more"},
};

const figure_words& words_of(compared_figure figure) {
  const auto found = std::ranges::find(all, figure, &figure_words::figure);
  return found == all.end() ? all.front() : *found;
}

}  // namespace

std::string_view name_of(compared_figure figure) {
  return words_of(figure).name;
}

std::string_view title_of(compared_figure figure) {
  return words_of(figure).title;
}

std::vector<std::string> figure_names() {
  std::vector<std::string> names;
  for (const auto& each : all) names.emplace_back(each.name);
  return names;
}

std::optional<compared_figure> find_figure(std::string_view name) {
  const auto found = std::ranges::find(all, name, &figure_words::name);
  if (found == all.end()) return {};
  return found->figure;
}

std::string change_text(change value, compared_figure figure) {
  if (value == change::not_resolved) return "not resolved";
  if (value == change::same) return "the same";
  return std::string(value == change::faster ? words_of(figure).better : words_of(figure).worse);
}

std::string change_text(const cell_comparison& of) {
  return change_text(of.verdict(), of.figure);
}

std::string format_value(double value, compared_figure figure, const text_style& style) {
  return figure == compared_figure::memory ? format_bytes(value) : format_time(value, style);
}

}  // namespace concbench
