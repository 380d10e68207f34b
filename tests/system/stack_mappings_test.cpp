// What a thread's stack takes of vm.max_map_count, compared with what many threads take.
#include "system/stack_mappings.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <latch>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace concbench {
namespace {

std::ptrdiff_t mappings_of_this_process() {
  std::ifstream maps("/proc/self/maps");
  return std::count(std::istreambuf_iterator<char>(maps), {}, '\n');
}

TEST(mappings_a_stack, foretells_what_many_threads_take) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers map memory of their own for each thread";
#endif
  const auto foretold = mappings_a_stack();
  EXPECT_GE(foretold, 0);
  EXPECT_LE(foretold, 3);

  constexpr int count = 300;
  const auto before = mappings_of_this_process();
  std::latch counted(1);
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back([&counted] { counted.wait(); });
  const auto added = static_cast<double>(mappings_of_this_process() - before);
  counted.count_down();
  // 40 more or fewer: stacks that are kept of threads before, and what threads allocate.
  EXPECT_NEAR(added, foretold * count, 40);
}

}  // namespace
}  // namespace concbench
