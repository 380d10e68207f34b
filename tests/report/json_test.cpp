// The exported JSON: its schema, its layout, its safety.
#include "report/exports/json.hpp"

#include <sstream>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "example_report.hpp"
#include "golden.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

TEST(render_json, gives_the_golden_file) {
  testing::expect_golden("tutorial.json", render_json(testing::tutorial_report()));
}

TEST(render_json, gives_the_golden_file_with_every_kind_of_failure) {
  testing::expect_golden("full.json", render_json(testing::full_report()));
}

TEST(render_json, says_what_the_samples_come_to) {
  const auto document = json::parse(render_json(testing::full_report()));
  const auto& sleep = document.at("results").at(0);
  EXPECT_EQ(sleep.at("baseline").as_string(), "sequential");
  EXPECT_FALSE(sleep.at("executors").at(0).as_object().contains("speedup"));
  const auto& pool = sleep.at("executors").at(2);
  EXPECT_EQ(pool.at("executor").as_string(), "thread-pool");
  EXPECT_TRUE(pool.at("speedup").at("resolved").as_bool());
  EXPECT_LT(pool.at("speedup_with_start_and_stop").at("ratio").to_number<double>(),
            pool.at("speedup").at("ratio").to_number<double>());
  const auto& fastest = sleep.at("fastest");
  EXPECT_EQ(fastest.at("over").as_array().size(), 3u);
  for (const auto& each : fastest.at("over").as_array())
    EXPECT_NE(each.at("executor"), fastest.at("executor"));
  EXPECT_EQ(document.at("warnings").at(0).at("kind").as_string(), "wide-spread");
}

TEST(render_json, has_the_names_that_others_rely_on) {
  const auto document = json::parse(render_json(testing::full_report()));
  EXPECT_EQ(document.at("schema_version").as_int64(), report::schema_version);
  EXPECT_EQ(document.at("tool").at("version").as_string(), "0.1.0");
  EXPECT_EQ(document.at("environment").at("cpus_usable").as_int64(), 2);
  EXPECT_EQ(document.at("plan").at("baseline").as_string(), "sequential");
  const auto& cell = document.at("cells").as_array().at(0);
  EXPECT_EQ(cell.at("params").at("delay").as_string(), "20ms");
  EXPECT_EQ(cell.at("samples").as_array().size(), 8u);
  EXPECT_EQ(cell.at("samples").as_array().at(0).at("latency_ns").at("p50").as_int64(), 20'080'000);
}

TEST(render_json, keeps_a_fact_that_claims_to_be_a_number_and_is_none_as_text) {
  auto from = testing::empty_report();
  from.environment = {{"load_1min", "nan", true}};
  EXPECT_EQ(json::parse(render_json(from)).at("environment").at("load_1min").as_string(), "nan");
}

TEST(render_json, is_valid_whatever_bytes_texts_hold) {
  auto from = testing::full_report();
  from.plan.command = "concbench run '\xff\"\\\n'";
  from.cells[0].reason = std::string("\0\x1b\xc3", 3);
  const auto document = json::parse(render_json(from));
  EXPECT_EQ(document.at("plan").at("command").as_string(), "concbench run '\uFFFD\"\\\n'");
}

TEST(render_json, writes_each_sample_on_one_line) {
  const auto text = render_json(testing::tutorial_report());
  std::istringstream in(text);
  std::size_t samples = 0;
  for (std::string line; std::getline(in, line);)
    samples += line.starts_with("        {\"round\"") && line.find("\"notes\"") != line.npos;
  EXPECT_EQ(samples, 4u);
}

}  // namespace
}  // namespace concbench
