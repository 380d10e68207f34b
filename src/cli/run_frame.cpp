// A report's first facts, its folder, its exit code.
#include "cli/run_frame.hpp"

#include <algorithm>
#include <ctime>
#include <iterator>

#include "cli/build_info.hpp"
#include "core/parameters.hpp"

namespace concbench::cli {
namespace {

std::string time_now() {
  const auto now = std::time(nullptr);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  return text;
}

}  // namespace

concbench::report new_report() {
  concbench::report result;
  result.tool_version = version();
  result.revision = revision();
  result.started = time_now();
  result.environment = read_machine();
  std::ranges::copy(build_facts(), std::back_inserter(result.environment));
  return result;
}

std::unique_ptr<claimed_folder> make_scratch() {
  try {
    return std::make_unique<claimed_folder>();
  } catch (const std::runtime_error& e) {
    throw usage_error(e.what());
  }
}

int exit_code(const concbench::report& result) {
  if (result.plan.interrupted) return 130;
  const auto fine = [](const cell& one) {
    return one.status == status::ok || one.status == status::saturated ||
           one.status == status::not_applicable;
  };
  return std::ranges::all_of(result.cells, fine) ? 0 : 1;
}

}  // namespace concbench::cli
