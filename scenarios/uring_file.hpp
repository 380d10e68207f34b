// A file whose reads and writes suspend: io_uring through Asio.
#pragma once

#include <span>
#include <stdexcept>

#include <boost/asio/buffer.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/random_access_file.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write_at.hpp>

#include "sync/loop_semaphore.hpp"
#include "system/event_loop.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {

/// The operations that a loop's ring may have under way at once.
///
/// Asio (io_uring_service.ipp, in Boost 1.81 as in its main branch of July 2026) takes at most 128
/// completions each time the ring's eventfd wakes the loop, and leaves the others until a further completion
/// wakes it again. Where none follows, the loop sleeps for ever: 1,024 reads at once ended so in 13 runs
/// of 18.
class ring_places : public asio::execution_context::service {
 public:
  inline static asio::execution_context::id id;
  explicit ring_places(event_loop& owner) : service(owner), free(owner.get_executor(), most) {}

  static constexpr std::size_t most = 128;  ///< Asio's complete_batch_size
  sync::loop_semaphore free;

 private:
  void shutdown() noexcept override {}
};

class uring_file {
 public:
  /// Takes over an open file; none is fine when it is never used.
  uring_file(event_loop& loop, file_descriptor opened)
      : places_(asio::use_service<ring_places>(loop).free), file_(loop.get_executor()) {
    if (opened) file_.assign(opened.release());
  }

  /// 0 at the end of the file. Throws std::runtime_error.
  awaitable<std::size_t> read_some(std::span<char> room, std::uint64_t at) {
    const auto place = co_await places_.acquire();
    boost::system::error_code error;
    const auto size = co_await file_.async_read_some_at(at, asio::buffer(room.data(), room.size()),
                                                        asio::redirect_error(use_awaitable, error));
    if (error && error != asio::error::eof)
      throw std::runtime_error("cannot read a file: " + error.message());
    co_return size;
  }

  /// Throws std::runtime_error.
  awaitable<void> write_all(std::span<const char> bytes, std::uint64_t at) {
    const auto place = co_await places_.acquire();
    boost::system::error_code error;
    co_await asio::async_write_at(file_, at, asio::buffer(bytes.data(), bytes.size()),
                                  asio::redirect_error(use_awaitable, error));
    if (error) throw std::runtime_error("cannot write a file: " + error.message());
  }

  /// Gives the file back, to be synced or closed elsewhere.
  file_descriptor release() { return file_descriptor(file_.is_open() ? file_.release() : -1); }

 private:
  sync::loop_semaphore& places_;
  asio::basic_random_access_file<loop_executor> file_;
};

}  // namespace concbench
