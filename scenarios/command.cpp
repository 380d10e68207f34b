// command: the user's own program, started once for each task.
#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <sys/resource.h>

#include "core/faces.hpp"
#include "core/input_file.hpp"
#include "core/input_lines.hpp"
#include "core/registry.hpp"
#include "core/task_subject.hpp"
#include "core/warm_batches.hpp"
#include "net/content/sha256.hpp"
#include "scenarios/commands/command_wait.hpp"
#include "scenarios/commands/command_words.hpp"
#include "scenarios/commands/task_outputs.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"
#include "system/resource_usage.hpp"

namespace concbench {
namespace {

command_words words_of(const scenario_setup& setup) {
  const auto& text = setup.params.text("command");
  const bool with_inputs = !setup.inputs.empty();
  return setup.params.on("shell") ? command_words::for_shell(text, with_inputs)
                                  : command_words::without_shell(text, with_inputs);
}

class command final : public scenario,
                      public has_subjects,
                      public blocking_face,
                      public fiber_face,
                      public suspending_faces<command>,
                      public callback_face {
 public:
  explicit command(const scenario_setup& setup)
      : words_(words_of(setup)),
        writes_outputs_(words_.has(placeholder::output)),
        inputs_file_(setup.inputs),
        output_(setup.params.text("output") == "ignore" ? program_output::ignored : program_output::read),
        right_codes_(parse_exit_codes(setup.params.text("exit-codes"))),
        limit_(setup.params.time("task-timeout")),
        outputs_(std::filesystem::path(setup.run_folder) / "out", setup.params.text("out")) {
    if (!no_process_descriptors().empty()) throw not_applicable(no_process_descriptors());
  }

  void set_up(const fixture&) override {
    read_inputs();
    inputs_hash_ = net::to_hex(net::sha256(input_bytes_));  // also without inputs: OpenSSL is ready then
    if (const auto program = words_.program(); !program.empty()) path_ = find_program(program);
    if (writes_outputs_) outputs_.clear();
  }

  digest run(blocking_context&, task_id id) override {
    auto result = wait_for(started(id), limit_);
    return answer_of(result);
  }

  digest run(fiber_context& context, task_id id) override {
    const auto waiting = on_loop(context.loop().get_executor(), id);
    waiting->async_wait(context.yield());
    return answer_of(waiting->result());
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    const auto waiting = on_loop(context.executor(), id);
    co_await waiting->async_wait(Context::use_awaitable);
    co_return answer_of(waiting->result());
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    const auto home = context.loop().get_executor();
    const auto waiting = on_loop(home, id);
    waiting->async_wait(asio::bind_executor(
        home, [this, waiting, end] { end_with(end, [&] { return answer_of(waiting->result()); }); }));
  }

  void verify(std::span<const task_record> tasks) override {
    if (writes_outputs_) {
      outputs_.require_all(tasks);
      outputs_.keep();
    } else if (!words_.has(placeholder::number)) {
      require_same_answers(tasks);
    }
    note_memory();
  }

  std::map<std::string, std::int64_t> counters() const override {
    std::map<std::string, std::int64_t> counted{{"commands_cpu_ns", cpu_ns_.load()}};
    if (peak_bytes_) counted["command_peak_rss_bytes"] = static_cast<std::int64_t>(*peak_bytes_);
    return counted;
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> said;
    if (!inputs_.empty())
      said.push_back(
          fmt::format("{} with the SHA-256 {:.16}…", counted(inputs_.size(), "input"), inputs_hash_));
    if (!peak_bytes_)
      said.emplace_back(
          "no command took more memory than the worker that started it: the kernel has no figure for less");
    return said;
  }

  std::string subject_of(task_id id) const override { return std::string(input_of(id)); }

 private:
  void read_inputs() {
    if (inputs_file_.empty()) return;
    input_bytes_ = read_input_file(inputs_file_, "inputs", most_inputs);
    inputs_ = input_lines(input_bytes_, inputs_file_);
  }

  /// Inputs are taken in turn where there are more tasks.
  std::string_view input_of(std::size_t id) const {
    return inputs_.empty() ? std::string_view() : inputs_[id % inputs_.size()];
  }

  started_program started(task_id id) const {
    const auto number = std::uint64_t{id} + 1;
    const auto input = input_of(id);
    const auto output = writes_outputs_ ? outputs_.path_of(number, input) : std::string();
    const auto words = words_.filled_in({.input = input, .number = number, .output = output});
    return {path_.empty() ? find_program(words.front()) : path_, words, output_};
  }

  template <class Executor>
  std::shared_ptr<command_on_loop<Executor>> on_loop(const Executor& home, task_id id) const {
    return std::make_shared<command_on_loop<Executor>>(home, started(id), limit_);
  }

  digest answer_of(command_result& result) {
    cpu_ns_ += result.end.used.cpu_user_ns + result.end.used.cpu_system_ns;
    return concbench::answer_of(result, right_codes_, output_, limit_);
  }

  /// The same command must do the same each time. Tasks with equal inputs have the same one.
  void require_same_answers(std::span<const task_record> tasks) const {
    std::unordered_map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (tasks[i].outcome != task_outcome::ok) continue;
      const auto [known, is_new] = first.emplace(input_of(i), i);
      if (!is_new && tasks[i].answer != tasks[known->second].answer)
        throw wrong_result(fmt::format(
            "tasks {} and {} ran the same command, and its exit code or its standard output differs; -p "
            "output=ignore compares the exit code alone",
            known->second + 1, i + 1));
    }
  }

