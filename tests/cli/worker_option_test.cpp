// NAME=COMMAND, and commands to words.
#include "cli/worker_option.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/parameters.hpp"

namespace concbench::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string worker_refusal(const std::string& command) {
  try {
    split_words(command);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "accepted";
}

TEST(split_words, splits_as_a_shell_does) {
  EXPECT_THAT(split_words(R"(python3  'my worker.py' "a b"c d\ e --x='')"),
              ElementsAre("python3", "my worker.py", "a bc", "d e", "--x="));
  EXPECT_THAT(split_words("  "), ElementsAre());
  ::setenv("CONCBENCH_TEST_WORD", "/some/where", 1);
  EXPECT_THAT(split_words("$CONCBENCH_TEST_WORD/x '$CONCBENCH_TEST_WORD'"),
              ElementsAre("/some/where/x", "$CONCBENCH_TEST_WORD"));
}

TEST(split_words, refuses_what_needs_a_shell_and_what_is_not_closed) {
  EXPECT_THAT(worker_refusal("a | b"), HasSubstr("no shell is run"));
  EXPECT_THAT(worker_refusal("a $(b)"), HasSubstr("no shell is run"));
  EXPECT_THAT(worker_refusal("a `b`"), HasSubstr("no shell is run"));
  EXPECT_THAT(worker_refusal("a 'b"), HasSubstr("not closed"));
}

TEST(split_words, puts_variables_in_place_and_does_nothing_else_with_them) {
  ::setenv("CONCBENCH_TEST_WORD", "x", 1);
  EXPECT_THAT(split_words(R"(${CONCBENCH_TEST_WORD}y '${a?}' "$CONCBENCH_TEST_WORD")"),
              ElementsAre("xy", "${a?}", "x"));
  for (const auto* command : {"${a?}", "a ${b:?}", "\"${a:?why}\"", "'a'${b:=c}", "$((1/0))", "$[1]", "${#a}",
                              // what a shell knows of itself, and was started with
                              "a $$", "$0", "a$12", "${1}", "$#", "a $@", "\"$@\"", "${*}", "$*", "$?", "$-",
                              "$!", "${}", "${a-b}"})
    EXPECT_THAT(worker_refusal(command), HasSubstr("only $NAME and ${NAME}")) << command;
}

TEST(split_words, leaves_a_dollar_sign_that_names_nothing) {
  EXPECT_THAT(split_words(R"(a$ $ "$" '$1' \$1 "\$@" $/x)"),
              ElementsAre("a$", "$", "$", "$1", "$1", "$@", "$/x"));
}

TEST(describe_workers, starts_each_with_worker_as_its_last_argument_and_keeps_what_it_says) {
  const auto workers = describe_workers(
      {R"(w=sh -c 'printf "{\"executors\":[\"%s\",\"%s\"]}" "$1" "$2"' sh one)"}, std::chrono::seconds(60));
  ASSERT_EQ(workers.size(), 1u);
  EXPECT_EQ(workers[0]->name, "w");
  EXPECT_THAT(workers[0]->has.executors, ElementsAre("one", "worker"));
  EXPECT_EQ(workers[0]->command.back(), "worker");
}

TEST(worker_programs, takes_a_name_alone_for_one_that_comes_with_the_program) {
  const auto programs = worker_programs({"python", "mine=./mine --fast"});
  ASSERT_EQ(programs.size(), 2u);
  EXPECT_EQ(programs[0].name, "python");
  EXPECT_THAT(split_words(programs[0].command), ElementsAre(HasSubstr("workers/start"), "python"));
  EXPECT_EQ(programs[1].command, "./mine --fast");
  try {
    worker_programs({"perl"});
    FAIL() << "perl was accepted";
  } catch (const usage_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("'perl'"));
    EXPECT_THAT(e.what(), HasSubstr("go, java, node, python, rust"));
  }
}

TEST(describe_workers, refuses_what_is_no_name_and_command) {
  for (const auto* text : {"true", "=true", "a:b=true", "a,b=true", "a b=true",
                           "a=", "a= ", "a-name-of-more-than-thirty-two-letters=true"})
    EXPECT_THROW(describe_workers({text}, std::chrono::seconds(60)), usage_error) << text;
}

}  // namespace
}  // namespace concbench::cli
