// The files in which the kernel describes itself: /proc and /sys, or a made-up tree that replaces them in tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// Reads small text files below a root. Paths are absolute, as on a real system: "/proc/loadavg". A file that does not
/// exist or cannot be read is empty.
class system_files {
 public:
  /// `root` is put before every path; "" is the real system.
  explicit system_files(std::string root = "") : root_(std::move(root)) {}

  /// The first line, without its line end.
  std::optional<std::string> line(std::string_view path) const;

  /// The first line as a whole number; empty when it is something else ("max").
  std::optional<std::uint64_t> number(std::string_view path) const;

  std::vector<std::string> lines(std::string_view path) const;

  /// The value of the first line "name : value" or "name value".
  std::optional<std::string> field(std::string_view path, std::string_view name) const;

  /// The names in a folder, sorted.
  std::vector<std::string> names(std::string_view folder) const;

 private:
  std::string root_;
};

}  // namespace concbench
