// Cells that an interruption left without samples. In a file of its own, since every other file includes core/report.hpp.
#pragma once

#include "core/report.hpp"

namespace concbench {

inline constexpr const char* interrupted_reason = "interrupted before its first sample";

/// Makes such a cell n/a, as exports have it, with the reason that tells it from what cannot be done here.
inline void mark_interrupted(cell& cell) {
  cell.status = status::not_applicable;
  cell.reason = interrupted_reason;
}

/// Whether mark_interrupted has made it what it is, also in a report that was read.
inline bool is_interrupted(const cell& cell) {
  return cell.status == status::not_applicable && cell.reason == interrupted_reason;
}

}  // namespace concbench
