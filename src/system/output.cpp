// write, poll, and /dev/null.
#include "system/output.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace concbench {

std::error_code write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (written < 0 && errno == EAGAIN) {
      pollfd room{descriptor, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (written < 0 && errno != EINTR) {
      return {errno, std::generic_category()};
    }
  }
  return {};
}

std::error_code write_lines_that_fit(int descriptor, std::string_view& text) noexcept {
  while (!text.empty()) {
    pollfd room{descriptor, POLLOUT, 0};  // of a pipe: a free page
    if (::poll(&room, 1, 0) != 1) return {};
    const auto line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    if (const auto error = write_all(descriptor, line)) return error;
    text.remove_prefix(line.size());
  }
  return {};
}

void occupy_standard_streams() noexcept {
  // open() takes the lowest free number: the one that was found closed. What was to be read is opened for
  // writing and the other way round, so that using it fails.
  for (const int each : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(each, F_GETFD) == -1) ::open("/dev/null", each == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace concbench
