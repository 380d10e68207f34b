// `concbench learn`: the tutorial that runs.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/checked_option.hpp"
#include "cli/code_text.hpp"
#include "cli/command_notes.hpp"
#include "cli/lesson.hpp"
#include "cli/lesson_progress.hpp"
#include "cli/lesson_run.hpp"
#include "cli/markdown_text.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "cli/text_options.hpp"
#include "report/figures/timeline.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/timeline_chart.hpp"
#include "report/words/format.hpp"
#include "report/words/timeline_words.hpp"
#include "runner/server_process.hpp"
#include "runner/worker_process.hpp"
#include "system/interruption.hpp"
#include "system/started_program.hpp"
#include "system/story.hpp"

namespace concbench::cli {
namespace {

using lines = std::vector<std::string>;

constexpr const char* own_program = "/proc/self/exe";

struct learn_options {
  std::string name;
  bool source = false;
  bool python = false;
  bool run_python = false;
  bool fast = false;
  text_choice text = {};
};

/// The lessons by section, in their order.
int list_lessons(const text_style& style) {
  lines out{paint("The lessons, in their order", ink::strong, style), ""};
  std::string section;
  for (const auto& each : lessons()) {
    if (each.section != section) {
      if (!section.empty()) out.emplace_back();
      section = each.section;
      out.push_back(paint(section, ink::strong, style));
    }
    out.push_back(cut(fmt::format("{:>3}  {:<20}{}", each.number, each.name, shown(each.title, style)),
                      style.width, style));
  }
  const auto last = last_lesson();
  out.emplace_back();
  append(
      out,
      wrap(
          last.empty()
              ? "concbench learn 1 takes the first one, concbench learn next the one after the last that you took"
              : fmt::format("you took {} last; concbench learn next goes on from there", last),
          0, style));
  return print(joined(out), "the lessons") ? 0 : 1;
}

/// The lesson after the last one that was taken; empty after the last lesson.
const lesson* next_lesson() {
  const auto last = last_lesson();
  for (const auto& each : lessons())
    if (each.name == last) return each.number < lessons().size() ? &lessons()[each.number] : nullptr;
  return &lessons().front();
}

class teacher {
 public:
  teacher(const learn_options& options, const interruption& signals) : options_(options), signals_(signals) {}

  /// Returns the exit code.
  int take(const lesson& taught) {
    const auto style = style_of_standard_output(options_.text);
    lines out{""};
    add_heading(taught, style, out);
    if (!options_.fast) explain(taught, style, out);
    if (!print(joined(out), "the lesson")) return 1;
    const auto outcome = run_lesson(command_of(taught), signals_.descriptor(), [](std::string_view line) {
      [[maybe_unused]] const auto error = write_to_standard_output(line);
    });
    out.clear();
    if (const int code = judge(taught, outcome); code != 0) return code;
    add_result(taught, outcome, style, out);
    if (options_.run_python) add_python_run(taught, outcome, style, out);
    if (!options_.fast) add_end(taught, style, out);
    keep_last_lesson(taught.name);
    return print(joined(out), "the lesson") ? 0 : 1;
  }

 private:
  static void add_heading(const lesson& taught, const text_style& style, lines& out) {
    const auto& sign = signs(style);
    for (const auto& line : wrap(fmt::format("{}{}{}{}{}{}", sign.rule, taught.number, sign.separator,
                                             shown(taught.title, style), sign.separator, taught.section),
                                 3, style))
      out.push_back(paint(line, ink::strong, style));
    out.emplace_back();
  }

  void explain(const lesson& taught, const text_style& style, lines& out) const {
    out.push_back(readable(taught.text, style));
    out.back().pop_back();  // its newline
    out.emplace_back();
    out.push_back(paint(taught.file(), ink::dim, style));
    append(out, code_lines(taught.source, code_language::cpp, style));
    if (options_.python) {
      out.emplace_back();
      out.push_back(paint("the same in Python", ink::dim, style));
      append(out, code_lines(taught.python, code_language::python, style));
    }
    out.emplace_back();
    out.push_back(paint("it runs:", ink::dim, style));
  }

  std::vector<std::string> command_of(const lesson& taught) {
    std::vector<std::string> command{own_program, "lesson", taught.name};
    if (taught.needs_server()) command.push_back(server().http);
    return command;
  }

  /// The server of all lessons that need one, started for the first of them.
  const server_address& server() {
    if (!server_) server_.emplace(own_program, signals_.descriptor());
    return server_->address();
  }

  static int judge(const lesson& taught, const lesson_outcome& outcome) {
    using enum child_outcome::end;
    if (outcome.process.how == interrupted) {
      say_on_standard_error("interrupted");
      return 130;
    }
    if (outcome.process.how == exited && outcome.process.status.success()) return 0;
    const auto how = outcome.process.how == timed_out ? "took more than a minute, and was ended"
                                                      : outcome.process.status.text();
    say_on_standard_error(fmt::format("the program of the lesson {} {}{}{}", taught.name, how,
                                      outcome.process.errors.empty() ? "" : ": ",
                                      runner::last_line(outcome.process.errors)));
    return 1;
  }

  static void add_result(const lesson& taught, const lesson_outcome& outcome, const text_style& style,
                         lines& out) {
    out.emplace_back();
    append(out,
           wrap(fmt::format("it took {}; expected: {}", format_time(static_cast<double>(outcome.took_ns)),
                            shown(taught.takes, style)),
                2, style));
    const auto& timeline = outcome.timeline;
    if (timeline.tasks.empty()) return;
    out.emplace_back();
    const timeline_block block{"tasks", timeline_facts(timeline), &timeline};
    append(out, render_timeline_chart(
                    "when each task ran (the first to begin at the top)", std::span(&block, 1),
                    outcome.took_ns, [](double ns) { return format_time(ns); }, style.width, style));
  }

