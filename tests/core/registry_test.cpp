// Registering and finding.
#include "core/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// This program links no scenario and no executor: these are all there are.
scenario_declaration named(std::string name, int order) {
  return {.name = std::move(name), .summary = "", .order = order, .tasks = 1, .parameters = {}, .make = {}};
}
const registration second(named("beta", 10));
const registration first(named("alpha", 10));
scenario_declaration of_empty_tasks() {
  auto made = named("middle", 20);
  made.work = work_kind::overhead;
  made.empty_tasks = true;
  made.counters = {{.name = "of_this_build"}};
  return made;
}
scenario_declaration of_waits() {
  auto made = named("last", 30);
  made.wait_parameter = "delay";
  return made;
}
const registration late(of_waits());
const registration middle(of_empty_tasks());
const registration model(executor_declaration{
    .name = "only", .summary = "", .order = 0, .is_baseline = true, .make = {}});

TEST(registry, lists_scenarios_by_order_then_by_name) {
  std::vector<std::string> names;
  for (const auto& each : scenarios()) names.push_back(each.name);
  EXPECT_THAT(names, ElementsAre("alpha", "beta", "middle", "last"));
}

TEST(registry, finds_what_is_registered) {
  EXPECT_EQ(find_scenario("middle").order, 20);
  EXPECT_EQ(find_executor("only").name, "only");
}

template <class Find>
std::string registry_refusal(Find find) {
  try {
    find();
  } catch (const usage_error& e) {
    return e.what();
  }
  return "found";
}

TEST(registry, names_what_is_unknown_and_what_is_near) {
  EXPECT_THAT(registry_refusal([] { find_scenario("midle"); }),
              AllOf(HasSubstr("scenario 'midle'"), HasSubstr("did you mean 'middle'?")));
  EXPECT_THAT(registry_refusal([] { find_executor("fibers"); }),
              AllOf(HasSubstr("executor 'fibers'"), HasSubstr("known: only")));
}

TEST(registry, knows_what_is_used_for_a_purpose_by_its_declaration) {
  EXPECT_EQ(scenario_of_empty_tasks(), &find_scenario("middle"));
  EXPECT_EQ(scenario_of_waits(), &find_scenario("last"));
  EXPECT_EQ(&find_scenario_of_empty_tasks(), scenario_of_empty_tasks());
  EXPECT_EQ(&find_scenario_of_waits(), scenario_of_waits());
  EXPECT_EQ(baseline_executor(), &find_executor("only"));
  EXPECT_EQ(noise_executor(), nullptr) << "no executor declares it";
}

TEST(registry, does_not_find_the_empty_name) {
  EXPECT_THROW(find_scenario(""), usage_error);
}

}  // namespace
}  // namespace concbench
