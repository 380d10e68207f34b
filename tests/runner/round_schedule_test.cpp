// Which group takes the next round, and when there is none.
#include "runner/round_schedule.hpp"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::runner {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

using turn = std::pair<std::size_t, std::int64_t>;

/// Plays a run: every round of group g takes a second, and its intervals are `width(g, rounds)` wide.
template <class Width>
std::vector<turn> play(const plan& asked, std::vector<std::size_t> executors, Width width) {
  round_schedule schedule(asked, executors);
  std::vector<turn> turns;
  duration elapsed{0};
  while (const auto next = schedule.next(elapsed)) {
    turns.emplace_back(next->group, next->round);
    elapsed += 1s;
    schedule.ended(*next, 1s, [&] { return width(next->group, next->round + 1); });
  }
  return turns;
}

std::optional<double> unknown(std::size_t, std::int64_t) {
  return {};
}

std::int64_t rounds_of(std::size_t group, const std::vector<turn>& turns) {
  return std::ranges::count_if(turns, [&](const turn& t) { return t.first == group && t.second >= 0; });
}

plan precise(double width, std::int64_t rounds = 1000) {
  return {.rounds = rounds, .precision = width};
}

TEST(round_schedule, lets_the_groups_take_turns_for_a_fixed_number_of_rounds) {
  EXPECT_THAT(play({.rounds = 2, .warmup = 1}, {4, 4}, unknown),
              ElementsAre(turn{0, -1}, turn{1, -1}, turn{0, 0}, turn{1, 0}, turn{0, 1}, turn{1, 1}));
}

TEST(round_schedule, has_no_turns_without_groups) {
  EXPECT_TRUE(play({.rounds = 2}, {}, unknown).empty());
}

TEST(round_schedule, ends_a_group_at_its_first_look_when_it_is_precise_enough) {
  // Three comparisons at a quarter of 5 % need nine rounds for an interval.
  const auto turns = play(precise(0.02), {4}, [](auto, auto) -> std::optional<double> { return 0.019; });
  EXPECT_EQ(turns.size(), 9u);
}

TEST(round_schedule, looks_only_at_its_looks) {
  // Narrow from the tenth round on, which nobody sees before the look after fourteen.
  const auto turns = play(precise(0.02), {4}, [](auto, auto rounds) { return rounds < 10 ? 0.5 : 0.01; });
  EXPECT_EQ(turns.size(), 14u);
}

TEST(round_schedule, gives_the_widest_group_its_rounds_first) {
  const auto turns = play(precise(0.02), {2, 2}, [](auto group, auto rounds) {
    return (group == 0 ? 0.3 : 0.9) / static_cast<double>(rounds);
  });
  EXPECT_EQ(rounds_of(0, turns), 18);
  EXPECT_EQ(rounds_of(1, turns), 62);
  const auto second_look_of_1 = std::ranges::find(turns, turn{1, 11});
  const auto ninth_round_of_0 = std::ranges::find(turns, turn{0, 8});
  EXPECT_LT(second_look_of_1 - turns.begin(), ninth_round_of_0 - turns.begin());
}

TEST(round_schedule, ends_a_group_that_never_gets_precise_after_its_last_look) {
  const auto turns = play(precise(0.02), {2}, [](auto, auto) -> std::optional<double> { return 0.5; });
  EXPECT_EQ(turns.size(), 62u);
}

TEST(round_schedule, ends_a_group_in_which_nothing_can_be_compared_at_its_first_look) {
  const auto turns = play(precise(0.02), {2, 2}, [](auto group, auto) -> std::optional<double> {
    if (group == 0) return {};
    return 0.5;
  });
  EXPECT_EQ(rounds_of(0, turns), 8);
  EXPECT_EQ(rounds_of(1, turns), 62);
}

TEST(round_schedule, takes_no_more_rounds_than_were_asked_for) {
  EXPECT_EQ(play(precise(0.02, 10), {2}, [](auto, auto) -> std::optional<double> { return 0.5; }).size(),
            10u);
}

