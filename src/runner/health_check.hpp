// Whether a server answers, asked so that nothing it does can hold up who asks.
#pragma once

#include <string>

#include "runner/server_clock.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

/// What the server at `origin` says of itself, as ask_health() has it. A copy of this process asks, and is
/// ended after `limit`: whether a name is looked up for a minute, or an answer comes in byte by byte, or never.
/// Throws std::runtime_error that names the server and what to try; `interrupted` at once when the descriptor
/// `interrupt` is readable. From a process with one thread.
server_health ask_health_within(const std::string& origin, duration limit, int interrupt);

}  // namespace concbench::runner
