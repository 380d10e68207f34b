// One line on standard error that says how far a run has come.
#pragma once

#include <string>

#include "runner/manager.hpp"

namespace concbench::cli {

/// Rewrites itself in place, on a terminal only; silent elsewhere. The destructor clears it.
class progress_line {
 public:
  /// `width`: columns that it may take; 0: stay silent.
  progress_line(int width, bool unicode) : width_(width), unicode_(unicode) {}
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;
  ~progress_line() { clear(); }

  void show(const runner::progress& now, std::int64_t rounds);
  void clear();

 private:
  int width_;
  bool unicode_;
};

/// "[ 37/176] round 3 of 10 · image-download × coroutines · 12 s left", cut to `width` columns.
std::string progress_text(const runner::progress& now, std::int64_t rounds, bool unicode, int width);

}  // namespace concbench::cli
