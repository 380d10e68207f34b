// What is offered for the word that is being typed.
#include "cli/completion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/command_tree.hpp"
#include "cli/ready_workers.hpp"
#include "core/registry.hpp"

namespace concbench::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

struct completions : ::testing::Test {
  action chosen;
  std::unique_ptr<CLI::App> app = make_application(chosen, {});

  completion of(const std::vector<std::string>& words) const { return complete(*app, words); }
  std::vector<std::string> texts(const std::vector<std::string>& words) const {
    std::vector<std::string> found;
    for (const auto& each : of(words).candidates) found.push_back(each.text);
    return found;
  }
};

std::vector<std::string> names_of_executors() {
  std::vector<std::string> names;
  for (const auto& each : executors()) names.push_back(each.name);
  return names;
}

TEST_F(completions, begin_with_the_commands_and_hide_what_help_hides) {
  EXPECT_EQ(texts({""}), command_names(*app));
  EXPECT_EQ(texts({}), command_names(*app));
  EXPECT_THAT(texts({""}), Not(Contains("worker")));
  EXPECT_THAT(texts({"nosuch", ""}), IsEmpty());
}

TEST_F(completions, offer_every_option_of_every_command_with_its_help) {
  for (const auto* command : visible_commands(*app)) {
    std::vector<std::string> names;
    for (const auto* option : options_of(*command))
      for (auto& name : names_of(*option)) names.push_back(name);
    EXPECT_EQ(texts({command->get_name(), "-"}), names);
    for (const auto& each : of({command->get_name(), "--"}).candidates)
      EXPECT_NE(each.about, "") << each.text;
  }
}

TEST_F(completions, offer_no_command_of_this_program_as_a_worker) {
  EXPECT_THAT(texts({"check-worker", ""}), IsEmpty());
}

TEST_F(completions, offer_the_workers_that_come_with_this_program) {
  EXPECT_THAT(texts({"run", "--worker", ""}), Contains("python"));
  EXPECT_EQ(texts({"run", "--worker", ""}), ready_workers());
}

TEST_F(completions, offer_every_choice_that_help_names) {
  EXPECT_THAT(texts({"run", "--profile", ""}), UnorderedElementsAre("quick", "standard", "tutorial"));
  EXPECT_THAT(texts({"compare", "a", "--format", ""}),
              UnorderedElementsAre("table", "json", "markdown", "html"));
  EXPECT_THAT(texts({"list", ""}), IsSupersetOf({"all", "executors", "scenarios", "file-io", "threads"}));
  EXPECT_THAT(texts({"completion", ""}), UnorderedElementsAre("bash", "fish", "zsh"));
}

TEST_F(completions, keep_the_option_when_its_value_comes_after_an_equals_sign) {
  EXPECT_EQ(of({"run", "--color=a"}).kept, "--color=");
  EXPECT_THAT(texts({"run", "--color=a"}), UnorderedElementsAre("auto", "always", "never"));
  EXPECT_THAT(texts({"run", "--quiet=a"}), IsEmpty());
}

TEST_F(completions, offer_files_and_folders_where_these_are_meant) {
  EXPECT_EQ(of({"run", "--urls", ""}).kind, completion_kind::files);
  EXPECT_EQ(of({"run", "--export-json=ru"}).kind, completion_kind::files);
  EXPECT_EQ(of({"run", "--export-json=ru"}).kept, "--export-json=");
  EXPECT_EQ(of({"compare", ""}).kind, completion_kind::files);
  EXPECT_EQ(of({"compare", "old.json", ""}).kind, completion_kind::files);
  EXPECT_EQ(of({"compare", "old.json", "new.json", ""}).kind, completion_kind::words);
  EXPECT_EQ(of({"man", "--write", ""}).kind, completion_kind::folders);
  EXPECT_EQ(of({"run", "file-io", "-p", "dir=/ho"}).kind, completion_kind::folders);
  EXPECT_EQ(of({"run", "file-io", "-p", "dir=/ho"}).kept, "dir=");
}

