// `concbench worker`: one sample, spec on standard input, sample on standard output.
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "runner/worker.hpp"
#include "system/allocation_count.hpp"

namespace concbench::cli {

void add_worker(CLI::App& app, action& chosen) {
  auto* command = app.add_subcommand(
      "worker", "Runs one sample: spec as JSON on stdin, sample as JSON on stdout (docs/protocol.md)");
  command->group("");  // hidden: for the manager, and for those who write their own worker
  auto count = std::make_shared<bool>(false);
  auto probe = std::make_shared<bool>(false);
  command->add_flag("--count-allocations", *count,
                    "Count calls of malloc and the like over the run; the times then mean nothing");
  command->add_flag("--probe-memory", *probe,
                    "In sleep, read page tables when the first task wakes up and all others still sleep");
  command->callback([&chosen, count, probe] {
    chosen = [count, probe] {
      runner::worker_mode mode{.probe_memory = *probe};
      if (*count && !allocation_count())
        mode.problem = restart_counting({"concbench", "worker", "--count-allocations"});
      return runner::worker_main(std::cin, std::cout, std::cerr, mode);
    };
  });
}

}  // namespace concbench::cli
