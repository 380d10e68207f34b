// Cells that an interruption left without samples. In a file of its own, since every other file includes core/report.hpp.
#pragma once

#include "core/report.hpp"

namespace concbench {

/// The reason of such a cell. Reports older than `cell::interrupted` have nothing else to tell it by.
inline constexpr const char* interrupted_reason = "interrupted before its first sample";

/// Makes such a cell n/a, as exports have it.
inline void mark_interrupted(cell& of) {
  of.status = status::not_applicable;
  of.reason = interrupted_reason;
  of.interrupted = true;
}

}  // namespace concbench