TEST_F(completions, offer_executors_one_after_another_and_none_twice) {
  auto all = names_of_executors();
  const auto offered = of({"run", "-e", "threads,cor"});
  EXPECT_EQ(offered.kept, "threads,");
  EXPECT_EQ(offered.kind, completion_kind::parts);
  std::erase(all, "threads");
  EXPECT_THAT(texts({"run", "-e", "threads,cor"}), UnorderedElementsAreArray(all));
  all = names_of_executors();
  EXPECT_THAT(texts({"run", "--baseline", ""}), UnorderedElementsAreArray(all));
  all.insert(all.end(), {"all", "default"});
  EXPECT_THAT(texts({"cost", "--executors="}), UnorderedElementsAreArray(all));
}

TEST_F(completions, offer_scenarios_that_are_not_yet_chosen_also_behind_options) {
  const auto first = texts({"run", ""});
  EXPECT_EQ(first.size(), scenarios().size() + 1);
  EXPECT_THAT(first, Contains("all"));
  const auto further = texts({"run", "sleep", "-n", "5", "-e", "threads", "--quiet", ""});
  EXPECT_EQ(further.size(), scenarios().size() - 1);
  EXPECT_THAT(further, Not(Contains("sleep")));
  EXPECT_THAT(texts({"run", "--", ""}), Contains("sleep"));
}

TEST_F(completions, offer_to_explain_every_scenario_and_every_executor) {
  const auto offered = texts({"explain", ""});
  EXPECT_EQ(offered.size(), scenarios().size() + executors().size());
  EXPECT_THAT(offered, Contains("sleep"));
  EXPECT_THAT(offered, Contains("threads"));
  EXPECT_THAT(offered, Not(Contains("all")));
}

TEST_F(completions, offer_the_parameters_of_the_chosen_scenarios) {
  EXPECT_THAT(texts({"run", "sleep", "-p", ""}), ElementsAre("delay=", "slack=", "warm="));
  EXPECT_EQ(of({"run", "sleep", "-p", ""}).kind, completion_kind::parts);
  const auto all = texts({"run", "-p", ""});
  for (const auto& scenario : scenarios()) {
    if (!scenario.parameters.empty()) {
      EXPECT_THAT(all, Contains(scenario.name + "."));
    }
    for (const auto& parameter : scenario.parameters) {
      EXPECT_THAT(all, Contains(parameter.name + "="));
      EXPECT_THAT(texts({"run", "-p", scenario.name + "."}),
                  Contains(scenario.name + "." + parameter.name + "="));
    }
  }
}

TEST_F(completions, offer_the_choices_of_every_parameter_that_has_some) {
  for (const auto& scenario : scenarios())
    for (const auto& parameter : scenario.parameters) {
      const auto assigned = scenario.name + "." + parameter.name + "=";
      EXPECT_EQ(texts({"run", "--param", assigned}), parameter.choices) << assigned;
      if (!parameter.choices.empty()) {
        EXPECT_EQ(of({"run", "-p", assigned}).kept, assigned);
      }
    }
}

TEST_F(completions, offer_to_sweep_tasks_concurrency_and_parameters) {
  EXPECT_THAT(texts({"run", "sleep", "--sweep", ""}),
              UnorderedElementsAre("delay=", "slack=", "warm=", "tasks=", "concurrency="));
  const auto offered = of({"run", "file-io", "--sweep", "engine=auto,"});
  EXPECT_EQ(offered.kept, "engine=auto,");
  EXPECT_EQ(offered.kind, completion_kind::parts);
}

TEST_F(completions, offer_nothing_for_what_can_be_anything) {
  for (const auto* option : {"-n", "--seed", "--budget", "--url", "-qn"}) {
    EXPECT_EQ(of({"run", option, ""}).kind, completion_kind::words) << option;
    EXPECT_THAT(texts({"run", option, ""}), IsEmpty()) << option;
  }
}

TEST_F(completions, take_an_option_to_have_one_word_as_the_program_does) {
  app->parse("run -e threads sleep");
  const auto* run = find_command(*app, "run");
  EXPECT_THAT(run->get_option("--executors")->results(), ElementsAre("threads"));
  EXPECT_THAT(arguments_of(*run).front()->results(), ElementsAre("sleep"));
  EXPECT_THAT(texts({"run", "-e", "threads", ""}), Contains("sleep"));
}

TEST(to_lines, has_the_kind_then_what_is_kept_then_a_candidate_a_line) {
  EXPECT_EQ(to_lines({completion_kind::parts, "a,", {{"b", "two\nlines"}, {"c", ""}}}),
            "parts\na,\nb\ttwo lines\nc\t\n");
}

}  // namespace
}  // namespace concbench::cli
