// `concbench run`: the main job.
#include <algorithm>
#include <iostream>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/exports.hpp"
#include "cli/given_values.hpp"
#include "cli/password_prompt.hpp"
#include "cli/progress_line.hpp"
#include "cli/report_output.hpp"
#include "cli/request_options.hpp"
#include "cli/rule_options.hpp"
#include "cli/run_frame.hpp"
#include "cli/run_options.hpp"
#include "cli/shown_command.hpp"
#include "cli/standard_output.hpp"
#include "cli/text_report.hpp"
#include "cli/value_kind.hpp"
#include "core/registry.hpp"
#include "runner/manager.hpp"
#include "system/limits.hpp"

namespace concbench::cli {
namespace {

const command_notes run_notes{
    .examples =
        {{"concbench run all"},
         {"concbench run sleep -n 10 -p delay=1.5s -r 1"},
         {"concbench run sleep api-calls -e sequential,coroutines -p api-calls.delay=100ms"},
         {"concbench run image-download -p scheme=https -p latency=50ms -c 8"},
         {"concbench run sleep -e threads,coroutines --sweep tasks=1..10000:x10"},
         {"concbench run api-calls --urls services.txt -n 200 -c 16"},
         {"concbench run api-calls --rate 200/s -c 16"},
         {"concbench run api-calls --rate 100/s..10000/s --slo 'p99<50ms' --profile quick"},
         {"concbench run api-calls --url https://api.example/v1/orders -H \"Authorization: Bearer $TOKEN\" "
          "-d @order.json"},
         {"concbench run api-calls --urls browser.har --compressed --expect-status 200-299,304"},
         {"concbench run file-io -p dir=$HOME/Pictures -p op=read"},
         {"concbench run command -p command='gzip -c {in}' --inputs files.txt --sweep concurrency=1,2,4,8"},
         {"concbench run sleep --profile tutorial --timeline"},
         {"concbench run all --format json > run.json"},
         {"concbench run sleep --worker old=/path/to/old/concbench -e threads"},
         {"concbench run sleep api-calls -e threads,coroutines --worker python --worker go"},
         {"concbench run sleep --worker py='python3 scripts/worker_example.py' --cpus 0-1"},
         {"",
          "Durations are written 1.5s or 200ms, sizes 64KiB. Parameters and their ranges: concbench "
          "list scenarios"}},
    .exit_codes = {{0, "every cell is ok, saturated or n/a"},
                   {1, "some are not, or an export cannot be written"},
                   {2, "bad usage, or an export that cannot be opened at the start"},
                   {130, "interrupted"}},
};

/// Keeps the exports, the progress line and the report in text up to date while the manager works.
class live_output final : public runner::run_observer {
 public:
  live_output(const run_options& options, std::int64_t rounds)
      : options_(options), progress_(options.quiet, options.output.text.ascii), rounds_(rounds) {
    const auto& asked = options.output;
    open_exports(asked, files_);
    if (asked.format == nullptr && !options.quiet && !files_.take_standard_output())
      text_.emplace(asked.text, asked.verbose);
  }

  void sample_begins(const runner::progress& now) override { progress_.show(now, rounds_); }

  void sample_ended(const concbench::report& now) override {
    files_.write(now, false);
    write_text();
  }

  void scenario_ended(const concbench::report& now, std::string_view scenario) override {
    if (!text_) return;
    text_->scenario_ended(now, scenario);
    write_text();
  }

  /// Writes everything a last time. False, with lines on standard error, when something could not be written.
  bool finish(const concbench::report& result) {
    progress_.clear();
    files_.write(result, true);
    tell_what_is_left_out(options_.output, result);
    if (!files_.problem().empty()) std::cerr << "concbench: " << files_.problem() << "\n";
    return write_last(result) && files_.problem().empty();
  }

 private:
  /// The progress line may share a terminal with the text.
  void write_text() {
    if (!text_ || !text_->waits()) return;
    progress_.clear();
    text_->write_some();
  }

  bool write_last(const concbench::report& result) {
    if (text_) return text_->finish(result);
    if (options_.output.format == nullptr) return true;  // --quiet, or an export has standard output
    return print(options_.output.format->render(result), "the report");
  }