TEST(round_schedule, begins_no_round_that_would_end_after_the_budget) {
  const plan asked{.rounds = 1000, .budget_ns = duration(5500ms).count()};
  EXPECT_THAT(play(asked, {2, 2}, unknown),
              ElementsAre(turn{0, 0}, turn{1, 0}, turn{0, 1}, turn{1, 1}, turn{0, 2}));
}

TEST(round_schedule, takes_one_round_of_every_group_whatever_the_budget) {
  const plan asked{.rounds = 1000, .warmup = 1, .budget_ns = 1};
  EXPECT_THAT(play(asked, {2, 2}, unknown), ElementsAre(turn{0, -1}, turn{1, -1}, turn{0, 0}, turn{1, 0}));
}

TEST(round_schedule, stops_at_the_budget_or_the_precision_whichever_comes_first) {
  auto asked = precise(0.02);
  asked.budget_ns = duration(12s).count();
  EXPECT_EQ(play(asked, {2}, [](auto, auto) -> std::optional<double> { return 0.5; }).size(), 12u);
  EXPECT_EQ(play(asked, {2}, [](auto, auto) -> std::optional<double> { return 0.01; }).size(), 8u);
}

TEST(round_schedule, knows_which_limit_ended_each_group) {
  const auto ended_by = [](const plan& asked, std::optional<double> width) {
    const std::array<std::size_t, 1> executors{2};
    round_schedule schedule(asked, executors);
    duration elapsed{0};
    while (const auto next = schedule.next(elapsed)) {
      EXPECT_FALSE(schedule.end_of(0));
      elapsed += 1s;
      schedule.ended(*next, 1s, [&] { return width; });
    }
    return schedule.end_of(0).value();
  };
  EXPECT_EQ(ended_by({.rounds = 2}, {}), rounds_end{rounds_limit::rounds});
  EXPECT_EQ(ended_by(precise(0.02), 0.01), rounds_end{rounds_limit::precision});
  EXPECT_EQ(ended_by(precise(0.02, 8), 0.01),
            rounds_end{rounds_limit::precision});  // both at once: it was reached
  EXPECT_EQ(ended_by(precise(0.02), 0.5), rounds_end{rounds_limit::rounds});
  EXPECT_EQ(ended_by(precise(0.02), {}), rounds_end{rounds_limit::nothing_to_compare});
  auto asked = precise(0.02);
  asked.budget_ns = duration(5500ms).count();
  EXPECT_EQ(ended_by(asked, 0.5),
            (rounds_end{rounds_limit::budget, duration(1s).count(), duration(500ms).count()}));
  asked.budget_ns = duration(5s).count();
  EXPECT_EQ(ended_by(asked, 0.5), (rounds_end{rounds_limit::budget, duration(1s).count(), 0}));
}

TEST(round_schedule, keeps_the_first_reason_that_ended_a_group) {
  const std::array<std::size_t, 1> executors{2};
  round_schedule schedule({.rounds = 5}, executors);
  schedule.give_up(0);
  EXPECT_EQ(schedule.end_of(0), rounds_end{rounds_limit::failures});
  round_schedule taken({.rounds = 1}, executors);
  taken.ended(*taken.next(0s), 1s, [] { return std::optional<double>(); });
  taken.give_up(0);
  EXPECT_EQ(taken.end_of(0), rounds_end{rounds_limit::rounds});
}

TEST(round_schedule, knows_which_groups_are_over) {
  const std::array<std::size_t, 2> executors{2, 2};
  round_schedule schedule({.rounds = 1}, executors);
  schedule.ended(*schedule.next(0s), 1s, [] { return std::optional<double>(); });
  EXPECT_TRUE(schedule.is_over(0));
  EXPECT_FALSE(schedule.is_over(1));
  schedule.give_up(1);
  EXPECT_TRUE(schedule.is_over(1));
}

TEST(round_schedule, goes_on_without_a_group_that_was_given_up) {
  const std::array<std::size_t, 2> executors{2, 2};
  round_schedule schedule({.rounds = 5}, executors);
  schedule.give_up(0);
  EXPECT_EQ(schedule.next(0s)->group, 1u);
  schedule.give_up(1);
  EXPECT_FALSE(schedule.next(0s));
}

}  // namespace
}  // namespace concbench::runner
