// Reports read back, and everything that is no report refused with its place.
#include "report/exports/report_reader.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "core/interrupted_cell.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "example_report.hpp"
#include "report/exports/json.hpp"
#include "report/figures/results.hpp"

namespace concbench {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

// The scenarios are on a floor of their own: one that this test declares stands for them.
const registration declared{scenario_declaration{
    .name = "declared-here",
    .summary = "",
    .tasks = 1,
    .parameters =
        {{.name = "delay", .type = parameter_type::time, .defaults = {"1s"}, .help = "", .maximum = "1h"}},
    .make = {}}};

const registration another{scenario_declaration{
    .name = "declared-with-conditions",
    .summary = "",
    .tasks = 1,
    .takes_targets = true,
    .parameters = {{.name = "op", .type = parameter_type::text, .defaults = {"a"}, .help = ""},
                   {.name = "size",
                    .type = parameter_type::size,
                    .defaults = {"1B"},
                    .help = "",
                    .only_with = {"op=b"}},
                   {.name = "scheme",
                    .type = parameter_type::text,
                    .defaults = {"same"},
                    .help = "",
                    .only_for = target_kind::foreign}},
    .make = {}}};

std::string golden(const std::string& name) {
  std::ifstream file(std::string(CONCBENCH_GOLDEN_DIR) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string error_of(std::string_view text) {
  try {
    read_report(text);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "nothing";
}

/// What is said of the example after `change` was made to its JSON.
std::string error_after(void (*change)(json::object&)) {
  auto document = json::parse(golden("full.json"));
  change(document.as_object());
  return error_of(json::serialize(document));
}

json::object& first_cell(json::object& document) {
  return document["cells"].as_array().front().as_object();
}

json::object& first_sample(json::object& document) {
  return first_cell(document)["samples"].as_array().front().as_object();
}

TEST(read_report, gives_back_the_text_that_it_read) {
  for (const auto* name : {"full.json", "tutorial.json"})
    EXPECT_EQ(render_json(read_report(golden(name))), golden(name)) << name;
}

TEST(read_report, keeps_every_field_of_the_plan) {
  auto written = testing::tutorial_report();
  written.elapsed_ns = 5;
  written.plan.seed = UINT64_MAX;
  written.plan.precision = 0.02;
  written.plan.budget_ns = 60'000'000'000;
  written.plan.rate = 2000.5;
  for (auto& cell : written.cells) cell.samples[0].response_ns = {1, 2, 3, 4, 5};
  written.plan.server = "http://10.0.0.7:8080";
  written.plan.cpus = "0,2-3";
  written.plan.server_cpus = "1";
  written.plan.targets = {"https://example.org/a"};
  written.plan.request = {"POST", {"X-Token"}, 12, "ab12", true, 3, "200,404", true, {"--unix-socket /s"}};
  written.plan.workers = {{"old", "/opt/old concbench"}};
  written.plan.sweeps = {{"tasks", {"1", "10"}}};
  written.plan.interrupted = true;
  written.noise = {"sleep", "threads", {{100, 101}, {99, 100}}};
  written.cells[0].executor = "old:threads";
  written.cells[0].samples[0].counters = {{"drift", -1}};
  const auto text = render_json(written);
  EXPECT_EQ(render_json(read_report(text)), text);
}

TEST(read_report, keeps_what_ended_the_rounds) {
  auto written = testing::tutorial_report();
  for (const auto by :
       {rounds_limit::rounds, rounds_limit::precision, rounds_limit::budget, rounds_limit::nothing_to_compare,
        rounds_limit::failures, rounds_limit::interruption}) {
    written.cells[0].ended = rounds_end{by, 5, 3};
    const auto read = read_report(render_json(written));
    EXPECT_EQ(read.cells[0].ended, written.cells[0].ended);
    EXPECT_FALSE(read.cells[1].ended);
  }
  auto text = render_json(written);
  text.replace(text.find("\"interruption\""), 14, "\"boredom\"");
  EXPECT_THAT(error_of(text),
              AllOf(HasSubstr("'cells[0].rounds_ended.by' is \"boredom\""), HasSubstr("budget")));
}

TEST(read_report, keeps_what_scenarios_declare) {
  auto written = testing::tutorial_report();
  written.scenarios = {
      {.name = "sleep",
       .work = work_kind::waiting,
       .counters = {{.name = "a", .meaning = counter_meaning::sent_ahead, .remark = "{} of a"},
                    {.name = "b", .only_probed = true}}},
      {.name = "nothing", .work = work_kind::overhead, .empty_tasks = true}};
  EXPECT_EQ(read_report(render_json(written)).scenarios, written.scenarios);
}

TEST(read_report, takes_a_kind_of_work_and_a_meaning_of_a_later_version_for_unknown_and_plain) {
  auto document = json::parse(golden("tutorial.json"));
  document.as_object()["scenarios"] =
      json::parse(R"([{"name": "sleep", "work": "guessing", "empty_tasks": false,
                       "counters": [{"name": "a", "meaning": "luck"}]}])");
  const auto read = read_report(json::serialize(document));
  EXPECT_EQ(read.scenarios.at(0).work, work_kind::unknown);
  EXPECT_EQ(read.scenarios.at(0).counters.at(0).meaning, counter_meaning::plain);
}

TEST(read_report, refuses_a_declaration_that_is_damaged_with_its_place) {
  EXPECT_EQ(error_after([](json::object& d) { d["scenarios"] = json::parse(R"([{"name": "a"}])"); }),
            "'scenarios[0].work' is missing");
  EXPECT_EQ(error_after([](json::object& d) {
              d["scenarios"] =
                  json::parse(R"([{"name": "a", "work": "own", "empty_tasks": 1, "counters": []}])");
            }),
            "'scenarios[0].empty_tasks' is 1; it must be true or false");
}

TEST(read_report, keeps_that_a_cell_was_interrupted_whatever_its_reason_says) {
  auto written = testing::tutorial_report();
  mark_interrupted(written.cells[1]);
  written.cells[1].samples.clear();
  written.cells[1].reason = "in other words";
  const auto read = read_report(render_json(written));
  EXPECT_TRUE(read.cells[1].interrupted);
  EXPECT_FALSE(read.cells[0].interrupted);
  EXPECT_EQ(state_of(read.cells[1]), "interrupted");
}

TEST(read_report, knows_an_interrupted_cell_of_an_older_report_by_its_reason) {
  auto document = json::parse(golden("tutorial.json"));
  auto& cell = first_cell(document.as_object());
  cell["samples"] = json::array{};
  cell["reason"] = "interrupted before its first sample";
  EXPECT_FALSE(read_report(json::serialize(document)).cells[0].interrupted) << "it is not n/a";
  cell["status"] = "n/a";
  EXPECT_TRUE(read_report(json::serialize(document)).cells[0].interrupted);
  cell["interrupted"] = false;
  EXPECT_FALSE(read_report(json::serialize(document)).cells[0].interrupted) << "the field is what counts";
}

TEST(read_report, refuses_an_interrupted_cell_that_is_not_na) {
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["interrupted"] = true; }),
            "'cells[0].interrupted' is true; it must be false in a cell that is not n/a");
}

