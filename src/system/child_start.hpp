// What a child does between fork and exec, or between vfork and exec: system calls and nothing else.
#pragma once

#include <csignal>

#include <sys/prctl.h>
#include <sys/types.h>
#include <unistd.h>

namespace concbench {

/// The kernel kills this child when the thread that started it ends, and no signal is blocked or ignored that other
/// programs expect. Ends the child when `parent` has ended already.
inline void become_independent(pid_t parent) noexcept {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);  // the parent died before the line above
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int each : {SIGPIPE, SIGXFSZ})
    ::signal(each, SIG_DFL);  // ignored in this program, expected by others
}

/// Makes the three descriptors the child's standard streams. They must not be standard streams already.
inline void use_streams(int input, int output, int errors) noexcept {
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
}

}  // namespace concbench
