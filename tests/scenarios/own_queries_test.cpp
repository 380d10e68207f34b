// The user's own queries: which of them tasks run, and what their answers are compared with.
#include "scenarios/sql/own_queries.hpp"

#include <array>
#include <fstream>

#include <gmock/gmock.h>

#include "core/registry.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class own_queries_of_a_script : public ::testing::Test {
 protected:
  own_queries_of_a_script() {
    setup_.params = parameter_values(declared_.parameters, profile::standard);
    setup_.tasks = 1000;
    setup_.seed = 1;
    set("file", "any.db");
    set("sql", write("q.sql", "-- weight: 3\nSELECT :id;\nSELECT 2"));
    set("params", write("p.csv", "id\n10\n20\n30\n"));
  }

  void set(const std::string& name, const std::string& value) {
    for (const auto& each : declared_.parameters)
      if (each.name == name) setup_.params.set(parse_value(each, value));
  }

  std::string write(const std::string& name, std::string_view text) const {
    const auto path = folder_.path() / name;
    std::ofstream(path) << text;
    return path;
  }

  own_queries queries() const { return {setup_, sql_dialect::sqlite}; }

  static rows_digest one_row(std::string_view value) {
    rows_digest rows;
    rows.add(1, value);
    rows.end_row();
    return rows;
  }

  const scenario_declaration& declared_ = find_scenario("database");
  temporary_folder folder_;
  scenario_setup setup_;
};

TEST_F(own_queries_of_a_script, run_as_often_as_their_weights_say) {
  const auto all = queries();
  std::array<int, 2> runs{};
  for (task_id task = 0; task < 1000; ++task) ++runs.at(all.at(task, 0).statement);
  EXPECT_NEAR(runs[0], 750, 60);  // more than four standard deviations of 13.7; the seed is always the same
}

TEST_F(own_queries_of_a_script, take_the_rows_of_values_in_turn) {
  set("per-task", "2");
  const auto all = queries();
  EXPECT_EQ(all.at(0, 0).row, 0U);
  EXPECT_EQ(all.at(0, 1).row, 1U);
  EXPECT_EQ(all.at(1, 0).row, 2U);
  EXPECT_EQ(all.at(1, 1).row, 0U);
  EXPECT_EQ(all.value({0, 2}, 0).text, "30");
}

TEST_F(own_queries_of_a_script, are_named_by_their_lines_and_those_of_their_values) {
  const auto all = queries();
  EXPECT_THAT(all.place_of(own_query{0, 2}),
              AllOf(HasSubstr("q.sql', line 2, with the values of"), HasSubstr("p.csv', line 4")));
  EXPECT_THAT(all.place_of(own_query{1, 2}), ::testing::EndsWith("q.sql', line 3"));
}

TEST_F(own_queries_of_a_script, have_answers_that_are_learned_once_and_compared) {
  const auto all = queries();
  const auto answer = [](own_query query) { return mix(query.statement, query.row); };
  int asked = 0;
  own_answers learned(all, /*by_task*/ false);
  for (task_id task = 0; task < 1000; ++task)
    learned.learn(task, [&](own_query query) {
      ++asked;
      return answer(query);
    });
  EXPECT_EQ(asked, 6);  // two statements with three rows
  learned.save(folder_.path() / "answers");

  own_answers known(all, /*by_task*/ false);
  known.load(folder_.path() / "answers");
  for (task_id task = 0; task < 1000; ++task) known.compare(task, 0, answer(all.at(task, 0)));
  EXPECT_NO_THROW(known.verify());
  known.compare(5, 0, 0);
  EXPECT_THAT([&] { known.verify(); }, ThrowsMessage<wrong_result>(HasSubstr(all.place_of(all.at(5, 0)) +
                                                                             ": the answer has other rows")));
}

TEST_F(own_queries_of_a_script, have_an_answer_for_each_task_where_it_depends_on_the_task) {
  set("write", "on");
  const auto all = queries();
  own_answers learned(all, /*by_task*/ true);
  for (task_id task = 0; task < 1000; ++task) learned.learn(task, [&](own_query) { return digest{task}; });
  for (task_id task = 0; task < 1000; ++task) learned.compare(task, 0, task);
  EXPECT_NO_THROW(learned.verify());
}

TEST_F(own_queries_of_a_script, are_refused_when_they_are_too_many_to_keep_their_answers) {
  set("per-task", "1001");
  const auto all = queries();
  EXPECT_NO_THROW(own_answers(all, /*by_task*/ false));
  EXPECT_THAT(
      [&] { own_answers(all, /*by_task*/ true); },
      ThrowsMessage<usage_error>(AllOf(HasSubstr("1001000 different queries"), HasSubstr("lower -n"))));
}

TEST_F(own_queries_of_a_script, are_judged_by_all_rows_or_their_number_or_not_at_all) {
  const auto judged = [this](std::string_view value, std::uint64_t changed) {
    return queries().judged(one_row(value), changed);
  };
  EXPECT_NE(judged("a", 0), judged("b", 0));
  set("check", "rows");
  EXPECT_EQ(judged("a", 0), judged("b", 0));
  EXPECT_NE(judged("a", 0), judged("a", 1));
  set("check", "none");
  EXPECT_EQ(judged("a", 0), judged("b", 1));
}

TEST_F(own_queries_of_a_script, have_another_input_where_the_script_or_the_values_differ) {
  const auto before = queries().input_text();
  EXPECT_EQ(queries().input_text(), before);
  write("p.csv", "id\n10\n20\n31\n");
  EXPECT_NE(queries().input_text(), before);
  write("p.csv", "id\n10\n20\n30\n");
  write("q.sql", "SELECT 2");
  EXPECT_NE(queries().input_text(), before);
}

TEST(a_digest_of_rows, is_the_same_in_any_order_of_rows_and_in_no_other_order_of_values) {
  const auto of = [](const std::vector<std::vector<std::string_view>>& rows) {
    rows_digest sum;
    for (const auto& row : rows) {
      for (const auto& value : row) sum.add(1, value);
      sum.end_row();
    }
    return sum.value();
  };
  EXPECT_EQ(of({{"a", "b"}, {"c", "d"}}), of({{"c", "d"}, {"a", "b"}}));
  EXPECT_NE(of({{"a", "b"}}), of({{"b", "a"}}));
  EXPECT_NE(of({{"a", "b"}}), of({{"ab", ""}}));
  EXPECT_NE(of({{"a"}}), of({{"a"}, {"a"}}));
  EXPECT_NE(of({{"a", "b"}}), of({{"a"}, {"b"}}));
}

TEST(a_digest_of_rows, tells_types_apart_and_null_from_an_empty_text) {
  const auto of = [](std::uint64_t type, std::string_view value) {
    rows_digest sum;
    sum.add(type, value);
    sum.end_row();
    return sum.value();
  };
  rows_digest null;
  null.add_null();
  null.end_row();
  EXPECT_NE(null.value(), of(1, ""));
  EXPECT_NE(of(1, "7"), of(2, "7"));
}

}  // namespace
}  // namespace concbench