TEST(read_report, reads_a_report_of_the_first_schema) {
  const auto old = read_report(golden("schema_1.json"));
  EXPECT_EQ(old.tool_version, "0.1.0");
  EXPECT_EQ(old.cells.size(), 16u);
  EXPECT_EQ(old.plan.rounds, 10);
  EXPECT_EQ(old.cells[0].samples.size(), 10u);
  EXPECT_GT(old.cells[0].samples[0].wall_ns, 0);
  EXPECT_TRUE(old.noise.pairs.empty());
  EXPECT_TRUE(old.plan.workers.empty());
}

TEST(read_report, types_parameters_as_the_scenario_declares_them_and_keeps_others_as_texts) {
  auto written = testing::tutorial_report();
  written.cells.resize(3);
  written.cells[0].scenario = written.cells[1].scenario = "declared-here";
  written.cells[1].params =
      testing::params_of({{"delay", std::string("2h"), "2h"},
                          {"later", std::string("on"), "on"}});  // beyond its maximum; unknown
  written.cells[2].scenario = "unknown-here";
  const auto read = read_report(render_json(written));
  EXPECT_EQ(read.cells[0].params.time("delay"), std::chrono::milliseconds(1500));
  EXPECT_EQ(read.cells[1].params.text("delay"), "2h");
  EXPECT_EQ(read.cells[1].params.text("later"), "on");
  EXPECT_EQ(read.cells[2].params.text("delay"), "1.5s");
}

TEST(read_report, says_where_a_text_ends_early_wherever_it_is_cut) {
  const auto whole = golden("tutorial.json");
  for (std::size_t length = 1; length + 1 < whole.size(); length += 97)
    EXPECT_THAT(error_of(std::string_view(whole).substr(0, length)),
                HasSubstr("ends early, at byte " + std::to_string(length)));
  EXPECT_EQ(error_of(""), "is empty");
}

