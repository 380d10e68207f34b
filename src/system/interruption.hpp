// Ctrl-C as something to wait for.
#pragma once

#include "system/signal_descriptor.hpp"

namespace concbench {

/// While it lives, the signals that would end the process and can be waited for (SIGINT, SIGTERM, SIGHUP and
/// those that time limits and users send) make `descriptor()` readable instead, and it stays so.
class interruption {
 public:
  int descriptor() const noexcept { return signals_.get(); }

 private:
  signal_descriptor signals_{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2};
};

}  // namespace concbench
