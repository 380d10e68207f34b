// The result of a gate: of each cell, of all together, and in words.
#include "report/figures/regression_gate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "report/exports/comparison_json.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/pages/comparison_page.hpp"
#include "report/words/comparison_words.hpp"
#include "report/words/gate_words.hpp"

namespace concbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// A comparison whose cells have these intervals.
class a_gate : public ::testing::Test {
 protected:
  void add(double low, double high) {
    made_.cells.push_back({.before = &cell_,
                           .after = &cell_,
                           .figure = figure_,
                           .measured = figure_,
                           .before_value = 1e6,
                           .after_value = 1e6,
                           .ratio = (low + high) / 2,
                           .range = analysis::interval{low, high},
                           .rounds_needed = 5});
  }

  void add_without_interval(std::size_t rounds_needed) {
    add(1, 1);
    made_.cells.back().range.reset();
    made_.cells.back().rounds_needed = rounds_needed;
  }

  gate_result at(double limit) const { return judge(made_, {figure_, limit}); }
  std::string text() const { return gate_text(at(0.05)); }
  boost::json::object json(const std::vector<gate_result>& gates) const {
    return boost::json::parse(render_comparison_json(made_, {"old.json", "new.json"}, gates)).as_object();
  }

  report report_;
  cell cell_{.scenario = "sleep", .executor = "threads", .params = {}};
  compared_figure figure_ = compared_figure::run;
  report_comparison made_{.before = &report_, .after = &report_, .figures = {compared_figure::run}};
};

TEST_F(a_gate, fails_a_cell_only_when_its_whole_interval_lies_beyond_the_limit) {
  add(1.06, 1.2);
  EXPECT_EQ(at(0.05).verdict(), gate_verdict::failed);
  EXPECT_EQ(at(0.06).verdict(), gate_verdict::undecided);
  EXPECT_EQ(at(0.2).verdict(), gate_verdict::passed);
}

TEST_F(a_gate, has_the_worst_verdict_of_its_cells) {
  add(0.99, 1.01);
  EXPECT_EQ(at(0.05).verdict(), gate_verdict::passed);
  add(0.9, 1.1);
  EXPECT_EQ(at(0.05).verdict(), gate_verdict::undecided);
  add(1.1, 1.2);
  EXPECT_EQ(at(0.05).verdict(), gate_verdict::failed);
  EXPECT_THAT(at(0.05).cells,
              ElementsAre(gate_verdict::passed, gate_verdict::undecided, gate_verdict::failed));
}

TEST_F(a_gate, is_undecided_where_the_figure_of_a_cell_cannot_be_compared) {
  add(0.99, 1.01);
  made_.left_out.push_back({&cell_, "memory n/a", compared_figure::memory});
  EXPECT_EQ(at(0.05).verdict(), gate_verdict::passed);  // which is about the time
  made_.left_out.push_back({&cell_, "CPU was not measured", figure_});
  EXPECT_EQ(at(0.05).verdict(), gate_verdict::undecided);
  EXPECT_THAT(text(), HasSubstr("time of 1 cell cannot be compared; the reasons are under \"not compared\""));
}

TEST_F(a_gate, fails_where_a_cell_broke) {
  add(0.99, 1.01);
  made_.broken.push_back({&cell_, "threads", "crashed"});
  EXPECT_EQ(text(), "failed: what was ok before is not ok any more (cells: 1)");
}

TEST_F(a_gate, that_has_no_cell_with_an_interval_tells_nothing_and_says_how_many_rounds_to_take) {
  add_without_interval(5);
  add_without_interval(7);
  EXPECT_TRUE(at(0.05).tells_nothing());
  EXPECT_EQ(
      text(),
      "undecided: 2 of 2 cells cannot be judged: their rounds are too few, 7 are needed (run with -r 7)");
  add(0.99, 1.01);
  EXPECT_FALSE(at(0.05).tells_nothing());
  EXPECT_EQ(at(0.05).verdict(), gate_verdict::undecided);
}

