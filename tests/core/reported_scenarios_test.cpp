// What a report knows about a scenario; and what this build declares when the report knows nothing.
#include "core/reported_scenarios.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench {
namespace {

// registry_test.cpp declares the scenario "middle".

TEST(reported_facts, are_those_that_the_report_has) {
  report result;
  result.scenarios = {{.name = "middle", .work = work_kind::files}};
  EXPECT_EQ(reported_facts(result, "middle"), result.scenarios.front());
}

TEST(reported_facts, are_those_of_this_build_where_an_older_report_has_none) {
  const auto facts = reported_facts({}, "middle");
  EXPECT_EQ(facts.work, work_kind::overhead);
  EXPECT_TRUE(facts.empty_tasks);
  EXPECT_EQ(facts.counters.at(0).name, "of_this_build");
}

TEST(reported_facts, are_nothing_but_the_name_where_nobody_knows_the_scenario) {
  EXPECT_EQ(reported_facts({}, "of another build"), scenario_facts{.name = "of another build"});
}

TEST(words_of_scenario_facts, are_read_back_and_others_are_unknown_and_plain) {
  for (const auto each : {work_kind::unknown, work_kind::waiting, work_kind::computing, work_kind::mixed,
                          work_kind::files, work_kind::database, work_kind::own, work_kind::overhead})
    EXPECT_EQ(parse_work_kind(to_string(each)), each);
  for (const auto each : {counter_meaning::plain, counter_meaning::connections, counter_meaning::sent_ahead,
                          counter_meaning::page_tables})
    EXPECT_EQ(parse_counter_meaning(to_string(each)), each);
  EXPECT_EQ(parse_work_kind("guessing"), work_kind::unknown);
  EXPECT_EQ(parse_counter_meaning("luck"), counter_meaning::plain);
}

TEST(counted_as, finds_a_counter_by_its_meaning_and_not_by_its_name) {
  const scenario_facts facts{
      .name = "any",
      .counters = {{.name = "plain"}, {.name = "lines", .meaning = counter_meaning::connections}}};
  EXPECT_EQ(counted_as(counter_meaning::connections, facts, {{"lines", 3}, {"plain", 4}}), 3);
  EXPECT_EQ(counted_as(counter_meaning::connections, facts, {{"connections", 3}}), std::nullopt);
  EXPECT_EQ(counted_as(counter_meaning::sent_ahead, facts, {{"plain", 4}}), std::nullopt);
}

}  // namespace
}  // namespace concbench
