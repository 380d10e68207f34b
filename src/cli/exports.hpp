// Export files: checked before anything runs, rewritten whole while samples come in.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "system/clock.hpp"

namespace concbench::cli {

/// A crash, a full disk or Ctrl-C leaves the last complete version in place, never half a file.
class exports {
 public:
  using renderer = std::function<std::string(const report&)>;

  /// Throws usage_error when `path` cannot be written. An empty path adds nothing.
  void add(const std::string& path, renderer render);

  /// Rewrites every file through a temporary one beside it; a pipe or a device is written once, when this is
  /// the `last`. A file that cannot be written is reported by `problem()`, and tried again the next time.
  /// What is not the last waits its turn, so that a long run spends at most a twentieth of its time here: a
  /// report grows with every sample, and so does the time to write it.
  void write(const report& now, bool last);

  /// The last write's first problem, in one line; empty when all went well.
  const std::string& problem() const noexcept { return problem_; }

 private:
  struct file {
    std::string path;
    renderer render;
  };
  std::vector<file> files_;
  clock::time_point next_ = {};  // before it, only the last writing takes place
  std::string problem_;
};

}  // namespace concbench::cli
