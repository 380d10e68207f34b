// What doctor says of made-up machines, at every width.
#include "report/pages/doctor_page.hpp"
#include "report/terminal/page_text.hpp"

#include <gtest/gtest.h>

#include "example_machines.hpp"
#include "golden.hpp"
#include "reading.hpp"
#include "report/terminal/display_text.hpp"

namespace concbench {
namespace {

constexpr auto none = "--no-run was given";

using testing::contains;
using testing::lines_of;

TEST(doctor_page_as_text, gives_the_golden_files) {
  testing::expect_golden("doctor_quiet_80.txt",
                         render_page_text(doctor_page(testing::quiet_machine(), ""), {}));
  for (const int width : {60, 80, 120})
    testing::expect_golden(
        "doctor_" + std::to_string(width) + ".txt",
        render_page_text(doctor_page(testing::troubled_machine(), none), {.width = width}));
  testing::expect_golden(
      "doctor_80_ascii.txt",
      render_page_text(doctor_page(testing::troubled_machine(), none), {.unicode = false}));
  testing::expect_golden("doctor_80_colour.txt",
                         render_page_text(doctor_page(testing::troubled_machine(), none), {.colour = true}));
}

TEST(doctor_page_as_text, keeps_within_the_width_but_for_a_word_of_a_command) {
  for (const auto& machine : {testing::quiet_machine(), testing::troubled_machine()})
    for (int width = 40; width <= 160; ++width)
      for (const auto& line :
           lines_of(render_page_text(doctor_page(machine, none), {.width = width, .colour = true}))) {
        const bool one_word = contains(line, "    /sys/") || contains(line, "    sudo tee /sys/");
        EXPECT_TRUE(one_word || display_width(line) <= width) << line;
      }
}

TEST(doctor_page_as_text, gives_commands_that_a_shell_reads_back_at_every_width) {
  for (const int width : {40, 60, 80, 120}) {
    std::string text = render_page_text(doctor_page(testing::troubled_machine(), none), {.width = width});
    for (auto at = text.find(" \\\n    "); at != std::string::npos; at = text.find(" \\\n    "))
      text.erase(at, 6);
    EXPECT_TRUE(contains(
        text, "\n  $ echo max | sudo tee /sys/fs/cgroup/system.slice/docker-1a2b3c4d5e6f.scope/cpu.max\n"))
        << text;
  }
}

TEST(doctor_page_as_text, names_the_momentary_noise_and_how_it_differs_from_the_noise_floor_of_runs) {
  const auto text = render_page_text(doctor_page(testing::quiet_machine(), ""), {});
  EXPECT_TRUE(contains(text, " from 30 pairs of sleep under thread-pool against itself"));
  EXPECT_TRUE(contains(text, "momentary noise\n"));
  EXPECT_TRUE(contains(text, "another moment may give another figure"));
  const auto wide = render_page_text(doctor_page(testing::quiet_machine(), ""), {.width = 1000});
  EXPECT_TRUE(contains(wide, "The noise floor in compare is another figure")) << wide;
  EXPECT_FALSE(contains(text, "That is much"));
}

TEST(doctor_page_as_text, says_that_a_high_momentary_noise_is_much) {
  auto machine = testing::quiet_machine();
  for (auto& [first, second] : machine.noise.pairs) second = first + first / 10;
  EXPECT_TRUE(contains(render_page_text(doctor_page(machine, ""), {}), "That is much"));
}

TEST(doctor_page_as_text, says_why_there_is_no_momentary_noise) {
  auto machine = testing::quiet_machine();
  machine.noise.pairs.resize(5);
  EXPECT_TRUE(contains(render_page_text(doctor_page(machine, "the worker ended with exit code 3"), {}),
                       "not measured: the worker ended with exit code 3"));
}

TEST(doctor_page_as_text, says_that_it_was_interrupted) {
  auto machine = testing::quiet_machine();
  machine.plan.interrupted = true;
  EXPECT_TRUE(contains(render_page_text(doctor_page(machine, ""), {}),
                       "Interrupted: the pairs are fewer than planned."));
}

TEST(doctor_page_as_text, has_no_sections_without_content) {
  auto machine = testing::quiet_machine();
  std::erase_if(machine.environment,
                [](const fact& each) { return each.name == "timer_slack_ns"; });  // worth knowing
  const auto text = render_page_text(doctor_page(machine, ""), {});
  EXPECT_FALSE(contains(text, "weakens figures"));
  EXPECT_FALSE(contains(text, "worth knowing"));
  EXPECT_FALSE(contains(text, "cannot be seen"));
}

TEST(doctor_page_as_text, keeps_a_fact_with_a_line_break_on_its_line) {
  const auto machine = testing::machine_of({{"governor", "fast\nand loose"}});
  EXPECT_TRUE(contains(render_page_text(doctor_page(machine, none), {}), "fast and loose"));
}

}  // namespace
}  // namespace concbench
