// A folder that is removed together with its owner.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "system/error.hpp"

namespace concbench {

class temporary_folder {
 public:
  /// Makes a folder in `parent`, called `prefix` and six letters or digits. Throws std::runtime_error, which names the
  /// folder.
  explicit temporary_folder(const std::filesystem::path& parent = default_parent(),
                            std::string_view prefix = "concbench-") {
    auto name = (parent / prefix).string() + "XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
      throw_errno("cannot make a folder in '" + parent.string() + "' (TMPDIR chooses another)");
    path_ = name;
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  /// The value of TMPDIR, or /tmp.
  static std::filesystem::path default_parent() {
    const char* chosen = std::getenv("TMPDIR");
    return chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
  }

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace concbench
