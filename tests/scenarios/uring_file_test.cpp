// Files whose reads and writes suspend.
#ifdef BOOST_ASIO_HAS_IO_URING
#include "../../scenarios/uring_file.hpp"

#include <array>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>

#include "../../scenarios/file_work.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

class files_on_a_ring : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!no_uring().empty()) GTEST_SKIP() << no_uring();
    std::ofstream(file_) << "cached";  // so that the kernel reads it within the submission
  }

  awaitable<std::size_t> read(event_loop& loop) {
    uring_file file(loop, open_to_read(file_));
    std::array<char, 16> room;
    co_return co_await file.read_some(room, 0);
  }

  /// Starts 500 reads, and counts those that end well.
  void start_reads(event_loop& loop) {
    const auto count = [this](const std::exception_ptr& error, std::size_t size) {
      EXPECT_FALSE(error);
      EXPECT_EQ(size, 6);
      ++ended_;
    };
    for (int i = 0; i < 500; ++i) asio::co_spawn(loop.get_executor(), read(loop), count);
  }

  static std::ptrdiff_t open_files() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  }

  temporary_folder folder_;
  std::filesystem::path file_ = folder_.path() / "file";
  int ended_ = 0;
};

TEST_F(files_on_a_ring, are_all_read_however_many_complete_in_one_turn_of_the_loop) {
  event_loop loop;
  start_reads(loop);
  loop.run_for(std::chrono::seconds(10));  // a loop that missed its wake-up would never end
  EXPECT_EQ(ended_, 500);
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
  EXPECT_LT(ended_, 500);
}

}  // namespace
}  // namespace concbench
#endif
