// A tree of files in place of /proc and /sys.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "system/system_files.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::testing {

class made_up_tree {
 public:
  /// Writes `text` and a line end to `path`, which is absolute as on a real system.
  made_up_tree& with(const std::string& path, const std::string& text) {
    const auto where = folder_.path() / path.substr(1);
    std::filesystem::create_directories(where.parent_path());
    std::ofstream(where) << text << "\n";
    return *this;
  }

  system_files files() const { return system_files(folder_.path()); }

 private:
  temporary_folder folder_;
};

}  // namespace concbench::testing
