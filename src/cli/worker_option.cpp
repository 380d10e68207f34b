// Names, words, descriptions.
#include "cli/worker_option.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <poll.h>
#include <wordexp.h>

#include "cli/ready_workers.hpp"
#include "core/parameters.hpp"
#include "runner/declared_by_workers.hpp"
#include "runner/worker_process.hpp"
#include "system/foreign_text.hpp"
#include "system/interruption.hpp"

namespace concbench::cli {
namespace {

std::string_view reason_of(int error) {
  switch (error) {
    case WRDE_BADCHAR:
      return "one of | & ; < > ( ) { } or a line's end is not quoted, and no shell is run";
    case WRDE_CMDSUB:
      return "it has a command to put in place, and no shell is run";
    case WRDE_SYNTAX:
      return "a quote or a brace is not closed";
    default:
      return "out of memory";
  }
}

bool begins_name(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Whether a '$' with `rest` behind it is more than itself or a variable. A command "$(…)" is for wordexp to refuse.
bool is_more_than_a_variable(std::string_view rest) {
  if (rest.empty()) return false;
  if (rest.front() != '{') {
    constexpr std::string_view of_a_shell =
        "0123456789$@*#?-!";  // its arguments, process and state: there is none
    return rest.starts_with("((") || rest.front() == '[' || of_a_shell.find(rest.front()) != rest.npos;
  }
  const auto name = rest.substr(1, std::min(rest.find('}'), rest.size()) - 1);
  const auto in_name = [](char c) { return begins_name(c) || (c >= '0' && c <= '9'); };
  return name.empty() || !begins_name(name.front()) || !std::ranges::all_of(name, in_name);
}

/// Whether there is more than a variable to put in place: wordexp computes and cuts as well, puts what this program was started
/// with in the place of "$@", writes the words of "${x?words}" on standard error, and that of glibc crashes with "${x?}".
bool asks_for_more_than_variables(std::string_view command) {
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (c == '\\' && quote != '\'') {
      ++i;
    } else if (c == quote) {
      quote = 0;
    } else if ((c == '\'' || c == '"') && quote == 0) {
      quote = c;
    } else if (c == '$' && quote != '\'' && is_more_than_a_variable(command.substr(i + 1))) {
      return true;
    }
  }
  return false;
}

/// A worker as --worker names it.
struct named_worker {
  worker_program program;
  bool ready = false;  ///< it comes with this program
};

named_worker parse_worker(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) return {{text, command_of_ready_worker(text)}, true};
  return {{text.substr(0, equals), text.substr(equals + 1)}};
}

}  // namespace

std::vector<std::string> split_words(const std::string& command) {
  if (asks_for_more_than_variables(command))
    throw std::runtime_error(fmt::format(
        "cannot split {} into words: only $NAME and ${{NAME}} are put in place, and no shell is run",
        in_quotes(command)));
  wordexp_t expanded{};
  const int error = ::wordexp(command.c_str(), &expanded, WRDE_NOCMD);
  const std::unique_ptr<wordexp_t, decltype(&::wordfree)> owner(&expanded, &::wordfree);
  if (error != 0)
    throw std::runtime_error(
        fmt::format("cannot split {} into words: {}", in_quotes(command), reason_of(error)));
  return {expanded.we_wordv, expanded.we_wordv + expanded.we_wordc};
}

std::vector<std::string> worker_command(const std::string& text) {
  auto command = split_words(text);
  if (command.empty()) throw std::runtime_error("its command is empty");
  command.emplace_back("worker");
  return command;
}

std::vector<worker_program> worker_programs(const std::vector<std::string>& given) {
  std::vector<worker_program> programs;
  for (const auto& each : given) programs.push_back(parse_worker(each).program);
  return programs;
}

further_workers describe_workers(const std::vector<std::string>& given, duration limit) {
  constexpr duration to_compile =
      std::chrono::minutes(5);  // a worker that comes with this program, at its first use
  const interruption signals;   // Ctrl-C ends a worker with all that it has started, and then this program
  further_workers workers;
  for (const auto& each : given) {
    const auto asked = parse_worker(each);
    const auto& name = asked.program.name;
    const auto& text = asked.program.command;
    if (!runner::is_short_word(name))
      throw usage_error(fmt::format(
          "--worker {}: its name cannot be {}: allowed are 1 to 32 letters, digits, '-', '_' and '.'",
          in_quotes(name + "=" + text), in_quotes(name)));
    if (std::ranges::find(workers, name, [](const auto& known) { return known->name; }) != workers.end())
      throw usage_error(
          fmt::format("--worker {}: the name '{}' is there twice", in_quotes(name + "=" + text), name));
    try {
      auto command = worker_command(text);
      auto has = runner::ask_abilities(command, asked.ready ? std::max(limit, to_compile) : limit,
                                       signals.descriptor());
      auto worker = std::make_shared<runner::further_worker>(
          runner::further_worker{name, std::move(command), std::move(has)});
      runner::adopt_declarations(*worker, workers);
      workers.push_back(std::move(worker));
    } catch (const std::runtime_error& e) {
      throw usage_error(fmt::format("--worker {}: {}", name, e.what()));
    }
  }
  pollfd late{signals.descriptor(), POLLIN, 0};
  if (::poll(&late, 1, 0) > 0) throw runner::interrupted();  // when the last one had just ended
  return workers;
}

}  // namespace concbench::cli