TEST(read_report, says_where_a_text_is_no_longer_json) {
  EXPECT_EQ(error_of(R"({"schema_version": 2,, "tool": 1})"),
            "is not a concbench report: it is not JSON (syntax error at byte 21)");
}

TEST(read_report, says_that_a_foreign_text_is_no_report) {
  for (const auto* text :
       {"hello", "\xff\xfe", "%PDF-1.5", "[]", "3", "null", "{}", R"({"schema_version":1})",
        R"({"schema_version":2,"tool":"hyperfine"})", R"({"results":[{"command":"x"}]})",
        R"({"schema_version":2,"tool":{"name":"other"}})"})
    EXPECT_THAT(error_of(text), HasSubstr("is not a concbench report")) << text;
}

TEST(read_report, says_what_follows_the_end) {
  EXPECT_THAT(error_of(golden("tutorial.json") + golden("tutorial.json")), HasSubstr("goes on after"));
}

TEST(read_report, refuses_a_document_that_nests_without_end) {
  EXPECT_THAT(error_of(std::string(100'000, '[')), HasSubstr("is not a concbench report"));
}

TEST(read_report, names_the_version_of_a_report_from_the_future) {
  EXPECT_EQ(error_after([](json::object& d) { d["schema_version"] = 9; }),
            "has schema version 9; this concbench reads 1 to 2: use a newer concbench");
  EXPECT_EQ(error_after([](json::object& d) { d["schema_version"] = 0; }),
            "'schema_version' is 0; it must be a whole number from 1 to 2");
  EXPECT_EQ(error_after([](json::object& d) { d["schema_version"] = 1.5; }),
            "'schema_version' is 1.5; it must be a whole number from 1 to 2");
}

TEST(read_report, names_the_place_of_what_was_changed_by_hand) {
  EXPECT_EQ(error_after([](json::object& d) { first_sample(d)["wall_ns"] = -5; }),
            "'cells[0].samples[0].wall_ns' is -5; it must be a whole number from 1 to 10^18");
  EXPECT_EQ(error_after([](json::object& d) { first_sample(d)["wall_ns"] = "NaN"; }),
            "'cells[0].samples[0].wall_ns' is \"NaN\"; it must be a whole number from 1 to 10^18");
  EXPECT_EQ(
      error_after([](json::object& d) { first_cell(d)["status"] = "fine"; }),
      "'cells[0].status' is \"fine\"; it must be one of ok, saturated, failed, incorrect, timeout, crashed, n/a");
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["params"].as_object()["delay"] = 20; }),
            "'cells[0].params.delay' is 20; it must be a text");
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d).erase("tasks"); }),
            "'cells[0].tasks' is missing");
  EXPECT_EQ(error_after([](json::object& d) { d.erase("plan"); }), "'plan' is missing");
  EXPECT_EQ(error_after([](json::object& d) { d["environment"].as_object()["x"] = json::array{}; }),
            "'environment.x' is an array; it must be a text or a number");
  EXPECT_EQ(error_after([](json::object& d) { d["noise"].as_object()["wall_ns"] = {1, 2}; }),
            "'noise.wall_ns[0]' is 1; it must be an array");
  EXPECT_EQ(
      error_after([](json::object& d) { d["noise"].as_object()["wall_ns"] = json::parse("[[1, 2, 3]]"); }),
      "'noise.wall_ns[0]' is an array; it must be an array of two times");
}

TEST(read_report, refuses_a_cell_without_tasks_and_lanes_that_no_task_would_take) {
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["tasks"] = 0; }),
            "'cells[0].tasks' is 0; it must be a whole number from 1 to 10^18");
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["concurrency"] = 0; }),
            "'cells[0].concurrency' is 0; it must be a whole number from 1 to 32");
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["concurrency"] = 33; }),
            "'cells[0].concurrency' is 33; it must be a whole number from 1 to 32");
}

TEST(read_report, refuses_an_ok_sample_of_more_or_fewer_tasks_than_its_cell_has) {
  EXPECT_EQ(error_after([](json::object& d) {
              first_cell(d)["tasks"] = first_cell(d)["concurrency"] = largest_figure;
            }),
            "'cells[0].samples[0].tasks_ok' is 32; it must be 1000000000000000000, as its cell has tasks, in "
            "a sample that is ok");
  EXPECT_EQ(error_after([](json::object& d) { first_sample(d)["tasks_ok"] = 31; }),
            "'cells[0].samples[0].tasks_ok' is 31; it must be 32, as its cell has tasks, in a sample that is "
            "ok");
}

