// The bare system call, so that it needs no library.
#include "system/io_uring.hpp"

#include <cerrno>

#include <linux/io_uring.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "system/file_descriptor.hpp"

namespace concbench {

int try_io_uring() {
  io_uring_params parameters{};
  const file_descriptor ring(static_cast<int>(::syscall(SYS_io_uring_setup, 1, &parameters)));
  if (!ring) return errno;
  return (parameters.features & IORING_FEAT_RW_CUR_POS) != 0 ? 0 : ENOSYS;
}

}  // namespace concbench
