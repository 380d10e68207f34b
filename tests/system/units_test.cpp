// Durations and sizes as text, both ways: tables of what is read as what, and of what is refused.
#include "system/units.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace concbench {
namespace {

using namespace std::chrono_literals;

constexpr auto longest = duration::max();

TEST(ParseDuration, ReadsANumberAndAUnit) {
  const struct {
    const char* text;
    duration expected;
  } cases[] = {
      {"0", 0ns},
      {"0s", 0ns},
      {"0ms", 0ns},
      {"1ns", 1ns},
      {"7us", 7us},
      {"200ms", 200ms},
      {"1s", 1s},
      {"1.5s", 1500ms},
      {"1.50s", 1500ms},
      {"01s", 1s},
      {"2min", 2min},
      {"1.5min", 90s},
      {"1h", 1h},
      {"0.25h", 15min},
      {"0.1s", 100ms},
      {"0.000000001s", 1ns},
      {"1.000000000000s", 1s},  // zeros finer than a nanosecond lose nothing
      {"7µs", 7us},             // U+00B5 MICRO SIGN
      {"7\u03bcs", 7us},        // U+03BC GREEK SMALL LETTER MU: looks the same
      {"9223372036854775807ns", longest},
      {"9223372036.854775807s", longest},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parse_duration(text), expected) << text;
}

TEST(ParseDuration, RefusesWhatIsNotADuration) {
  for (const char* text :
       {"",    "5",   "1.5", "00",  "s",  ".s", ".5s",  "1.s", "1.2.3s", "1e3s", "0x1s", "-1s", "+1s",
        "-0s", " 1s", "1s ", "1 s", "1S", "1m", "1sec", "1s1", "1,5s",   "infs", "nans", "１s"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(ParseDuration, RefusesFractionsOfANanosecondInsteadOfRounding) {
  for (const char* text : {"1.0000000001s", "0.5ns", "0.0001us", "0.0000000000000000001s"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(ParseDuration, RefusesWhatDoesNotFit64BitNanoseconds) {
  for (const char* text : {"9223372036854775808ns", "9223372036.854775808s", "2562048h",
                           "18446744073709551615h", "18446744073709551616ns", "99999999999999999999999s"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(ParseSize, ReadsANumberAndAUnit) {
  constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
  const struct {
    const char* text;
    std::uint64_t expected;
  } cases[] = {
      {"0", 0},
      {"4096", 4096},
      {"1B", 1},
      {"64KiB", 65'536},
      {"1.5KiB", 1'536},
      {"1MiB", 1 << 20},
      {"0.5GiB", 1U << 29},
      {"1TiB", 1ULL << 40},
      {"1kB", 1'000},
      {"1.234kB", 1'234},
      {"2MB", 2'000'000},
      {"3GB", 3'000'000'000},
      {"1TB", 1'000'000'000'000},
      {"18446744073709551615", largest},
      {"18446744073709551615B", largest},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parse_size(text), byte_size{expected}) << text;
}

TEST(ParseSize, RefusesWhatIsNotASize) {
  for (const char* text : {"",
                           "B",
                           "1.5",
                           "1.5B",
                           "0.0001KiB",
                           "1.2345kB",
                           "-1",
                           "-1KiB",
                           "+1",
                           "64 KiB",
                           " 64KiB",
                           "64KiB ",
                           "64K",
                           "64KB",
                           "64kib",
                           "1e3",
                           "0x10",
                           "1PiB",
                           "18446744073709551616",
                           "16777216TiB",
                           "18446744073709551616B"})
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
}

TEST(ParseCount, ReadsWholeNumbersAndNothingElse) {
  EXPECT_EQ(parse_count("0"), 0U);
  EXPECT_EQ(parse_count("007"), 7U);
  EXPECT_EQ(parse_count("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
  for (const char* text : {"", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "one", "18446744073709551616"})
    EXPECT_EQ(parse_count(text), std::nullopt) << text;
}

TEST(ParseCount, DoesNotReadPastTheEndOfAView) {
  EXPECT_EQ(parse_count(std::string_view("123456").substr(0, 3)), 123U);
  EXPECT_EQ(parse_duration(std::string_view("12min").substr(0, 3)), std::nullopt);
  EXPECT_EQ(parse_count(std::string_view("1\0002", 3)), std::nullopt);
}

TEST(ExactText, WritesADurationInTheLargestUnitThatNeedsAtMostThreeDecimals) {
  const struct {
    duration value;
    const char* expected;
  } cases[] = {
      {0ns, "0s"},
      {1ns, "1ns"},
      {999ns, "999ns"},
      {1us, "1us"},
      {1500ns, "1.5us"},
      {200ms, "200ms"},
      {1500ms, "1.5s"},
      {1050ms, "1.05s"},
      {1001ms, "1.001s"},
      {90s, "90s"},
      {2h, "7200s"},
      {1'000'001us, "1000.001ms"},
      {1'000'000'001ns, "1000000.001us"},
      {longest, "9223372036854775.807us"},
  };
  for (const auto& [value, expected] : cases) EXPECT_EQ(exact_text(value), expected);
}

TEST(ExactText, WritesASizeInTheLargestBinaryUnitThatNeedsNoDecimals) {
  const struct {
    std::uint64_t value;
    const char* expected;
  } cases[] = {
      {0, "0B"},
      {1, "1B"},
      {1'023, "1023B"},
      {1'024, "1KiB"},
      {1'536, "1536B"},
      {65'536, "64KiB"},
      {1 << 20, "1MiB"},
      {3ULL << 40, "3TiB"},
      {std::numeric_limits<std::uint64_t>::max(), "18446744073709551615B"},
  };
  for (const auto& [value, expected] : cases) EXPECT_EQ(exact_text(byte_size{value}), expected);
}

TEST(ExactText, MarksANegativeDuration) {
  EXPECT_EQ(exact_text(duration(-1500ms)), "-1.5s");
  EXPECT_EQ(exact_text(duration::min()), "-9223372036854775.808us");
}

TEST(ExactText, IsReadBackAsTheSameValue) {
  std::uint64_t state = 1;  // a fixed sequence over all magnitudes: 64-bit LCG (Knuth, MMIX)
  for (int i = 0; i < 10'000; ++i) {
    state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    const auto value = state >> (1 + i % 63);
    const auto time = duration(static_cast<std::int64_t>(value));
    ASSERT_EQ(parse_duration(exact_text(time)), time);
    ASSERT_EQ(parse_size(exact_text(byte_size{value})), byte_size{value});
  }
}

TEST(ParsePercent, ReadsAPartAndRefusesWhatIsNone) {
  EXPECT_DOUBLE_EQ(parse_percent("2%").value(), 0.02);
  EXPECT_DOUBLE_EQ(parse_percent("0.5 %").value(), 0.005);
  EXPECT_EQ(parse_percent("0%"), 0.0);
  for (const auto* wrong : {"", "%", "2", "-1%", "2%%", "a%", "nan%", "inf%", "1e999%", "2  %"})
    EXPECT_FALSE(parse_percent(wrong)) << wrong;
}

TEST(ParseRate, ReadsTasksPerSecondOrMinute) {
  EXPECT_EQ(parse_rate("2000/s"), 2000.0);
  EXPECT_EQ(parse_rate("0.5/s"), 0.5);
  EXPECT_EQ(parse_rate("90/min"), 1.5);
  EXPECT_EQ(parse_rate("-1/s"), -1.0);  // a rate, though none to run at
}

TEST(ParseRate, RefusesWhatIsNone) {
  for (const auto* text : {"", "/", "/s", "2000", "2000/", "2000/h", "2k/s", "1e12/s", "nan/s", "inf/s",
                           "-inf/s", "0x10/s", " 1/s", "1 /s", "1/s ", "1/ s", "1/s/s", "+1/s"})
    EXPECT_EQ(parse_rate(text), std::nullopt) << text;
}

TEST(RateText, IsReadBack) {
  EXPECT_EQ(rate_text(2000), "2000/s");
  EXPECT_EQ(rate_text(1.5), "1.5/s");
  EXPECT_EQ(rate_text(1e6), "1000000/s");
  EXPECT_EQ(parse_rate(rate_text(0.01)), 0.01);
}

}  // namespace
}  // namespace concbench
