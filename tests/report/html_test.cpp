// Pages as HTML.
#include "report/exports/html.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "example_report.hpp"
#include "net/content/sha256.hpp"
#include "reading.hpp"
#include "report/exports/html_text.hpp"
#include "report/pages/run_page.hpp"
#include "report/terminal/text.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count_in(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

std::string between(const std::string& text, std::string_view from, std::string_view to) {
  const auto first = text.find(from) + from.size();
  return text.substr(first, text.find(to, first) - first);
}

TEST(html_text, is_text_in_elements_and_in_attributes) {
  EXPECT_EQ(html_text("<b a='c' d=\"e\">&"), "&lt;b a=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
  EXPECT_EQ(html_text("a\x1b[31m\nb"), "a b");
}

TEST(render_html, allows_nothing_but_its_own_style_sheet) {
  const auto html = render_html(run_page(testing::full_report()));
  const auto style = between(html, "<style>", "</style>");
  const auto digest = net::sha256(style);
  std::string hash(4 * 11 + 1, '\0');
  ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(hash.data()), digest.data(),
                    static_cast<int>(digest.size()));
  hash.pop_back();
  EXPECT_THAT(html, HasSubstr(fmt::format("default-src 'none'; style-src 'sha256-{}'", hash)));
  EXPECT_THAT(html, Not(HasSubstr(" style=")));
  EXPECT_THAT(html, Not(HasSubstr("src=")));
}

TEST(render_html, draws_a_bar_for_each_executor_and_a_dot_for_each_round) {
  page of{.title = "t"};
  bar_chart bars{.title = "time", .bars = {{"a", "1 s", 1}, {"b", "2 s", 2}, {"c", "FAILED", 0}}};
  curve_chart rounds{
      .y_name = "rounds", .x_name = "round", .curves = {{"a", {{1, 5}, {2, 6}, {3, 5}}}}, .in_order = true};
  of.sections.push_back({.title = "s", .blocks = {chart_row{{bars, rounds}}}});
  const auto html = render_html(of);
  EXPECT_EQ(count_in(html, "<rect "), 2u);
  EXPECT_EQ(count_in(html, "<circle "), 3u + 1u) << "one more in the legend";
  EXPECT_THAT(html, HasSubstr("<title>b: 2 s</title>"));
}

TEST(render_html, lets_the_machine_and_foldable_sections_be_folded_away) {
  page of{.title = "t", .facts = {{"a CPU"}}, .command = "concbench run"};
  of.sections.push_back({.title = "figures", .blocks = {statement{"1 s"}}});
  of.sections.push_back({.title = "how to read it", .blocks = {statement{"a median"}}, .foldable = true});
  const auto html = render_html(of);
  EXPECT_THAT(html, HasSubstr("what was measured, where and how</summary><p class=\"facts\">a CPU</p>"
                              "<pre>concbench run</pre></details>"));
  EXPECT_THAT(html,
              HasSubstr("<section aria-labelledby=\"s0\"><h2 id=\"s0\">figures</h2><p>1 s</p></section>"));
  EXPECT_THAT(html, HasSubstr("<details open><summary><h2 id=\"s1\">how to read it</h2></summary>"
                              "<p>a median</p></details></section>"));
}

TEST(render_html, says_what_is_not_resolved_and_marks_it_neither_better_nor_worse) {
  page of{.title = "t"};
  interval_chart chart{
      .title = "speedup",
      .rows = {{"a", "1.02× [0.9, 1.1]", 1.02, analysis::interval{0.9, 1.1}, ratio_state::not_resolved},
               {"c", "the same", 1.001, analysis::interval{0.998, 1.003}, ratio_state::same},
               {"b", "2× [1.9, 2.1]", 2, analysis::interval{1.9, 2.1}, ratio_state::resolved}}};
  of.sections.push_back({.title = "s", .blocks = {chart_row{{chart}}}});
  const auto html = render_html(of);
  EXPECT_THAT(html, HasSubstr("1.02× [0.9, 1.1], not resolved"));
  EXPECT_THAT(html, Not(HasSubstr("the same, not resolved")));
  EXPECT_EQ(count_in(html, "class=\"point open\""), 2u);
  EXPECT_EQ(count_in(html, "class=\"point better\""), 1u);
}

TEST(render_html, colours_only_the_resolved_cells_of_a_map) {
  page of{.title = "t"};
  heat_map map{.title = "speedups",
               .columns = {"a", "b", "c"},
               .rows = {{"sleep", {{"1.00×", 1, false}, {"9.00×", 9, true}, {"0.50×", 0.5, true}}}}};
  of.sections.push_back({.title = "s", .blocks = {chart_row{{map}}}});
  const auto html = render_html(of);
  EXPECT_THAT(html, HasSubstr("<td>1.00×</td><td class=\"h3\">9.00×</td><td class=\"l2\">0.50×</td>"));
}

TEST(render_html, draws_the_interval_of_a_bar_and_nothing_of_a_bar_without_a_value) {
  page of{.title = "t"};
  bar_chart bars{
      .title = "time",
      .bars =
          {{.label = "A x", .figure = "1 s", .value = 1, .range = analysis::interval{0.5, 2}, .series = "A"},
           {.label = "B x", .figure = "not in this report", .series = "B"}},
      .series = {{"A", "a.json"}, {"B", "b.json"}}};
  of.sections.push_back({.title = "s", .blocks = {chart_row{{bars}}}});
  const auto html = render_html(of);
  EXPECT_EQ(count_in(html, "<rect "), 1u);
  EXPECT_THAT(html, HasSubstr("width=\"240.0\"")) << "the interval is the longest";
  EXPECT_EQ(count_in(html, "class=\"whisker\""), 3u);
  EXPECT_THAT(html, HasSubstr(">B b.json</text>"));
}

