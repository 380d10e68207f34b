// One file that results are written into, whatever stands behind its name.
#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include <sys/stat.h>

#include "system/file_descriptor.hpp"

namespace concbench::cli {

/// Finds out before a run how a file can be written, and later writes it that way. Links are followed, and stay links.
///
/// - A new file, and one that can be replaced, is replaced at once by a rename: readers see the old version or the new one.
///   It keeps its mode and owner.
/// - A file that cannot be replaced without being another one is written in place: with further hard links, another owner,
///   in a folder that is closed to this user, open under /proc/PID/fd, or a mount point, as `docker run -v
///   $PWD/run.json:/run.json` makes one.
/// - A pipe or a device is opened at once and written once.
/// - "-", and any name of the file behind standard output, is standard output.
class export_file {
 public:
  /// Throws usage_error, with the path and the reason, when nothing can be written there.
  explicit export_file(std::string path);

  /// Whether only the last version should be written: what cannot be replaced would be half-written for a moment each time.
  bool only_once() const noexcept { return way_ != way::replace; }
  bool is_standard_output() const noexcept { return way_ == way::standard_output; }
  /// Whether both names lead to one file.
  bool is_same(const export_file& other) const noexcept;

  /// Writes `text` as the whole content. The error when that fails; the old version is left where it could be.
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

  std::string path_;    ///< as it was given
  std::string target_;  ///< what links lead to, there or not
  way way_ = way::replace;
  file_descriptor stream_;
};

}  // namespace concbench::cli
