// What makes two reports those of different machines or plans.
#include "report/words/comparability.hpp"

#include <algorithm>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example_report.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

report with_fact(const std::string& name, const std::string& value) {
  auto made = testing::empty_report();
  testing::set_fact(made, name, value);
  return made;
}

TEST(machine_differences, are_none_between_reports_of_one_machine) {
  const auto one = testing::empty_report();
  EXPECT_THAT(machine_differences(one, one), IsEmpty());
  EXPECT_THAT(plan_differences(one, one), IsEmpty());
  EXPECT_THAT(notable_differences(one, one), IsEmpty());
}

TEST(machine_differences, name_the_fact_and_both_values) {
  const auto one = testing::empty_report();
  EXPECT_THAT(machine_differences(one, with_fact("cpus_usable", "4")), ElementsAre("cpus_usable 2, then 4"));
  EXPECT_THAT(machine_differences(one, with_fact("cpu_model", "a\nb")),
              ElementsAre("cpu_model AMD EPYC 7763 64-Core Processor, then a b"));
  EXPECT_THAT(machine_differences(one, with_fact("cpu_model", "")),
              ElementsAre("cpu_model AMD EPYC 7763 64-Core Processor, then none"));
}

TEST(machine_differences, forgive_a_tenth_of_the_memory) {
  const auto one = testing::empty_report();  // 8324911104 bytes
  EXPECT_THAT(machine_differences(one, with_fact("memory_bytes", "7600000000")), IsEmpty());
  EXPECT_THAT(machine_differences(one, with_fact("memory_bytes", "7400000000")),
              ElementsAre("memory_bytes 8324911104, then 7400000000"));
}

TEST(rate_difference, is_between_an_open_and_a_closed_loop_and_between_two_rates) {
  const auto closed = testing::empty_report();
  const auto at = [&](double rate) {
    auto open = closed;
    open.plan.rate = rate;
    return open;
  };
  EXPECT_EQ(rate_difference(closed, closed), "");
  EXPECT_EQ(rate_difference(at(200), at(200)), "");
  EXPECT_EQ(rate_difference(closed, at(200)), "rate none, then 200/s");
  EXPECT_EQ(rate_difference(at(200), at(0.5)), "rate 200/s, then 0.5/s");
}

TEST(plan_differences, are_those_that_make_it_other_work) {
  const auto one = testing::empty_report();
  auto other = one;
  other.plan.seed = 7;
  other.plan.targets = {"http://a/"};
  other.plan.cpus = "0-1";
  other.plan.rounds = 50;  // more rounds are no other work
  EXPECT_THAT(plan_differences(one, other),
              ElementsAre("seed 42, then 7", "targets none, then http://a/", "cpus none, then 0-1"));
}

TEST(plan_differences, has_other_requests_among_them) {
  const auto one = testing::empty_report();
  auto other = one;
  other.plan.request = {"POST", {"X-A", "X-B"}, 2, "ab12", true};
  EXPECT_THAT(plan_differences(one, other),
              ElementsAre("request GET, then POST, headers X-A X-B, body of 2 bytes with SHA-256 ab12, "
                          "certificates not checked"));
}

TEST(plan_differences, has_rules_for_requests_among_them) {
  const auto one = testing::empty_report();
  auto other = one;
  other.plan.request = {.method = "GET, PUT",
                        .requests = 2,
                        .expected = "404",
                        .compressed = true,
                        .routes = {"--unix-socket /s"}};
  EXPECT_THAT(plan_differences(one, other),
              ElementsAre("request GET, then GET, PUT, a request of its own for each target, expects 404, "
                          "compressed, --unix-socket /s"));
}

TEST(notable_differences, can_explain_a_change_without_forbidding_the_comparison) {
  const auto one = testing::empty_report();
  const auto other = with_fact("kernel", "Linux 6.12");
  EXPECT_THAT(notable_differences(one, other), ElementsAre("kernel Linux 6.1.0-18-amd64, then Linux 6.12"));
  EXPECT_THAT(machine_differences(one, other), IsEmpty());
}

TEST(memory_differences, name_what_the_memory_of_a_task_depends_on) {
  const auto built_with = [](environment facts) {
    auto made = testing::empty_report();
    std::ranges::move(facts, std::back_inserter(made.environment));
    return made;
  };
  const auto one = built_with({{"boost", "1.81.0"}, {"c_library", "glibc 2.36"}, {"allocator", "libc.so.6"}});
  EXPECT_THAT(memory_differences(one, one), IsEmpty());
  EXPECT_THAT(
      memory_differences(
          one,
          built_with({{"boost", "1.88.0"}, {"c_library", "glibc 2.36"}, {"allocator", "libjemalloc.so.2"}})),
      ElementsAre("boost 1.81.0, then 1.88.0", "allocator libc.so.6, then libjemalloc.so.2"));
  EXPECT_THAT(memory_differences(one, testing::empty_report()), IsEmpty()) << "an older report";
}

TEST(differing_facts, are_none_of_reports_that_are_alike) {
  const auto one = testing::empty_report();
  const auto about_as_much = with_fact("memory_bytes", "7600000000");
  EXPECT_THAT(differing_facts(std::vector<const report*>{&one, &one, &about_as_much}), IsEmpty());
}

TEST(differing_facts, have_a_value_for_each_report) {
  const auto one = testing::empty_report();
  const auto other = with_fact("cpu_model", "");
  auto longer = testing::empty_report();
  longer.plan.rounds = 20;
  longer.plan.warmup = 0;
  const auto found = differing_facts(std::vector<const report*>{&one, &other, &longer});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].name, "CPU model");
  EXPECT_THAT(found[0].values,
              ElementsAre("AMD EPYC 7763 64-Core Processor", "none", "AMD EPYC 7763 64-Core Processor"));
  EXPECT_EQ(found[1].name, "rounds");
  EXPECT_THAT(found[1].values,
              ElementsAre("8 rounds after 1 warm-up", "8 rounds after 1 warm-up", "20 rounds"));
}

}  // namespace
}  // namespace concbench
