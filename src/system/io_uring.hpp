// Whether this kernel allows this process to use io_uring.
#pragma once

namespace concbench {

/// Asks the kernel for a small io_uring. Returns 0 when it was given, and otherwise the errno. ENOSYS: the kernel has
/// none, or is older than 5.6, whose io_uring cannot read and write. EPERM: a sysctl or a container's filter forbids
/// it.
int try_io_uring();

}  // namespace concbench
