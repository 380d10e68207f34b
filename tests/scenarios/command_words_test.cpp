// Words and placeholders of commands, and what fuzzing found among them.
#include "scenarios/commands/command_words.hpp"

#include <cstdio>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../fuzz/command_input.hpp"
#include "../fuzz/corpus.hpp"
#include "core/parameters.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string refusal_of_command(std::string_view command) {
  try {
    command_words::without_shell(command, false);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "read";
}

std::vector<std::string> words_for(std::string_view command, std::string_view input) {
  return command_words::without_shell(command, true)
      .filled_in({.input = input, .number = 12, .output = "/out/12"});
}

/// What a real shell writes for a command and an input.
std::string shell_output(std::string_view command, std::string_view input) {
  const auto words =
      command_words::for_shell(command, true).filled_in({.input = input, .number = 3, .output = "/o"});
  std::string line;
  for (const auto& each : words) line += testing::quoted_word(each) + ' ';
  // NOLINTNEXTLINE(bugprone-command-processor): how a shell reads the words is what is tested
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(line.c_str(), "r"), ::pclose);
  std::string text;
  for (int c; (c = std::fgetc(pipe.get())) != EOF;) text += static_cast<char>(c);
  return text;
}

TEST(a_command, is_split_at_blanks_outside_of_quotes) {
  EXPECT_THAT(split_command("  sort -k 2\t-n\n"), ElementsAre("sort", "-k", "2", "-n"));
  EXPECT_THAT(split_command(R"(a 'b c' "d e" f\ g '' "")"), ElementsAre("a", "b c", "d e", "f g", "", ""));
  EXPECT_THAT(split_command(R"(a'b'"c"d)"), ElementsAre("abcd"));
}

TEST(a_command, has_backslashes_as_a_shell_reads_them) {
  EXPECT_THAT(split_command(R"(\a '\a' "\a" "\"" "\\" "\$x" \;)"),
              ElementsAre("a", R"(\a)", R"(\a)", "\"", "\\", "$x", ";"));
  EXPECT_THAT(split_command("a\\\nb"), ElementsAre("ab"));
}

TEST(a_command, keeps_what_only_looks_like_a_variable_or_a_pattern) {
  EXPECT_THAT(split_command("grep '$HOME' x$ *.c ~ a=1 {1..3}"),
              ElementsAre("grep", "$HOME", "x$", "*.c", "~", "a=1", "{1..3}"));
}

TEST(a_command, that_needs_a_shell_is_refused_with_the_place) {
  EXPECT_THAT(refusal_of_command("sort a > b"),
              AllOf(HasSubstr("-p shell=on"), HasSubstr("'>'"), HasSubstr("at character 8")));
  for (const std::string each : {"a | b", "a; b", "a & b", "(a)", "a < b", "`a`", "echo $HOME",
                                 "echo \"${HOME}\"", "echo \"$(a)\"", "echo \"`a`\""})
    EXPECT_THAT(refusal_of_command(each), HasSubstr("-p shell=on")) << each;
}

TEST(a_command, that_is_not_complete_is_refused_with_the_place) {
  EXPECT_THAT(refusal_of_command("a 'b"),
              AllOf(HasSubstr("quote (') is not closed"), HasSubstr("character 3")));
  EXPECT_THAT(refusal_of_command("a \"b"),
              AllOf(HasSubstr("quote (\") is not closed"), HasSubstr("character 3")));
  EXPECT_THAT(refusal_of_command("a \\"), HasSubstr("nothing follows the backslash at character 3"));
  EXPECT_THAT(refusal_of_command("  "), HasSubstr("the command is empty"));
}

TEST(placeholders, stand_for_the_parts_of_an_input_that_gnu_parallel_gives_them) {
  EXPECT_THAT(
      words_for("x {} {in} {.} {/} {//} {/.} {#} {out}", "a/b.tar.gz"),
      ElementsAre("x", "a/b.tar.gz", "a/b.tar.gz", "a/b.tar", "b.tar.gz", "a", "b.tar", "12", "/out/12"));
  EXPECT_THAT(words_for("x {.} {/} {//} {/.}", "plain"), ElementsAre("x", "plain", "plain", ".", "plain"));
  EXPECT_THAT(words_for("x {.} {/} {//} {/.}", "/a.b/c"), ElementsAre("x", "/a.b/c", "c", "/a.b", "c"));
  EXPECT_THAT(words_for("x {//}", "/top"), ElementsAre("x", "/"));
}

TEST(placeholders, are_parts_of_words_that_no_input_can_split) {
  EXPECT_THAT(words_for("cp {} --to={/}.bak", "a b/c'd \"e\" $f"),
              ElementsAre("cp", "a b/c'd \"e\" $f", "--to=c'd \"e\" $f.bak"));
}

TEST(placeholders, keep_every_byte) {
  const std::string bytes = "\xff\x80\x01 \xc3";
  EXPECT_THAT(words_for("cat {}", bytes), ElementsAre("cat", bytes));
}

TEST(placeholders, that_are_unknown_stay_as_they_are) {
  EXPECT_THAT(words_for("awk '{print $1}' {}", "f"), ElementsAre("awk", "{print $1}", "f"));
}

TEST(placeholders, are_added_at_the_end_where_no_part_of_the_input_is_in_the_command) {
  EXPECT_THAT(words_for("gzip -c", "f"), ElementsAre("gzip", "-c", "f"));
  EXPECT_THAT(words_for("x {#}", "f"), ElementsAre("x", "12", "f"));
  EXPECT_FALSE(command_words::without_shell("true", false).has_input());
}

TEST(a_program, is_known_unless_it_differs_from_task_to_task) {
  EXPECT_EQ(command_words::without_shell("sort {}", true).program(), "sort");
  EXPECT_EQ(command_words::without_shell("./{/} x", true).program(), "");
  EXPECT_EQ(command_words::for_shell("exit 1", false).program(), "/bin/sh");
}

TEST(a_command_of_the_shell, gets_an_input_that_it_never_reads_as_a_part_of_itself) {
  const std::string nasty = "a  b'\"$(echo no)`echo no`;*\\";
  EXPECT_EQ(shell_output("printf '%s|' {}", nasty), nasty + "|");
  EXPECT_EQ(shell_output("printf '%s|' \"x{}y\"", nasty), "x" + nasty + "y|");
  EXPECT_EQ(shell_output("printf '%s|' 'x{}y'", nasty), "x" + nasty + "y|");
  EXPECT_EQ(shell_output("printf '%s|'", nasty), nasty + "|");
}

TEST(a_command_of_the_shell, has_every_placeholder) {
  EXPECT_EQ(shell_output("echo {} {in} {.} {/} {//} {/.} {#} {out} | tr a-z A-Z", "a/b.c"),
            "A/B.C A/B.C A/B B.C A B 3 /O\n");
}

TEST(command_corpus, is_split_alike_twice_or_refused) {
  testing::read_corpus("command", testing::take_command);
}

}  // namespace
}  // namespace concbench
