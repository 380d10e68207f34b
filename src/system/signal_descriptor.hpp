// Signals as something to wait for, instead of something that happens anywhere.
#pragma once

#include <csignal>
#include <initializer_list>

#include <sys/signalfd.h>
#include <unistd.h>

#include "system/error.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// While it lives, some signals do not act on this thread: they make `get()` readable instead. A thread that
/// was there before still takes them, so make it while the process has one thread. A signal that the process
/// was started to ignore, as nohup does with SIGHUP, stays ignored.
class signal_descriptor {
 public:
  /// Throws std::runtime_error when there is no descriptor left.
  explicit signal_descriptor(std::initializer_list<int> signals) {
    sigset_t watched;
    ::sigemptyset(&watched);
    for (const int each : signals)
      if (!is_ignored(each)) ::sigaddset(&watched, each);
    ::pthread_sigmask(SIG_BLOCK, &watched, &before_);
    descriptor_.reset(::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK));
    if (descriptor_) return;
    const int error = errno;
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    throw_errno("cannot watch for signals", error);
  }
  signal_descriptor(const signal_descriptor&) = delete;
  signal_descriptor& operator=(const signal_descriptor&) = delete;
  ~signal_descriptor() {
    clear();
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  int get() const noexcept { return descriptor_.get(); }

  /// Forgets the signals that have come: readable again with the next.
  void clear() noexcept {
    signalfd_siginfo taken{};
    while (::read(descriptor_.get(), &taken, sizeof taken) > 0) {
    }
  }

 private:
  /// Once blocked it would be kept for the descriptor all the same.
  static bool is_ignored(int signal) {
    struct sigaction present{};
    return ::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
  }

  sigset_t before_{};
  file_descriptor descriptor_;
};

}  // namespace concbench
