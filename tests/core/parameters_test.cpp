// Parameters: reading, bounding, showing, suggesting.
#include "core/parameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const parameter delay{.name = "delay",
                      .type = parameter_type::time,
                      .defaults = {"10ms", "20ms", "1.5s"},
                      .help = "",
                      .minimum = "1ms",
                      .maximum = "1h"};
const parameter size_of_it{.name = "size",
                           .type = parameter_type::size,
                           .defaults = std::string("64KiB"),
                           .help = "",
                           .minimum = "1B"};
const parameter retries{.name = "retries",
                        .type = parameter_type::count,
                        .defaults = std::string("3"),
                        .help = "",
                        .maximum = "20"};
const parameter rate{.name = "rate",
                     .type = parameter_type::ratio,
                     .defaults = std::string("0.5"),
                     .help = "",
                     .minimum = "0",
                     .maximum = "1"};
const parameter op{.name = "op",
                   .type = parameter_type::choice,
                   .defaults = std::string("read"),
                   .help = "",
                   .choices = {"read", "write"}};
const parameter sync_each{.name = "sync",
                          .type = parameter_type::choice,
                          .defaults = std::string("off"),
                          .help = "",
                          .choices = {"on", "off"},
                          .only_with = {"op=write"}};
const parameter folder{.name = "dir", .type = parameter_type::text, .defaults = std::string(), .help = ""};