TEST(render_html, says_above_a_chart_which_of_its_axes_are_logarithmic) {
  page of{.title = "t"};
  curve_chart curves{.y_name = "time", .x_name = "tasks", .curves = {{"a", {{1, 5}, {10, 60}}}}};
  auto rounds = curves;
  rounds.title = "rounds";
  rounds.in_order = true;
  of.sections.push_back({.title = "s", .blocks = {chart_row{{curves, rounds}}}});
  const auto html = render_html(of);
  EXPECT_THAT(html, HasSubstr("<figcaption>time over tasks, both logarithmic</figcaption>"));
  EXPECT_THAT(html, HasSubstr("<figcaption>rounds, time logarithmic</figcaption>"));
}

TEST(render_html, keeps_a_caption_out_of_what_is_scrolled) {
  page of{.title = "t"};
  of.sections.push_back(
      {.title = "s",
       .blocks = {page_table{.title = "a caption", .columns = {{"a"}, {"b"}}, .rows = {{{"1"}, {"2"}}}},
                  chart_row{{heat_map{.title = "a map", .columns = {"a"}, .rows = {{"x", {{}}}}}}}}});
  const auto html = render_html(of);
  EXPECT_THAT(html, HasSubstr(">a caption</p><div class=\"scroll\""));
  EXPECT_THAT(html, HasSubstr("<div class=\"whole\"><p class=\"caption\">a map</p><div class=\"scroll\""));
}

TEST(render_html, has_one_meaning_of_green_on_a_page) {
  const auto html = render_html(run_page(testing::full_report()));
  EXPECT_THAT(html, HasSubstr("green: faster"));
  EXPECT_THAT(html, HasSubstr("class=\"best\""));
  EXPECT_THAT(html, HasSubstr("bold in the tables: not told apart from the fastest"));
  EXPECT_THAT(html, Not(HasSubstr("class=\"good\"")));
  EXPECT_THAT(html, Not(HasSubstr("in green")));
}

TEST(render_html, draws_nothing_of_a_chart_without_a_point) {
  page of{.title = "t"};
  of.sections.push_back(
      {.title = "s", .blocks = {chart_row{{curve_chart{.y_name = "empty", .x_name = "x"}}}}});
  EXPECT_THAT(render_html(of), Not(HasSubstr("<svg")));
}

/// The lines of a section of a text, each as the texts that two or more spaces separate.
std::vector<std::vector<std::string>> rows_in_text(const std::string& text, const std::string& title) {
  std::vector<std::vector<std::string>> rows;
  bool inside = false;
  for (const auto& line : testing::lines_of(text)) {
    if (line.starts_with("── ")) inside = line.starts_with("── " + title);
    if (!inside) continue;
    auto& row = rows.emplace_back();
    for (std::size_t at = 0; at < line.size();) {
      const auto end = std::min(line.find("  ", at), line.size());
      row.push_back(line.substr(at, end - at));
      at = std::min(line.find_first_not_of(' ', end), line.size());
    }
  }
  return rows;
}

TEST(run_page, has_the_figures_of_the_text) {
  const auto from = testing::full_report();
  const auto text = render_text(from, {.width = 400});
  std::size_t rows = 0;
  for (const auto& section : run_page(from).sections)
    for (const auto& table : testing::blocks_of<page_table>(page{.title = "", .sections = {section}}))
      for (const auto& row : table.rows) {
        std::vector<std::string> texts;
        for (const auto& each : row) texts.push_back(each.text + (each.mark.empty() ? "" : " " + each.mark));
        EXPECT_THAT(rows_in_text(text, section.title), ::testing::Contains(texts)) << section.title;
        ++rows;
      }
  EXPECT_EQ(rows, 4u * 4u + 4u) << "of four scenarios, and of the summary";
}

TEST(run_page, of_a_run_that_ended_before_its_first_sample_says_so) {
  auto from = testing::full_report();
  from.plan.interrupted = true;
  for (auto& each : from.cells) each.samples.clear();
  const auto made = run_page(from);
  EXPECT_TRUE(made.sections.empty());
  EXPECT_THAT(render_html(made), HasSubstr("Interrupted: only what had finished is shown."));
  EXPECT_THAT(render_html(made), HasSubstr("no counted sample yet: "));
}

TEST(run_page, draws_a_sweep_as_curves_with_the_places_where_they_cross) {
  const auto made = run_page(testing::swept_report());
  std::size_t curves = 0;
  std::size_t crossings = 0;
  for (const auto& row : testing::blocks_of<chart_row>(made)) {
    for (const auto& chart : row.charts) {
      const auto* drawn = std::get_if<curve_chart>(&chart);
      curves += drawn == nullptr ? 0 : drawn->curves.size();
      crossings += drawn == nullptr ? 0 : drawn->crossings.size();
    }
  }
  EXPECT_GE(curves, 4u) << "time and memory of two executors";
  EXPECT_GE(crossings, 1u);
}

}  // namespace
}  // namespace concbench
