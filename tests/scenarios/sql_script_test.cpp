// The user's own statements: their ends, parameters and weights.
#include "scenarios/sql/sql_script.hpp"

#include <gmock/gmock.h>

#include "core/parameters.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::vector<sql_statement> script_of(std::string_view text, sql_dialect dialect = sql_dialect::postgres) {
  return read_sql(text, {"'a.sql'"}, dialect, {"id", "name"});
}

std::vector<std::string> texts_of(std::string_view text, sql_dialect dialect = sql_dialect::postgres) {
  std::vector<std::string> texts;
  for (const auto& each : script_of(text, dialect)) texts.push_back(each.text);
  return texts;
}

TEST(a_script, ends_statements_with_semicolons_and_needs_none_after_the_last) {
  EXPECT_THAT(texts_of("SELECT 1;\n\n select 2 ;; -- done\n VALUES (3)\n"),
              ElementsAre("SELECT 1", "select 2", "VALUES (3)"));
}

TEST(a_script, reads_no_semicolon_and_no_parameter_in_strings_names_and_comments) {
  for (const auto* text : {"SELECT ';:id$1'", "SELECT 'it''s; :id'", "SELECT \"a;:id\"",
                           "SELECT 1 /* ; :id */ + 1", "SELECT 1 -- ; :id\n + 1", "SELECT $$ ; :id $1 $$",
                           "SELECT $t$ $$;:id $t$", "SELECT E'\\';:id'", "SELECT 1 /* /* ; */ ; :id */"}) {
    SCOPED_TRACE(text);
    const auto script = script_of(text);
    ASSERT_EQ(script.size(), 1U);
    EXPECT_EQ(script[0].text, text);
    EXPECT_THAT(script[0].columns, ElementsAre());
  }
  EXPECT_THAT(texts_of("SELECT [a;:id], `b;`", sql_dialect::sqlite), ElementsAre("SELECT [a;:id], `b;`"));
  EXPECT_THAT(texts_of("SELECT '\\'; SELECT 2", sql_dialect::sqlite), ElementsAre("SELECT '\\'", "SELECT 2"));
}

TEST(a_script, numbers_its_parameters_by_the_columns_that_they_name) {
  const auto script = script_of("SELECT :name, :id::int, $2, a[1:2], x$1 FROM t WHERE id = $1");
  ASSERT_EQ(script.size(), 1U);
  EXPECT_EQ(script[0].text, "SELECT $1, $2::int, $1, a[1:2], x$1 FROM t WHERE id = $2");
  EXPECT_THAT(script[0].columns, ElementsAre(1U, 0U));
  EXPECT_THAT(texts_of("SELECT :name, $1", sql_dialect::sqlite), ElementsAre("SELECT ?1, ?2"));
}

TEST(a_script, runs_statements_as_often_as_comments_before_them_say) {
  const auto script =
      script_of("-- read\n-- weight: 9\n-- by key\nSELECT 1;\nSELECT 2;\n--weight:2\nSELECT 3");
  ASSERT_EQ(script.size(), 3U);
  EXPECT_EQ(script[0].weight, 9U);
  EXPECT_EQ(script[1].weight, 1U);
  EXPECT_EQ(script[2].weight, 2U);
}

TEST(a_script, knows_the_lines_of_its_statements_and_of_what_is_in_them) {
  const auto script = script_of("-- first\nSELECT 1;\n\nSELECT\n  'a\nb',\n  c");
  ASSERT_EQ(script.size(), 2U);
  EXPECT_EQ(script[0].line, 2U);
  EXPECT_EQ(script[1].line, 4U);
  EXPECT_EQ(script[1].line_at(script[1].text.find('c', 10)), 7U);
}

TEST(a_script, tells_statements_that_write_by_their_first_word) {
  const auto script = script_of("SELECT 1; insert into t values (1); (SELECT 2); Update t SET a = 1");
  ASSERT_EQ(script.size(), 4U);
  EXPECT_FALSE(script[0].writes);
  EXPECT_TRUE(script[1].writes);
  EXPECT_FALSE(script[2].writes);
  EXPECT_TRUE(script[3].writes);
}

TEST(a_script, is_refused_with_its_line) {
  const auto refuses = [](std::string_view text, const std::string& words) {
    EXPECT_THAT([text] { script_of(text); }, ThrowsMessage<usage_error>(HasSubstr(words))) << text;
  };
  refuses("", "'a.sql' has no statement");
  refuses("-- nothing\n;;", "'a.sql' has no statement");
  refuses("SELECT 1;\nDROP TABLE t", "'a.sql', line 2: a statement begins with DROP: allowed are");
  refuses("COMMIT", "begins with COMMIT");
  refuses("SELECT 1;\nSELECT 'never ends", "'a.sql', line 2: a quotation begins with ' and has no end");
  refuses("SELECT 1 /* never ends", "'a.sql', line 1: a comment begins with /*");
  refuses("SELECT $x$ never ends $$", "'a.sql', line 1: a quotation begins with '$x$' and has no end");
  refuses("SELECT\n :nam",
          "'a.sql', line 2: the parameter :nam is no column of params; did you mean 'name'?");
  refuses("SELECT $3", "'a.sql', line 1: the parameter $3 is no column of params, which has 2 columns");
  refuses("SELECT $0", "the parameter $0 is no column");
  refuses("-- weight: many\nSELECT 1", "'a.sql', line 1: a weight cannot be 'weight: many'");
  refuses("-- weight 3\nSELECT 1", "'a.sql', line 1: a weight cannot be 'weight 3'");
  refuses("-- weight: 0\nSELECT 1", "from 1 to 1000000");
  refuses("-- weight: 1\n-- weight: 2\nSELECT 1", "'a.sql', line 2: a second weight");
  refuses("SELECT 1;\n-- weight: 3\n", "'a.sql', line 2: a weight that no statement follows");
  refuses("\xFF\xFES", "is UTF-16");
}

TEST(a_script, says_what_gives_values_to_its_parameters_where_there_is_no_table) {
  for (const auto* text : {"SELECT :id", "SELECT $1"})
    EXPECT_THAT([text] { read_sql(text, {"database.query"}, sql_dialect::sqlite, {}); },
                ThrowsMessage<usage_error>(HasSubstr("-p params=FILE.csv")));
}

}  // namespace
}  // namespace concbench
