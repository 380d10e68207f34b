// Looks through /proc, because the kernel can signal a process and a process group, but no session.
#include "system/process_session.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "system/file_descriptor.hpp"

namespace concbench {
namespace {

/// The number of a process from a whole text, such as the name of its folder; 0 for other texts.
pid_t number_in(std::string_view name) noexcept {
  pid_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc{} && end == name.data() + name.size() ? number : 0;
}

/// Whether the process is alive and of this session. Its name, which stands in brackets, may hold any character. After it
/// come its state, its parent, its group and its session.
bool lives_in(pid_t process, pid_t session) noexcept {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/stat", process);
  const file_descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
  char text[1024];
  const auto size = file ? ::read(file.get(), text, sizeof text) : 0;
  std::string_view rest(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  rest.remove_prefix(std::min(rest.rfind(')') + 2, rest.size()));
  if (rest.empty() || rest.front() == 'Z' || rest.front() == 'X') return false;
  for (int field = 0; field < 3; ++field) rest.remove_prefix(std::min(rest.find(' ') + 1, rest.size()));
  return session == number_in(rest.substr(0, rest.find(' ')));
}

/// Whether there was one to kill.
bool kill_those_there(pid_t session) noexcept {
  const std::unique_ptr<DIR, int (*)(DIR*)> all(::opendir("/proc"), ::closedir);
  bool found = false;
  while (const auto* const each = all ? ::readdir(all.get()) : nullptr) {
    const auto process = number_in(each->d_name);
    if (process <= 0 || process == ::getpid() || !lives_in(process, session)) continue;
    found = ::kill(process, SIGKILL) == 0 || found;
  }
  return found;
}

}  // namespace

void kill_session(pid_t leader) noexcept {
  // One that was being started while the others were looked at is found the next time. One that was killed and cannot
  // end yet, as it waits for a disk, is not waited for.
  constexpr int most_looks = 100;
  for (int look = 0; look < most_looks && kill_those_there(leader); ++look) {
  }
}

}  // namespace concbench
