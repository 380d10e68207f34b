// Makes it possible to wait for signals, instead of being interrupted by them anywhere.
#pragma once

#include <csignal>
#include <initializer_list>

#include <sys/signalfd.h>
#include <unistd.h>

#include "system/error.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// While it lives, some signals have no effect on this thread and make `get()` readable instead. Threads that were
/// started earlier still receive them, so make it while the process has one thread. A signal that the process was
/// started to ignore, as nohup does with SIGHUP, stays ignored.
class signal_descriptor {
 public:
  /// Throws std::runtime_error when the system refuses a descriptor.
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

  /// Drops the signals that have come; `get()` is readable again after the next.
  void clear() noexcept {
    signalfd_siginfo taken{};
    while (::read(descriptor_.get(), &taken, sizeof taken) > 0) {
    }
  }

 private:
  /// A blocked signal would be kept for the descriptor even if it is ignored.
  static bool is_ignored(int signal) {
    struct sigaction present{};
    return ::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
  }

  sigset_t before_{};
  file_descriptor descriptor_;
};

}  // namespace concbench
