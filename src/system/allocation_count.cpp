// Looking the counter up, and a second exec with LD_PRELOAD.
#include "system/allocation_count.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include "system/program_folder.hpp"

namespace concbench {
namespace {

using counter = std::uint64_t (*)();

/// Where the library is: beside the program in a build, in its place under the prefix when installed.
std::filesystem::path find_library() {
  std::error_code unknown;
  for (const auto* place : {CONCBENCH_PRELOAD_BUILT, CONCBENCH_PRELOAD_INSTALLED})
    if (auto path = (program_folder() / place).lexically_normal(); std::filesystem::exists(path, unknown))
      return path;
  return {};
}

}  // namespace

std::optional<std::uint64_t> allocation_count() noexcept {
  static const auto read = reinterpret_cast<counter>(::dlsym(RTLD_DEFAULT, "concbench_allocation_count"));
  if (read == nullptr) return {};
  return read();
}

std::string restart_counting(std::vector<std::string> arguments) {
  if (*CONCBENCH_NO_COUNTING != '\0') return CONCBENCH_NO_COUNTING;
  const auto library = find_library();
  if (library.empty())
    return fmt::format("the library {} is missing beside the program", CONCBENCH_PRELOAD_BUILT);
  const char* given = std::getenv("LD_PRELOAD");
  const std::string others = given == nullptr ? "" : given;
  if (others.starts_with(library.native()))
    return fmt::format("{} was preloaded and yet does not count", library.native());
  ::setenv("LD_PRELOAD", (others.empty() ? library.native() : library.native() + ":" + others).c_str(), 1);
  std::vector<char*> words;
  for (auto& each : arguments) words.push_back(each.data());
  words.push_back(nullptr);
  ::execv("/proc/self/exe", words.data());
  return fmt::format("the program could not be started again: {}", std::generic_category().message(errno));
}

}  // namespace concbench
