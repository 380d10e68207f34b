// Files whose reads and writes suspend.
#ifdef BOOST_ASIO_HAS_IO_URING
#include "scenarios/files/file_ring.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "scenarios/files/file_work.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

class files_on_a_ring : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!no_uring().empty()) GTEST_SKIP() << no_uring();
    std::ofstream(path_) << "cached";  // so that the kernel reads it within the submission
  }

  static file_ring& ring_of(event_loop& loop) { return asio::use_service<file_ring>(loop); }

  /// Reads a file of its own: a suspended read holds it open.
  awaitable<std::size_t> read(event_loop& loop) {
    const auto file = open_to_read(path_);
    std::array<char, 16> room;
    co_return co_await ring_of(loop).read_some(file, room, 0);
  }

  /// Starts 1,000 reads, and counts those that end well.
  void start_reads(event_loop& loop) {
    const auto count = [this](const std::exception_ptr& error, std::size_t size) {
      EXPECT_FALSE(error);
      EXPECT_EQ(size, 6);
      ++ended_;
    };
    for (int i = 0; i < 1000; ++i) asio::co_spawn(loop.get_executor(), read(loop), count);
  }

  static std::ptrdiff_t open_files() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  }

  /// What reading from `file` ends with: its error's text, or its bytes.
  static std::string read_from(const file_descriptor& file) {
    event_loop loop;
    std::array<char, 16> room;
    std::string outcome;
    asio::co_spawn(loop.get_executor(), ring_of(loop).read_some(file, room, 0),
                   [&](const std::exception_ptr& error, std::size_t size) {
                     try {
                       if (error) std::rethrow_exception(error);
                       outcome.assign(room.data(), size);
                     } catch (const std::runtime_error& e) {
                       outcome = e.what();
                     }
                   });
    loop.run_for(std::chrono::seconds(10));
    return outcome;
  }

  temporary_folder folder_;
  std::filesystem::path path_ = folder_.path() / "file";
  int ended_ = 0;
};

TEST_F(files_on_a_ring, are_all_read_however_many_are_started_at_once) {
  event_loop loop;
  start_reads(loop);
  loop.run_for(std::chrono::seconds(10));  // a loop that missed its wake-up would never end
  EXPECT_EQ(ended_, 1000);
}

TEST_F(files_on_a_ring, are_closed_with_a_loop_that_ends_before_they_are_read) {
  const auto before = open_files();
  {
    event_loop loop;
    start_reads(loop);
    for (int turn = 0; turn < 300; ++turn) loop.poll_one();
    EXPECT_GT(open_files(), before + 128);
  }
  EXPECT_EQ(open_files(), before);
  EXPECT_LT(ended_, 1000);
}

TEST_F(files_on_a_ring, wake_the_loop_when_their_bytes_come_later) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const file_descriptor from(ends[0]);
  const file_descriptor to(ends[1]);
  event_loop loop;
  std::array<char, 16> room;
  std::size_t seen = 0;
  for (int i = 0; i < 2; ++i) {  // the second time the ring is watched already
    asio::co_spawn(loop.get_executor(), ring_of(loop).read_some(from, room, 0),
                   [&seen](const std::exception_ptr&, std::size_t size) { seen += size; });
    loop.restart();
    loop.poll();  // the read is under way now, and nothing there to be read
    EXPECT_EQ(seen, i * 4U);
    ASSERT_EQ(::write(to.get(), "late", 4), 4);
    loop.run_for(std::chrono::seconds(10));
    EXPECT_EQ(seen, i * 4U + 4U);
    EXPECT_TRUE(loop.stopped());  // it does not stay for a completion when none can come
  }
}

TEST_F(files_on_a_ring, let_the_loop_end_when_there_are_none) {
  event_loop loop;
  start_reads(loop);
  loop.run_for(std::chrono::seconds(10));
  EXPECT_TRUE(loop.stopped());
}

TEST_F(files_on_a_ring, leave_timers_their_turn_however_much_there_is_to_read) {
  event_loop loop;
  const auto file = open_to_read(path_);
  bool rang = false;
  loop_timer timer(loop.get_executor(), std::chrono::milliseconds(1));
  timer.async_wait([&rang](const boost::system::error_code&) { rang = true; });
  // Never suspends for long: each read is there when it is submitted.
  const auto read_until_it_rings = [](file_ring& ring, const file_descriptor& from,
                                      const bool& until) -> awaitable<std::size_t> {
    std::size_t reads = 0;
    for (std::array<char, 16> room; !until && reads < 10'000'000; ++reads)
      co_await ring.read_some(from, room, 0);
    co_return reads;
  };
  std::size_t reads = 0;
  asio::co_spawn(loop.get_executor(), read_until_it_rings(ring_of(loop), file, rang),
                 [&reads](const std::exception_ptr&, std::size_t count) { reads = count; });
  loop.run_for(std::chrono::seconds(10));
  EXPECT_TRUE(rang);
  EXPECT_GT(reads, 0);
  EXPECT_LT(reads, 10'000'000);
}

TEST_F(files_on_a_ring, say_what_failed_and_why) {
  EXPECT_EQ(read_from(file_descriptor(::open(path_.c_str(), O_WRONLY | O_CLOEXEC))),
            "cannot read a file: Bad file descriptor");
  EXPECT_EQ(read_from(open_to_read(path_)), "cached");
}

TEST_F(files_on_a_ring, are_written_to_the_last_byte) {
  const std::string bytes(300'000, 'x');
  {
    const auto file = open_to_write(path_);
    event_loop loop;
    asio::co_spawn(loop.get_executor(), ring_of(loop).write_all(file, bytes, 1), asio::detached);
    loop.run_for(std::chrono::seconds(10));
  }
  std::ifstream file(path_, std::ios::binary);
  const std::string written{std::istreambuf_iterator(file), {}};
  EXPECT_EQ(written, '\0' + bytes);
}

}  // namespace
}  // namespace concbench
#endif
