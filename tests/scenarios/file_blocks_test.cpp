// Blocks of open files: where tasks read, and what made files hold there.
#include "scenarios/files/file_blocks.hpp"

#include <cstring>
#include <map>
#include <set>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include "core/scenario.hpp"
#include "scenarios/files/file_work.hpp"
#include "system/file_system.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

class blocks_of_files : public ::testing::Test {
 protected:
  std::filesystem::path path(const std::string& name = "file") const { return folder_.path() / name; }

  /// Makes a file and opens it.
  void add(file_blocks& blocks, std::uint64_t size, const std::string& name = "file") const {
    blocks.make(path(name), size);
    blocks.open(path(name), size);
  }

  static std::string read(const file_blocks& blocks, const file_blocks::place& from) {
    const block_buffer buffer(blocks.size());
    const auto size = read_some(from.file, buffer.room(), from.offset);
    return {buffer.room().data(), size};
  }

  temporary_folder folder_;
};

TEST_F(blocks_of_files, hold_what_made_files_should_at_each_place) {
  for (const std::uint64_t block : {1, 5, 8, 1000, 4096}) {
    file_blocks blocks(7, block, false);
    add(blocks, 10 * block + block / 2);
    for (task_id id = 0; id < 100; ++id) {
      const auto where = blocks.of(id);
      EXPECT_EQ(sum_of_block(read(blocks, where)), blocks.made_sum(where.offset))
          << block << " at " << where.offset;
    }
  }
}

TEST_F(blocks_of_files, are_each_read_about_as_often_and_whole_in_files_of_any_size) {
  file_blocks blocks(7, 100, false);
  const std::map<std::string, std::uint64_t> sizes{{"a", 99}, {"b", 100}, {"c", 0}, {"d", 899}, {"e", 150}};
  for (const auto& [name, size] : sizes) add(blocks, size, name);
  std::map<std::pair<int, std::uint64_t>, int> seen;
  for (task_id id = 0; id < 10'000; ++id) {
    const auto where = blocks.of(id);
    EXPECT_EQ(read(blocks, where).size(), 100);
    ++seen[{where.file.get(), where.offset}];
  }
  EXPECT_EQ(seen.size(), 1 + 8 + 1);
  for (const auto& [place, times] : seen) EXPECT_NEAR(times, 1000, 150);  // five standard deviations
}

TEST_F(blocks_of_files, are_read_through_a_descriptor_for_each_cpu) {
  cpu_set_t allowed;
  ASSERT_EQ(::sched_getaffinity(0, sizeof allowed, &allowed), 0);
  if (!CPU_ISSET(0, &allowed) || !CPU_ISSET(1, &allowed)) GTEST_SKIP() << "needs CPUs 0 and 1";
  file_blocks blocks(7, 10, false);
  blocks.make(path(), 10);
  blocks.open(path(), 10, 2);
  std::set<int> seen;
  std::thread([&] {  // whose affinity ends with it
    for (const int cpu : {0, 1, 0, 1}) {
      cpu_set_t one;
      CPU_ZERO(&one);
      CPU_SET(cpu, &one);
      ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
      const auto where = blocks.of(0);
      EXPECT_EQ(read(blocks, where).size(), 10);
      seen.insert(where.file.get());
    }
  })
      .join();
  EXPECT_EQ(seen.size(), 2);
}

TEST_F(blocks_of_files, follow_from_the_seed) {
  const auto places = [this](std::uint64_t seed) {
    file_blocks blocks(seed, 10, false);
    add(blocks, 10'000);
    std::vector<std::uint64_t> all;
    for (task_id id = 0; id < 20; ++id) all.push_back(blocks.of(id).offset);
    return all;
  };
  EXPECT_EQ(places(1), places(1));
  EXPECT_NE(places(1), places(2));
}

TEST_F(blocks_of_files, have_sums_that_tell_a_torn_or_shifted_one) {
  file_blocks blocks(7, 4096, false);
  add(blocks, 8 * 4096);
  const auto at = [&](std::uint64_t place) { return read(blocks, {blocks.of(0).file, place}); };
  std::set<digest> sums;
  for (std::uint64_t place = 0; place < 8 * 4096; place += 4096) sums.insert(sum_of_block(at(place)));
  EXPECT_EQ(sums.size(), 8);
  EXPECT_FALSE(sums.contains(sum_of_block(at(0).substr(0, 2048) + at(4096).substr(2048))));
  EXPECT_FALSE(sums.contains(sum_of_block(at(512))));
}

TEST_F(blocks_of_files, are_the_same_past_the_page_cache) {
  file_blocks blocks(7, 4096, true);
  try {
    add(blocks, 3 * 4096 + 1);
  } catch (const not_applicable& e) {
    GTEST_SKIP() << e.what();
  }
  for (task_id id = 0; id < 10; ++id) {
    const auto where = blocks.of(id);
    EXPECT_EQ(sum_of_block(read(blocks, where)), blocks.made_sum(where.offset));
  }
}

TEST_F(blocks_of_files, are_not_read_past_a_cache_that_is_the_file_system) {
  const std::filesystem::path memory = "/dev/shm";
  if (file_system_of(memory) != "tmpfs") GTEST_SKIP() << memory << " is no file system in memory";
  const temporary_folder folder(memory);
  file_blocks blocks(7, 4096, true);
  blocks.make(folder.path() / "file", 4096);
  try {
    blocks.open(folder.path() / "file", 4096);
    FAIL() << "opened";
  } catch (const not_applicable& e) {
    EXPECT_THAT(e.what(), ::testing::HasSubstr(folder.path().string()));
  }
}

TEST(block_buffers, begin_at_the_start_of_a_page) {
  for (const std::size_t size : {1, 4096, 5000}) {
    const block_buffer buffer(size);
    EXPECT_EQ(buffer.room().size(), size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer.room().data()) % 4096, 0);
    std::memset(buffer.room().data(), 1, size);  // all of it is there, which the sanitizer checks
  }
}

}  // namespace
}  // namespace concbench
