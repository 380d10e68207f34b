// Cells without samples because the run was interrupted. This is a file of its own because nearly all files include
// core/report.hpp.
#pragma once

#include "core/report.hpp"

namespace concbench {

/// The reason of such a cell. In reports that are older than `cell::interrupted`, only this reason marks it.
inline constexpr const char* interrupted_reason = "interrupted before its first sample";

/// Makes `cell` n/a, as exports show it, and sets `interrupted` and the reason.
inline void mark_interrupted(cell& cell) {
  cell.status = status::not_applicable;
  cell.reason = interrupted_reason;
  cell.interrupted = true;
}

}  // namespace concbench
