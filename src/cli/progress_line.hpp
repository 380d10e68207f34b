// How far a run has come, on standard error.
#pragma once

#include <optional>
#include <string>

#include "runner/manager.hpp"

namespace concbench::cli {

/// What is said where no line can be rewritten, as in the log of a CI job: how long a run of over 30 s will
/// take when it begins, then a line a minute, so that nobody takes it for a run that hangs.
class progress_log {
 public:
  /// The line that is due at `time`, without its end.
  std::optional<std::string> line_at(clock::time_point time, const runner::progress& now,
                                     std::int64_t rounds);

 private:
  std::optional<clock::time_point> last_;
};

/// Rewrites itself in place on a terminal, whose width is looked at each time; elsewhere a progress_log. The
/// destructor clears it. That standard error cannot be written to, because its terminal has gone for example,
/// is no error.
class progress_line {
 public:
  /// `ascii`: no characters beyond ASCII, whatever the terminal can show.
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
