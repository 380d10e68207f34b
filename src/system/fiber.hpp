// Stackful coroutines on the one kind of event loop in concbench.
#pragma once

#include <boost/asio/error.hpp>  // which spawn.hpp uses, and Boost 1.81 leaves out
#include <boost/asio/spawn.hpp>

#include "system/event_loop.hpp"

namespace concbench {

/// Suspends the fiber that gives it as a completion token. `yield[error]` keeps an error instead of throwing
/// it.
using fiber_yield = asio::basic_yield_context<loop_executor>;

}  // namespace concbench
