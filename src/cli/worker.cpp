// `concbench worker`: one sample, spec on standard input, sample on standard output.
#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "runner/worker.hpp"

namespace concbench::cli {

void add_worker(CLI::App& app, action& chosen) {
  auto* command = app.add_subcommand(
      "worker", "Runs one sample: spec as JSON on stdin, sample as JSON on stdout (docs/protocol.md)");
  command->group("");  // hidden: for the manager, and for those who write their own worker
  command->callback(
      [&chosen] { chosen = [] { return runner::worker_main(std::cin, std::cout, std::cerr); }; });
}

}  // namespace concbench::cli
