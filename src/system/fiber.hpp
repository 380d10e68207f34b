// Stackful coroutines (fibers) on the event loop of concbench.
#pragma once

#include <boost/asio/error.hpp>  // which spawn.hpp uses, and Boost 1.81 leaves out
#include <boost/asio/spawn.hpp>

#include "system/event_loop.hpp"

namespace concbench {

/// A completion token that suspends the fiber which uses it. `yield[error]` stores an error instead of throwing it.
using fiber_yield = asio::basic_yield_context<loop_executor>;

}  // namespace concbench
