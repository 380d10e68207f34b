// The exported CSV, cell by cell.
#include "report/exports/csv.hpp"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "example_report.hpp"
#include "golden.hpp"

namespace concbench {
namespace {

/// An RFC 4180 reader of our own, so that the writer is not checked with itself.
std::vector<std::vector<std::string>> parse(const std::string& text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside && c == '"' && text.substr(i + 1, 1) == "\"") {
      rows.back().back() += text[++i];
    } else if (c == '"') {
      inside = !inside;
    } else if (!inside && c == ',') {
      rows.back().emplace_back();
    } else if (!inside && c == '\n') {
      rows.push_back({""});
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

/// Rows as maps from column to value.
std::vector<std::map<std::string, std::string>> records(const report& from) {
  const auto rows = parse(render_csv(from));
  std::vector<std::map<std::string, std::string>> all;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].size(), rows[0].size());
    auto& record = all.emplace_back();
    for (std::size_t column = 0; column < rows[0].size(); ++column)
      record[rows[0][column]] = rows[i].at(column);
  }
  return all;
}

TEST(render_csv, gives_the_golden_file) {
  testing::expect_golden("full.csv", render_csv(testing::full_report()));
}

TEST(render_csv, has_a_column_for_what_a_scenario_declares_to_count_but_not_where_only_cost_counts_it) {
  auto from = testing::full_report();
  from.scenarios = {
      {.name = "sleep",
       .counters = {{.name = "never_counted"}, {.name = "of_cost_alone", .only_probed = true}}}};
  const auto first = records(from).at(0);
  EXPECT_EQ(first.at("counter_never_counted"), "");
  EXPECT_FALSE(first.contains("counter_of_cost_alone"));
}

TEST(render_csv, says_what_was_sent_to_foreign_servers_and_nothing_of_the_own_one) {
  auto from = testing::full_report();
  from.plan.request.method = "POST";
  from.plan.request.body_bytes = 12;
  for (const auto& each : records(from))
    EXPECT_EQ(each.at("request_method") + each.at("request_body_bytes"), "");
  from.plan.targets = {"http://a/"};
  for (const auto& each : records(from)) {
    EXPECT_EQ(each.at("request_method"), "POST");
    EXPECT_EQ(each.at("request_body_bytes"), "12");
  }
}

TEST(render_csv, has_a_header_also_when_there_is_nothing_else) {
  EXPECT_TRUE(render_csv(testing::empty_report()).starts_with("scenario,executor,tasks,concurrency,"));
}

TEST(render_csv, has_one_row_per_sample_and_one_for_a_cell_without) {
  const auto from = testing::full_report();
  std::size_t expected = 0;
  for (const auto& each : from.cells) expected += std::max<std::size_t>(1, each.samples.size());
  EXPECT_EQ(records(from).size(), expected);
}

TEST(render_csv, gives_parameters_in_base_units) {
  const auto first = records(testing::full_report()).at(0);
  EXPECT_EQ(first.at("param_delay"), "20000000");
  EXPECT_EQ(first.at("param_size"), "");
  EXPECT_EQ(first.at("latency_ns_p50"), "20080000");
  EXPECT_EQ(first.at("digest"), "x5eed5eed00000020");
}

TEST(render_csv, gives_the_cpus_that_client_and_server_used) {
  auto from = testing::tutorial_report();
  auto& taken = from.cells[0].samples[0];
  taken.wall_ns = 3'000;
  taken.cpu_user_ns = 900;
  taken.cpu_system_ns = 100;
  taken.server_cpu_ns = 2'000;
  const auto row = records(from).at(0);
  EXPECT_EQ(row.at("client_cpu_share"), "0.3333");
  EXPECT_EQ(row.at("server_cpu_share"), "0.6667");
}

TEST(render_csv, says_on_which_machine_and_how_each_row_was_taken) {
  const auto first = records(testing::full_report()).at(0);
  EXPECT_EQ(first.at("version"), "0.1.0");
  EXPECT_EQ(first.at("cpu_model"), "AMD EPYC 7763 64-Core Processor");
  EXPECT_EQ(first.at("cpus_usable"), "2");
  EXPECT_EQ(first.at("profile"), "standard");
  EXPECT_EQ(first.at("seed"), "42");
  EXPECT_EQ(first.at("rate"), "");
  EXPECT_EQ(records(testing::open_loop_report()).at(1).at("rate"), "200");
}

