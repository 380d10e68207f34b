// A child that is a copy of this process: fork without exec, as a prefork server or Python's process pool
// does it.
#pragma once

#include <functional>

#include <sys/types.h>

#include "system/child_process.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// A copy of the calling process that does some work of its own, and a channel to it that keeps the bounds of
/// messages (SOCK_SEQPACKET). It knows all that was in memory when it was made, at the same addresses, and
/// nothing that changes here later. Make it while the process has one thread: the copy has no other.
///
/// It dies with the thread that made it. The destructor kills and reaps it.
class forked_process {
 public:
  /// `work` runs in the child, with the child's end of the channel. When it returns the child ends with exit
  /// code 0, when it throws with 1: without the parent's destructors, atexit functions and buffered output.
  /// Throws std::system_error when there is no descriptor or no process to be had.
  explicit forked_process(const std::function<void(int channel)>& work);
  forked_process(const forked_process&) = delete;
  forked_process& operator=(const forked_process&) = delete;
  ~forked_process();

  pid_t id() const noexcept { return id_; }

  /// The parent's end. Its stream ends when the child has: also siblings hold copies of this end, of the
  /// child's end no one does.
  int channel() const noexcept { return channel_.get(); }

  /// Ends the channel, so that the child reads the end of its messages, and does not wait.
  void hang_up() noexcept;

  /// Waits until the child has ended by itself, and reaps it.
  exit_status wait() noexcept;

  /// Kills the child unless it has ended, and reaps it.
  exit_status end() noexcept;

 private:
  pid_t id_ = -1;  ///< -1: reaped
  exit_status status_;
  file_descriptor channel_;
};

}  // namespace concbench
