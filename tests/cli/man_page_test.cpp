// Manual pages: all that is declared is there, and nothing of it is taken for roff.
#include "cli/man_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/command_tree.hpp"
#include "cli/roff.hpp"
#include "core/registry.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct man_pages : ::testing::Test {
  action chosen;
  std::unique_ptr<CLI::App> app = make_application(chosen, {});

  std::string of(const std::string& command) const {
    return man_page(*app, *find_command(*app, command), "1.2.3");
  }
};

TEST_F(man_pages, have_every_option_and_argument_of_every_command_with_its_help) {
  for (const auto* command : visible_commands(*app)) {
    const auto page = man_page(*app, *command, "1.2.3");
    for (const auto* option : options_of(*command)) {
      for (const auto& name : names_of(*option))
        EXPECT_THAT(page, HasSubstr(roff::bold(name))) << command->get_name();
      EXPECT_THAT(page, HasSubstr(roff::escaped(on_one_line(option->get_description()).substr(1))));
    }
    for (const auto* argument : arguments_of(*command))
      EXPECT_THAT(page, HasSubstr("\n.TP\n" + roff::italic(argument->get_name(true)))) << command->get_name();
  }
}

TEST_F(man_pages, have_the_usual_sections) {
  for (const auto* command : visible_commands(*app))
    EXPECT_THAT(
        man_page(*app, *command, "1.2.3"),
        AllOf(HasSubstr("\n.SH NAME\n" + roff::escaped("concbench-" + command->get_name())),
              HasSubstr("\n.SH SYNOPSIS\n"), HasSubstr("\n.SH DESCRIPTION\n"), HasSubstr("\n.SH OPTIONS\n"),
              HasSubstr("\n.SH EXIT STATUS\n.TP\n" + roff::bold("0")), HasSubstr("\n.SH EXAMPLES\n"),
              HasSubstr("\n.SH SEE ALSO\n"), HasSubstr("concbench 1.2.3")));
}

TEST_F(man_pages, name_every_command_on_the_first_and_not_the_hidden_ones) {
  const auto page = man_page(*app, *app, "1.2.3");
  for (const auto& name : command_names(*app))
    EXPECT_THAT(page, HasSubstr(roff::bold("concbench-" + name) + "(1)"));
  EXPECT_THAT(page, Not(HasSubstr("concbench\\-worker")));
  EXPECT_THAT(page, HasSubstr(".B NO_COLOR"));
}

TEST_F(man_pages, describe_all_scenarios_and_parameters_where_p_takes_them) {
  const auto page = of("run");
  for (const auto& scenario : scenarios()) {
    EXPECT_THAT(page, HasSubstr(roff::bold(scenario.name)));
    for (const auto& parameter : scenario.parameters) {
      EXPECT_THAT(page, HasSubstr(roff::bold(parameter.name)));
      EXPECT_THAT(page, HasSubstr(roff::escaped(parameter.allowed())));
    }
  }
  EXPECT_THAT(of("doctor"), Not(HasSubstr("SCENARIOS")));
}

TEST_F(man_pages, describe_all_executors_where_e_takes_them) {
  for (const auto* command : {"run", "cost"})
    for (const auto& executor : executors())
      EXPECT_THAT(of(command), HasSubstr(roff::bold(executor.name))) << command;
}

TEST(man_page, shows_awkward_help_as_it_is_written) {
  CLI::App app{"Does it.", "tool"};
  auto* command = app.add_subcommand("act", "Acts");
  const std::string help = ".not a request\n'nor\\this\" \xE2\x80\xA6";
  command->add_flag("--odd", help);
  EXPECT_THAT(man_page(app, *command, "1"),
              HasSubstr("\n\\&.not a request \\(aqnor\\(rsthis\\(dq \\[u2026]."));
}

}  // namespace
}  // namespace concbench::cli
