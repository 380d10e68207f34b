// Folders of runs that live, and of runs that were killed.
#include "system/claimed_folder.hpp"

#include <chrono>
#include <csignal>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace concbench {
namespace {

namespace fs = std::filesystem;

TEST(claimed_folder, is_gone_with_its_owner) {
  const temporary_folder parent;
  fs::path made;
  {
    const claimed_folder folder(parent.path());
    made = folder.path();
    EXPECT_TRUE(fs::is_directory(made));
  }
  EXPECT_FALSE(fs::exists(made));
}

TEST(claimed_folder, leaves_those_of_others_that_live_or_have_only_begun) {
  const temporary_folder parent;
  const claimed_folder living(parent.path());
  fs::create_directory(parent.path() / "concbench-run-begins");  // not claimed yet
  fs::create_directory(parent.path() / "concbench-other");
  const claimed_folder next(parent.path());
  EXPECT_TRUE(fs::exists(living.path()));
  EXPECT_TRUE(fs::exists(parent.path() / "concbench-run-begins"));
  EXPECT_TRUE(fs::exists(parent.path() / "concbench-other"));
}

TEST(claimed_folder, removes_what_a_process_that_was_killed_has_left) {
  const temporary_folder parent;
  const auto victim = ::fork();
  if (victim == 0) {
    const claimed_folder folder(parent.path());
    std::ofstream(folder.path() / "a file") << "something";
    ::kill(::getpid(), SIGKILL);
  }
  ASSERT_EQ(::waitpid(victim, nullptr, 0), victim);
  const auto left = fs::directory_iterator(parent.path())->path();
  fs::last_write_time(left, fs::file_time_type::clock::now() - std::chrono::minutes(5));
  const claimed_folder next(parent.path());
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(next.path()));
}

}  // namespace
}  // namespace concbench
