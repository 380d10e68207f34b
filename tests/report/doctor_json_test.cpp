// Keys that programs rely on.
#include "report/exports/doctor_json.hpp"

#include <set>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "example_machines.hpp"
#include "golden.hpp"
#include "report/figures/noise_floor.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

TEST(render_doctor_json, gives_the_golden_file) {
  testing::expect_golden("doctor.json",
                         render_doctor_json(testing::troubled_machine(), "--no-run was given"));
}

TEST(render_doctor_json, has_the_noise_floor_as_a_part) {
  const auto machine = testing::quiet_machine();
  const auto noise = json::parse(render_doctor_json(machine, "unused")).at("noise");
  EXPECT_EQ(noise.at("floor").as_double(), *noise_floor_of(machine.noise));
  EXPECT_EQ(noise.at("problem").as_string(), "");
  EXPECT_EQ(noise.at("wall_ns").as_array().size(), 30u);
}

TEST(render_doctor_json, says_why_there_is_no_noise_floor) {
  const auto noise = json::parse(render_doctor_json(testing::troubled_machine(), "interrupted")).at("noise");
  EXPECT_TRUE(noise.at("floor").is_null());
  EXPECT_EQ(noise.at("problem").as_string(), "interrupted");
}

TEST(render_doctor_json, has_every_subject_once_with_all_keys) {
  for (const auto& machine : {testing::quiet_machine(), testing::troubled_machine()}) {
    const auto document = json::parse(render_doctor_json(machine, ""));
    std::set<std::string> subjects;
    for (const auto& each : document.at("findings").as_array()) {
      EXPECT_TRUE(subjects.insert(std::string(each.at("subject").as_string())).second);
      for (const auto* key : {"severity", "what", "meaning", "command"})
        EXPECT_TRUE(each.at(key).is_string()) << key;
    }
    EXPECT_EQ(subjects, (std::set<std::string>{"cpus", "cpu-quota", "load", "swap", "governor", "turbo",
                                               "smt", "steal", "timer-slack", "clock-source", "huge-pages",
                                               "open-files", "threads", "io-uring"}));
  }
}

}  // namespace
}  // namespace concbench
