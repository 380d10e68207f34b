// Lists and ranges of values, and what is said of those that cannot be.
#include "core/value_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

parameter any_of_type(parameter_type type, std::string minimum = "", std::string maximum = "") {
  return {.name = "it",
          .type = type,
          .defaults = std::string(),
          .help = "",
          .minimum = std::move(minimum),
          .maximum = std::move(maximum)};
}

const auto any_count = any_of_type(parameter_type::count, "1", "100000");
const auto any_time = any_of_type(parameter_type::time, "0s", "1h");
const auto any_size = any_of_type(parameter_type::size, "1B", "1GiB");
const auto any_ratio = any_of_type(parameter_type::ratio, "0", "1");

std::vector<std::string> values(const parameter& of, std::string_view text, std::size_t most = 100) {
  std::vector<std::string> texts;
  for (const auto& each : parse_value_list(of, text, most)) texts.push_back(each.text);
  return texts;
}

std::string refusal_of_list(const parameter& of, std::string_view text, std::size_t most = 100) {
  try {
    parse_value_list(of, text, most);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(parse_value_list, keeps_the_order_of_a_list_and_shows_values_in_their_canonical_form) {
  EXPECT_THAT(values(any_count, "100,1,10"), ElementsAre("100", "1", "10"));
  EXPECT_THAT(values(any_time, "1000us,1500ms"), ElementsAre("1ms", "1.5s"));
}

TEST(parse_value_list, multiplies_or_adds_up_to_an_end_that_a_step_meets) {
  EXPECT_THAT(values(any_count, "1..1000:x10"), ElementsAre("1", "10", "100", "1000"));
  EXPECT_THAT(values(any_count, "10..50:+20"), ElementsAre("10", "30", "50"));
  EXPECT_THAT(values(any_time, "1ms..1s:x10"), ElementsAre("1ms", "10ms", "100ms", "1s"));
  EXPECT_THAT(values(any_time, "0s..20ms:+10ms"), ElementsAre("0s", "10ms", "20ms"));
  EXPECT_THAT(values(any_size, "4KiB..1MiB:x16"), ElementsAre("4KiB", "64KiB", "1MiB"));
}

TEST(parse_value_list, ends_below_an_end_that_no_step_meets) {
  EXPECT_THAT(values(any_count, "1..1000:x3"), ElementsAre("1", "3", "9", "27", "81", "243", "729", "1000"));
  EXPECT_THAT(values(any_count, "1..10:+4"), ElementsAre("1", "5", "9", "10"));
  EXPECT_THAT(values(any_count, "7..7:x2"), ElementsAre("7"));
}

TEST(parse_value_list, rounds_whole_numbers_and_gives_each_once) {
  EXPECT_THAT(values(any_count, "1..8:x1.5"), ElementsAre("1", "2", "3", "5", "8"));
  EXPECT_THAT(values(any_count, "1..2:x1.1"), ElementsAre("1", "2"));
}

TEST(parse_value_list, does_not_let_binary_fractions_show) {
  EXPECT_THAT(values(any_ratio, "0..0.5:+0.1"), ElementsAre("0", "0.1", "0.2", "0.3", "0.4", "0.5"));
  EXPECT_THAT(values(any_ratio, "0.001..1:x10"), ElementsAre("0.001", "0.01", "0.1", "1"));
}

TEST(parse_value_list, joins_ranges_and_single_values) {
  EXPECT_THAT(values(any_count, "1,2,10..1000:x10,5000"), ElementsAre("1", "2", "10", "100", "1000", "5000"));
}

TEST(parse_value_list, takes_the_dots_of_a_text_as_they_are) {
  EXPECT_THAT(values(any_of_type(parameter_type::text), "a..b:x2,../c"), ElementsAre("a..b:x2", "../c"));
  auto op = any_of_type(parameter_type::choice);
  op.choices = {"read", "write"};
  EXPECT_THAT(values(op, "write,read"), ElementsAre("write", "read"));
  EXPECT_THAT(refusal_of_list(op, "read..write:x2"), HasSubstr("read|write"));
}

TEST(parse_value_list, refuses_values_that_the_parameter_does_not_allow) {
  EXPECT_THAT(refusal_of_list(any_count, "0,1"), AllOf(HasSubstr("'0'"), HasSubstr("1 to 100000")));
  EXPECT_THAT(refusal_of_list(any_count, "1..200000:x10"), HasSubstr("'200000'"));
  EXPECT_THAT(refusal_of_list(any_count, "1,,2"), HasSubstr("''"));
  EXPECT_THAT(refusal_of_list(any_count, "1,2,"), HasSubstr("''"));
  EXPECT_THAT(refusal_of_list(any_time, "1ms,5"), AllOf(HasSubstr("'5'"), HasSubstr("duration")));
}

TEST(parse_value_list, refuses_a_list_without_values_and_a_value_that_comes_twice) {
  EXPECT_THAT(refusal_of_list(any_count, ""), HasSubstr("no value"));
  EXPECT_THAT(refusal_of_list(any_count, "1,10,1..10:x10"), AllOf(HasSubstr("1 is there twice")));
  EXPECT_THAT(refusal_of_list(any_time, "1s,1000ms"), HasSubstr("1s is there twice"));
}

TEST(parse_value_list, refuses_ranges_without_a_step_or_an_end) {
  EXPECT_THAT(refusal_of_list(any_count, "1..1000"), AllOf(HasSubstr("step"), HasSubstr("1..1000:x10")));
  EXPECT_THAT(refusal_of_list(any_count, "1..1000:"), HasSubstr("step"));
  EXPECT_THAT(refusal_of_list(any_count, "1..1000:10"), HasSubstr("step"));
  EXPECT_THAT(refusal_of_list(any_count, "1..:x10"), HasSubstr("no end"));
  EXPECT_THAT(refusal_of_list(any_count, ".."), HasSubstr("no end"));
}

TEST(parse_value_list, refuses_ranges_that_descend_or_never_end) {
  EXPECT_THAT(refusal_of_list(any_count, "1000..1:x10"), AllOf(HasSubstr("descends"), HasSubstr("1000")));
  EXPECT_THAT(refusal_of_list(any_count, "1..1000:x1"), HasSubstr("above 1"));
  EXPECT_THAT(refusal_of_list(any_count, "1..1000:x0.5"), HasSubstr("above 1"));
  EXPECT_THAT(refusal_of_list(any_count, "1..1000:xx"), HasSubstr("above 1"));
  EXPECT_THAT(refusal_of_list(any_count, "1..1000:+0"), HasSubstr("above 0"));
  EXPECT_THAT(refusal_of_list(any_count, "1..1000:+1ms"), HasSubstr("'+1ms'"));
  EXPECT_THAT(refusal_of_list(any_time, "0s..1s:x10"), HasSubstr("0"));
}

TEST(parse_value_list, refuses_more_values_than_it_may_have) {
  EXPECT_EQ(values(any_count, "1..100:+1").size(), 100u);
  EXPECT_THAT(refusal_of_list(any_count, "1..101:+1"), HasSubstr("more than 100 values"));
  EXPECT_THAT(refusal_of_list(any_count, "1,2,3", 2), HasSubstr("more than 2 values"));
  EXPECT_THAT(refusal_of_list(any_count, "1..2:x1.0000001"), HasSubstr("more than 100 values"));
}

TEST(parse_value_list, reaches_the_largest_numbers_without_overflow) {
  const auto any = any_of_type(parameter_type::count);
  EXPECT_THAT(values(any, "4611686018427387904..9223372036854775807:x2"),
              ElementsAre("4611686018427387904", "9223372036854775807"));
}

}  // namespace
}  // namespace concbench
