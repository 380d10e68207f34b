// A search for the highest rate on pages and in exports, and back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden.hpp"
#include "reading.hpp"
#include "report/exports/csv.hpp"
#include "report/exports/html.hpp"
#include "report/exports/json.hpp"
#include "report/exports/page_markdown.hpp"
#include "report/exports/report_reader.hpp"
#include "report/figures/report_comparison.hpp"
#include "report/pages/comparison_page.hpp"
#include "report/pages/run_page.hpp"
#include "report/terminal/text.hpp"
#include "report/words/comparability.hpp"
#include "report/words/search_words.hpp"
#include "searched_report.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string searched_text(int width) {
  return render_text(testing::searched_report(), {.width = width});
}

std::string error_of_searched(void (*spoil)(report&)) {
  auto written = testing::searched_report();
  spoil(written);
  try {
    read_report(render_json(written));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(a_search_as_text, is_the_golden_one) {
  testing::expect_golden("search_80.txt", searched_text(80));
  testing::expect_golden("search_120.txt", searched_text(120));
}

TEST(a_search_as_markdown, is_the_golden_one) {
  testing::expect_golden("search.md", render_page_markdown(run_page(testing::searched_report())));
}

TEST(a_search_as_text, never_calls_a_rate_a_p99_that_is_lower) {
  EXPECT_THAT(searched_text(200), AllOf(Not(HasSubstr("lowest p99")), Not(HasSubstr("p99 lower")),
                                        Not(HasSubstr("fastest")), Not(HasSubstr("speedup"))));
}

TEST(a_search_as_html, has_the_rates_and_what_stopped_them) {
  EXPECT_THAT(
      render_html(run_page(testing::searched_report())),
      AllOf(HasSubstr("late starts at 441/s"), HasSubstr("at least 1000/s"), HasSubstr("below 100/s")));
}

TEST(a_search_as_text, does_not_speak_of_a_queue_where_the_latency_was_above_the_limit) {
  auto searched = testing::searched_report();
  EXPECT_THAT(render_text(searched, {.width = 200}), HasSubstr("a queue that grows"));
  for (auto& taken : searched.cells[0].samples) taken.found->stop = rate_stop::latency;
  EXPECT_THAT(render_text(searched, {.width = 200}), Not(HasSubstr("a queue that grows")));
}

TEST(a_search_as_text, says_in_how_many_rounds_of_an_ok_cell_the_lowest_rate_was_too_high) {
  auto searched = testing::searched_report();
  auto& taken = searched.cells[1].samples[2];
  taken.status = status::saturated;
  taken.found = found_rate{100, true, rate_stop::late_starts, 100, 1};
  EXPECT_THAT(render_text(searched, {.width = 200}),
              HasSubstr("threads: did not sustain even 100/s in 1 of 6 rounds"));
}

TEST(a_summary_of_searches, has_the_rates_of_several_scenarios) {
  auto searched = testing::searched_report();
  for (std::size_t i = 0; i < 4; ++i) {
    auto cell = searched.cells[i];
    cell.scenario = "database";
    searched.cells.push_back(cell);
  }
  const auto text = render_text(searched, {.width = 120});
  const auto summary = text.substr(text.find("── summary"));
  EXPECT_THAT(summary, AllOf(HasSubstr("below 100/s"), HasSubstr("410/s"), HasSubstr("at least 1000/s")));
}

TEST(the_highest_rate, is_the_middle_one_of_the_rounds) {
  const auto searched = testing::searched_report();
  EXPECT_EQ(highest_rate_text(searched.cells[0]), "below 100/s");
  EXPECT_EQ(highest_rate_text(searched.cells[1]), "410/s");
  EXPECT_EQ(highest_rate_text(searched.cells[3]), "at least 1000/s");
}

TEST(the_interval_of_the_highest_rate, has_ends_that_may_lie_outside_of_the_range) {
  auto searched = testing::searched_report();
  EXPECT_EQ(rate_interval_text(searched.cells[1]), "[400, 420]");
  EXPECT_EQ(rate_interval_text(searched.cells[3]), "[≥1000, ≥1000]");
  searched.cells[1].samples[2].found = found_rate{100, true, rate_stop::late_starts, 100, 1};
  EXPECT_EQ(rate_interval_text(searched.cells[1]), "[<100, 420]");
  searched.cells[1].samples.pop_back();
  EXPECT_EQ(rate_interval_text(searched.cells[1]), "–");
}

TEST(what_stopped_it, is_that_of_the_middle_round_and_above_the_rate_that_is_shown) {
  const auto searched = testing::searched_report();
  EXPECT_EQ(stop_text(searched.cells[1]), "late starts at 441/s");
  EXPECT_EQ(stop_text(searched.cells[2]), "latency 71.0 ms at 551/s");
  EXPECT_EQ(stop_text(searched.cells[3]), "nothing");
}

TEST(a_search_as_text, says_where_connections_that_waited_ended_it) {
  auto searched = testing::searched_report();
  constexpr auto said = "Linux asks for a connection again";
  EXPECT_THAT(render_page_text(run_page(searched), {.width = 300}), Not(HasSubstr(said)));
  for (auto& taken : searched.cells[2].samples) taken.found->stopped_ns = 1'031'000'000;
  EXPECT_THAT(render_page_text(run_page(searched), {.width = 300}), HasSubstr(said));
}

TEST(a_search, is_written_and_read_back) {
  const auto text = render_json(testing::searched_report());
  EXPECT_EQ(render_json(read_report(text)), text);
}

TEST(a_report_without_a_search, has_no_field_of_one) {
  EXPECT_THAT(render_json(testing::open_loop_report()),
              AllOf(Not(HasSubstr("\"found\"")), Not(HasSubstr("rate_search"))));
}

TEST(a_search_that_was_read, has_rates_of_its_range_only) {
  EXPECT_THAT(
      error_of_searched([](report& of) { of.cells[1].samples[0].found->rate = 99; }),
      HasSubstr("'cells[1].samples[0].found.rate' is 99; it must be from 100 to 1000, as the plan says"));
  EXPECT_THAT(error_of_searched([](report& of) { of.cells[1].samples[0].found.reset(); }),
              HasSubstr("found"));
  EXPECT_THAT(error_of_searched([](report& of) { of.plan.highest_rate = 100; }),
              HasSubstr("rate_search.highest_rate"));
  EXPECT_THAT(error_of_searched([](report& of) { of.plan.slo.quantile = "p98"; }),
              HasSubstr("p50, p99, p99.9"));
  EXPECT_THAT(error_of_searched([](report& of) { of.plan.highest_rate = 0; }),
              HasSubstr("no rate was searched"));
}

TEST(a_search_as_csv, has_the_rate_of_each_round_and_what_stopped_it) {
  const auto text = render_csv(testing::searched_report());
  EXPECT_THAT(text,
              AllOf(HasSubstr(",rate,rate_stop,"), HasSubstr(",400,late-starts,"), HasSubstr(",525,latency,"),
                    HasSubstr(",1000,nothing,"), HasSubstr(",,late-starts,")));
}

TEST(a_comparison_of_searches, has_rates_where_others_have_times) {
  const auto before = testing::searched_report();
  auto after = before;
  for (auto& taken : after.cells[1].samples) taken.found->rate *= 2;
  const auto compared = compare_reports(before, after);
  const auto text = render_page_markdown(comparison_page(compared, {"old.json", "new.json"}, {}));
  EXPECT_THAT(text, AllOf(HasSubstr("410/s"), HasSubstr("820/s"), HasSubstr("old highest rate"),
                          Not(HasSubstr("p99"))));
}

TEST(reports_of_different_searches, cannot_be_compared) {
  const auto before = testing::searched_report();
  auto after = before;
  after.plan.slo.below_ns *= 2;
  EXPECT_EQ(rate_difference(before, after),
            "rate 100/s..1000/s with p99<50ms, then 100/s..1000/s with p99<100ms");
}

}  // namespace
}  // namespace concbench
