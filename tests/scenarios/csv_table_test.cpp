// Tables in CSV, and what is wrong with them.
#include "scenarios/sql/csv_table.hpp"

#include <gmock/gmock.h>

#include "core/parameters.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(a_csv_table, has_a_row_for_each_line_after_the_names) {
  const auto table = read_csv("id,name\n1,Ada\n2,Grace", "p.csv");
  EXPECT_THAT(table.names(), ElementsAre("id", "name"));
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.at(0, 1).text, "Ada");
  EXPECT_EQ(table.at(1, 0).text, "2");
}

TEST(a_csv_table, may_have_commas_and_line_feeds_and_doubled_marks_in_quotation_marks) {
  const auto table = read_csv("a,b\r\n\"x,y\",\"5\"\" disk\"\r\n\"two\nlines\",\"\"\"\"\r\n", "p.csv");
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.at(0, 0).text, "x,y");
  EXPECT_EQ(table.at(0, 1).text, "5\" disk");
  EXPECT_EQ(table.at(1, 0).text, "two\nlines");
  EXPECT_EQ(table.at(1, 1).text, "\"");
}

TEST(a_csv_table, tells_null_from_an_empty_text) {
  const auto table = read_csv("a,b\n,\"\"\n", "p.csv");
  EXPECT_TRUE(table.at(0, 0).is_null());
  EXPECT_FALSE(table.at(0, 1).is_null());
}

TEST(a_csv_table, knows_the_lines_of_its_rows_over_empty_lines_and_fields_of_several_lines) {
  const auto table = read_csv(
      "\xEF\xBB\xBF"
      "a,b\n\n\"x\ny\",1\nz,2\n",
      "p.csv");
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.line_of(0), 3U);
  EXPECT_EQ(table.line_of(1), 5U);
}

TEST(a_csv_table, is_refused_with_its_line) {
  const auto refuses = [](std::string_view text, const std::string& words) {
    EXPECT_THAT([text] { read_csv(text, "p.csv"); }, ThrowsMessage<usage_error>(HasSubstr(words))) << text;
  };
  refuses("a,b\n1,2\n3\n", "'p.csv', line 3: 1 field, where the first line names 2 columns");
  refuses("a\n1,2\n", "'p.csv', line 2: 2 fields, where the first line names 1 column");
  refuses("a\n5\" disk\n", "'p.csv', line 2: a quotation mark after '5'");
  refuses("a\nx\n\"never\nends\n", "'p.csv', line 3: a quotation mark opens a field that no other one ends");
  refuses("a\n\"x\"y\n", "'p.csv', line 2: text after the quotation mark");
  refuses("a\nx\ry\n", "'p.csv', line 2: a carriage return");
  refuses("a,,b\n", "'p.csv', line 1: a column has no name");
  refuses("a,b,a\n", "'p.csv', line 1: two columns are called 'a'");
  refuses(std::string_view("a\n1\nx\0y\n", 8), "'p.csv', line 3: a byte of value 0");
  refuses(
      "\xFF\xFE"
      "a\n",
      "'p.csv' is UTF-16: save it as UTF-8");
  refuses("", "'p.csv' has no row");
  refuses("a,b\n", "'p.csv' has no row");
}

}  // namespace
}  // namespace concbench