  /// What the kernel says of a command includes what the process had that started it, until the command was loaded.
  void note_memory() {
    constexpr std::uint64_t until_loaded = 1 << 20;
    rusage ended{};
    ::getrusage(RUSAGE_CHILDREN, &ended);
    const auto most = static_cast<std::uint64_t>(ended.ru_maxrss) * 1024;
    if (most > memory_usage::now().peak_resident_bytes + until_loaded) peak_bytes_ = most;
  }

  command_words words_;
  bool writes_outputs_;
  std::string inputs_file_;
  program_output output_;
  std::set<int> right_codes_;
  duration limit_;
  task_outputs outputs_;
  std::string input_bytes_;
  std::string inputs_hash_;
  std::vector<std::string_view> inputs_;  ///< lines of input_bytes_
  std::string path_;                      ///< of the program; empty where it differs from task to task
  std::atomic<std::int64_t> cpu_ns_ = 0;
  std::optional<std::uint64_t> peak_bytes_;
};

void check(const scenario_setup& setup) {
  const auto& text = setup.params.text("command");
  if (text.empty()) throw usage_error("command needs a program to run: -p command='gzip -c {in}'");
  if (valid_utf8(text) != text)
    throw usage_error(
        "command has bytes that are not UTF-8: give them as a line of --inputs, where they stay as they are");
  const auto words = words_of(setup);
  if (setup.inputs.empty() && words.has_input())
    throw usage_error(fmt::format(
        "command {} has a placeholder for an input, and there are no inputs: --inputs FILE has one on "
        "each line; {{#}} is the number of a task",
        in_quotes(text)));
  parse_exit_codes(setup.params.text("exit-codes"));
  if (const auto program = words.program(); !program.empty()) try {
      find_program(program);
    } catch (const std::runtime_error& e) {
      throw usage_error(fmt::format("command {}: {}", in_quotes(text), e.what()));
    }
  if (warm_batches(setup.params) > 0 && words.has(placeholder::output))
    throw usage_error(
        "command has no warm batches (-p warm) where {out} is in the command: each batch writes the same files");
  const auto& folder = setup.params.text("out");
  if (folder.empty()) return;
  if (!words.has(placeholder::output))
    throw usage_error(
        "command.out is a folder for the files of {out}, and {out} is not in the command: write {out} there, or leave "
        "out=… out");
  check_output_folder(folder);
}

const registration registered{scenario_declaration{
    .name = "command",
    .summary = "your own program, started once for each task or each line of --inputs",
    .work = work_kind::own,
    .order = 85,
    .tasks = {10, 24, 10},
    .max_tasks = 1'000'000,
    .uses_folders = true,
    .takes_inputs = true,
    .takes_rate = true,
    .computes = true,
    .required_parameter = "command",
    .parameters =
        {{.name = "command",
          .type = parameter_type::text,
          .defaults = std::string(),
          .help =
              "the program and its arguments, such as 'gzip -c {in}'; {in}, {.}, {/}, {//}, {/.}, {#} and {out} "
              "are filled in for each task"},
         {.name = "shell",
          .type = parameter_type::choice,
          .defaults = std::string("off"),
          .help = "run the command by /bin/sh, for pipes, redirections and variables",
          .choices = {"on", "off"}},
         {.name = "output",
          .type = parameter_type::choice,
          .defaults = std::string("check"),
          .help = "whether all executors must get the same standard output, or it is ignored",
          .choices = {"check", "ignore"}},
         {.name = "exit-codes",
          .type = parameter_type::text,
          .defaults = std::string("0"),
          .help = "the exit codes with which a task is ok, such as 0,1"},
         {.name = "task-timeout",
          .type = parameter_type::time,
          .defaults = std::string("60s"),
          .help = "how long a command may take before it is killed with all that it started",
          .minimum = "1ms",
          .maximum = "24h"},
         {.name = "out",
          .type = parameter_type::folder,
          .defaults = std::string(),
          .help = "a new or empty folder that keeps the files of {out}; otherwise they are deleted",
          .only_with = {"command~{out}"}}},
    .counters = {{.name = "commands_cpu_ns"},
                 {.name = "command_peak_rss_bytes", .remark = "the largest command had {} of memory"}},
    .make = [](const scenario_setup& setup) { return std::make_unique<command>(setup); },
    .check = check,
    .expected =
        [](const scenario_setup& setup) { return times(std::chrono::milliseconds(100), setup.tasks); },
}};

}  // namespace
}  // namespace concbench
