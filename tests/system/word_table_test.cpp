// Values to words and back.
#include "system/word_table.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

enum class light { stop, go };
constexpr word_table<light, 2> lights{{{light::stop, "stop"}, {light::go, "go"}}};

TEST(word_table, gives_the_word_for_a_value_and_the_value_for_a_word) {
  for (const auto each : {light::stop, light::go}) EXPECT_EQ(find_word(lights, word_of(lights, each)), each);
  EXPECT_EQ(word_of(lights, light::go), "go");
}

TEST(word_table, finds_nothing_for_what_it_does_not_have) {
  EXPECT_EQ(find_word(lights, "wait"), std::nullopt);
  EXPECT_EQ(find_word(lights, ""), std::nullopt);
  EXPECT_EQ(word_of(word_table<light, 1>{{{light::go, "go"}}}, light::stop), "");
}

}  // namespace
}  // namespace concbench
