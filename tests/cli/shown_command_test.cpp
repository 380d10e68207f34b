// The command line as reports have it, and values that CLI11 would take apart.
#include "cli/shown_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/given_values.hpp"

namespace concbench::cli {
namespace {

using words = std::vector<std::string>;

struct command_lines : ::testing::Test {
  action chosen;
  std::unique_ptr<CLI::App> app = make_application(chosen, {});

  std::string shown(const words& given) const { return shown_command(*app, given); }
};

TEST_F(command_lines, are_quoted_so_that_a_shell_reads_them_back) {
  EXPECT_EQ(shown({"run", "sleep", "-p", "delay=1s", "-n5"}), "concbench run sleep -p delay=1s -n5");
  EXPECT_EQ(shown({"run", "-p", "dir=it's", ""}), "concbench run -p 'dir=it'\\''s' ''");
}

TEST_F(command_lines, have_no_value_of_a_header_field_however_it_is_given) {
  const std::string masked = "'Authorization: ***'";
  const std::string given = "Authorization: Bearer S3cr3t";
  EXPECT_EQ(shown({"run", "-H", given, "-n", "5"}), "concbench run -H " + masked + " -n 5");
  EXPECT_EQ(shown({"run", "--header", given}), "concbench run --header " + masked);
  EXPECT_EQ(shown({"run", "-H" + given}), "concbench run '-HAuthorization: ***'");
  EXPECT_EQ(shown({"run", "--header=" + given}), "concbench run '--header=Authorization: ***'");
  EXPECT_EQ(shown({"run", "-qkH" + given}), "concbench run '-qkHAuthorization: ***'");
  EXPECT_EQ(shown({"run", "-qkH", given}), "concbench run -qkH " + masked);
  EXPECT_EQ(shown({"run", "-H", "S3cr3t"}), "concbench run -H '***'");
}

TEST_F(command_lines, have_no_data_but_the_name_of_its_file) {
  EXPECT_EQ(shown({"run", "-d", "S3cr3t", "api-calls"}), "concbench run -d '***' api-calls");
  EXPECT_EQ(shown({"run", "--data=S3cr3t"}), "concbench run '--data=***'");
  EXPECT_EQ(shown({"run", "-d@body.json", "-d", "@-"}), "concbench run -d@body.json -d @-");
}

TEST_F(command_lines, have_no_user_and_no_password_of_a_url) {
  EXPECT_EQ(shown({"run", "--url", "http://u:S3cr3t@h/"}), "concbench run --url 'http://***@h/'");
  EXPECT_EQ(shown({"run", "--url=http://u:S3cr3t@h/"}), "concbench run '--url=http://***@h/'");
  EXPECT_EQ(shown({"run", "--url", R"(http:\\u:S3cr3t@h/)"}), R"(concbench run --url 'http:\\***@h/')");
  EXPECT_EQ(shown({"run", "--url", "http:u:S3cr3t@h/"}), "concbench run --url 'http:***@h/'");
}

TEST_F(command_lines, take_no_value_for_an_option) {
  EXPECT_EQ(shown({"run", "-p", "-H", "S=1"}), "concbench run -p -H S=1");
  EXPECT_EQ(shown({"run", "--", "-H", "a"}), "concbench run -- -H a");
}

TEST_F(command_lines, keep_data_in_brackets_in_one_piece) {
  for (const std::string body : {"[1,2]", "[]", "\x01[1]", "{}"}) {
    const auto kept = protected_words(*app, {"run", "-d", body, "sleep"});
    EXPECT_FALSE(kept[2].starts_with('['));
    EXPECT_EQ(unprotected(kept[2]), body);
    const auto joined = protected_words(*app, {"run", "--data=" + body});
    EXPECT_EQ(unprotected(joined[1].substr(7)), body);
  }
  EXPECT_EQ(protected_words(*app, {"run", "-e", "[a,b]"}), (words{"run", "-e", "[a,b]"}));
}

}  // namespace
}  // namespace concbench::cli
