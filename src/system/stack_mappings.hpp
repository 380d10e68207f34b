// How many memory mappings the stack of a thread takes. This is measured, because it depends on the C library and the
// kernel.
#pragma once

namespace concbench {

/// How many memory mappings (lines of /proc/self/maps) each further thread takes: the mean over a few threads that are
/// started for this, once in a process. It is about 2 where a stack and its guard page are separate mappings (glibc
/// before 2.43, or Linux before 6.13). It is about 0 where the guard is a mark within the mapping (MADV_GUARD_INSTALL),
/// because the kernel then joins neighbouring stacks into one mapping. It is 2 where it cannot be measured.
double mappings_a_stack();

}  // namespace concbench
