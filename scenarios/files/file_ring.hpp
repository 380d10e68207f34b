// Reads and writes of files that suspend: a loop's own io_uring. The twin of the blocking steps in
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

/// `asio::use_service<file_ring>(loop)` makes a loop's ring on first use. For one loop and its one thread:
/// there are no locks. For regular files, which always answer: a loop that ends waits for them.
///
/// Asio's own files are not used, for three reasons (Boost 1.81, as in its main branch of July 2026):
/// - a file object has one read under way, the next waits for it, so that readers of one file take turns;
/// - each completion signals an eventfd: a cached read alone in the ring costs five system calls (three
///   epoll_wait, io_uring_enter, read), here one;
/// - a wake-up takes at most 128 completions, and nothing wakes the loop for those left: 1,024 reads at once
///   hung in 13 runs of 18.
class file_ring final : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;

  /// The operations under way at once; more wait their turn. No completion queue can overflow: it has twice
  /// as many places.
  static constexpr std::size_t most = 256;

  /// Throws std::system_error when the kernel refuses a ring.
  explicit file_ring(event_loop& loop);
  ~file_ring() override;

  // The file and the bytes must stay until the operation has ended, also when their coroutine is destroyed
  // with the loop: the ring ends it before.

  /// 0 at the end of the file. Throws std::runtime_error.
  awaitable<std::size_t> read_some(const file_descriptor& file, std::span<char> room, std::uint64_t offset);

  /// Throws std::runtime_error.
  awaitable<void> write_all(const file_descriptor& file, std::span<const char> bytes, std::uint64_t offset);

 private:
  using completion = asio::async_result<asio::use_awaitable_t<loop_executor>,
                                        void(std::exception_ptr, std::size_t)>::handler_type;

  /// Bytes between a file and memory.
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
  std::deque<operation> waiting_;    ///< for a free place
  std::size_t submitted_ = 0;        ///< of those under way
  bool turn_is_due_ = false;
  bool is_watched_ = false;
  asio::posix::basic_stream_descriptor<loop_executor>
      completions_;  ///< the ring: readable when one has completed
};

}  // namespace concbench
