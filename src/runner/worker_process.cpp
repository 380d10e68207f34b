// From a process's end to an answer.
#include "runner/worker_process.hpp"

#include <cmath>
#include <csignal>

#include <fmt/format.h>

#include "core/sample_json.hpp"
#include "core/speedups.hpp"
#include "runner/secrets.hpp"
#include "system/child_process.hpp"
#include "system/counted.hpp"
#include "system/exception_text.hpp"
#include "system/foreign_text.hpp"
#include "system/units.hpp"

namespace concbench::runner {
namespace {

/// The result of last_line, with the secrets of the launch hidden.
std::string last_words(const child_outcome& outcome, const worker_launch& launch) {
  auto line = last_line(outcome.errors);
  hide(line, launch.secrets);
  return line;
}

std::string crash_reason(const child_outcome& outcome, const worker_launch& launch) {
  auto reason = fmt::format("the worker {}", outcome.status.text());
  if (outcome.status.signal == SIGKILL) reason += ": by hand, or by the kernel because memory ran out";
  if (const auto line = last_words(outcome, launch); !line.empty()) reason += ": " + line;
  return reason;
}

/// Whether the peak that the kernel counted over a worker's whole life confirms the one that the worker read at the end
/// of its run, as concbench's own workers do. What a worker does after the run, such as its answer, takes 0.7 MiB: 5 %
/// of the smallest.
bool confirms(std::uint64_t counted_peak, std::uint64_t said_peak) {
  constexpr double most_part = 0.1;
  const auto counted = static_cast<double>(counted_peak);
  return std::abs(static_cast<double>(said_peak) - counted) <= most_part * counted;
}

/// Replaces the figures of a further worker by what the manager has read. An ok that is not about all tasks is
/// incorrect.
void credit(worker_answer& answer, std::uint64_t tasks, const child_usage& used) {
  auto& taken = answer.sample;
  if (answer.status == status::ok && taken.tasks_ok != tasks) {
    answer.status = status::incorrect;
    answer.reason =
        fmt::format("it says ok, and that {} ended ok", counted_part(taken.tasks_ok, tasks, "task"));
  }
  taken.status = answer.status;
  taken.reason = answer.reason;
  if (!confirms(used.peak_rss_bytes, taken.peak_rss_bytes)) {
    taken.peak_rss_bytes = used.peak_rss_bytes;
    taken.counters[std::string(memory_of_whole_life)] = 1;
  }
  taken.process_cpu_ns = used.cpu_user_ns + used.cpu_system_ns;
  if (taken.cpu_user_ns + taken.cpu_system_ns > 0) return;
  taken.cpu_user_ns = used.cpu_user_ns;
  taken.cpu_system_ns = used.cpu_system_ns;
  taken.notes.emplace_back("CPU of the whole process, interpreter start included");
}

}  // namespace

std::string last_line(std::string_view errors) {
  const auto end = errors.find_last_not_of(" \n\r");
  if (end == std::string_view::npos) return "";
  const auto start = errors.find_last_of('\n', end);
  const auto first = start == std::string_view::npos ? 0 : start + 1;
  return short_line(errors.substr(first, end + 1 - first));
}

worker_answer ask_worker(const worker_launch& launch, const worker_spec& spec) {
  child_process worker(launch.command, to_text(spec), launch.cpus);
  const auto outcome = run_to_end(worker, launch.limit, launch.interrupt);
  if (outcome.how == child_outcome::end::interrupted) throw interrupted();
  if (outcome.how == child_outcome::end::timed_out)
    return answer_without_sample(
        status::timeout, fmt::format("no result within {}; --timeout allows more", exact_text(launch.limit)));
  if (outcome.how == child_outcome::end::flooded)
    return answer_without_sample(status::crashed, fmt::format("the worker {}", flooded_text));
  if (launch.further && outcome.status.code == refused_spec)
    return answer_without_sample(
        status::not_applicable,
        fmt::format("the worker does not take this spec (exit code 2): {}", last_words(outcome, launch)));
  if (!outcome.status.success()) return answer_without_sample(status::crashed, crash_reason(outcome, launch));
  try {
    auto answer = read_answer(outcome.output, spec);
    hide(answer, launch.secrets);
    if (lacks_response(answer.sample, spec.setup.rate))
      return answer_without_sample(
          status::not_applicable,
          "this worker has no open loop (no response_ns.p99 in its sample); leave out --rate");
    if (launch.further && spec.action == worker_action::sample)
      credit(answer, spec.setup.tasks, outcome.used);
    return answer;
  } catch (const std::exception& e) {
    auto reason = short_line(exception_text(e));  // which may quote the answer
    hide(reason, launch.secrets);
    return answer_without_sample(status::crashed, reason);
  }
}

}  // namespace concbench::runner
