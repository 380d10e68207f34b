// Asks whether a server answers, in a way that a slow or broken server cannot delay the caller.
#pragma once

#include <string>

#include "runner/server_clock.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

/// The answer of the server at `origin` to /health, see ask_health(). A copy of this process asks, and is killed after
/// `limit`: a look-up of a name may take a minute, and an answer may come byte by byte, or never. Throws
/// std::runtime_error, which names the server and what to try. Throws `interrupted` as soon as the descriptor
/// `interrupt` is readable. The process must have only one thread.
server_health ask_health_within(const std::string& origin, duration limit, int interrupt);

}  // namespace concbench::runner
