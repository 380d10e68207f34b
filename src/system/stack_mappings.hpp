// How many memory mappings the stack of a thread takes: measured, since it depends on the C library and the
// kernel.
#pragma once

namespace concbench {

/// Memory mappings (lines of /proc/self/maps) that each further thread takes, as a mean over a few threads
/// that are started for it, once in a process. About 2 where a stack and its guard page are mappings of their
/// own (glibc before 2.43, or Linux before 6.13). About 0 where the guard is a mark within the mapping
/// (MADV_GUARD_INSTALL): the kernel then joins neighbouring stacks into one mapping. 2 where it cannot be
/// measured.
double mappings_a_stack();

}  // namespace concbench