  void add_python_run(const lesson& taught, const lesson_outcome& own, const text_style& style, lines& out) {
    out.emplace_back();
    lesson_outcome python;
    lines said;
    try {
      std::vector<std::string> command{find_program("python3"), "-c", std::string(taught.python)};
      if (taught.needs_server()) command.push_back(server().http);
      python = run_lesson(command, signals_.descriptor(), [&](std::string_view line) {
        said.push_back(cut(line.substr(0, line.size() - 1), style.width, style));
      });
    } catch (const std::runtime_error&) {
      out.emplace_back("the same in Python was not run: there is no python3 (apt-get install python3)");
      return;
    }
    out.push_back(paint("the same in Python:", ink::dim, style));
    append(out, said);
    if (!python.process.status.success()) {
      append(out, wrap(fmt::format("it {}: {}", python.process.status.text(),
                                   runner::last_line(python.process.errors)),
                       2, style));
      return;
    }
    out.emplace_back();
    const auto line = [&](std::string_view name, const lesson_outcome& outcome) {
      return fmt::format("  {:<8}{:>9}  {:>9}", name, format_time(static_cast<double>(outcome.wall_ns)),
                         format_bytes(static_cast<double>(outcome.process.used.peak_rss_bytes)));
    };
    out.push_back(paint(fmt::format("  {:<8}{:>9}  {:>9}", "", "time", "memory"), ink::dim, style));
    out.push_back(line("C++", own));
    out.push_back(line("Python", python));
    append(
        out,
        wrap(
            "each ran once, and its start is in its time; memory: the most that was resident, of which the C++ "
            "program has a part for all of concbench",
            2, style));
  }

  static void add_end(const lesson& taught, const text_style& style, lines& out) {
    out.emplace_back();
    out.push_back(paint("remember", ink::strong, style));
    out.push_back(readable(taught.remember, style));
    append(out, wrap(fmt::format("on your own machine: {}", taught.next), 2, style));
    append(out,
           wrap(fmt::format(
                    "its program by itself: concbench learn {} --source > lesson.cpp, which CMake links with "
                    "concbench::worker after find_package(concbench)",
                    taught.name),
                2, style));
    const bool last = taught.number == lessons().size();
    append(out, wrap(last ? "this was the last lesson; concbench run all measures everything on this machine"
                          : fmt::format("the lesson that follows: concbench learn {}",
                                        lessons()[taught.number].name),
                     2, style));
  }

  const learn_options& options_;
  const interruption& signals_;
  std::optional<runner::server_process> server_;
};

int learn(const learn_options& options) {
  const auto style = style_of_standard_output(options.text);
  if (options.name.empty()) {
    if (options.source || options.python)
      throw usage_error("--source and --python need the name of a lesson; concbench learn lists them");
    return list_lessons(style);
  }
  if (options.run_python && !options.python)
    throw usage_error("--run runs the program of --python: give both");
  if (options.name == "all") {
    if (options.source) throw usage_error("--source prints one program: give the name of its lesson");
    const interruption signals;
    teacher teaching(options, signals);
    for (const auto& each : lessons())
      if (const int code = teaching.take(each); code != 0) return code;
    return 0;
  }
  const auto* taught = options.name == "next" ? next_lesson() : &find_lesson(options.name);
  if (taught == nullptr)
    return print("That was the last lesson. concbench learn lists them all.\n", "the lesson") ? 0 : 1;
  if (options.source) return print(options.python ? taught->python : taught->source, "the program") ? 0 : 1;
  const interruption signals;
  return teacher(options, signals).take(*taught);
}

}  // namespace

void add_learn(CLI::App& app, action& chosen) {
  auto options = std::make_shared<learn_options>();
  auto* command = add_command(
      app, "learn", "The tutorial that runs: a lesson's explanation, its program, what happens, and when",
      {
          .remarks = {"Without a lesson it lists them. A lesson takes a few seconds."},
          .examples = {{"concbench learn"},
                       {"concbench learn gather"},
                       {"concbench learn next", "the one after the lesson that you took last"},
                       {"concbench learn gather --python --run", "beside the same in Python"},
                       {"concbench learn gather --source > gather.cpp"}},
          .exit_codes = {{0, "fine"},
                         {1, "a program failed, or the output cannot be written"},
                         {2, "bad usage"},
                         {130, "interrupted"}},
      });
  command->add_option("lesson", options->name, "Name or number of a lesson; next; all")->type_name("LESSON");
  command->add_flag("--source", options->source, "Print the program of the lesson, and nothing else");
  command->add_flag("--python", options->python, "Show the same in Python as well");
  command->add_flag("--run", options->run_python, "With --python: run that too, and compare time and memory");
  command->add_flag("--fast", options->fast, "Only run: no explanation, no source, no summary");
  add_text_options(*command, options->text);
  command->callback([&chosen, options] { chosen = [options] { return learn(*options); }; });

  auto name = std::make_shared<std::string>();
  auto arguments = std::make_shared<std::vector<std::string>>();
  auto* program = app.add_subcommand("lesson", "Runs the program of a lesson (concbench learn)");
  program->group("");  // hidden: learn starts it
  program->add_option("name", *name)->required();
  program->add_option("arguments", *arguments);
  program->callback([&chosen, name, arguments] {
    chosen = [name, arguments] {
      std::vector<char*> words{name->data()};
      for (auto& each : *arguments) words.push_back(each.data());
      const int count = static_cast<int>(words.size());
      words.push_back(nullptr);
      return story::run(find_lesson(*name).run, count, words.data());
    };
  });
}

}  // namespace concbench::cli
