// Names to executors of this program and of further workers.
#include "cli/executor_choice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/parameters.hpp"
#include "core/registry.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::shared_ptr<const runner::further_worker> worker(const std::string& name,
                                                     std::vector<std::string> executors) {
  return std::make_shared<runner::further_worker>(
      runner::further_worker{name, {name}, {std::move(executors), {"sleep"}}});
}

/// Another build of this program, and a worker in Python.
further_workers both() {
  return {worker("old", {"sequential", "threads"}), worker("py", {"threads", "asyncio"})};
}

std::vector<std::string> names(const std::vector<chosen_executor>& executors) {
  std::vector<std::string> full;
  for (const auto& each : executors) full.push_back(each.full_name());
  return full;
}

std::string executor_refusal(const std::vector<std::string>& asked, const further_workers& workers) {
  try {
    choose_executors(asked, workers);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(choose_executors, without_names_takes_the_default_and_the_unknown_ones_with_namesakes_together) {
  const auto expected = ElementsAre("sequential", "old:sequential", "threads", "old:threads", "py:threads",
                                    "thread-pool", "coroutines", "py:asyncio");
  EXPECT_THAT(names(choose_executors({}, both())), expected);
  EXPECT_THAT(names(choose_executors({"py:asyncio", "default"}, both())), expected);
  EXPECT_THAT(names(choose_executors({}, {worker("old", {"threads", "std-async"})})),
              ElementsAre("sequential", "threads", "old:threads", "thread-pool", "coroutines"));
}

TEST(choose_executors, asks_no_worker_for_requests_that_it_does_not_know) {
  auto has = *worker("new", {"threads"});
  has.has.keys = {"request"};
  const chosen_executor old{"threads", worker("old", {"threads"})};
  const chosen_executor now{"threads", std::make_shared<runner::further_worker>(std::move(has))};
  EXPECT_EQ(old.refusal_of("sleep"), "");
  EXPECT_THAT(old.refusal_of("sleep", {"request"}), AllOf(HasSubstr("old"), HasSubstr("'request'")));
  EXPECT_EQ(now.refusal_of("sleep", {"request"}), "");
  EXPECT_EQ((chosen_executor{"threads", nullptr}).refusal_of("sleep", {"request"}), "");
}

TEST(choose_executors, takes_every_one_there_is_as_all_and_others_beside_the_default) {
  EXPECT_EQ(choose_executors({"threads", "all"}, {}).size(), executors().size());
  EXPECT_THAT(names(choose_executors({"std-async", "default"}, {})),
              ElementsAre("sequential", "threads", "thread-pool", "coroutines", "std-async"));
}

TEST(choose_executors, takes_a_name_without_a_worker_from_everyone_who_has_it) {
  EXPECT_THAT(names(choose_executors({"threads"}, both())),
              ElementsAre("threads", "old:threads", "py:threads"));
  EXPECT_THAT(names(choose_executors({"asyncio", "old:threads"}, both())),
              ElementsAre("py:asyncio", "old:threads"));
}

TEST(choose_executors, takes_a_name_with_a_worker_from_that_one_alone_and_each_once) {
  EXPECT_THAT(names(choose_executors({"coroutines", "py:threads", "old:threads", "py:threads"}, both())),
              ElementsAre("coroutines", "py:threads", "old:threads"));
  EXPECT_THAT(names(choose_executors({"py:threads", "threads"}, both())),
              ElementsAre("py:threads", "threads", "old:threads"));
}

/// A worker that has the model of coroutines under a name of its language.
further_workers go_worker() {
  auto has = *worker("go", {"sequential", "goroutines"});
  has.has.models = {{"goroutines", "coroutines"}};
  return {std::make_shared<runner::further_worker>(std::move(has))};
}

TEST(choose_executors, takes_a_name_also_from_who_has_that_model_under_another_name) {
  const auto go = go_worker();
  EXPECT_THAT(names(choose_executors({"coroutines"}, go)), ElementsAre("coroutines", "go:goroutines"));
  EXPECT_THAT(names(choose_executors({}, go)), ElementsAre("sequential", "go:sequential", "threads",
                                                           "thread-pool", "coroutines", "go:goroutines"));
}

TEST(choose_executors, takes_the_model_of_one_worker_under_the_name_that_this_program_has_for_it) {
  EXPECT_THAT(names(choose_executors({"go:coroutines"}, go_worker())), ElementsAre("go:goroutines"));
  EXPECT_THAT(executor_refusal({"go:threads"}, go_worker()), HasSubstr("go has no 'threads'"));
}

TEST(choose_executors, takes_all_of_one_worker) {
  EXPECT_THAT(names(choose_executors({"py:all", "old:threads"}, both())),
              ElementsAre("py:threads", "py:asyncio", "old:threads"));
  EXPECT_THAT(executor_refusal({"od:all"}, both()), HasSubstr("called 'od'"));
}

TEST(left_out_text, names_what_is_not_chosen_of_workers_with_names_of_their_own) {
  const auto workers = both();
  EXPECT_EQ(
      left_out_text(workers, choose_executors({"threads"}, workers)),
      "left out of what the workers have: py:asyncio; -e NAME:all takes all executors of the worker NAME");
  EXPECT_EQ(left_out_text(workers, choose_executors({"py:all", "old:threads"}, workers)), "");
}

TEST(left_out_text, names_only_what_is_new_of_a_worker_that_has_all_executors_of_this_program) {
  auto all = runner::worker_abilities::own().executors;
  all.emplace_back("striped");
  const further_workers workers{worker("mine", all)};
  EXPECT_EQ(
      left_out_text(workers, choose_executors({"threads"}, workers)),
      "left out of what the workers have: mine:striped; -e NAME:all takes all executors of the worker NAME");
  EXPECT_EQ(left_out_text(workers, choose_executors({"threads", "striped"}, workers)), "");
}

TEST(without_bystanders, keeps_this_program_where_it_has_a_scenario_or_nobody_else_takes_part) {
  const auto some = choose_executors({"threads"}, both());
  EXPECT_EQ(names(without_bystanders(some, {"sleep"})), names(some));
  const auto own = choose_executors({"threads"}, {});
  EXPECT_EQ(names(without_bystanders(own, {})), names(own));
  EXPECT_THAT(names(without_bystanders(some, {})), ElementsAre("old:threads", "py:threads"));
}

TEST(scenario_called, takes_the_name_of_a_worker_before_that_of_its_scenario) {
  EXPECT_EQ(scenario_called("old:sleep", both()), "sleep");
  EXPECT_EQ(scenario_called("sleep", both()), "sleep");
  EXPECT_THROW(scenario_called("old:noop", both()), usage_error);
  EXPECT_THROW(scenario_called("new:sleep", both()), usage_error);
}

TEST(choose_executors, refuses_what_nobody_has_with_the_nearest) {
  EXPECT_THAT(executor_refusal({"asynci"}, both()), AllOf(HasSubstr("'asynci'"), HasSubstr("'asyncio'")));
  EXPECT_THAT(executor_refusal({"py:asynci"}, both()),
              AllOf(HasSubstr("py has no 'asynci'"), HasSubstr("'asyncio'")));
  EXPECT_THAT(executor_refusal({"od:threads"}, both()), AllOf(HasSubstr("called 'od'"), HasSubstr("'old'")));
  EXPECT_THAT(executor_refusal({"old:threads"}, {}), HasSubstr("no --worker is called 'old'"));
}

TEST(choose_executors, refuses_a_worker_with_nothing_to_do) {
  EXPECT_THAT(executor_refusal({"sequential"}, both()),
              AllOf(HasSubstr("--worker py"), HasSubstr("threads, asyncio")));
}

TEST(choose_baseline, is_what_was_asked_for_or_sequential_or_the_first) {
  const auto all = choose_executors({}, both());
  EXPECT_EQ(choose_baseline("old:threads", all), "old:threads");
  EXPECT_EQ(choose_baseline("", all), "sequential");
  EXPECT_EQ(choose_baseline("", choose_executors({"old:threads", "py:threads"}, both())), "old:threads");
  EXPECT_THROW(choose_baseline("asyncio", all), usage_error);
}

TEST(choose_baseline, is_named_by_its_model_as_the_executors_are) {
  const auto all = choose_executors({"all"}, go_worker());
  EXPECT_EQ(choose_baseline("coroutines", all), "coroutines");
  EXPECT_EQ(choose_baseline("go:coroutines", all), "go:goroutines");
  EXPECT_THROW(choose_baseline("go:threads", all), usage_error);
}

}  // namespace
}  // namespace concbench::cli
