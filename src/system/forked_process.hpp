// A child that is a copy of this process: fork without exec, as in a prefork server or Python's process pool.
#pragma once

#include <functional>

#include <sys/types.h>

#include "system/child_process.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// A copy of the calling process that does some work, and a channel to it that keeps the bounds of messages
/// (SOCK_SEQPACKET). The copy has everything that was in memory when it was made, at the same addresses. It does not
/// see later changes. Make it while the process has one thread, because the copy has no others.
///
/// The kernel kills it when the thread that made it ends. The destructor kills and reaps it.
class forked_process {
 public:
  /// `work` runs in the child, with the child's end of the channel. The child ends with exit code 0 when it returns,
  /// and with 1 when it throws. Destructors, atexit functions and buffered output of the parent are skipped. Throws
  /// std::system_error when the system refuses a descriptor or a process.
  explicit forked_process(const std::function<void(int channel)>& work);
  forked_process(const forked_process&) = delete;
  forked_process& operator=(const forked_process&) = delete;
  ~forked_process();

  pid_t id() const noexcept { return id_; }

  /// The parent's end of the channel. It reads the end of the stream when the child has ended: siblings have copies of
  /// this end, but no one has a copy of the child's end.
  int channel() const noexcept { return channel_.get(); }

  /// Closes the channel, so that the child reads the end of its messages. Does not wait.
  void hang_up() noexcept;

  /// Waits until the child ends by itself, and reaps it.
  exit_status wait() noexcept;

  /// Kills the child unless it has ended, and reaps it.
  exit_status end() noexcept;

 private:
  pid_t id_ = -1;  ///< -1: the child was reaped
  exit_status status_;
  file_descriptor channel_;
};

}  // namespace concbench
