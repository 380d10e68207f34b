// The dispatch cost of all executors in this build.
#pragma once

namespace concbench {

/// One benchmark for each executor and batch size: "dispatch/thread-pool/tasks:4096".
void register_dispatch_benchmarks();

}  // namespace concbench
