// Parameters of a plan: where they apply, and what is refused.
#include "cli/run_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_of_options.hpp"

namespace concbench::cli {
namespace {

using ::testing::HasSubstr;

TEST(make_plan, applies_a_parameter_where_it_exists) {
  const auto plan = make_plan({.scenarios = {"sleep", "api-calls", "file-io"},
                               .executors = {"threads"},
                               .parameters = {"delay=7ms"}});
  EXPECT_EQ(plan.cells[0].setup.params.shown("delay"), "7ms");
  EXPECT_EQ(plan.cells[1].setup.params.shown("delay"), "7ms");
}

TEST(make_plan, applies_a_scoped_parameter_there_alone_and_the_last_of_several) {
  const auto plan = make_plan({.scenarios = {"sleep", "api-calls"},
                               .executors = {"threads"},
                               .parameters = {"delay=7ms", "api-calls.delay=8ms", "sleep.delay=9ms"}});
  EXPECT_EQ(plan.cells[0].setup.params.shown("delay"), "9ms");
  EXPECT_EQ(plan.cells[1].setup.params.shown("delay"), "8ms");
}

TEST(make_plan, splits_a_parameter_at_its_first_equals_sign) {
  const auto plan = make_plan({.scenarios = {"image-download"}, .parameters = {"save=a=b.c=d"}});
  EXPECT_EQ(plan.cells[0].setup.params.text("save"), "a=b.c=d");
}

TEST(make_plan, refuses_a_parameter_of_a_scenario_that_was_not_chosen) {
  EXPECT_THAT(plan_refusal({.scenarios = {"sleep"}, .parameters = {"latency=1s"}}), HasSubstr("'latency'"));
  EXPECT_THAT(plan_refusal({.scenarios = {"sleep"}, .parameters = {"api-calls.delay=1s"}}),
              HasSubstr("'api-calls'"));
}

TEST(make_plan, refuses_what_is_not_key_and_value) {
  for (const auto* text : {"delay", "", "=1s"})
    EXPECT_THAT(plan_refusal({.parameters = {text}}), HasSubstr("key=value")) << text;
}

TEST(make_plan, refuses_values_that_do_not_go_together) {
  EXPECT_THAT(plan_refusal({.scenarios = {"file-io"}, .parameters = {"op=write", "cache=cold"}}),
              HasSubstr("op=write"));
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .parameters = {"delay=10s"}}),
              HasSubstr("request-timeout"));
}

TEST(make_plan, refuses_a_parameter_that_has_no_effect_on_what_is_fetched) {
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .parameters = {"delay=3s"}, .urls = {"http://a/"}}),
              HasSubstr("-p delay=3s has no effect with --url"));
  EXPECT_NO_THROW(
      make_plan({.scenarios = {"api-calls", "sleep"}, .parameters = {"delay=3s"}, .urls = {"http://a/"}}));
}

}  // namespace
}  // namespace concbench::cli
