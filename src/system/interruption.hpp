// Makes it possible to wait for Ctrl-C.
#pragma once

#include "system/signal_descriptor.hpp"

namespace concbench {

/// While it lives, the signals that would end the process make `descriptor()` readable instead, and it stays readable.
/// These are SIGINT, SIGTERM, SIGHUP, and others that users and time limits send.
class interruption {
 public:
  int descriptor() const noexcept { return signals_.get(); }

 private:
  signal_descriptor signals_{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2};
};

}  // namespace concbench
