// fork, a pair of sockets, and the end of a child.
#include "system/forked_process.hpp"

#include <cerrno>
#include <csignal>
#include <system_error>

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace concbench {
namespace {

/// In the child. Never returns: what is on the stack below belongs to the parent.
[[noreturn]] void live(const std::function<void(int)>& work, pid_t parent, int channel) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);  // the parent died before the line above
  int code = 0;
  try {
    work(channel);
  } catch (...) {
    code = 1;
  }
  ::_exit(code);
}

}  // namespace

forked_process::forked_process(const std::function<void(int)>& work) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::system_error(errno, std::generic_category());
  channel_.reset(ends[0]);
  const file_descriptor other(ends[1]);
  const auto parent = ::getpid();
  id_ = ::fork();
  if (id_ < 0) throw std::system_error(errno, std::generic_category());
  if (id_ == 0) {
    channel_.reset();
    live(work, parent, other.get());
  }
}

forked_process::~forked_process() {
  end();
}

void forked_process::hang_up() noexcept {
  // Closing this end would not do: siblings that were made later hold copies of it.
  ::shutdown(channel_.get(), SHUT_RDWR);
}

exit_status forked_process::wait() noexcept {
  int raw = 0;
  while (id_ > 0) {
    if (::waitpid(id_, &raw, 0) < 0 && errno == EINTR) continue;
    status_ = exit_status::of(raw);
    id_ = -1;
  }
  return status_;
}

exit_status forked_process::end() noexcept {
  // One that is ending already keeps its own exit status.
  if (id_ > 0) ::kill(id_, SIGKILL);
  return wait();
}

}  // namespace concbench