TEST(read_report, refuses_a_cell_that_is_better_than_one_of_its_samples) {
  for (const auto* worse : {"failed", "timeout", "crashed", "incorrect", "n/a"}) {
    auto document = json::parse(golden("full.json")).as_object();
    first_sample(document)["status"] = worse;
    EXPECT_EQ(error_of(json::serialize(document)), "'cells[0].samples[0].status' is \"" + std::string(worse) +
                                                       "\"; it must be no worse than its cell, which is ok");
  }
}

TEST(read_report, takes_an_ok_cell_in_which_few_rounds_could_not_keep_up_with_the_rate) {
  auto written = testing::open_loop_report();
  written.cells[1].samples.front().status = status::saturated;
  written.cells[1].samples.front().reason = "asked for 200/s, tasks ended at 92.3/s; lower --rate";
  const auto text = render_json(written);
  EXPECT_EQ(render_json(read_report(text)), text);
}

TEST(read_report, takes_a_cell_that_is_worse_than_its_samples_or_has_none) {
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["status"] = "failed"; }), "nothing");
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["status"] = "n/a"; }), "nothing");
  EXPECT_EQ(error_after([](json::object& d) { first_cell(d)["samples"] = json::array{}; }), "nothing");
}

TEST(read_report, refuses_answers_that_differ_within_a_cell_or_between_executors_of_the_same_work) {
  constexpr auto expected =
      "is \"00000000000000ff\"; it must be 5eed5eed00000020, as in the samples before it that are ok and of "
      "the same work";
  EXPECT_THAT(error_after([](json::object& d) {
                first_cell(d)["samples"].as_array()[3].as_object()["digest"] = "00000000000000ff";
              }),
              AllOf(HasSubstr("'cells[0].samples[3].digest'"), HasSubstr(expected)));
  EXPECT_THAT(error_after([](json::object& d) {
                auto& threads = d["cells"].as_array()[1].as_object();
                for (auto& each : threads["samples"].as_array())
                  each.as_object()["digest"] = "00000000000000ff";
              }),
              AllOf(HasSubstr("'cells[1].samples[0].digest'"), HasSubstr(expected)));
}

TEST(read_report, refuses_response_times_without_a_rate_and_a_rate_without_response_times) {
  EXPECT_EQ(error_after([](json::object& d) { first_sample(d)["response_ns"].as_object()["p99"] = 5; }),
            "'cells[0].samples[0].response_ns.p99' is 5; it must be 0 where no rate was asked for");
  EXPECT_EQ(error_after([](json::object& d) { d["plan"].as_object()["rate"] = 10; }),
            "'cells[0].samples[0].response_ns.p99' is 0; it must be above 0, because the plan has a rate");
  const auto text = render_json(testing::open_loop_report());
  EXPECT_EQ(render_json(read_report(text)), text);
}

TEST(read_report, refuses_a_cell_or_a_round_that_stands_twice) {
  EXPECT_THAT(error_after([](json::object& d) {
                auto& cells = d["cells"].as_array();
                cells.push_back(cells[2]);
              }),
              HasSubstr("thread-pool"));
  EXPECT_EQ(error_after([](json::object& d) { first_sample(d)["round"] = 3; }),
            "'cells[0].samples[3].round' is 3; it must be a round that this cell has not had yet");
}

TEST(read_report, refuses_names_that_a_terminal_would_obey) {
  for (const auto& name :
       {std::string(), std::string("\x1b[2J"), std::string("two\nlines"), std::string(101, 'x')}) {
    auto document = json::parse(golden("full.json")).as_object();
    first_cell(document)["executor"] = name;
    EXPECT_THAT(error_of(json::serialize(document)), HasSubstr("'cells[0].executor'")) << name;
  }
}

TEST(read_report, ignores_what_a_later_version_of_the_same_schema_adds) {
  EXPECT_EQ(error_after([](json::object& d) {
              d["more"] = 1;
              d["plan"].as_object()["more"] = json::array{};
              first_sample(d)["more"] = "x";
            }),
            "nothing");
}

TEST(read_report, leaves_out_parameters_without_effect_that_older_versions_wrote) {
  auto document = json::parse(golden("full.json"));
  auto& cell = first_cell(document.as_object());
  cell["scenario"] = "declared-with-conditions";
  const auto names_of = [&](const char* op) {
    cell["params"] = {{"op", op}, {"size", "5B"}, {"scheme", "json"}};
    std::string names;
    const auto read = read_report(json::serialize(document));
    for (const auto& each : read.cells.front().params) names += each.name + " ";
    return names;
  };
  EXPECT_EQ(names_of("a"), "op ");
  EXPECT_EQ(names_of("b"), "op size ");
}

}  // namespace
}  // namespace concbench
