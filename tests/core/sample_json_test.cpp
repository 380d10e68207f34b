// Samples to JSON and back, and what is refused on the way.
#include "core/sample_json.hpp"

#include <stdexcept>

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace concbench {
namespace {

namespace json = boost::json;

sample some_sample() {
  sample made;
  made.round = 3;
  made.position = 2;
  made.status = status::failed;
  made.reason = "HTTP status 503";
  std::int64_t next = 1'000'000'000'000;
  for (auto* each : {&made.wall_ns, &made.startup_ns, &made.teardown_ns, &made.cpu_user_ns,
                     &made.cpu_system_ns, &made.process_cpu_ns, &made.server_cpu_ns})
    *each = next++;
  for (auto* each : {&made.voluntary_switches, &made.involuntary_switches, &made.minor_faults,
                     &made.major_faults, &made.peak_rss_bytes, &made.rss_increase_bytes,
                     &made.page_table_bytes, &made.peak_threads, &made.peak_tasks, &made.allocations,
                     &made.missed_starts, &made.tasks_ok, &made.tasks_dropped, &made.tasks_failed})
    *each = static_cast<std::uint64_t>(next++);
  made.errors = {{"HTTP status 503", 2}, {"reset", 1}};
  made.latency_ns = {1, 2, 3, 4, 5};
  made.sojourn_ns = {6, 7, 8, 9, 10};
  made.response_ns = {11, 12, 13, 14, 15};
  made.digest = 0x0123456789abcdef;
  made.counters = {{"connections_opened", 7}, {"drift", -1}};
  made.notes = {"with io_uring", "on a pool"};
  return made;
}

constexpr double closed_loop = 0;
constexpr double some_rate = 100;

sample sample_from_json(const json::value& value, double rate) {
  return read_sample(json_field(value, "sample"), rate);
}

/// What read_sample says of `text`.
std::string error_of(std::string_view text, double rate = closed_loop) {
  try {
    sample_from_json(json::parse(text), rate);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "nothing";
}

TEST(sample_json, has_the_names_that_others_rely_on) {
  const auto object = to_json(some_sample());
  for (const auto* name :
       {"round", "status", "reason", "wall_ns", "startup_ns", "cpu_user_ns", "cpu_system_ns",
        "voluntary_switches", "involuntary_switches", "peak_rss_bytes", "rss_increase_bytes", "peak_threads",
        "tasks_ok", "tasks_failed", "errors", "latency_ns", "server_cpu_ns"})
    EXPECT_TRUE(object.contains(name)) << name;
  EXPECT_EQ(json::serialize(object.at("errors")),
            R"([{"reason":"HTTP status 503","count":2},{"reason":"reset","count":1}])");
  EXPECT_EQ(json::serialize(object.at("latency_ns")), R"({"p50":1,"p90":2,"p99":3,"p999":4,"max":5})");
  EXPECT_EQ(object.at("digest").as_string(), "0123456789abcdef");
  EXPECT_EQ(object.at("status").as_string(), "failed");
}

TEST(sample_json, reads_back_all_that_it_wrote) {
  const auto written = to_json(some_sample());
  EXPECT_EQ(to_json(sample_from_json(json::parse(json::serialize(written)), some_rate)), written);
}

TEST(sample_json, keeps_the_ends_of_every_range) {
  sample extreme;
  extreme.wall_ns = largest_figure;
  extreme.tasks_ok = 1;
  extreme.peak_rss_bytes = largest_figure;
  extreme.digest = UINT64_MAX;
  extreme.counters = {{"lowest", INT64_MIN}};
  const auto back = sample_from_json(json::parse(json::serialize(to_json(extreme))), closed_loop);
  EXPECT_EQ(back.wall_ns, largest_figure);
  EXPECT_EQ(back.peak_rss_bytes, std::uint64_t{largest_figure});
  EXPECT_EQ(back.digest, UINT64_MAX);
  EXPECT_EQ(back.counters.at("lowest"), INT64_MIN);
}

TEST(sample_json, is_valid_json_whatever_bytes_a_reason_holds) {
  sample hostile;
  hostile.status = status::failed;
  hostile.reason = "\xff\x1b[31m\n";
  hostile.errors = {{"\xc3", 1}};
  hostile.notes = {"\x80"};
  const auto back = sample_from_json(json::parse(json::serialize(to_json(hostile))), closed_loop);
  EXPECT_EQ(back.reason, "\uFFFD\x1b[31m\n");
  EXPECT_EQ(back.errors.front().reason, "\uFFFD");
}

TEST(sample_json, takes_the_least_that_another_worker_may_write) {
  const auto read = sample_from_json(
      json::parse(
          R"({"status":"ok","wall_ns":1.5e9,"tasks_ok":10,"digest":"00000000000000ff","unknown":[{}]})"),
      closed_loop);
  EXPECT_EQ(read.wall_ns, 1'500'000'000);
  EXPECT_EQ(read.tasks_ok, 10u);
  EXPECT_EQ(read.digest, 255u);
  EXPECT_EQ(read.peak_rss_bytes, 0u);
  EXPECT_EQ(sample_from_json(json::parse(R"({"status":"crashed"})"), closed_loop).status, status::crashed);
}

TEST(sample_json, names_what_is_missing) {
  EXPECT_EQ(error_of("{}"), "'sample.status' is missing");
  EXPECT_EQ(error_of(R"({"status":"ok","tasks_ok":1,"digest":"00000000000000ff"})"),
            "'sample.wall_ns' is missing");
  EXPECT_EQ(error_of(R"({"status":"failed","errors":[{"reason":"x"}]})"),
            "'sample.errors[0].count' is missing");
}

TEST(sample_json, names_the_field_its_value_and_what_is_allowed) {
  EXPECT_EQ(error_of("[]"), "'sample' is an array; it must be an object");
  EXPECT_EQ(
      error_of(R"({"status":"fine"})"),
      "'sample.status' is \"fine\"; it must be one of ok, saturated, failed, incorrect, timeout, crashed, n/a");
  EXPECT_EQ(error_of(R"({"status":"failed","wall_ns":-1})"),
            "'sample.wall_ns' is -1; it must be a whole number from 0 to 10^18");
  EXPECT_EQ(error_of(R"({"status":"failed","wall_ns":1.5})"),
            "'sample.wall_ns' is 1.5; it must be a whole number from 0 to 10^18");
  EXPECT_EQ(error_of(R"({"status":"failed","latency_ns":{"p50":"fast"}})"),
            "'sample.latency_ns.p50' is \"fast\"; it must be a whole number from 0 to 10^18");
  EXPECT_EQ(error_of(R"({"status":"failed","digest":"ff"})"),
            "'sample.digest' is \"ff\"; it must be a text of 16 hexadecimal digits");
}

TEST(sample_json, believes_no_ok_that_took_no_time_or_has_no_task) {
  EXPECT_EQ(error_of(R"({"status":"ok","wall_ns":0,"tasks_ok":1,"digest":"00000000000000ff"})"),
            "'sample.wall_ns' is 0; it must be a whole number from 1 to 10^18");
  EXPECT_EQ(error_of(R"({"status":"ok","wall_ns":1,"tasks_ok":0,"digest":"00000000000000ff"})"),
            "'sample.tasks_ok' is 0; it must be a whole number from 1 to 10^18");
  EXPECT_EQ(error_of(R"({"status":"failed","wall_ns":0,"tasks_ok":0})"), "nothing");
}

TEST(sample_json, believes_no_ok_with_tasks_that_failed) {
  const std::string ok = R"({"status":"ok","wall_ns":1,"tasks_ok":1,"digest":"00000000000000ff")";
  EXPECT_EQ(error_of(ok + R"(,"tasks_failed":5})"),
            "'sample.tasks_failed' is 5; it must be 0 in a sample that is ok");
  EXPECT_EQ(error_of(ok + R"(,"tasks_failed":0})"), "nothing");
}

TEST(sample_json, believes_no_more_dropped_tasks_than_failed_ones) {
  const std::string failed = R"({"status":"failed","tasks_failed":2)";
  EXPECT_EQ(error_of(failed + R"(,"tasks_dropped":3})"),
            "'sample.tasks_dropped' is 3; it must be no more than tasks_failed, which has them too");
  EXPECT_EQ(error_of(failed + R"(,"tasks_dropped":2})"), "nothing");
  EXPECT_EQ(error_of(failed + "}"), "nothing");
}

TEST(sample_json, believes_no_response_time_where_no_rate_was_asked_for) {
  constexpr auto answered = R"({"status":"failed","response_ns":{"p50":0,"p99":5}})";
  EXPECT_EQ(error_of(answered), "'sample.response_ns.p99' is 5; it must be 0 where no rate was asked for");
  EXPECT_EQ(error_of(answered, some_rate), "nothing");
  EXPECT_EQ(error_of(R"({"status":"failed","response_ns":{"p99":0,"max":0}})"), "nothing");
}

TEST(sample_json, believes_no_saturation_where_no_rate_was_asked_for) {
  const auto* const late = R"({"status":"saturated"})";
  EXPECT_EQ(error_of(late),
            "'sample.status' is \"saturated\"; it must be another status, because no rate was asked for");
  EXPECT_EQ(error_of(late, some_rate), "nothing");
}

TEST(sample_json, lacks_the_response_of_an_open_loop_where_tasks_ended_ok_and_there_is_no_p99) {
  sample taken;
  taken.tasks_ok = 1;
  taken.response_ns.max = 5;
  EXPECT_TRUE(lacks_response(taken, some_rate));
  EXPECT_FALSE(lacks_response(taken, closed_loop));
  taken.response_ns.p99 = 5;
  EXPECT_FALSE(lacks_response(taken, some_rate));
  EXPECT_FALSE(lacks_response(sample{}, some_rate));
}

TEST(sample_json, believes_no_figure_whose_sums_would_overflow) {
  EXPECT_EQ(error_of(R"({"status":"failed","cpu_user_ns":9223372036854775807})"),
            "'sample.cpu_user_ns' is 9223372036854775807; it must be a whole number from 0 to 10^18");
}

TEST(sample_json, refuses_each_field_of_a_wrong_type) {
  for (const auto* field :
       {R"("round":"1")", R"("position":[])", R"("reason":1)", R"("tasks_ok":true)", R"("errors":{})",
        R"("errors":[1])", R"("latency_ns":1)", R"("digest":255)", R"("counters":[])",
        R"("counters":{"a":"b"})", R"("notes":"one")", R"("notes":[1])", R"("peak_threads":null)"})
    EXPECT_NE(error_of(std::string(R"({"status":"failed",)") + field + "}"), "nothing") << field;
}

TEST(sample_json, cuts_a_value_that_would_fill_the_screen) {
  const auto error = error_of(R"({"status":")" + std::string(10'000, 'x') + "\"}");
  EXPECT_LT(error.size(), 200u);
}

}  // namespace
}  // namespace concbench
