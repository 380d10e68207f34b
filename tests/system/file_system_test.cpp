// File systems by name, and whether their files can be read without waiting.
#include "system/file_system.hpp"

#include <gmock/gmock.h>

namespace concbench {
namespace {

TEST(a_file_system, has_a_name_or_a_number) {
  EXPECT_THAT(file_system_of("/dev/shm"), ::testing::AnyOf("tmpfs", "overlayfs"));
  EXPECT_EQ(file_system_of("/proc"), "type 0x9fa0");
  EXPECT_EQ(file_system_of("/not/there"), "");
}

TEST(a_file_system, that_keeps_files_in_memory_cannot_say_whether_a_read_would_wait) {
  if (file_system_of("/dev/shm") != "tmpfs") GTEST_SKIP() << "no tmpfs at /dev/shm";
  EXPECT_EQ(reads_without_waiting_in("/dev/shm"), false);
}

TEST(a_file_system, is_not_known_where_no_file_can_be_made) {
  EXPECT_EQ(reads_without_waiting_in("/proc"), std::nullopt);
  EXPECT_EQ(reads_without_waiting_in("/not/there"), std::nullopt);
}

}  // namespace
}  // namespace concbench