TEST_F(a_gate, says_how_much_slower_an_undecided_cell_may_be) {
  add(0.9, 2.4);
  EXPECT_EQ(
      text(),
      "undecided: the only cell is not shown to be more than 5 % slower; it may be, by up to 140 %: its interval is too "
      "wide to tell, and more rounds (run with a larger -r) or a quieter machine make it narrower");
}

TEST_F(a_gate, says_where_the_noise_floor_alone_makes_an_interval_too_wide) {
  add(0.9, 1.4);
  made_.cells.back().range_of_rounds = analysis::interval{0.99, 1.01};
  EXPECT_EQ(
      text(),
      "undecided: the only cell is not shown to be more than 5 % slower; it may be, by up to 40 %: its interval is too "
      "wide to tell, because of the noise floor of the two runs, which more rounds do not lower: take both programs "
      "in one run (run --worker), or a quieter machine");
}

TEST_F(a_gate, of_two_reports_asks_for_one_run_of_both_programs_where_a_noise_floor_has_a_part_in_it) {
  add(0.9, 1.4);
  made_.cells.back().range_of_rounds = analysis::interval{0.99, 1.2};
  EXPECT_EQ(
      text(),
      "undecided: the only cell is not shown to be more than 5 % slower; it may be, by up to 40 %: its interval is too "
      "wide to tell, also because of the noise floor of the two runs: take both programs in one run (run --worker), "
      "which needs no noise floor, and more rounds (-r)");
  made_.cells.back().range_of_rounds = made_.cells.back().range;
  EXPECT_THAT(text(), HasSubstr("and more rounds (run with a larger -r) or a quieter machine"));
}

TEST_F(a_gate, speaks_of_one_undecided_cell_and_of_several_in_their_number) {
  add(0.99, 1.01);
  add(0.9, 2.4);
  EXPECT_THAT(text(),
              HasSubstr("none of 2 cells is shown to be more than 5 % slower; 1 of them may be, by up to "
                        "140 %: its interval is too wide to tell"));
  add(0.9, 2.4);
  EXPECT_THAT(text(),
              HasSubstr("none of 3 cells is shown to be more than 5 % slower; 2 of them may be, by up to "
                        "140 %: their intervals are too wide to tell"));
}

TEST_F(a_gate, speaks_of_one_cell_without_an_interval_in_the_singular) {
  add(0.99, 1.01);
  add_without_interval(5);
  EXPECT_THAT(text(), HasSubstr("1 of 2 cells cannot be judged: its rounds are too few"));
}

TEST_F(a_gate, that_failed_says_of_the_other_cells_alone_how_much_slower_they_may_be) {
  add(1.1, 1.2);
  add(0.9, 2.4);
  EXPECT_TRUE(text().starts_with(
      "failed: 1 of 2 cells is more than 5 % slower; 1 other cell may be more than 5 % slower, by up to 140 %: "))
      << text();
}

TEST_F(a_gate, that_failed_by_a_broken_cell_says_which_cells_may_be_slower_as_well) {
  add(0.9, 2.4);
  add(0.9, 1.5);
  made_.broken.push_back({&cell_, "threads", "crashed"});
  EXPECT_TRUE(text().starts_with(
      "failed: what was ok before is not ok any more (cells: 1); 2 other cells may be more than "
      "5 % slower, by up to 140 %: "))
      << text();
}

TEST_F(a_gate, that_is_passed_says_no_more) {
  add(0.99, 1.01);
  EXPECT_EQ(text(), "passed: the whole interval of the only cell is below 5 % slower");
}

