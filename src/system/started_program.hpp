// A program that runs beside many others of its kind: cheap to start, and waited for by a thread or by an event loop.
// child_process is for the few processes that a run consists of.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "system/child_process.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// The path of a program as execvp would find it: `name` itself where it has a slash, otherwise a file in PATH. Throws
/// std::runtime_error when there is no such program, or when it may not be run.
std::string find_program(const std::string& name);

/// Why the kernel cannot tell when a program ends; empty when it can (pidfd_open, since Linux 5.3). It is tried once.
const std::string& no_process_descriptors();

/// How a program ended, and what it used. Its memory includes what this process had when it started the program: the
/// kernel counts that too.
struct program_end {
  exit_status how;
  child_usage used;
};

/// What happens to the standard output of a program.
enum class program_output { read, ignored };

/// A running program in a process group of its own. Its standard input is empty (/dev/null). The kernel kills it when the
/// thread that started it ends. The destructor kills its group and reaps it.
class started_program {
 public:
  /// Starts the program at `path` with these words; the first one is its name. It is made by vfork, which copies nothing
  /// of this process; the calling thread waits until the program has been loaded. Any thread may do this. Throws
  /// std::runtime_error when it cannot be started.
  started_program(const std::string& path, const std::vector<std::string>& words, program_output wanted);
  started_program(started_program&& other) noexcept;
  started_program& operator=(started_program&&) = delete;
  ~started_program();

  /// The read ends of its streams, which do not block, and a descriptor that is readable when it has ended (pidfd). They
  /// may be taken. There is no `output` where that is ignored.
  file_descriptor& output() noexcept { return output_; }
  file_descriptor& errors() noexcept { return errors_; }
  file_descriptor& end() noexcept { return end_; }

  /// Kills its process group.
  void kill() noexcept;

  /// Waits until the program ends (wait4), kills what it left in its group, and reaps it. Call it once.
  program_end reap() noexcept;

 private:
  void reap_killed() noexcept;

  pid_t id_ = -1;  ///< -1: reaped, or moved away
  file_descriptor output_;
  file_descriptor errors_;
  file_descriptor end_;
};

}  // namespace concbench
