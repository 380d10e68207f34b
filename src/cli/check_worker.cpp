// `concbench check-worker`: tells the author of a worker program what is right and what is wrong.
#include <map>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/command_notes.hpp"
#include "cli/run_frame.hpp"
#include "cli/standard_output.hpp"
#include "cli/time_limit.hpp"
#include "cli/worker_option.hpp"
#include "core/parameters.hpp"
#include "runner/conformance.hpp"
#include "runner/worker_process.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"
#include "system/interruption.hpp"
#include "system/limits.hpp"
#include "system/units.hpp"

namespace concbench::cli {
namespace {

const command_notes check_worker_notes{
    .remarks =
        {"COMMAND is what --worker of 'concbench run' takes behind NAME=. The word 'worker' is added to it.",
         "It asks the worker to describe itself, sends it bad specs, lets it take a small sample of each of its "
         "scenarios under each of its executors, and compares the digests with concbench's own. Then it sends what "
         "the worker cannot know, and SIGTERM. docs/protocol.md says what a worker must do.",
         "Each line is about one thing: 'right', 'wrong', or 'skipped' where it cannot be checked here. Times are only "
         "checked for what cannot be true."},
    .examples = {{"concbench check-worker 'python3 scripts/worker_example.py'"},
                 {"concbench check-worker ./my_worker --timeout 10s"},
                 {"concbench check-worker /opt/main/concbench",
                  "another build of concbench is a worker too"}},
    .exit_codes = {{0, "nothing is wrong"},
                   {1, "something is wrong, or the output cannot be written"},
                   {2, "bad usage, or a command that cannot be started"},
                   {130, "interrupted"}},
};

struct check_worker_options {
  std::string command;
  duration timeout = std::chrono::minutes(1);
};

std::string_view word_of(runner::check_result result) {
  switch (result) {
    case runner::check_result::right:
      return "right";
    case runner::check_result::wrong:
      return "wrong";
    case runner::check_result::skipped:
      break;
  }
  return "skipped";
}

std::string summary(std::map<runner::check_result, std::uint64_t>& counts) {
  using enum runner::check_result;
  if (counts[wrong] > 0)
    return fmt::format("\n{} wrong, {} right, {} skipped: docs/protocol.md says what a worker must do\n",
                       counts[wrong], counts[right], counts[skipped]);
  return fmt::format("\nnothing is wrong: {} right, {} skipped\n", counts[right], counts[skipped]);
}

std::vector<std::string> command_of(const check_worker_options& options) {
  try {
    return worker_command(options.command);
  } catch (const std::runtime_error& e) {
    throw usage_error(fmt::format("check-worker: {}", e.what()));
  }
}

int check(const check_worker_options& options) {
  raise_open_files_limit();  // as for `run`
  const auto scratch = make_scratch();
  const interruption signals;
  const runner::checked_worker worker{.command = command_of(options),
                                      .program = "/proc/self/exe",
                                      .folder = scratch->path(),
                                      .limit = options.timeout,
                                      .interrupt = signals.descriptor()};
  std::map<runner::check_result, std::uint64_t> counts;
  bool written = true;
  try {
    runner::check_worker(worker, [&](const runner::worker_check& one) {
      ++counts[one.result];
      written = written && print(fmt::format("{:<7}  {}: {}\n", word_of(one.result), one.subject,
                                             single_line(one.finding)),
                                 "the findings");
    });
  } catch (const runner::interrupted&) {
    return 130;
  } catch (const std::runtime_error& e) {
    if (!counts.empty()) throw;
    throw usage_error(fmt::format("check-worker: {}", e.what()));
  }
  written = written && print(summary(counts), "the findings");
  return written && counts[runner::check_result::wrong] == 0 ? 0 : 1;
}

}  // namespace

void add_check_worker(CLI::App& app, action& chosen) {
  auto options = std::make_shared<check_worker_options>();
  auto* command =
      add_command(app, "check-worker",
                  "Checks whether a worker program of your own obeys the protocol, and says what is "
                  "wrong",
                  check_worker_notes);
  command->add_option("command", options->command, "The program of the worker and its arguments, in one word")
      ->type_name("PROGRAM")
      ->required();
  command
      ->add_option_function<std::string>(
          "--timeout",
          [options](const std::string& text) { options->timeout = read_limit("--timeout", text); },
          "How long each answer may take (default: 60s)")
      ->type_name("TIME");
  command->callback([&chosen, options] { chosen = [options] { return check(*options); }; });
}

}  // namespace concbench::cli