TEST_F(a_gate, stands_in_the_json_with_its_condition_and_the_verdict_of_each_cell) {
  add(0.99, 1.01);
  add_without_interval(7);
  const auto document = json({at(0.05)});
  EXPECT_EQ(document.at("gate").at("verdict"), "undecided");
  const auto& gate = document.at("gate").at("conditions").as_array().at(0).as_object();
  EXPECT_EQ(gate.at("condition"), ">5%");
  EXPECT_EQ(gate.at("figure"), "time");
  EXPECT_EQ(gate.at("verdict"), "undecided");
  EXPECT_EQ(std::string_view(gate.at("text").as_string()), gate_text(at(0.05)));
  EXPECT_EQ(gate.at("passed"), 1);
  EXPECT_EQ(gate.at("undecided"), 1);
  EXPECT_EQ(gate.at("failed"), 0);
  EXPECT_EQ(gate.at("broken"), 0);
  EXPECT_EQ(gate.at("changed"), 0);
  const auto& cells = document.at("comparisons").as_array();
  EXPECT_EQ(cells[0].at("gate"), "passed");
  EXPECT_EQ(cells[1].at("gate"), "undecided");
}

TEST_F(a_gate, is_null_in_the_json_where_none_was_asked_for) {
  add(0.99, 1.01);
  const auto document = json({});
  EXPECT_TRUE(document.at("gate").is_null());
  EXPECT_TRUE(document.at("comparisons").as_array()[0].at("gate").is_null());
}

TEST_F(a_gate, stands_in_the_markdown_above_the_table_and_in_a_column) {
  add(1.1, 1.2);
  made_.broken.push_back({&cell_, "threads", "crashed"});
  const report_names names{"old.json", "new.json"};
  const auto text = render_page_markdown(comparison_page(made_, names, {at(0.05)}));
  EXPECT_THAT(text, HasSubstr("- --fail-if '\\>5%': failed: 1 of 1 cell is more than 5 % slower\n"));
  EXPECT_THAT(text, HasSubstr(" verdict | gate |\n"));
  EXPECT_THAT(text, HasSubstr("| **slower** | **failed** |\n"));
  EXPECT_THAT(text, HasSubstr("- sleep/threads was ok, and is no longer: crashed\n"));
  EXPECT_THAT(render_page_markdown(comparison_page(made_, names)), Not(HasSubstr("gate")));
}

TEST_F(a_gate, says_of_each_figure_what_it_may_not_be_more_of) {
  add(1.1, 1.2);
  add(0.9, 1.4);
  const auto text_of = [&](compared_figure figure) {
    figure_ = figure;
    for (auto& each : made_.cells) each.figure = figure;
    return text();
  };
  EXPECT_TRUE(
      text_of(compared_figure::cpu)
          .starts_with(
              "failed: 1 of 2 cells uses over 5 % more CPU time; 1 other cell may use over 5 % more CPU "
              "time, by up to 40 %: "))
      << text();
  EXPECT_TRUE(
      text_of(compared_figure::memory).starts_with("failed: 1 of 2 cells uses over 5 % more memory; "))
      << text();
  EXPECT_TRUE(
      text_of(compared_figure::p99)
          .starts_with(
              "failed: 1 of 2 cells has a p99 that is more than 5 % higher; 1 other cell may have a p99 "
              "that is more than 5 % higher, by up to 40 %: "))
      << text();
  made_.cells.erase(made_.cells.begin());
  EXPECT_TRUE(
      text_of(compared_figure::cpu)
          .starts_with(
              "undecided: the only cell is not shown to use over 5 % more CPU time; it may, by up to 40 %: "))
      << text();
}

TEST_F(a_gate, judges_the_rows_of_its_own_figure_alone) {
  add(1.1, 1.2);
  add(0.99, 1.01);
  made_.cells.back().figure = compared_figure::cpu;
  made_.figures.push_back(compared_figure::cpu);
  const auto time = judge(made_, {compared_figure::run, 0.05});
  const auto cpu = judge(made_, {compared_figure::cpu, 0.05});
  EXPECT_THAT(time.cells, ElementsAre(gate_verdict::failed, std::nullopt));
  EXPECT_THAT(cpu.cells, ElementsAre(std::nullopt, gate_verdict::passed));
  EXPECT_EQ(worst_of({cpu, time}), gate_verdict::failed);
  const auto document = json({cpu});
  EXPECT_EQ(document.at("gate").at("conditions").as_array().at(0).at("condition"), "cpu>5%");
  const auto& rows = document.at("comparisons").as_array();
  EXPECT_TRUE(rows.at(0).at("gate").is_null());
  EXPECT_EQ(rows.at(1).at("figure"), "cpu");
  EXPECT_EQ(rows.at(1).at("gate"), "passed");
  const auto markdown = render_page_markdown(comparison_page(made_, {"old.json", "new.json"}, {time, cpu}));
  EXPECT_THAT(
      markdown,
      HasSubstr(
          "- --fail-if 'cpu\\>5%': passed: the whole interval of the only cell is below 5 % more CPU time\n"));
  EXPECT_THAT(markdown, HasSubstr("| executor | figure | new/old |"));
}

