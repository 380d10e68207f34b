// CPUs as texts and as masks.
#include "system/cpu_list.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace concbench {
namespace {

std::string read_back(std::string_view text) {
  const auto read = cpu_list::parse(text);
  return read ? read->text() : "refused";
}

TEST(a_cpu_list, is_numbers_and_ranges_written_back_in_order_with_neighbours_joined) {
  EXPECT_EQ(read_back("0"), "0");
  EXPECT_EQ(read_back("3,0,2"), "0,2-3");
  EXPECT_EQ(read_back("0-1,2,1"), "0-2");
  EXPECT_EQ(read_back("1023"), "1023");
}

TEST(a_cpu_list, is_nothing_else) {
  for (const auto* text : {"", ",", "0,", ",0", "a", "0-", "-1", "2-1", "0-1-2", "0 1", " 0", "0x1", "1024",
                           "0-99999999999999999999"})
    EXPECT_EQ(read_back(text), "refused") << text;
}

TEST(a_cpu_list, contains_its_parts_and_no_others) {
  const auto some = *cpu_list::parse("1-3");
  EXPECT_TRUE(some.contains(*cpu_list::parse("1,3")));
  EXPECT_TRUE(some.contains(cpu_list()));
  EXPECT_FALSE(some.contains(*cpu_list::parse("0-1")));
}

TEST(a_cpu_list, binds_the_thread_that_says_so_to_its_cpus) {
  const auto usable = cpu_list::usable().text();
  const auto first = *cpu_list::parse(usable.substr(0, usable.find_first_of(",-")));
  std::string bound;
  std::thread([&] {  // the mask is the thread's own: it ends with it
    if (first.bind()) bound = cpu_list::usable().text();
  })
      .join();
  EXPECT_EQ(bound, first.text());
}

TEST(a_cpu_list, of_cpus_that_do_not_exist_cannot_be_bound_to) {
  EXPECT_FALSE(cpu_list::parse("1023")->bind());
}

}  // namespace
}  // namespace concbench
