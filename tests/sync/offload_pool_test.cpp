// A pool that is made when it is first asked for.
#include "sync/offload_pool.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace concbench::sync {
namespace {

std::ptrdiff_t threads_of_this_process() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

TEST(offload_pool, has_no_threads_until_it_is_asked_for) {
  std::thread([] {}).join();  // with the first one TSan starts one of its own
  const auto before = threads_of_this_process();
  offload_pool pool(3);
  EXPECT_EQ(threads_of_this_process(), before);
  pool.get();
  EXPECT_EQ(threads_of_this_process(), before + 3);
}

TEST(offload_pool, throws_when_it_is_refused_a_thread_and_does_not_wait_for_those_it_has) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to become a user who may have two threads";
  const auto ask = [] {
    constexpr rlimit two{2, 2};
    if (::setrlimit(RLIMIT_NPROC, &two) != 0 || ::setuid(64321) != 0) std::_Exit(2);
    offload_pool pool(3);
    try {
      pool.get();
    } catch (const std::runtime_error& e) {
      std::fputs(e.what(), stderr);
      std::_Exit(0);
    }
    std::_Exit(1);
  };
  EXPECT_EXIT(ask(), ::testing::ExitedWithCode(0), "cannot start 3 threads.*temporarily unavailable.*limits");
}

TEST(offload_pool, is_the_same_for_all_threads_that_ask_at_once) {
  offload_pool pool(1);
  std::vector<boost::asio::thread_pool*> given(8);
  {
    std::vector<std::jthread> threads;
    for (auto& each : given) threads.emplace_back([&pool, &each] { each = &pool.get(); });
  }
  EXPECT_EQ(std::set(given.begin(), given.end()).size(), 1u);
}

}  // namespace
}  // namespace concbench::sync