  const run_options& options_;
  exports files_;
  progress_line progress_;
  std::optional<text_report> text_;
  std::int64_t rounds_;
};

int run(const run_options& options) {
  auto plan = make_plan(options);
  for (const auto& each : plan.warnings) say_on_standard_error("warning: " + each);
  raise_open_files_limit();
  live_output output(options, plan.asked.rounds);
  auto result = new_report();
  {
    const interruption signals;
    const auto scratch = make_scratch();  // removed before a second Ctrl-C can end the program
    runner::manager(std::move(plan), scratch->path(), result, output, signals).run();
  }
  const bool written = output.finish(result);
  return written ? exit_code(result) : std::max(1, exit_code(result));
}

std::vector<std::string> default_executors() {
  std::vector<std::string> names;
  for (const auto& each : executors())
    if (each.by_default) names.push_back(each.name);
  return names;
}

void add_work_options(CLI::App& command, run_options& into) {
  command.add_option("scenarios", into.scenarios, "Scenarios to run, or all (default)")
      ->type_name(type_name(value_kind::scenario));
  command
      .add_option("-e,--executors", into.executors,
                  fmt::format("Executors, separated by commas; all; or default ({})",
                              fmt::join(default_executors(), ", ")))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name(type_name(value_kind::executors));
  add_count(command, "-n,--tasks", into.tasks, 1, 10'000'000, "Tasks in each scenario");
  add_count(command, "-c,--concurrency", into.concurrency, 1, 10'000'000,
            "Most tasks alive at once (default: all, up to 256;\nof tasks that only compute, one per CPU)");
  command
      .add_option("--rate", into.rate,
                  "Open loop: so many tasks are due each second or minute, for 5 s unless -n says how many.\n"
                  "Of a range, such as 100/s..10000/s: search the highest rate that each executor sustains")
      ->type_name("N/s");
  command
      .add_option(
          "--slo", into.slo,
          "With a range of rates: p50, p99 or p99.9 must be below this time, as in 'p99<50ms', or the\n"
          "rate is not sustained (default: starts must not be late, and tasks not fail)")
      ->type_name("LIMIT");
  command.add_option("-p,--param", into.parameters, "Parameter key=value or scenario.key=value; repeatable")
      ->type_name(type_name(value_kind::assignment))
      ->allow_extra_args(false);
  command
      .add_option("--sweep", into.sweeps,
                  "Run at each of several values of tasks, concurrency or a parameter:\n"
                  "tasks=1,10,100 or tasks=1..1000:x10 or delay=10ms..50ms:+10ms; twice for all pairs")
      ->type_name(type_name(value_kind::several_values))
      ->allow_extra_args(false);
  command
      .add_option("--url", into.urls,
                  "Fetch this URL instead of the pages of concbench's own server; repeatable")
      ->allow_extra_args(false)
      ->type_name("URL");
  command
      .add_option(
          "--urls", into.url_file,
          "A file with the URLs to fetch, one a line; or a list in vegeta's target format, or a HAR file\n"
          "that a browser saved: these say the method, the header fields and the body of each request")
      ->type_name(type_name(value_kind::file));
  command
      .add_option("--inputs", into.inputs,
                  "A file with an input on each line, or - for standard input: one task for each (command)")
      ->type_name(type_name(value_kind::file));
  command.add_option("--ca", into.ca_file, "PEM file of a further certificate authority for --url")
      ->type_name(type_name(value_kind::file));
  command.add_option("--server", into.server, "Use a `concbench serve` that runs elsewhere")
      ->type_name("URL");
  command
      .add_option(
          "--worker", into.workers,
          "A further worker program, whose executors NAME:… take part in the same rounds: another build of "
          "concbench, or any program that speaks docs/protocol.md. The NAME alone of a worker that comes with "
          "concbench, such as python, is the same work in another language. Repeatable. Rounds are by default as "
          "many as `compare` needs, except in the profile tutorial")
      ->allow_extra_args(false)
      ->type_name(type_name(value_kind::worker));
}

void add_request_options(CLI::App& command, run_options& into) {
  command
      .add_option(
          "-H,--header", into.headers,
          "A header field of each request to --url and --urls, such as 'Authorization: Bearer …'; repeatable.\n"
          "Every origin that these name gets it. "
          "Shown without its value in all that is printed or exported")
      ->allow_extra_args(false)
      ->type_name(type_name(value_kind::header));
  command
      .add_option("-m,-X,--method", into.method,
                  "The method of these requests, such as POST or HEAD (default: GET, with --data POST)")
      ->type_name("METHOD");
  command
      .add_option("-d,--data", into.data,
                  "The body of these requests: a text, the bytes of a file (@FILE), or standard input (@-).\n"
                  "Shown as its size and its SHA-256")
      ->type_name(type_name(value_kind::data));
  command
      .add_option(
          "--json", into.json,
          "The same as -d, with the header fields of JSON (Content-Type and Accept: application/json)")
      ->type_name(type_name(value_kind::data));
  command
      .add_option("-u,--user", into.user,
                  "Log in to --url as this user (Basic), with the password in the environment variable\n"
                  "CONCBENCH_PASSWORD, or one that is typed on the terminal")
      ->type_name("NAME");
  command
      .add_option("--bearer-env", into.bearer_variable,
                  "Log in to --url with the token in this environment variable (Authorization: Bearer …)")
      ->type_name("NAME");
  command
      .add_option("--expect-status", into.expected_statuses,
                  "Statuses of right answers, such as 200,404 or 200-299 (default: 200-299)")
      ->type_name("STATUS,…");
  command.add_flag("--compressed", into.compressed,
                   "Ask for compressed answers, and decompress them (gzip and deflate)");
  command.add_flag("-k,--insecure", into.insecure, "Do not check the certificates of --url");
}

void add_route_options(CLI::App& command, run_options& into) {
  command
      .add_option("--unix-socket", into.unix_socket, "Connect to this Unix socket, whatever host --url names")
      ->type_name(type_name(value_kind::file));
  command
      .add_option(
          "--connect-to", into.connect_to,
          "Connect to HOST2:PORT2 for requests to HOST1:PORT1; an empty part stands for any, or for the\n"
          "same; repeatable")
      ->allow_extra_args(false)
      ->type_name("HOST1:PORT1:HOST2:PORT2");
  command
      .add_option(
          "--proxy", into.proxy,
          "Use this proxy, http://HOST:PORT, for --url (default: that of the environment variables\n"
          "http_proxy, https_proxy and all_proxy, except for hosts in no_proxy); never for this machine")
      ->type_name("URL");
}

void add_measurement_options(CLI::App& command, run_options& into) {
  add_count(command, "-r,--rounds", into.rounds, 1, 100'000,
            "Rounds: samples of each cell; with --precision or --budget the most of them");
  command
      .add_option("--precision", into.precision,
                  "Take rounds until every speedup's interval is this narrow, such as 2%")
      ->type_name("WIDTH");
  command
      .add_option("--budget", into.budget,
                  "Take rounds until this time is used up, such as 60s; one of each scenario in any case")
      ->type_name("TIME");
  add_count(command, "--warmup", into.warmup, 0, 1'000, "Warm-up rounds before these, which are not counted");
  add_choice<profile>(
      command, "--profile", into.profile,
      {{"quick", profile::quick}, {"standard", profile::standard}, {"tutorial", profile::tutorial}},
      "Sizes: quick (15 s), standard (90 s, default), tutorial (waits as in a lesson, such as 10 sleeps of\n"
      "1.5 s, once: 70 s for all scenarios, 17 s for sleep alone)");
  add_count(command, "--seed", into.seed, 0, std::numeric_limits<std::uint64_t>::max(),
            "A number that determines content, faults and order (default: 1)");
  command
      .add_option("--timeout", into.timeout,
                  "Limit of a sample, and of preparing a scenario (default: 60s, or what the work needs)")
      ->type_name("TIME");
  command
      .add_option(
          "--allow-errors", into.allowed_errors,
          "The part of a sample's tasks that may fail while the sample still counts as ok, such as 2%\n"
          "(default: none)")
      ->type_name("PART");
  add_cpus(command, "--cpus", into.cpus, "CPUs to bind workers to, such as 0,2-3");
  add_cpus(command, "--server-cpus", into.server_cpus, "CPUs to bind the run's own server to");
  command.add_flag(
      "--timeline", into.timeline,
      "Take one more round, not counted, and show when each task ran; --export-trace implies it");
  const auto* const usual = baseline_executor();
  command
      .add_option("--baseline", into.baseline,
                  fmt::format("Executor that speedups refer to (default: {})",
                              usual == nullptr ? "the first one" : usual->name))
      ->type_name(type_name(value_kind::executor));
}

}  // namespace

void add_run(CLI::App& app, action& chosen, std::vector<std::string> words,
             std::optional<std::string> password) {
  auto options = std::make_shared<run_options>();
  options->password = std::move(password);
  auto* command = add_command(
      app, "run", "Runs scenarios under executors, measures, and prints tables and charts", run_notes);
  add_work_options(*command, *options);
  add_request_options(*command, *options);
  add_route_options(*command, *options);
  add_measurement_options(*command, *options);
  add_report_output(*command, options->output, export_names::full);
  command->add_flag("-q,--quiet", options->quiet,
                    "No progress and no table; exports and --format are written");
  command->callback([&app, &chosen, options, words = std::move(words)] {
    options->command = shown_command(app, words);
    for (auto& each : options->headers) each = unprotected(each);
    if (options->data) options->data = unprotected(*options->data);
    if (options->json) options->json = unprotected(*options->json);
    if (!options->bearer_variable.empty()) options->bearer = take_variable(options->bearer_variable);
    options->ask_password = ask_for_password;
    options->proxy_variables = proxy_variables();
    chosen = [options] { return run(*options); };
  });
}

}  // namespace concbench::cli
