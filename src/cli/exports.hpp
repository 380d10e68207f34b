// Export files. They are checked before anything runs, and written completely again while samples come in.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/export_file.hpp"
#include "core/report.hpp"
#include "system/clock.hpp"

namespace concbench::cli {

/// After a crash, a full disk or Ctrl-C the last complete version is left, if the file is one that can be replaced
/// (export_file.hpp).
class exports {
 public:
  using renderer = std::function<std::string(const report&)>;

  /// Throws usage_error when `path` cannot be written. An empty path is ignored; "-" is standard output.
  void add(const std::string& path, renderer render);

  /// Writes all files again. A file that should be written only once is written when this is the `last` time. A file
  /// that cannot be written is reported by `problem()`, and tried again the next time. A report grows with every
  /// sample, and so does the time to write it; so all writings but the last are delayed, until they are at most a
  /// twentieth of a run's time.
  void write(const report& now, bool last);

  /// Whether one of the files is standard output, which then gets nothing else.
  bool take_standard_output() const;

  /// The first problem of the last writing, as one line; empty when there was none.
  const std::string& problem() const noexcept { return problem_; }

 private:
  struct rendered_file {
    export_file file;
    renderer render;
  };
  std::vector<rendered_file> files_;
  clock::time_point next_ = {};  // before this time, only the last writing is done
  std::string problem_;
};

}  // namespace concbench::cli