std::string refusal(const parameter& declared, std::string_view text) {
  try {
    parse_value(declared, text);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(parse_value, reads_every_type_into_base_units) {
  EXPECT_EQ(std::get<std::int64_t>(parse_value(delay, "1.5s").value), 1'500'000'000);
  EXPECT_EQ(std::get<std::int64_t>(parse_value(size_of_it, "64KiB").value), 65'536);
  EXPECT_EQ(std::get<std::int64_t>(parse_value(retries, "7").value), 7);
  EXPECT_EQ(std::get<double>(parse_value(rate, "0.25").value), 0.25);
  EXPECT_EQ(std::get<std::string>(parse_value(op, "write").value), "write");
  EXPECT_EQ(std::get<std::string>(parse_value(folder, "a=b c").value), "a=b c");
}

TEST(parse_value, shows_equal_values_in_one_way) {
  EXPECT_EQ(parse_value(delay, "1500ms").text, "1.5s");
  EXPECT_EQ(parse_value(size_of_it, "65536").text, "64KiB");
  EXPECT_EQ(parse_value(retries, "007").text, "7");
  EXPECT_EQ(parse_value(rate, "0.50").text, "0.5");
}

TEST(parse_value, reads_back_what_it_shows) {
  for (const auto* text : {"1ms", "1.001s", "90s", "1h", "123456789ns"})
    EXPECT_EQ(parse_value(delay, parse_value(delay, text).text).value, parse_value(delay, text).value)
        << text;
}

TEST(parse_value, accepts_its_bounds) {
  EXPECT_EQ(std::get<std::int64_t>(parse_value(delay, "1ms").value), 1'000'000);
  EXPECT_EQ(std::get<std::int64_t>(parse_value(delay, "1h").value), 3'600'000'000'000);
  EXPECT_EQ(parse_value(rate, "0").text, "0");
  EXPECT_EQ(parse_value(rate, "1").text, "1");
  EXPECT_EQ(parse_value(retries, "20").text, "20");
}

TEST(parse_value, names_the_parameter_the_value_and_the_range_it_is_outside_of) {
  EXPECT_THAT(refusal(delay, "2h"), AllOf(HasSubstr("'delay'"), HasSubstr("'2h'"), HasSubstr("1ms to 1h")));
  EXPECT_THAT(refusal(delay, "999us"), HasSubstr("1ms to 1h"));
  EXPECT_THAT(refusal(size_of_it, "0"), HasSubstr("at least 1B"));
  EXPECT_THAT(refusal(retries, "21"), HasSubstr("at most 20"));
  EXPECT_THAT(refusal(rate, "1.01"), HasSubstr("0 to 1"));
  EXPECT_THAT(refusal(op, "move"), HasSubstr("read|write"));
}

TEST(parse_value, refuses_what_is_not_of_its_type) {
  for (const auto* text : {"", "5", "soon", "1.5", "-1s", "1 s", "1s ", "1e3ms", "99999999999h"})
    EXPECT_THAT(refusal(delay, text), HasSubstr("a duration such as")) << text;
  for (const auto* text : {"", "KiB", "-1", "1.5.5KiB", "64kib", "99999999999TiB", "18446744073709551615"})
    EXPECT_THAT(refusal(size_of_it, text), HasSubstr("a size such as")) << text;
  for (const auto* text : {"", "-1", "1.0", "0x1", "+1", "18446744073709551616"})
    EXPECT_THAT(refusal(retries, text), HasSubstr("a whole number")) << text;
  for (const auto* text : {"", "nan", "inf", "half", "0.5x", "-0.1"})
    EXPECT_THAT(refusal(rate, text), HasSubstr("a number such as")) << text;
  EXPECT_THAT(refusal(op, ""), HasSubstr("read|write"));
}

TEST(parameter, has_a_unit_for_exports) {
  EXPECT_EQ(delay.unit(), "ns");
  EXPECT_EQ(size_of_it.unit(), "bytes");
  EXPECT_EQ(retries.unit(), "");
}

TEST(parameter_values, start_with_the_defaults_of_the_profile) {
  EXPECT_EQ(parameter_values({delay}, profile::quick).time("delay"), std::chrono::milliseconds(10));
  EXPECT_EQ(parameter_values({delay}, profile::standard).time("delay"), std::chrono::milliseconds(20));
  EXPECT_EQ(parameter_values({delay}, profile::tutorial).time("delay"), std::chrono::milliseconds(1500));
}

TEST(parameter_values, keep_the_order_of_their_declaration_when_one_is_set) {
  parameter_values values({retries, delay, op}, profile::quick);
  values.set(parse_value(delay, "5ms"));
  std::string shown;
  for (const auto& each : values) shown += each.name + "=" + each.text + " ";
  EXPECT_EQ(shown, "retries=3 delay=5ms op=read ");
}

TEST(parameter_values, are_read_by_type) {
  const parameter_values values({delay, size_of_it, retries, rate, op, folder}, profile::quick);
  EXPECT_EQ(values.size("size").count, 65'536u);
  EXPECT_EQ(values.count("retries"), 3u);
  EXPECT_EQ(values.ratio("rate"), 0.5);
  EXPECT_EQ(values.text("op"), "read");
  EXPECT_EQ(values.text("dir"), "");
  EXPECT_EQ(values.shown("delay"), "10ms");
}

TEST(parameter_values, refuse_a_name_that_was_never_declared) {
  EXPECT_THROW(parameter_values({delay}, profile::quick).time("latency"), std::logic_error);
}

TEST(nearest, finds_the_name_with_the_fewest_edits) {
  const std::vector<std::string> known{"sequential", "threads", "thread-pool", "coroutines"};
  EXPECT_EQ(nearest("thread", known), "threads");
  EXPECT_EQ(nearest("threadpool", known), "thread-pool");
  EXPECT_EQ(nearest("corutine", known), "coroutines");
  EXPECT_EQ(nearest("threads", known), "threads");
}

TEST(nearest, finds_none_when_none_is_near) {
  EXPECT_EQ(nearest("fibers", {"sequential", "threads"}), "");
  EXPECT_EQ(nearest("sleep", {}), "");
  EXPECT_EQ(nearest("", {"sequential"}), "");
}

TEST(suggestion, names_the_nearest_or_else_all) {
  EXPECT_EQ(suggestion("slep", {"sleep", "file-io"}), "; did you mean 'sleep'?");
  EXPECT_EQ(suggestion("qqqqqq", {"sleep", "file-io"}), "; known: sleep, file-io");
  EXPECT_EQ(suggestion("qqqqqq", {}), "; there is none");
}

/// The names of those that have an effect, in one text.
std::string effective_names(const parameter_values& values, const std::vector<parameter>& declared,
                            target_kind targets = target_kind::own) {
  std::string names;
  for (const auto& each : values.effective(declared, targets)) names += each.name + " ";
  return names;
}

TEST(parameter_values, tell_which_of_them_have_an_effect) {
  const std::vector<parameter> declared{op, sync_each, delay};
  parameter_values values(declared, profile::quick);
  EXPECT_EQ(effective_names(values, declared), "op delay ");
  values.set(parse_value(op, "write"));
  EXPECT_EQ(effective_names(values, declared), "op sync delay ");
}

TEST(parameter_values, have_an_effect_where_another_one_has_not_a_value_or_names_something) {
  auto unless_reading = delay;
  unless_reading.only_with = {"op!=read"};
  auto in_this_folder = retries;
  in_this_folder.only_with = {"dir~http", "op=read"};
  const std::vector<parameter> declared{op, folder, unless_reading, in_this_folder};
  parameter_values values(declared, profile::quick);
  EXPECT_EQ(effective_names(values, declared), "op dir ");
  values.set(parse_value(folder, "a http 2ms"));
  EXPECT_EQ(effective_names(values, declared), "op dir retries ");
  values.set(parse_value(op, "write"));
  EXPECT_EQ(effective_names(values, declared), "op dir delay ");
}

TEST(parameter_values, have_an_effect_where_one_of_several_others_has_a_value) {
  auto with_either = delay;
  with_either.only_with = {"op|dir!=read"};
  const std::vector<parameter> declared{op, folder, with_either};
  parameter_values values(declared, profile::quick);
  values.set(parse_value(folder, "read"));
  EXPECT_EQ(effective_names(values, declared), "op dir ");
  values.set(parse_value(folder, "write"));
  EXPECT_EQ(effective_names(values, declared), "op dir delay ");
  values.set(parse_value(folder, "read"));
  values.set(parse_value(op, "write"));
  EXPECT_EQ(effective_names(values, declared), "op dir delay ");
}

TEST(parameter_values, have_an_effect_on_own_or_on_foreign_answers) {
  auto of_own = delay;
  of_own.only_for = target_kind::own;
  auto of_foreign = retries;
  of_foreign.only_for = target_kind::foreign;
  const std::vector<parameter> declared{op, of_own, of_foreign};
  const parameter_values values(declared, profile::quick);
  EXPECT_EQ(effective_names(values, declared, target_kind::own), "op delay ");
  EXPECT_EQ(effective_names(values, declared, target_kind::foreign), "op retries ");
}

}  // namespace
}  // namespace concbench
