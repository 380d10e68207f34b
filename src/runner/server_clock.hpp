// The server's CPU time, wherever it runs.
#pragma once

#include "runner/protocol.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

/// Reads the CPU clock of the server's process when it runs on this machine, and otherwise asks its /health. Without a
/// server it is always 0.
class server_clock {
 public:
  explicit server_clock(const worker_spec& spec)
      : process_(spec.server_process), address_(spec.setup.server.http) {}

  /// CPU time used so far; 0 when the server has ended.
  duration read() const noexcept;

 private:
  pid_t process_;
  std::string address_;
};

/// Bytes of an answer to /health; it has about 1,000.
inline constexpr std::size_t largest_health = 64 * 1024;

/// Reads the server's description of itself at `origin`/health. Throws std::runtime_error when there is no server of
/// concbench, or when it has not answered within `limit`.
struct server_health {
  server_address address;
  duration cpu{0};
};
server_health ask_health(const std::string& origin, duration limit);

}  // namespace concbench::runner