TEST_F(a_gate, on_a_figure_that_no_cell_has_tells_nothing_and_says_so) {
  add(0.99, 1.01);
  const auto made = judge(made_, {compared_figure::memory, 0.05});
  EXPECT_TRUE(made.tells_nothing());
  EXPECT_EQ(gate_text(made), "undecided: no cell has memory in both reports");
}

TEST_F(a_gate, is_not_passed_where_a_cell_did_other_work) {
  add(0.99, 1.01);
  made_.changed.push_back({&cell_, "delay '1s' instead of '20ms'"});
  EXPECT_EQ(
      text(),
      "undecided: the whole interval of the only cell is below 5 % slower; 1 cell did other work in the new report, and "
      "cannot be judged: run both with the same parameters, or leave such cells out with --across-machines");
}

TEST_F(a_gate, that_leaves_other_work_out_is_passed_and_still_names_it) {
  add(0.99, 1.01);
  made_.changed.push_back({&cell_, "delay '1s' instead of '20ms'"});
  made_.accepts_changed = true;
  EXPECT_EQ(
      text(),
      "passed: the whole interval of the only cell is below 5 % slower; 1 cell did other work in the new report, "
      "and is left out");
  EXPECT_THAT(changed_texts(made_),
              ElementsAre("sleep/threads did other work in the new report, and is left out: "
                          "delay '1s' instead of '20ms'"));
}

TEST_F(a_gate, says_which_of_its_cells_it_judges_by_the_peak_memory) {
  figure_ = compared_figure::memory;
  add(0.99, 1.01);
  add(0.99, 1.01);
  made_.cells.back().measured = compared_figure::peak_memory;
  EXPECT_EQ(
      text(),
      "passed: the whole intervals of all 2 cells are below 5 % more memory; 1 of 2 cells is judged by the peak of "
      "the process, which hides small changes, because not all rounds of both say what the run added");
  const auto document = json({at(0.05)});
  const auto& rows = document.at("comparisons").as_array();
  EXPECT_EQ(rows.at(0).at("measured"), "memory");
  EXPECT_EQ(rows.at(1).at("measured"), "peak-memory");
  EXPECT_EQ(rows.at(1).at("figure"), "memory");
}

TEST_F(a_gate, of_several_conditions_has_one_verdict_on_every_page) {
  add(1.1, 1.2);
  const auto page_of = [&](const std::vector<gate_result>& gates) {
    return render_page_markdown(comparison_page(made_, {"old.json", "new.json"}, gates));
  };
  EXPECT_THAT(page_of({at(0.05), judge(made_, {compared_figure::cpu, 0.05})}),
              HasSubstr("- gate: failed, the worst of 2 conditions\n"));
  EXPECT_THAT(page_of({at(0.05)}), ::testing::Not(HasSubstr("gate: ")));  // its line is the verdict
}

TEST_F(a_gate, has_its_condition_as_it_was_written) {
  EXPECT_EQ(gate_condition(at(0.05), made_), ">5%");
  EXPECT_EQ(gate_condition(at(0), made_), ">0%");
  EXPECT_EQ(gate_condition(at(0.125), made_), ">12.5%");
  figure_ = compared_figure::p99;
  EXPECT_EQ(gate_condition(at(0.05), made_), "p99>5%");
  report_.plan.rate = 100;  // there it is the main figure
  EXPECT_EQ(gate_condition(at(0.05), made_), ">5%");
}

}  // namespace
}  // namespace concbench
