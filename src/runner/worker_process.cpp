// From a process's end to an answer.
#include "runner/worker_process.hpp"

#include <csignal>

#include <fmt/format.h>

#include "system/child_process.hpp"
#include "system/units.hpp"

namespace concbench::runner {
namespace {

/// The last line that a worker wrote to its standard error: what a sanitizer, libc or std::terminate had to
/// say.
std::string last_line(std::string_view text) {
  const auto end = text.find_last_not_of(" \n\r");
  if (end == std::string_view::npos) return "";
  const auto start = text.find_last_of('\n', end);
  const auto first = start == std::string_view::npos ? 0 : start + 1;
  return std::string(text.substr(first, end + 1 - first));
}

std::string crash_reason(const child_outcome& outcome) {
  auto reason = fmt::format("the worker ended with {}", outcome.status.text());
  if (outcome.status.signal == SIGKILL) reason += ": by hand, or by the kernel because memory ran out";
  if (const auto line = last_line(outcome.errors); !line.empty()) reason += ": " + line;
  return reason;
}

}  // namespace

worker_answer ask_worker(const std::vector<std::string>& command, const worker_spec& spec, duration limit,
                         int interrupt) {
  child_process worker(command, to_text(spec));
  const auto outcome = run_to_end(worker, limit, interrupt);
  if (outcome.how == child_outcome::end::interrupted) throw interrupted();
  if (outcome.how == child_outcome::end::timed_out)
    return answer_without_sample(
        status::timeout, fmt::format("no result within {}; --timeout allows more", exact_text(limit)));
  if (!outcome.status.success()) return answer_without_sample(status::crashed, crash_reason(outcome));
  try {
    return read_answer(outcome.output, spec.action);
  } catch (const std::exception& e) {
    return answer_without_sample(status::crashed, e.what());
  }
}

}  // namespace concbench::runner
