// Cells without samples because the run was interrupted. This is a file of its own because nearly all files include
// core/report.hpp.
#pragma once

#include "core/report.hpp"

namespace concbench {

inline constexpr const char* interrupted_reason = "interrupted before its first sample";

/// Makes `cell` n/a, as exports show it. The reason tells it apart from cells that cannot run on this machine.
inline void mark_interrupted(cell& cell) {
  cell.status = status::not_applicable;
  cell.reason = interrupted_reason;
}

/// Whether mark_interrupted was called for `cell`, in this process or before the report was written.
inline bool is_interrupted(const cell& cell) {
  return cell.status == status::not_applicable && cell.reason == interrupted_reason;
}

}  // namespace concbench
