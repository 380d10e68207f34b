// What is known before a run of what cannot be run.
#include "core/refusal.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

class idle_work final : public scenario {
 public:
  void verify(std::span<const task_record>) override {}
};

/// Says no to everything, or to nothing.
class choosy final : public executor {
 public:
  explicit choosy(bool refuses) : refuses_(refuses) {}
  std::optional<std::string> refuses(const scenario&) const override {
    return refuses_ ? std::optional<std::string>("not with me") : std::nullopt;
  }
  void start(std::size_t) override {}
  void run(task_batch&) override {}

 private:
  bool refuses_;
};

executor_declaration model_that(bool refuses) {
  executor_declaration made;
  made.make = [refuses] { return std::make_unique<choosy>(refuses); };
  return made;
}

scenario_declaration made_by(std::function<std::unique_ptr<scenario>(const scenario_setup&)> make) {
  return {.name = "idle", .summary = "", .tasks = 1, .parameters = {}, .make = std::move(make)};
}

TEST(known_refusals, are_those_of_the_executor) {
  const auto work = made_by([](const scenario_setup&) { return std::make_unique<idle_work>(); });
  const known_refusals refusals(work, {});
  EXPECT_EQ(refusals.of(model_that(true)), "not with me");
  EXPECT_EQ(refusals.of(model_that(false)), "");
}

TEST(known_refusals, begin_with_what_the_build_lacks) {
  const auto work = made_by([](const scenario_setup&) { return std::make_unique<idle_work>(); });
  auto model = model_that(true);
  model.lacks = "this build has no such library";
  EXPECT_EQ(known_refusals(work, {}).of(model), "this build has no such library");
}

TEST(known_refusals, say_of_every_executor_why_a_scenario_cannot_be_done_here) {
  const auto work = made_by([](const scenario_setup&) -> std::unique_ptr<scenario> {
    throw not_applicable("there is no such file system");
  });
  EXPECT_EQ(known_refusals(work, {}).of(model_that(false)), "there is no such file system");
}

TEST(known_refusals, leave_it_to_a_worker_to_say_why_a_scenario_cannot_be_made) {
  const auto work = made_by(
      [](const scenario_setup&) -> std::unique_ptr<scenario> { throw std::runtime_error("no room"); });
  EXPECT_EQ(known_refusals(work, {}).of(model_that(true)), "");
}

TEST(known_refusals, make_a_scenario_of_one_task_and_one_target) {
  scenario_setup seen;
  const auto work = made_by([&](const scenario_setup& setup) {
    seen = setup;
    return std::make_unique<idle_work>();
  });
  scenario_setup large;
  large.tasks = 10'000'000;
  large.targets = {"http://a/", "http://b/"};
  large.own_requests = {net::request_parts::plain(), net::request_parts::plain()};
  const known_refusals refusals(work, large);
  EXPECT_EQ(seen.tasks, 1u);
  EXPECT_EQ(seen.targets.size(), 1u);
  EXPECT_EQ(seen.own_requests.size(), 1u);
}

}  // namespace
}  // namespace concbench
