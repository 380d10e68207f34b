// A child process: its process group, its input and output, and how it ends. It cannot be left running.
#pragma once

#include <cstdint>
#include <functional>
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

  /// Reads a status that one of the wait functions returned.
  static exit_status of(int raw);

  bool success() const { return code == 0 && signal == 0; }
  /// A verb phrase: "ended with exit code 3", "was killed by signal 11 (Segmentation fault)".
  std::string text() const;
};

/// What a child that has ended used, including descendants that it waited for (wait4).
struct child_usage {
  std::int64_t cpu_user_ns = 0;  ///< split by clock ticks: only the sum is exact
  std::int64_t cpu_system_ns = 0;
  std::uint64_t peak_rss_bytes = 0;  ///< of the largest process: ru_maxrss
};

/// A running child in a session and a process group of its own. The kernel kills it when the thread that started it ends
/// (PR_SET_PDEATHSIG), so start it from the main thread. When its end is seen, everything left in its group is killed; if
/// it did not end with exit code 0, so is everything in its session, such as programs that it started in groups of their
/// own. The destructor kills the session and reaps the child.
class child_process {
 public:
  /// Starts `command`, a program that is looked up in PATH and its arguments. Binds it to `cpus`, unless that is empty.
  /// Its standard input is a file that holds `input`; unlike a pipe, a file cannot block the writer, and cannot break.
  /// Throws std::runtime_error when it cannot be started: "cannot start 'x': Permission denied".
  child_process(const std::vector<std::string>& command, std::string_view input, const cpu_list& cpus = {});
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;
  ~child_process();

  pid_t id() const noexcept { return id_; }
  int output() const noexcept { return output_.get(); }  ///< its standard output, non-blocking
  int errors() const noexcept { return errors_.get(); }  ///< its standard error, non-blocking

  /// Kills the whole process group.
  void kill() noexcept;

  /// Waits until the child ends, and reaps it.
  exit_status wait();

  /// The exit status, if the child has ended. Does not wait.
  std::optional<exit_status> poll();

  /// What the child used; all 0 until it was reaped.
  const child_usage& used() const noexcept { return used_; }
  /// Below about this size `used().peak_rss_bytes` means nothing. Before its exec the child was a copy of this process,
  /// and the kernel counts that too (fs/exec.c, exec_mmap): 2.1 MiB for a manager at work.
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

/// A child that writes more than this to its standard output is killed: an answer has some KiB.
inline constexpr std::size_t most_child_output = 64 << 20;
inline constexpr std::string_view flooded_text = "wrote more than 64 MiB, and was killed";

/// The result of a child that was run until its end.
struct child_outcome {
  enum class end { exited, timed_out, interrupted, flooded } how = end::exited;
  exit_status status;
  std::string output;
  std::string errors;  ///< the last 4 KiB of its standard error
  /// Its peak memory is exact where it is above what the child inherited. Otherwise it is the last VmHWM that was read
  /// while its output arrived, or an upper bound where the child ended too soon for that.
  child_usage used;
};

/// Collects the child's output until it ends, until `limit` has passed, or until the descriptor `interrupt` is
/// readable; in the last two cases its group is killed. Only the end of the child counts. Processes that it started may
/// still hold its output open; they are killed then.
///
/// `arrived`, if there is one, is called with the output whenever some of it has come, and may take from it.
///
/// It is woken by SIGCHLD, which every kernel has (a pidfd needs Linux 5.3). Call it from the only thread of a process,
/// or from one whose other threads block SIGCHLD.
child_outcome run_to_end(child_process& child, duration limit, int interrupt,
                         const std::function<void(std::string& output)>& arrived = {});

}  // namespace concbench
