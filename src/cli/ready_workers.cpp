// The workers are source files in one folder, beside the script that starts them: scripts/workers/start.
#include "cli/ready_workers.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/shown_command.hpp"
#include "core/parameters.hpp"
#include "system/foreign_text.hpp"
#include "system/program_folder.hpp"

namespace concbench::cli {
namespace {

/// The folder with the workers; empty when no place has it. What is beside a copied program comes before the folder that
/// it was built from.
std::filesystem::path folder_of_workers() {
  std::error_code unknown;
  for (const auto& place : {program_folder() / "scripts" / "workers",
                            (program_folder() / CONCBENCH_WORKERS_INSTALLED).lexically_normal(),
                            std::filesystem::path(CONCBENCH_WORKERS_SOURCE)})
    if (std::filesystem::exists(place / "start", unknown)) return place;
  return {};
}

}  // namespace

std::vector<std::string> ready_workers() {
  std::vector<std::string> names;
  std::error_code unreadable;
  for (const auto& each : std::filesystem::directory_iterator(folder_of_workers(), unreadable))
    if (each.path().has_extension()) names.push_back(each.path().stem().string());
  std::ranges::sort(names);
  return names;
}

std::string command_of_ready_worker(const std::string& name) {
  const auto known = ready_workers();
  if (std::ranges::find(known, name) == known.end())
    throw usage_error(fmt::format(
        "--worker {} is neither NAME=COMMAND, for example --worker old=/path/to/old/concbench, nor the name of a "
        "worker that comes with concbench: {}",
        in_quotes(name),
        known.empty() ? "their folder share/concbench/workers is missing"
                      : fmt::format("{}", fmt::join(known, ", "))));
  return shell_word((folder_of_workers() / "start").string()) + " " + name;
}

}  // namespace concbench::cli
