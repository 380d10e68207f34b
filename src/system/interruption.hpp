// Ctrl-C as something to wait for.
#pragma once

#include "system/signal_descriptor.hpp"

namespace concbench {

/// While it lives, SIGINT, SIGTERM and SIGHUP do not end the process: they make `descriptor()` readable, and
/// it stays so.
class interruption {
 public:
  int descriptor() const noexcept { return signals_.get(); }

 private:
  signal_descriptor signals_{SIGINT, SIGTERM, SIGHUP};
};

}  // namespace concbench