TEST(render_csv, leaves_empty_what_was_not_measured) {
  auto from = testing::full_report();
  const auto own = records(from).at(0);
  for (const auto* each :
       {"server_cpu_ns", "server_cpu_share", "allocations", "missed_starts", "response_ns_p99"})
    EXPECT_EQ(own.at(each), "") << each;
  EXPECT_EQ(own.at("tasks_failed"), "0");
  EXPECT_EQ(own.at("major_faults"), "0");
  from.cells[0].executor = "py:asyncio";
  EXPECT_EQ(records(from).at(0).at("major_faults"), "");
  EXPECT_EQ(records(from).at(0).at("tasks_failed"), "0");
}

TEST(render_csv, has_the_same_columns_whatever_was_counted) {
  auto from = testing::tutorial_report();
  const auto header = [](const report& of) { return parse(render_csv(of)).at(0); };
  const auto before = header(from);
  from.cells[0].samples[0].counters = {{"connections_opened", 3}};
  EXPECT_EQ(header(from), before);
}

TEST(render_csv, joins_the_errors_of_a_sample) {
  const auto all = records(testing::full_report());
  const auto failed = std::ranges::find_if(all, [](auto row) { return row["status"] == "failed"; });
  EXPECT_EQ(failed->at("errors"), "HTTP status 503 from /api/7 × 2; connection reset by peer × 1");
  EXPECT_EQ(failed->at("tasks_failed"), "3");
}

TEST(render_csv, shows_that_a_sample_belongs_to_a_cell_that_is_not_ok) {
  const auto all = records(testing::full_report());
  const auto row = std::ranges::find_if(all, [](auto r) { return r["cell_status"] == "incorrect"; });
  EXPECT_EQ(row->at("status"), "ok");
}

TEST(render_csv, leaves_the_figures_of_a_cell_without_samples_empty) {
  const auto last = records(testing::full_report()).back();
  EXPECT_EQ(last.at("status"), "n/a");
  EXPECT_EQ(last.at("reason"), "file-io has no coroutine face here: io_uring is not allowed by this kernel");
  EXPECT_EQ(last.at("wall_ns"), "");
  EXPECT_EQ(last.at("digest"), "");
  EXPECT_EQ(last.at("param_size"), "65536");
}

TEST(render_csv, gives_no_zeros_for_a_sample_that_measured_nothing) {
  const auto all = records(testing::full_report());
  const auto row = std::ranges::find_if(all, [](auto r) { return r["status"] == "timeout"; });
  EXPECT_EQ(row->at("round"), "0");
  EXPECT_EQ(row->at("wall_ns"), "");
  EXPECT_EQ(row->at("peak_rss_bytes"), "");
}

TEST(render_csv, lets_no_text_be_a_formula_and_keeps_numbers) {
  auto from = testing::full_report();
  auto& last = from.cells.back();
  last.reason = "=HYPERLINK(1)";
  last.params.set({"dir", std::string("@home"), "@home"});
  from.cells.front().samples.front().counters["difference"] = -5;
  const auto all = records(from);
  EXPECT_EQ(all.back().at("reason"), "'=HYPERLINK(1)");
  EXPECT_EQ(all.back().at("param_dir"), "'@home");
  EXPECT_EQ(all.front().at("counter_difference"), "-5");
}

TEST(render_csv, quotes_what_needs_it_and_keeps_texts_on_one_line) {
  const auto all = records(testing::full_report());
  const auto row = std::ranges::find_if(all, [](auto r) { return r["status"] == "crashed"; });
  EXPECT_EQ(row->at("reason"),
            "the worker ended with signal 11 (Segmentation fault) red, \"quoted\", and \uFFFD bytes");
  EXPECT_EQ(all.back().at("param_dir"), "/srv/data with spaces/Übersicht, 2026");
}

}  // namespace
}  // namespace concbench
