// Small files: what is read out of them, and what is left empty.
#include "system/system_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_up_tree.hpp"

namespace concbench {
namespace {

TEST(system_files, give_the_first_line) {
  testing::made_up_tree tree;
  tree.with("/proc/loadavg", "0.25 0.5\nmore");
  EXPECT_EQ(tree.files().line("/proc/loadavg"), "0.25 0.5");
}

TEST(system_files, are_empty_where_nothing_can_be_read) {
  const testing::made_up_tree tree;
  EXPECT_FALSE(tree.files().line("/proc/loadavg"));
  EXPECT_FALSE(tree.files().number("/proc/loadavg"));
  EXPECT_FALSE(tree.files().field("/proc/loadavg", "x"));
  EXPECT_TRUE(tree.files().lines("/proc/loadavg").empty());
  EXPECT_TRUE(tree.files().names("/proc").empty());
}

TEST(system_files, give_whole_numbers_and_nothing_else_as_a_number) {
  testing::made_up_tree tree;
  tree.with("/a", "65530").with("/b", "max").with("/c", "-1");
  EXPECT_EQ(tree.files().number("/a"), 65530u);
  EXPECT_FALSE(tree.files().number("/b"));
  EXPECT_FALSE(tree.files().number("/c"));
}

TEST(system_files, give_the_value_of_a_field_and_not_that_of_a_longer_name) {
  testing::made_up_tree tree;
  tree.with("/proc/meminfo", "SwapCached:  7 kB\nSwap:\t 8 kB\nEmpty:");
  EXPECT_EQ(tree.files().field("/proc/meminfo", "Swap"), "8 kB");
  EXPECT_EQ(tree.files().field("/proc/meminfo", "Empty"), "");
  EXPECT_FALSE(tree.files().field("/proc/meminfo", "Swa"));
}

TEST(system_files, list_the_names_in_a_folder_in_order) {
  testing::made_up_tree tree;
  tree.with("/sys/b", "").with("/sys/a", "");
  EXPECT_THAT(tree.files().names("/sys"), ::testing::ElementsAre("a", "b"));
}

}  // namespace
}  // namespace concbench
