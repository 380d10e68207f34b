// One line for each figure.
#include "report/figures/compared_figures.hpp"

#include <algorithm>
#include <array>

namespace concbench {
namespace {

struct figure_name {
  compared_figure figure;
  std::string_view name;
  std::string_view title;
};

constexpr std::array all{
    figure_name{compared_figure::run, "time", "time"},
    figure_name{compared_figure::p99, "p99", "p99"},
    figure_name{compared_figure::cpu, "cpu", "CPU"},
    figure_name{compared_figure::memory, "memory", "memory"},
};

const figure_name& names_of(compared_figure figure) {
  const auto found = std::ranges::find(all, figure, &figure_name::figure);
  return found == all.end() ? all.front() : *found;
}

}  // namespace

std::string_view name_of(compared_figure figure) {
  return names_of(figure).name;
}

std::string_view title_of(compared_figure figure) {
  return names_of(figure).title;
}

std::vector<std::string> figure_names() {
  std::vector<std::string> names;
  for (const auto& each : all) names.emplace_back(each.name);
  return names;
}

std::optional<compared_figure> find_figure(std::string_view name) {
  const auto found = std::ranges::find(all, name, &figure_name::name);
  if (found == all.end()) return {};
  return found->figure;
}

}  // namespace concbench
