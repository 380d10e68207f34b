// `concbench doctor`: what makes this machine noisy, what that means, and how to correct it.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/page_output.hpp"
#include "cli/progress_line.hpp"
#include "cli/run_frame.hpp"
#include "cli/standard_output.hpp"
#include "report/exports/doctor_json.hpp"
#include "report/pages/doctor_page.hpp"
#include "runner/noise_pair.hpp"
#include "runner/worker_process.hpp"
#include "system/interruption.hpp"
#include "system/limits.hpp"

namespace concbench::cli {
namespace {

const command_notes doctor_notes{
    .examples =
        {{"concbench doctor"},
         {"concbench doctor --rounds 100", "its noise from more pairs"},
         {"concbench doctor --no-run", "the machine alone, at once"},
         {"concbench doctor --json | jq -r '.findings[] | select(.severity == \"warning\") | .command'"}},
    .exit_codes = {{0, "the machine was described, whatever was found"},
                   {1, "the output cannot be written"},
                   {2, "bad usage"},
                   {130, "interrupted"}},
};

struct doctor_options {
  std::uint64_t rounds = 30;
  bool no_run = false;
  page_output output = {};
};

/// Takes the pairs into `result`. Returns why the last one failed, if it did.
std::string take_pairs(const doctor_options& options, concbench::report& result) {
  const interruption signals;
  progress_line line(/*quiet=*/false, options.output.text.ascii);
  runner::noise_pair pair(result.plan, result.noise);
  const runner::worker_launch worker{
      {"/proc/self/exe", "worker"}, runner::default_time_limit(duration::zero()), signals.descriptor()};
  const auto ask = [&](const runner::worker_spec& spec) { return runner::ask_worker(worker, spec); };
  const auto start = clock::now();
  try {
    for (std::int64_t round = 0; round < result.plan.rounds; ++round) {
      const auto elapsed = std::chrono::duration_cast<duration>(clock::now() - start);
      runner::progress now{.done = static_cast<std::size_t>(round), .total = options.rounds, .round = round};
      if (round > 0) now.left = elapsed / round * (result.plan.rounds - round);
      line.show(now, result.plan.rounds);
      pair.take(round, ask);
    }
  } catch (const runner::interrupted&) {
    result.plan.interrupted = true;
    return "interrupted";
  }
  return pair.problem();
}

int doctor(const doctor_options& options) {
  page_writer writer(options.output);
  raise_open_files_limit();  // as for `run`
  auto result = new_report();
  result.plan.rounds = static_cast<std::int64_t>(options.rounds);
  const auto why_no_noise = options.no_run ? "--no-run was given" : take_pairs(options, result);
  if (!writer.write(
          doctor_page(result, why_no_noise), [&] { return render_doctor_json(result, why_no_noise); },
          "the findings"))
    return 1;
  return result.plan.interrupted ? 130 : 0;
}

}  // namespace

void add_doctor(CLI::App& app, action& chosen) {
  auto options = std::make_shared<doctor_options>();
  auto* command =
      add_command(app, "doctor", "Says what makes this machine noisy, what that means, and how to correct it",
                  doctor_notes);
  add_count(*command, "-r,--rounds", options->rounds, 6, 10'000,
            "Pairs of samples for the momentary noise (default: 30)");
  command->add_flag("--no-run", options->no_run, "Only look at the machine: its noise is not measured");
  command->add_flag_callback(
      "--json", [options] { options->output.format = "json"; }, "As JSON, the same as --format json");
  add_page_output(*command, options->output);
  command->callback([&chosen, options] { chosen = [options] { return doctor(*options); }; });
}

}  // namespace concbench::cli
