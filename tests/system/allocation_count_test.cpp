// The counting library, opened instead of preloaded: its doors are called a known number of times.
#include "system/allocation_count.hpp"

#include <cerrno>
#include <cstdlib>

#include <dlfcn.h>
#include <gtest/gtest.h>

namespace concbench {
namespace {

#ifdef CONCBENCH_ALLOCATIONS
class counting_library : public ::testing::Test {
 protected:
  void SetUp() override {
    library_ = ::dlopen(CONCBENCH_ALLOCATIONS, RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(library_, nullptr) << ::dlerror();
  }
  void TearDown() override {
    if (library_ != nullptr) ::dlclose(library_);
  }

  template <class Function>
  Function* door(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(library_, name));
  }
  std::uint64_t count() { return door<std::uint64_t()>("concbench_allocation_count")(); }

 private:
  void* library_ = nullptr;
};

TEST_F(counting_library, counts_each_call_once_whatever_its_door) {
  const auto before = count();
  for (int i = 0; i < 100; ++i) {
    std::free(door<void*(std::size_t)>("malloc")(24));
    std::free(door<void*(std::size_t, std::size_t)>("calloc")(3, 8));
    std::free(door<void*(void*, std::size_t)>("realloc")(nullptr, 24));
    std::free(door<void*(std::size_t, std::size_t)>("aligned_alloc")(64, 128));
    std::free(door<void*(std::size_t, std::size_t)>("memalign")(64, 128));
    void* block = nullptr;
    EXPECT_EQ(door<int(void**, std::size_t, std::size_t)>("posix_memalign")(&block, 64, 128), 0);
    std::free(block);
  }
  EXPECT_EQ(count() - before, 600);
}

TEST_F(counting_library, gives_memory_as_it_was_asked_for) {
  auto* numbers = static_cast<int*>(door<void*(std::size_t, std::size_t)>("calloc")(1'000, sizeof(int)));
  for (int i = 0; i < 1'000; ++i) ASSERT_EQ(numbers[i], 0);
  numbers[999] = 7;
  numbers = static_cast<int*>(door<void*(void*, std::size_t)>("realloc")(numbers, 100'000));
  EXPECT_EQ(numbers[999], 7);
  std::free(numbers);
  void* aligned = door<void*(std::size_t, std::size_t)>("aligned_alloc")(4'096, 4'096);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(aligned) % 4'096, 0);
  std::free(aligned);
}

TEST_F(counting_library, refuses_an_alignment_that_is_none_and_does_not_count_it) {
  const auto before = count();
  void* block = nullptr;
  for (const std::size_t alignment : {0, 4, 24})
    EXPECT_EQ(door<int(void**, std::size_t, std::size_t)>("posix_memalign")(&block, alignment, 128), EINVAL);
  EXPECT_EQ(count(), before);
}
#endif

TEST(allocation_count, is_empty_where_the_library_was_not_preloaded) {
  EXPECT_FALSE(allocation_count());
}

}  // namespace
}  // namespace concbench
