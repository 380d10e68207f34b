// How a loop and its ring work in turns.
#ifdef BOOST_ASIO_HAS_IO_URING
#include "scenarios/files/file_ring.hpp"

#include <cerrno>
#include <numeric>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include "system/error.hpp"

namespace concbench {
namespace {

std::exception_ptr failure(bool wrote, int error) {
  return std::make_exception_ptr(std::runtime_error(
      (wrote ? "cannot write a file: " : "cannot read a file: ") + std::generic_category().message(error)));
}

}  // namespace

file_ring::file_ring(event_loop& loop)
    : service(loop), loop_(loop), free_(most), completions_(loop.get_executor()) {
  std::iota(free_.rbegin(), free_.rend(), 0u);
  if (const int error = io_uring_queue_init(most, &ring_, 0); error < 0)
    throw std::system_error(-error, std::generic_category(), "cannot make an io_uring");
}

file_ring::~file_ring() {
  io_uring_queue_exit(&ring_);
}

awaitable<std::size_t> file_ring::read_some(const file_descriptor& file, std::span<char> room,
                                            std::uint64_t offset) {
  return perform({false, file.get(), room.data(), static_cast<unsigned>(room.size()), offset});
}

awaitable<void> file_ring::write_all(const file_descriptor& file, std::span<const char> bytes,
                                     std::uint64_t offset) {
  while (!bytes.empty()) {
    auto* const start = const_cast<char*>(bytes.data());  // the kernel only reads them
    const auto size =
        co_await perform({true, file.get(), start, static_cast<unsigned>(bytes.size()), offset});
    bytes = bytes.subspan(size);
    offset += size;
  }
}

awaitable<std::size_t> file_ring::perform(transfer what) {
  return asio::async_initiate<decltype(use_awaitable), void(std::exception_ptr, std::size_t)>(
      [this, what](completion done) { start({what, std::move(done)}); }, use_awaitable);
}

void file_ring::start(operation next) {
  if (free_.empty()) {
    waiting_.push_back(std::move(next));
  } else {
    place(std::move(next));
  }
  post_turn();
}

/// Puts an operation into the submission queue, which has as many entries as there are places.
void file_ring::place(operation next) {
  const auto index = free_.back();
  free_.pop_back();
  io_uring_sqe* const entry = io_uring_get_sqe(&ring_);
  const auto& [writes, file, bytes, size, at] = next.what;
  if (writes) {
    io_uring_prep_write(entry, file, bytes, size, at);
  } else {
    io_uring_prep_read(entry, file, bytes, size, at);
  }
  entry->user_data = index;
  under_way_[index].emplace(std::move(next));
}

void file_ring::post_turn() {
  if (std::exchange(turn_is_due_, true)) return;
  asio::post(loop_.get_executor(), [this] { turn(); });
}

/// One system call passes all operations since the last turn to the kernel. Data in the page cache is there when the
/// call returns, and its coroutines resume at once: what they start next is submitted in the same turn. After some
/// rounds sockets and timers have their turn.
void file_ring::turn() {
  constexpr int rounds = 16;
  turn_is_due_ = true;  // what completions start needs no turn of its own
  for (int i = 0; i < rounds; ++i) {
    submit();
    if (!complete_all()) break;
  }
  turn_is_due_ = false;
  if (io_uring_sq_ready(&ring_) > 0) {
    post_turn();
  } else {
    watch();
  }
}

void file_ring::submit() {
  const int count = io_uring_submit(&ring_);
  if (count >= 0) {
    submitted_ += static_cast<std::size_t>(count);
  } else if (count != -EAGAIN && count != -EBUSY && count != -EINTR) {
    throw_errno("cannot submit to an io_uring", -count);
  }  // else in the next turn: the entries are still in the queue
}

/// Resumes the coroutines whose operations have completed. Returns false when there was none.
bool file_ring::complete_all() {
  bool any = false;
  for (io_uring_cqe* entry; io_uring_peek_cqe(&ring_, &entry) == 0; any = true) {
    const auto index = static_cast<std::uint32_t>(entry->user_data);
    const int result = entry->res;
    io_uring_cqe_seen(&ring_, entry);
    --submitted_;
    auto done = std::move(under_way_[index]->done);
    const bool wrote = under_way_[index]->what.writes;
    under_way_[index].reset();
    free_.push_back(index);
    if (!waiting_.empty()) {
      place(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    if (result >= 0) {
      std::move(done)(std::exception_ptr(), static_cast<std::size_t>(result));
    } else {
      std::move(done)(failure(wrote, -result), 0);
    }
  }
  return any;
}

/// The loop wakes up for the next completion if one is expected. It does not stay alive for this alone.
void file_ring::watch() {
  if (submitted_ == 0) {
    if (is_watched_) completions_.cancel();
    return;
  }
  if (std::exchange(is_watched_, true)) return;
  if (!completions_.is_open()) completions_.assign(::fcntl(ring_.ring_fd, F_DUPFD_CLOEXEC, 0));
  completions_.async_wait(asio::posix::descriptor_base::wait_read, [this](const boost::system::error_code&) {
    is_watched_ = false;
    turn();
  });
}

/// The kernel must not write into memory that was freed, so its operations are waited for before the coroutines are
/// destroyed.
void file_ring::shutdown() noexcept {
  while (submitted_ > 0) {
    io_uring_cqe* entry;
    const int error = io_uring_wait_cqe(&ring_, &entry);
    if (error == -EINTR) continue;
    if (error < 0) break;
    io_uring_cqe_seen(&ring_, entry);
    --submitted_;
  }
  for (auto& each : under_way_) each.reset();
  waiting_.clear();
}

}  // namespace concbench
#endif
