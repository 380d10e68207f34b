// Streams and folders of the standard library: these files are read once a run.
#include "system/system_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "system/units.hpp"

namespace concbench {

std::vector<std::string> system_files::lines(std::string_view path) const {
  std::ifstream file(root_ + std::string(path));
  std::vector<std::string> all;
  for (std::string each; std::getline(file, each);) all.push_back(each);
  return all;
}

std::optional<std::string> system_files::line(std::string_view path) const {
  std::ifstream file(root_ + std::string(path));
  std::string first;
  if (!std::getline(file, first)) return {};
  return first;
}

std::optional<std::uint64_t> system_files::number(std::string_view path) const {
  const auto first = line(path);
  return first ? parse_count(*first) : std::nullopt;
}

std::optional<std::string> system_files::field(std::string_view path, std::string_view name) const {
  constexpr std::string_view separators = " \t:";
  for (const auto& each : lines(path)) {
    if (!each.starts_with(name)) continue;
    const auto value = each.find_first_not_of(separators, name.size());
    if (value == name.size()) continue;  // a longer name
    return value == std::string::npos ? "" : each.substr(value);
  }
  return {};
}

std::vector<std::string> system_files::names(std::string_view folder) const {
  std::vector<std::string> all;
  std::error_code none;
  for (const auto& each : std::filesystem::directory_iterator(root_ + std::string(folder), none))
    all.push_back(each.path().filename().string());
  std::ranges::sort(all);
  return all;
}

}  // namespace concbench
