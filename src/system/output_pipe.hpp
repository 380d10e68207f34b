// The pipe through which a child process writes, and reading from it without a wait.
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include "system/error.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// Both ends are closed by exec. Reading does not block.
struct output_pipe {
  file_descriptor read;
  file_descriptor write;
};

/// `owner` is named by the error: "cannot make a pipe for `owner`". Throws std::runtime_error.
inline output_pipe make_output_pipe(const std::string& owner) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make a pipe for " + owner);
  output_pipe pipe{file_descriptor(ends[0]), file_descriptor(ends[1])};
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return pipe;
}

/// Calls take(bytes) with what can be read now; false at the end of the stream. It stops after 16 parts, at most 1 MiB, so
/// that a child that never stops writing does not keep its reader from others.
template <class Take>
bool read_available(int descriptor, Take take) {
  char part[65536];  // what a pipe holds
  for (int reads = 0; reads < 16; ++reads) {
    const auto size = ::read(descriptor, part, sizeof part);
    if (size > 0) {
      take(std::string_view(part, static_cast<std::size_t>(size)));
    } else if (size == 0) {
      return false;
    } else if (errno != EINTR) {
      return errno == EAGAIN;
    }
  }
  return true;
}

}  // namespace concbench
