// What a further worker says it can do, what is assumed where it does not say, and what is sent to it.
#include "runner/further_worker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/registry.hpp"
#include "system/interruption.hpp"

namespace concbench::runner {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

worker_abilities abilities_of(const std::string& script, duration limit = std::chrono::seconds(60)) {
  const interruption signals;
  return ask_abilities({"sh", "-c", script}, limit, signals.descriptor());
}

std::string refusal(const std::string& script, duration limit = std::chrono::seconds(60)) {
  try {
    abilities_of(script, limit);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(a_further_worker, is_asked_what_it_can_do) {
  const auto has = abilities_of(
      "cat >&2; echo '{\"executors\":[\"green\",\"red\"],\"scenarios\":[\"sleep\"],"
      "\"parameters\":{\"sleep\":[\"delay\"]},\"keys\":[\"request\"],\"more\":1}'");
  EXPECT_THAT(has.executors, ElementsAre("green", "red"));
  EXPECT_THAT(has.scenarios, ElementsAre("sleep"));
  EXPECT_THAT(has.parameters.at("sleep"), ElementsAre("delay"));
  EXPECT_TRUE(has.knows("request"));
}

TEST(a_further_worker, is_told_to_describe_itself_and_nothing_else) {
  EXPECT_EQ(refusal("cat >&2; exit 1"),
            "asked to describe itself it ended with exit code 1: {\"protocol\":1,\"action\":\"describe\"}");
}

TEST(a_further_worker, that_does_not_know_how_is_taken_to_have_what_this_program_has) {
  const auto has =
      abilities_of("echo \"concbench worker: 'action' is 'describe'; known: prepare, sample\" >&2; exit 2");
  EXPECT_EQ(has.executors, worker_abilities::own().executors);
  EXPECT_EQ(has.scenarios, worker_abilities::own().scenarios);
  EXPECT_FALSE(has.knows("request"));
}

TEST(a_further_worker, that_fails_to_describe_itself_is_refused_with_its_last_words) {
  EXPECT_THAT(refusal("echo \"can't open file 'x.py'\" >&2; exit 2"),
              AllOf(HasSubstr("exit code 2"), HasSubstr("can't open file 'x.py'")));
  EXPECT_THAT(refusal("kill -KILL $$"), HasSubstr("signal 9"));
  EXPECT_THAT(refusal("echo hello"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal("exit 0"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal("sleep 1000", std::chrono::milliseconds(50)), HasSubstr("within 50ms"));
}

TEST(a_further_worker, whose_description_cannot_be_used_is_refused) {
  for (const auto* text :
       {R"([])", R"({})", R"({"executors":[]})", R"({"executors":"a"})", R"({"executors":[7]})",
        R"({"executors":["a b"]})", R"({"executors":["a:b"]})", R"({"executors":[""]})",
        R"({"executors":["a","a"]})", R"({"executors":["a"],"scenarios":{}})",
        R"({"executors":["a"],"parameters":[]})", R"({"executors":["a"],"parameters":{"sleep":1}})"})
    EXPECT_NE(refusal("echo '" + std::string(text) + "'"), "accepted") << text;
}

class values_sent : public ::testing::Test {
 protected:
  std::vector<std::string> names(const further_worker& worker) const {
    std::vector<std::string> sent;
    for (const auto& each : values_for(worker, api_calls_, values_)) sent.push_back(each.name);
    return sent;
  }

  const scenario_declaration& api_calls_ = find_scenario("api-calls");
  parameter_values values_{api_calls_.parameters, profile::standard};
};

TEST_F(values_sent, are_all_where_the_worker_does_not_say_which_it_knows) {
  EXPECT_EQ(names({"w", {}, {{"threads"}, {"api-calls"}}}).size(), api_calls_.parameters.size());
}

TEST_F(values_sent, are_those_the_worker_knows_and_those_that_are_not_as_usual) {
  const further_worker worker{"w", {}, {{"threads"}, {"api-calls"}, {{"api-calls", {"delay"}}}}};
  EXPECT_THAT(names(worker), ElementsAre("delay"));
  values_.set({"retries", std::int64_t{3}, "3"});
  EXPECT_THAT(names(worker), ElementsAre("delay", "retries"));
}

TEST(own_abilities, are_read_back_as_they_were_written) {
  const auto own = worker_abilities::own();
  const auto read = read_abilities(to_text(own));
  EXPECT_EQ(read.executors, own.executors);
  EXPECT_EQ(read.scenarios, own.scenarios);
  EXPECT_EQ(read.parameters, own.parameters);
  EXPECT_TRUE(read.knows("request"));
  EXPECT_THAT(read.parameters.at("sleep"), ElementsAre("delay", "slack", "warm"));
}

}  // namespace
}  // namespace concbench::runner
