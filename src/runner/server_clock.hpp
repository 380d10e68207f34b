// The server's CPU time, wherever it runs.
#pragma once

#include "runner/protocol.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

/// On this machine the CPU clock of the server's process; elsewhere what its /health says. Always 0 without a
/// server.
class server_clock {
 public:
  explicit server_clock(const worker_spec& spec)
      : process_(spec.server_process), address_(spec.setup.server.http) {}

  /// CPU time used so far; 0 when the server is gone.
  duration read() const noexcept;

 private:
  pid_t process_;
  std::string address_;
};

inline constexpr std::size_t largest_health =
    64 * 1024;  ///< bytes of an answer to /health; it has about 1,000

/// What a server says of itself at `origin`/health. Throws std::runtime_error when there is none of ours, or it has not answered
/// within `limit`.
struct server_health {
  server_address address;
  duration cpu{0};
};
server_health ask_health(const std::string& origin, duration limit);

}  // namespace concbench::runner
