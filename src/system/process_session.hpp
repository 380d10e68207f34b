// The processes of a session: what a child has started, whatever process groups that is in.
#pragma once

#include <sys/types.h>

namespace concbench {

/// Kills every process whose session is that of `leader`, until there is none that has not ended. `leader` may have been
/// reaped: the kernel gives its number to nobody while the session has processes. It does not wait for their ends.
void kill_session(pid_t leader) noexcept;

}  // namespace concbench
