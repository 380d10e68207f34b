// Export files: checked before anything runs, rewritten whole while samples come in.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/export_file.hpp"
#include "core/report.hpp"
#include "system/clock.hpp"

namespace concbench::cli {

/// A crash, a full disk or Ctrl-C leaves the last complete version in place, never half a file, where a file
/// can be replaced at all (export_file.hpp).
class exports {
 public:
  using renderer = std::function<std::string(const report&)>;

  /// Throws usage_error when `path` cannot be written. An empty path adds nothing; "-" is standard output.
  void add(const std::string& path, renderer render);

  /// Rewrites every file; what can only be written once is, when this is the `last`. A file that cannot be
  /// written is reported by `problem()`, and tried again the next time. What is not the last waits its turn,
  /// so that a long run spends at most a twentieth of its time here: a report grows with every sample, and so
  /// does the time to write it.
  void write(const report& now, bool last);

  /// Whether one of them goes to standard output, which then holds nothing else.
  bool take_standard_output() const;

  /// The last write's first problem, in one line; empty when all went well.
  const std::string& problem() const noexcept { return problem_; }

 private:
  struct rendered_file {
    export_file file;
    renderer render;
  };
  std::vector<rendered_file> files_;
  clock::time_point next_ = {};  // before it, only the last writing takes place
  std::string problem_;
};

}  // namespace concbench::cli
