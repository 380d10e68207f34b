// Rounds, warm-up, precision and budget of a plan.
#include "cli/run_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan_of_options.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(make_plan, takes_rounds_enough_to_tell_all_its_executors_apart) {
  const auto rounds = [](std::vector<std::string> executors, profile chosen) {
    return make_plan({.scenarios = {"sleep"}, .executors = std::move(executors), .profile = chosen})
        .asked.rounds;
  };
  EXPECT_EQ(rounds({"threads"}, profile::standard), 10);
  EXPECT_EQ(rounds({"threads", "coroutines"}, profile::standard), 10);
  EXPECT_EQ(rounds({"default"}, profile::standard), 11);  // 3 comparisons: the second ratio from each end
  EXPECT_EQ(rounds({"default"}, profile::quick), 11);
  EXPECT_EQ(rounds({"all"}, profile::standard), 16);  // 13 executors: 66 pairs beside the baseline
  EXPECT_EQ(rounds({"all"}, profile::quick), 16);
  EXPECT_EQ(rounds({"all"}, profile::tutorial), 1);
}

TEST(make_plan, takes_rounds_to_the_last_look_where_a_precision_ends_them) {
  const auto plan = make_plan({.precision = "2%"});
  EXPECT_DOUBLE_EQ(plan.asked.precision, 0.02);
  EXPECT_EQ(plan.asked.rounds,
            72);  // nine for the first look of three comparisons, half as many again each time
  EXPECT_EQ(make_plan({.rounds = 12, .precision = "2%"}).asked.rounds, 12);
}

TEST(make_plan, takes_as_many_rounds_as_a_budget_allows) {
  const auto plan = make_plan({.budget = "1.5s"});
  EXPECT_EQ(duration(plan.asked.budget_ns), std::chrono::milliseconds(1500));
  EXPECT_EQ(plan.asked.rounds, 100'000);
  EXPECT_EQ(make_plan({.rounds = 3, .budget = "1.5s"}).asked.rounds, 3);
}

TEST(make_plan, refuses_a_precision_or_a_budget_that_is_none) {
  for (const auto* wrong : {"2", "0%", "-1%", "1001%", "0.001%", "two%", "nan%", "inf%"})
    EXPECT_THAT(plan_refusal({.precision = wrong}),
                AllOf(HasSubstr("--precision"), HasSubstr(wrong), HasSubstr("such as 2%")));
  for (const auto* wrong : {"0s", "60", "-1s", "soon"})
    EXPECT_THAT(plan_refusal({.budget = wrong}), AllOf(HasSubstr("--budget"), HasSubstr(wrong)));
}

TEST(make_plan, warns_of_a_budget_that_holds_fewer_rounds_than_an_interval_takes) {
  const auto warnings = [](const std::string& budget, std::vector<std::string> executors,
                           std::optional<std::uint64_t> rounds = {}) {
    return make_plan({.scenarios = {"sleep"},
                      .executors = std::move(executors),
                      .parameters = {"delay=1s"},
                      .tasks = 10,
                      .rounds = rounds,
                      .budget = budget})
        .warnings;
  };
  // Ten seconds under sequential, one under coroutines, and the processes around them; a warm-up round takes as long.
  const std::vector<std::string> two{"sequential", "coroutines"};
  EXPECT_THAT(
      warnings("30s", two),
      ElementsAre("--budget 30s may hold no more than one round, since one takes up to 11.03s on a slow "
                  "machine: an interval takes 6; --budget 78s holds them, and fewer tasks (-n), executors or "
                  "scenarios need less"));
  EXPECT_THAT(warnings("40s", two), ElementsAre(HasSubstr("no more than 2 rounds")));
  EXPECT_THAT(warnings("1ms", two), ElementsAre(HasSubstr("no more than one round")));
  EXPECT_THAT(warnings("78s", two), ElementsAre());
  EXPECT_THAT(warnings("30s", two, 1), ElementsAre());          // no more were asked for
  EXPECT_THAT(warnings("30s", {"sequential"}), ElementsAre());  // nothing is compared
}

TEST(make_plan, does_not_warn_of_a_budget_where_no_cell_can_run) {
  const auto plan =
      make_plan({.scenarios = {"pipeline"}, .executors = {"sequential", "async-sequential"}, .budget = "5s"});
  for (const auto& each : plan.cells) EXPECT_NE(each.refusal, "") << each.setup.executor;
  EXPECT_THAT(plan.warnings, IsEmpty());
}

}  // namespace
}  // namespace concbench::cli
