// Whether this kernel lets this process have an io_uring.
#pragma once

namespace concbench {

/// Asks for a small one: 0 when it was given, else the errno (ENOSYS: the kernel has none, or is older
/// than 5.6 and cannot read and write with it; EPERM: a sysctl or a container's filter forbids it).
int try_io_uring();

}  // namespace concbench
