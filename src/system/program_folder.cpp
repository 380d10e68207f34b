// The kernel's link to the program.
#include "system/program_folder.hpp"

namespace concbench {

const std::filesystem::path& program_folder() {
  static const auto folder = [] {
    std::error_code unknown;
    return std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path();
  }();
  return folder;
}

}  // namespace concbench
