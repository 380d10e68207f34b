// A file that results are written into, whatever its name leads to.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include <sys/stat.h>

#include "system/file_descriptor.hpp"

namespace concbench::cli {

/// Checks before a run how a file can be written, and later writes it that way. Links are followed, and stay links.
///
/// - A new file, and one that can be replaced, is replaced at once by a rename: readers see the old version or the
///   new one. It keeps its mode and owner.
/// - A file that cannot be replaced is written in place. This is so when it has several hard links or another owner,
///   when this user may not write to its folder, when it is open under /proc/PID/fd, and when it is a mount point, as
///   `docker run -v $PWD/run.json:/run.json` makes one.
/// - A pipe or a device is opened at once, and written once.
/// - "-", and any name of the file that is standard output, is standard output.
class export_file {
 public:
  /// Throws usage_error, which names the path and the reason, when the file cannot be written.
  explicit export_file(std::string path);

  /// Whether only the last version should be written. A file that cannot be replaced would be incomplete for a moment
  /// at each writing.
  bool only_once() const noexcept { return way_ != way::replace; }
  bool is_standard_output() const noexcept { return way_ == way::standard_output; }
  /// Whether both names lead to the same file.
  bool is_same(const export_file& other) const noexcept;

  /// Writes `text` as the whole content. Returns the error when that fails; the old version is kept where that is
  /// possible.
  [[nodiscard]] std::error_code write(std::string_view text);

  const std::string& path() const noexcept { return path_; }

 private:
  enum class way { replace, in_place, stream, standard_output };

  [[noreturn]] void refuse(const std::string& reason) const;
  way find_way();
  void open_stream(mode_t type);
  bool can_be_replaced(const struct stat& present) const;
  std::error_code replace(std::string_view text);
  std::error_code write_in_place(std::string_view text) const;

  std::string path_;    ///< as the user gave it
  std::string target_;  ///< the file that links lead to, whether it exists or not
  way way_ = way::replace;
  file_descriptor stream_;
};

}  // namespace concbench::cli
