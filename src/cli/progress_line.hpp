// Shows on standard error how far a run has come.
#pragma once

#include <optional>
#include <string>

#include "runner/manager.hpp"

namespace concbench::cli {

/// Lines for outputs where a line cannot be rewritten, such as the log of a CI job. When a run of more than 30 s
/// begins, it says how long the run will take. Then it writes a line every minute, so that nobody thinks that the run
/// hangs.
class progress_log {
 public:
  /// The line that is due at `time`, without its line end; empty when none is due.
  std::optional<std::string> line_at(clock::time_point time, const runner::progress& now,
                                     std::int64_t rounds);

 private:
  std::optional<clock::time_point> last_;
};

/// On a terminal this line is rewritten in place, and the width is read each time; elsewhere it writes a progress_log.
/// The destructor clears the line. It is no error when standard error cannot be written to, for example because its
/// terminal was closed.
class progress_line {
 public:
  /// `ascii`: uses only ASCII characters, even if the terminal can show others.
  progress_line(bool quiet, bool ascii);
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;
  ~progress_line() { clear(); }

  void show(const runner::progress& now, std::int64_t rounds);
  void clear();

 private:
  bool quiet_;
  bool unicode_;
  bool shown_ = false;
  progress_log log_;
};

/// "[ 37/176] round 3 of 10 · image-download × coroutines · 12 s left", cut to `width` columns.
std::string progress_text(const runner::progress& now, std::int64_t rounds, bool unicode, int width);

}  // namespace concbench::cli
