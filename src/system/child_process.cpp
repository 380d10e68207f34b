// fork, exec, wait and poll.
#include "system/child_process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/child_start.hpp"
#include "system/error.hpp"
#include "system/output_pipe.hpp"
#include "system/process_session.hpp"
#include "system/resource_usage.hpp"
#include "system/signal_descriptor.hpp"

namespace concbench {
namespace {

constexpr std::size_t kept_errors = 4096;
constexpr std::uint64_t exec_room = 1 << 20;  ///< touched after the child looked: 176 KiB, 280 under ASan

file_descriptor make_input(std::string_view text) {
  file_descriptor file(::memfd_create("concbench-input", MFD_CLOEXEC));
  if (!file) throw_errno("cannot make an input for a worker");
  while (!text.empty()) {
    const auto written = ::write(file.get(), text.data(), text.size());
    if (written < 0) throw_errno("cannot write a worker's input");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

/// What the child sends through a pipe that exec closes.
struct exec_report {
  long inherited_peak_kib = 0;
  int error = 0;         ///< errno of what stopped it from becoming the program; 0: it is about to
  bool binding = false;  ///< it was the CPUs
};

/// When memory runs out, the kernel should kill a sample, and not the manager, which has the report.
void volunteer_for_oom_killer(const std::string& score) {
  const int own = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  [[maybe_unused]] const auto written = ::write(own, score.data(), score.size());
  ::close(own);
}

/// Higher than that of this process, which a container may have set already.
std::string oom_score_of_children() {
  constexpr int more = 500, most = 1000;
  int own = 0;
  std::ifstream("/proc/self/oom_score_adj") >> own;
  return fmt::format("{}", std::min(most, own + more));
}

/// In the child, between fork and exec: only system calls.
[[noreturn]] void become(char* const* command, pid_t parent, int input, int output, int errors,
                         const cpu_list& cpus, const std::string& oom_score, int report) {
  ::setsid();  // a process group as well
  become_independent(parent);
  volunteer_for_oom_killer(oom_score);
  use_streams(input, output, errors);
  rusage so_far{};
  ::getrusage(RUSAGE_SELF, &so_far);
  exec_report said{.inherited_peak_kib = so_far.ru_maxrss};
  said.binding = !cpus.empty() && !cpus.bind();
  if (!said.binding) {
    [[maybe_unused]] const auto sent = ::write(report, &said, sizeof said);
    ::execvp(command[0], command);
  }
  said.error = errno;
  [[maybe_unused]] const auto sent = ::write(report, &said, sizeof said);
  ::_exit(127);
}

/// Appends what can be read now; false at the end of the stream.
bool drain(int descriptor, std::string& into) {
  return read_available(descriptor, [&](std::string_view part) { into += part; });
}

}  // namespace

exit_status exit_status::of(int raw) {
  return WIFSIGNALED(raw) ? exit_status{0, WTERMSIG(raw)} : exit_status{WEXITSTATUS(raw), 0};
}

std::string exit_status::text() const {
  if (signal != 0) return fmt::format("was killed by signal {} ({})", signal, ::strsignal(signal));
  return fmt::format("ended with exit code {}", code);
}

child_process::child_process(const std::vector<std::string>& command, std::string_view input,
                             const cpu_list& cpus) {
  std::vector<char*> arguments;
  for (const auto& each : command) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  const auto in = make_input(input);
  auto out = make_output_pipe("a worker");
  auto err = make_output_pipe("a worker");
  auto report = make_output_pipe("a worker");
  const auto oom_score = oom_score_of_children();
  const auto parent = ::getpid();
  id_ = ::fork();
  if (id_ < 0) throw_errno(fmt::format("cannot start '{}'", command.front()));
  if (id_ == 0)
    become(arguments.data(), parent, in.get(), out.write.get(), err.write.get(), cpus, oom_score,
           report.write.get());
  output_ = std::move(out.read);
  errors_ = std::move(err.read);
  report.write.reset();
  wait_for_exec(report.read.get(), command.front());
}

/// Returns when the child has become the program: the pipe ends there. Throws when it could not.
void child_process::wait_for_exec(int report, const std::string& program) {
  std::string said;
  for (pollfd watched{report, POLLIN, 0}; drain(report, said);) ::poll(&watched, 1, -1);
  exec_report last;
  if (said.size() < sizeof last) return;  // killed before it came so far: its status will say so
  std::memcpy(&last, said.data() + said.size() - sizeof last, sizeof last);
  inherited_peak_bytes_ = static_cast<std::uint64_t>(last.inherited_peak_kib) * 1024;
  if (last.error == 0) return;
  wait();
  throw_errno(last.binding ? fmt::format("cannot bind '{}' to its CPUs", program)
                           : fmt::format("cannot start '{}'", program),
              last.error);
}

child_process::~child_process() {
  if (status_) return;
  kill();
  reap_at_its_end();
}

void child_process::kill() noexcept {
  ::kill(-id_, SIGKILL);
}

void child_process::reap_at_its_end() noexcept {
  while (!reap(0) && errno == EINTR) {
  }
}

exit_status child_process::wait() {
  reap_at_its_end();
  // Where SIGCHLD is ignored the kernel keeps no status: the program sets it to its default when it starts.
  if (!status_) throw_errno("cannot learn how a worker ended");
  return *status_;
}

std::optional<exit_status> child_process::poll() {
  return reap(WNOHANG);
}

/// First looks whether it has ended, then kills what it has left in its group, and then reaps it. Until it is reaped,
/// nobody else can have its number, or that of the group.
std::optional<exit_status> child_process::reap(int options) {
  siginfo_t ended{};
  if (status_ || ::waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOWAIT | options) != 0 ||
      ended.si_pid != id_)
    return status_;
  kill();
  if (ended.si_code != CLD_EXITED || ended.si_status != 0) kill_session(id_);
  int raw = 0;
  rusage usage{};
  if (::wait4(id_, &raw, 0, &usage) != id_) return status_;
  status_ = exit_status::of(raw);
  used_ = {nanoseconds(usage.ru_utime), nanoseconds(usage.ru_stime),
           static_cast<std::uint64_t>(usage.ru_maxrss) * 1024};
  return status_;
}

child_outcome run_to_end(child_process& child, duration limit, int interrupt,
                         const std::function<void(std::string& output)>& arrived) {
  child_outcome outcome;
  const auto deadline = clock::now() + limit;
  bool output_open = true;
  bool errors_open = true;
  std::uint64_t seen_peak = 0;
  signal_descriptor children({SIGCHLD});  // first, then the look at the child: its end is in one of them
  while (!child.poll()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
    pollfd watched[] = {{output_open ? child.output() : -1, POLLIN, 0},
                        {errors_open ? child.errors() : -1, POLLIN, 0},
                        {children.get(), POLLIN, 0},
                        {interrupt, POLLIN, 0}};
    if (left > 0)
      ::poll(watched, std::size(watched), static_cast<int>(std::min<std::int64_t>(left, 1 << 30)));
    children.clear();
    if (watched[3].revents != 0 || left <= 0) {
      outcome.how = watched[3].revents != 0 ? child_outcome::end::interrupted : child_outcome::end::timed_out;
      child.kill();
      break;
    }
    if (watched[0].revents != 0)
      seen_peak = std::max(seen_peak, memory_usage::of(child.id()).peak_resident_bytes);
    output_open = output_open && drain(child.output(), outcome.output);
    errors_open = errors_open && drain(child.errors(), outcome.errors);
    if (arrived && !outcome.output.empty()) arrived(outcome.output);
    if (outcome.output.size() > most_child_output) {
      outcome.how = child_outcome::end::flooded;
      child.kill();
      break;
    }
    if (outcome.errors.size() > kept_errors) outcome.errors.erase(0, outcome.errors.size() - kept_errors);
  }
  outcome.status = child.wait();
  drain(child.output(), outcome.output);
  drain(child.errors(), outcome.errors);
  if (arrived && !outcome.output.empty()) arrived(outcome.output);
  outcome.used = child.used();
  if (outcome.used.peak_rss_bytes <= child.inherited_peak_bytes() + exec_room && seen_peak > 0)
    outcome.used.peak_rss_bytes = seen_peak;
  return outcome;
}

}  // namespace concbench
