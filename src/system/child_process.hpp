// A child process: its own group, its input and output, and an end that cannot be forgotten.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "system/clock.hpp"
#include "system/cpu_list.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// How a process ended.
struct exit_status {
  int code = 0;    ///< exit code, when signal is 0
  int signal = 0;  ///< the signal that killed it, or 0

  /// From the status that the wait functions give.
  static exit_status of(int raw);

  bool success() const { return code == 0 && signal == 0; }
  /// What it did: "ended with exit code 3", "was killed by signal 11 (Segmentation fault)".
  std::string text() const;
};

/// What a child that has ended had used, together with those descendants that it waited for (wait4).
struct child_usage {
  std::int64_t cpu_user_ns = 0;  ///< the user/system split is tick-scaled; the sum is exact
  std::int64_t cpu_system_ns = 0;
  std::uint64_t peak_rss_bytes = 0;  ///< of the largest process: ru_maxrss
};

/// A running child in a process group of its own. It dies with the thread that started it (PR_SET_PDEATHSIG),
/// so start it from the main thread. What it leaves in its group is killed when its end is seen. The destructor
/// kills the group and reaps the child.
class child_process {
 public:
  /// Starts `command` (a program, looked up in PATH, and its arguments), bound to `cpus` unless there are
  /// none. Its standard input is a file that holds `input`: unlike a pipe it can neither block the writer nor
  /// break. Throws std::runtime_error when it cannot be started: "cannot start 'x': Permission denied".
  child_process(const std::vector<std::string>& command, std::string_view input, const cpu_list& cpus = {});
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;
  ~child_process();

  pid_t id() const noexcept { return id_; }
  int output() const noexcept { return output_.get(); }  ///< its standard output, non-blocking
  int errors() const noexcept { return errors_.get(); }  ///< its standard error, non-blocking

  /// Kills the whole group.
  void kill() noexcept;

  /// Reaps the child; waits for its end.
  exit_status wait();

  /// Its exit status if it has ended; does not wait.
  std::optional<exit_status> poll();

  /// What it used; all 0 until it was reaped.
  const child_usage& used() const noexcept { return used_; }
  /// Below about this, `used().peak_rss_bytes` says nothing: the kernel counts the copy of this process that
  /// the child was before its exec (fs/exec.c, exec_mmap): 2.1 MiB for a manager at work.
  std::uint64_t inherited_peak_bytes() const noexcept { return inherited_peak_bytes_; }

 private:
  void wait_for_exec(int report, const std::string& program);
  void reap_at_its_end() noexcept;
  std::optional<exit_status> reap(int options);

  pid_t id_ = -1;
  std::optional<exit_status> status_;
  child_usage used_;
  std::uint64_t inherited_peak_bytes_ = 0;
  file_descriptor output_;
  file_descriptor errors_;
};

/// What became of a child that was run to its end.
struct child_outcome {
  enum class end { exited, timed_out, interrupted, flooded } how = end::exited;
  exit_status status;
  std::string output;
  std::string errors;  ///< the last 4 KiB of its standard error
  /// Its peak memory is exact where it is above what the child inherited; else it is the VmHWM last read
  /// while its output arrived, and an upper bound where it was gone too soon for that.
  child_usage used;
};

/// Collects the child's output until it ends, until `limit` has passed or until `interrupt` (a descriptor) is
/// readable; in the last two cases its group is killed. Only the child's own end counts, not that of what it
/// has started, which may hold its output open and is killed then. It wakes up by SIGCHLD, as every kernel has it (a pidfd
/// takes Linux 5.3): call it from the one thread of a process, or from one whose other threads block SIGCHLD.
child_outcome run_to_end(child_process& child, duration limit, int interrupt);

}  // namespace concbench
