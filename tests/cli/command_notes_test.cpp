// What the commands say of themselves besides their options.
#include "cli/command_notes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/application.hpp"
#include "cli/command_tree.hpp"

namespace concbench::cli {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

TEST(each_command, shows_examples_and_says_what_its_exit_codes_mean) {
  action chosen;
  const auto app = make_application(chosen, {"concbench"});
  auto commands = visible_commands(*app);
  commands.push_back(app.get());
  for (const auto* each : commands) {
    EXPECT_THAT(notes_of(*each).examples, Not(IsEmpty())) << each->get_name();
    EXPECT_THAT(notes_of(*each).exit_codes, Not(IsEmpty())) << each->get_name();
  }
}

}  // namespace
}  // namespace concbench::cli
