// Reads and writes files without blocking the loop, with an io_uring for each loop. The twin of the blocking steps in
// file_work.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <optional>
#include <span>
#include <vector>

#include <liburing.h>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include "system/event_loop.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// `asio::use_service<file_ring>(loop)` makes the ring of a loop on first use. It is for one loop with one thread,
/// because it has no locks. It is for regular files, which always answer: a loop that ends waits for them.
///
/// Asio's own files are not used, for three reasons (Boost 1.81, and its main branch of July 2026):
///
/// - A file object runs one read at a time, so that readers of the same file wait for each other.
/// - Each completion signals an eventfd. A single cached read costs five system calls (three epoll_wait,
///   io_uring_enter, read), and here one.
/// - A wake-up takes at most 128 completions, and nothing wakes the loop for the others: 1,024 reads at once hung in
///   13 runs of 18.
class file_ring final : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;

  /// The most operations in progress at once; others wait. The completion queue cannot overflow, because it has twice
  /// as many places.
  static constexpr std::size_t most = 256;

  /// Throws std::system_error when the kernel refuses a ring.
  explicit file_ring(event_loop& loop);
  ~file_ring() override;

  // The file and the bytes must exist until the operation has ended, even if their coroutine is destroyed with the
  // loop: the ring ends the operation before that.

  /// Reads at `offset`. Returns 0 at the end of the file. Throws std::runtime_error.
  awaitable<std::size_t> read_some(const file_descriptor& file, std::span<char> room, std::uint64_t offset);

  /// Writes at `offset`. Throws std::runtime_error.
  awaitable<void> write_all(const file_descriptor& file, std::span<const char> bytes, std::uint64_t offset);

 private:
  using completion = asio::async_result<asio::use_awaitable_t<loop_executor>,
                                        void(std::exception_ptr, std::size_t)>::handler_type;

  /// A transfer of bytes between a file and memory.
  struct transfer {
    bool writes;
    int file;
    char* bytes;
    unsigned size;
    std::uint64_t offset;
  };
  struct operation {
    transfer what;
    completion done;
  };

  awaitable<std::size_t> perform(transfer);
  void start(operation);
  void place(operation);
  void turn();
  void submit();
  bool complete_all();
  void watch();
  void post_turn();
  void shutdown() noexcept override;

  event_loop& loop_;
  io_uring ring_{};
  std::array<std::optional<operation>, most> under_way_;
  std::vector<std::uint32_t> free_;  ///< indices of under_way_
  std::deque<operation> waiting_;    ///< operations that wait for a free place
  std::size_t submitted_ = 0;        ///< how many of those in progress were submitted
  bool turn_is_due_ = false;
  bool is_watched_ = false;
  /// The ring: readable when one has completed.
  asio::posix::basic_stream_descriptor<loop_executor> completions_;
};

}  // namespace concbench
