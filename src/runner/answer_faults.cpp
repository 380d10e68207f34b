// Judges an answer by what was seen from outside.
#include "runner/answer_faults.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "core/json_field.hpp"
#include "core/sample_figures.hpp"
#include "runner/worker_process.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"
#include "system/trimmed.hpp"
#include "system/units.hpp"

namespace concbench::runner {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::size_t shown = 60;  // characters of what was found where it should not be

std::string milliseconds(std::int64_t ns) {
  return fmt::format("{:.3f} ms", static_cast<double>(ns) / 1e6);
}

std::string quoted(std::string_view text) {
  return fmt::format("'{}'", escaped(text, shown));
}

/// Why `text` is not JSON; empty when it is.
std::string problem_of_json(std::string_view text) {
  try {
    parse_json(text, "it");
    return "";
  } catch (const std::runtime_error& e) {
    return short_line(e.what());
  }
}

std::string fault_of_output(std::string_view output) {
  constexpr std::string_view remedy = "messages belong on standard error";
  const auto text = trimmed(output, white_space);
  if (text.empty()) return "its standard output is empty; the answer belongs there, as one JSON object";
  const auto problem = problem_of_json(text);
  if (problem.empty())
    return text.front() == '{' || text.front() == '\xef'
               ? ""
               : fmt::format("its answer is JSON, but not an object: {}", quoted(text));
  // The object with the first brace and the last one, where there is one: then the rest is what is too much.
  const auto first = text.find('{');
  const auto last = text.rfind('}');
  if (first != std::string_view::npos && last != std::string_view::npos && first < last &&
      problem_of_json(text.substr(first, last + 1 - first)).empty()) {
    const auto before = trimmed(text.substr(0, first), white_space);
    return before.empty()
               ? fmt::format("its standard output has {} after the JSON object; {}",
                             quoted(trimmed(text.substr(last + 1), white_space)), remedy)
               : fmt::format("its standard output has {} before the JSON object; {}", quoted(before), remedy);
  }
  return fmt::format("its standard output is not one JSON object: {}", problem);
}

/// ": " and its last line on standard error; empty where there is none.
std::string last_words(const worker_end& ended) {
  const auto line = last_line(ended.outcome.errors);
  return line.empty() ? "" : ": " + line;
}

/// Why it has no exit code of its own; empty where it has one.
std::string fault_of_course(const worker_end& ended) {
  if (ended.outcome.how == child_outcome::end::timed_out)
    return fmt::format("it did not end within {}, and was killed; --timeout allows more",
                       exact_text(ended.limit));
  if (ended.outcome.how == child_outcome::end::flooded) return fmt::format("it {}", flooded_text);
  if (ended.outcome.status.signal != 0)
    return fmt::format("it {}{}", ended.outcome.status.text(), last_words(ended));
  return "";
}

std::uint64_t lines_in(std::string_view text) {
  const auto written = trimmed(text, white_space);
  return written.empty() ? 0 : static_cast<std::uint64_t>(std::ranges::count(written, '\n')) + 1;
}

}  // namespace

std::string fault_of_end(const worker_end& ended) {
  if (auto fault = fault_of_course(ended); !fault.empty()) return fault;
  if (ended.outcome.status.success()) return fault_of_output(ended.outcome.output);
  const bool answered = fault_of_output(ended.outcome.output).empty();
  return fmt::format("it {}{}{}", answered ? "wrote its answer and then " : "", ended.outcome.status.text(),
                     answered ? "; behind an answer it must be 0" + last_words(ended) : last_words(ended));
}

std::string fault_of_refusal(const worker_end& ended) {
  if (auto fault = fault_of_course(ended); !fault.empty()) return fault;
  const auto lines = lines_in(ended.outcome.errors);
  std::vector<std::string> faults;
  if (ended.outcome.status.code != refused_spec)
    faults.push_back(fmt::format("it {}, which must be {}", ended.outcome.status.text(), refused_spec));
  if (lines == 0) faults.emplace_back("it says nothing on standard error; one line must say why");
  if (lines > 1)
    faults.push_back(fmt::format("it writes {} to standard error instead of one{}", counted(lines, "line"),
                                 last_words(ended)));
  if (const auto text = trimmed(ended.outcome.output, white_space); !text.empty())
    faults.push_back(
        fmt::format("it writes {} to standard output, which must stay empty then", quoted(text)));
  return listed(faults, "and");
}

std::vector<std::string> faults_of_times(const sample& taken, const worker_end& ended, duration least) {
  constexpr std::int64_t grace = 1'000'000;  // clocks that are read at different moments, or count in ticks
  std::vector<std::string> faults;
  const auto whole = taken.startup_ns + taken.wall_ns + taken.teardown_ns;
  if (taken.wall_ns > ended.took.count() + grace)
    faults.push_back(
        fmt::format("its wall_ns is {}, but the whole process took {}: wall_ns is in nanoseconds",
                    milliseconds(taken.wall_ns), milliseconds(ended.took.count())));
  else if (whole > ended.took.count() + grace)
    faults.push_back(
        fmt::format("startup_ns, wall_ns and teardown_ns are {} together, but the whole process took {}",
                    milliseconds(whole), milliseconds(ended.took.count())));
  if (taken.wall_ns < least.count() - grace)
    faults.push_back(
        fmt::format("its wall_ns is {}, but this work takes {} at least: either wall_ns is not in "
                    "nanoseconds, or more tasks than 'concurrency' are alive at once, or tasks end early",
                    milliseconds(taken.wall_ns), milliseconds(least.count())));
  std::string_view smaller_name;
  std::int64_t smaller = 0;
  visit_figures_of_latency(taken.latency_ns, [&](std::string_view name, std::int64_t value) {
    if (value == 0) return;  // left out
    if (value < smaller)
      faults.push_back(fmt::format("latency_ns.{} is {}, and the smaller quantile {} is {}", name,
                                   milliseconds(value), smaller_name, milliseconds(smaller)));
    smaller = value;
    smaller_name = name;
  });
  if (taken.latency_ns.max > taken.wall_ns + grace)
    faults.push_back(fmt::format("latency_ns.max is {}, longer than the run (wall_ns), which took {}",
                                 milliseconds(taken.latency_ns.max), milliseconds(taken.wall_ns)));
  // The kernel counts in ticks where it splits the time, and a tenth is room for that.
  const auto cpu = taken.cpu_user_ns + taken.cpu_system_ns;
  const auto counted_cpu = ended.outcome.used.cpu_user_ns + ended.outcome.used.cpu_system_ns;
  if (cpu > counted_cpu + counted_cpu / 10 + 10 * grace)
    faults.push_back(
        fmt::format("cpu_user_ns and cpu_system_ns are {} together, but the kernel counted {} for the whole "
                    "process",
                    milliseconds(cpu), milliseconds(counted_cpu)));
  return faults;
}

}  // namespace concbench::runner
