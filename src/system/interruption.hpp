// Ctrl-C as something to wait for, instead of something that happens anywhere.
#pragma once

#include <csignal>

#include <sys/signalfd.h>

#include "system/file_descriptor.hpp"

namespace concbench {

/// While it lives, SIGINT, SIGTERM and SIGHUP do not end the process: they make `descriptor()` readable, and
/// it stays so.
class interruption {
 public:
  interruption() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int each : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals, each);
    ::pthread_sigmask(SIG_BLOCK, &signals, &before_);
    descriptor_.reset(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  }
  interruption(const interruption&) = delete;
  interruption& operator=(const interruption&) = delete;
  ~interruption() {
    signalfd_siginfo taken{};
    while (::read(descriptor_.get(), &taken, sizeof taken) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  int descriptor() const noexcept { return descriptor_.get(); }

 private:
  sigset_t before_{};
  file_descriptor descriptor_;
};

}  // namespace concbench
