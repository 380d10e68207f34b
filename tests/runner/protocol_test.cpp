// Specs and answers, there and back, and what is wrong with bad ones.
#include "runner/protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "core/registry.hpp"

namespace concbench::runner {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace json = boost::json;

worker_spec example_spec() {
  worker_spec spec{.action = worker_action::sample, .scenario = "api-calls"};
  const auto& declared = find_scenario("api-calls");
  spec.setup.params = parameter_values(declared.parameters, profile::quick);
  spec.setup.params.set({"delay", std::int64_t{1'500'000'000}, "1.5s"});
  spec.setup.tasks = 100;
  spec.setup.concurrency = 7;
  spec.setup.seed = UINT64_MAX;
  spec.setup.rate = 1500.25;
  spec.setup.executor = "thread-pool";
  spec.setup.run_folder = "/tmp/with \"quotes\" and\nlines";
  spec.setup.sample_folder = "/tmp/s";
  spec.setup.server = {"http://127.0.0.1:1", "https://127.0.0.1:2", "-----BEGIN CERTIFICATE-----\nx\n"};
  spec.setup.targets = {"http://a/", "https://b/x?y"};
  spec.setup.ca_pem = "pem";
  spec.server_process = 4711;
  spec.round = 9;
  spec.prepared = {{"files", json::array{1, "two", nullptr}}};
  return spec;
}

TEST(worker_spec, is_read_back_as_it_was_written) {
  const auto spec = example_spec();
  const auto read = read_spec(to_text(spec));
  EXPECT_EQ(read.action, spec.action);
  EXPECT_EQ(read.scenario, spec.scenario);
  EXPECT_EQ(read.setup.executor, spec.setup.executor);
  EXPECT_EQ(read.setup.tasks, 100u);
  EXPECT_EQ(read.setup.concurrency, 7u);
  EXPECT_EQ(read.setup.seed, UINT64_MAX);
  EXPECT_EQ(read.setup.rate, 1500.25);
  EXPECT_EQ(read.setup.run_folder, spec.setup.run_folder);
  EXPECT_EQ(read.setup.sample_folder, spec.setup.sample_folder);
  EXPECT_EQ(read.setup.server.http, spec.setup.server.http);
  EXPECT_EQ(read.setup.server.https, spec.setup.server.https);
  EXPECT_EQ(read.setup.server.ca_pem, spec.setup.server.ca_pem);
  EXPECT_EQ(read.setup.targets, spec.setup.targets);
  EXPECT_EQ(read.setup.ca_pem, spec.setup.ca_pem);
  EXPECT_EQ(read.server_process, 4711);
  EXPECT_EQ(read.round, 9);
  EXPECT_EQ(read.prepared, spec.prepared);
  EXPECT_EQ(to_text(read), to_text(spec));
}

TEST(worker_spec, carries_what_is_sent_to_foreign_servers_byte_for_byte) {
  auto spec = example_spec();
  EXPECT_THAT(to_text(spec), Not(HasSubstr("request\":")));
  spec.setup.request = std::make_shared<const net::request_parts>(
      net::request_parts{"POST", {{"X-Token", "a\"b\xFC"}, {"Accept", "c"}}, std::string("\0\xFF\n{}", 5)});
  spec.setup.insecure = true;
  const auto read = read_spec(to_text(spec));
  EXPECT_EQ(*read.setup.request, *spec.setup.request);
  EXPECT_TRUE(read.setup.insecure);
}

TEST(worker_spec, carries_a_request_of_its_own_for_each_target) {
  auto spec = example_spec();
  for (const auto* method : {"GET", "PUT"})
    spec.setup.own_requests.push_back(
        std::make_shared<const net::request_parts>(net::request_parts{method, {{"X-A", "b"}}, "\xFF"}));
  const auto read = read_spec(to_text(spec));
  ASSERT_EQ(read.setup.own_requests.size(), 2u);
  EXPECT_EQ(*read.setup.own_requests[1], *spec.setup.own_requests[1]);
  spec.setup.own_requests.pop_back();
  EXPECT_THROW(read_spec(to_text(spec)), std::runtime_error);
}

TEST(worker_spec, carries_what_holds_for_all_requests) {
  auto spec = example_spec();
  const net::request_rules rules{.expected = net::status_set::parse("200-299,404"),
                                 .decodes = true,
                                 .routes = {.unix_socket = "/s",
                                            .others = {{"a", "1", "b", ""}},
                                            .http_proxy = "http://u:p@p:1",
                                            .https_proxy = "q:2",
                                            .no_proxy = {".a", "10.0.0.0/8"}}};
  spec.setup.rules = std::make_shared<const net::request_rules>(rules);
  EXPECT_EQ(*read_spec(to_text(spec)).setup.rules, rules);
}

TEST(worker_spec, is_refused_for_rules_that_are_none) {
  const auto text = to_text(example_spec());
  const auto with = [&](const std::string& more) {
    return text.substr(0, text.rfind('}')) + "," + more + "}";
  };
  EXPECT_NO_THROW(read_spec(with(R"("routes":{},"expect_status":"200","compressed":false)")));
  for (const auto* more :
       {R"("expect_status":"x")", R"("expect_status":200)", R"("compressed":1)", R"("routes":1)",
        R"("routes":{"connect_to":[["a"]]})", R"("routes":{"http_proxy":"socks5://p:1"})", R"("requests":1)",
        R"("requests":[{"method":"get"},{}])"})
    EXPECT_ANY_THROW(read_spec(with(more))) << more;
}

TEST(needed_keys, are_those_that_the_work_cannot_do_without) {
  scenario_setup setup;
  EXPECT_THAT(needed_keys(setup), ::testing::IsEmpty());
  setup.insecure = true;
  EXPECT_THAT(needed_keys(setup), ::testing::ElementsAre("request"));
  setup.rules = std::make_shared<const net::request_rules>(net::request_rules{
      .expected = net::status_set::parse("404"), .decodes = true, .routes = {.unix_socket = "/s"}});
  setup.own_requests = {net::request_parts::plain()};
  EXPECT_THAT(needed_keys(setup),
              ::testing::ElementsAre("request", "requests", "expect_status", "compressed", "routes"));
  for (const auto& key : needed_keys(setup)) EXPECT_TRUE(worker_abilities::own().knows(key)) << key;
}

TEST(worker_abilities, of_this_program_are_read_as_they_are_written) {
  const auto own = worker_abilities::own();
  const auto read = read_abilities(to_text(own));
  EXPECT_EQ(read.protocol, protocol_version);
  EXPECT_EQ(read.declarations.size(), scenarios().size());
  EXPECT_EQ(to_text(read), to_text(own));
}

TEST(worker_abilities, of_protocol_1_have_no_declarations) {
  const std::string_view text =
      R"({"executors":["a"],"scenarios":["parse"],"declarations":[{"name":"parse","tasks":1}]})";
  EXPECT_EQ(read_abilities(text).protocol, first_protocol);
  EXPECT_TRUE(read_abilities(text).declarations.empty());
}

TEST(worker_spec, is_of_the_protocol_that_its_worker_speaks_and_asks_for_a_description_in_the_first) {
  auto spec = example_spec();
  for (const int each : {first_protocol, protocol_version}) {
    spec.protocol = each;
    EXPECT_EQ(read_spec(to_text(spec)).protocol, each);
  }
  spec.action = worker_action::describe;
  EXPECT_THAT(to_text(spec), HasSubstr(R"("protocol":1)"));
}

TEST(worker_spec, says_nothing_of_a_timeline_unless_one_is_wanted) {
  auto spec = example_spec();
  EXPECT_THAT(to_text(spec), Not(HasSubstr("timeline")));
  spec.timeline = true;
  EXPECT_TRUE(read_spec(to_text(spec)).timeline);
}

TEST(worker_answer, has_the_timeline_that_was_wanted_and_no_other) {
  worker_answer answer = answer_without_sample(status::failed, "x");
  answer.timeline = task_timeline{.wall_ns = 9, .began = 1, .tasks = {{.start_ns = 1, .end_ns = 2}}};
  const auto text = to_text(answer, worker_action::sample);
  EXPECT_EQ(read_answer(text, {.scenario = "sleep", .timeline = true}).timeline, answer.timeline);
  EXPECT_FALSE(read_answer(text, {.scenario = "sleep"}).timeline);
}

TEST(worker_answer, is_refused_with_a_timeline_that_is_none) {
  const auto* const text = R"({"status":"failed","timeline":{"wall_ns":-1}})";
  EXPECT_THROW(read_answer(text, {.scenario = "sleep", .timeline = true}), std::runtime_error);
}

TEST(worker_spec, is_refused_for_a_request_that_cannot_be_sent) {
  auto text = to_text(example_spec());
  const auto with = [&](const std::string& request) {
    return text.substr(0, text.rfind('}')) + ",\"request\":" + request + "}";
  };
  EXPECT_NO_THROW(read_spec(with("{}")));
  for (const auto* request :
       {"1", R"({"method":"get"})", R"({"method":1})", R"({"headers":1})", R"({"headers":[["a"]]})",
        R"({"headers":[["a",1]]})", R"({"headers":[["a b","c"]]})", R"({"headers":[["a","b\nc"]]})",
        R"({"insecure":1})"})
    EXPECT_ANY_THROW(read_spec(with(request))) << request;
}

TEST(worker_spec, keeps_every_parameter_exactly) {
  const auto read = read_spec(to_text(example_spec()));
  EXPECT_EQ(read.setup.params.time("delay"), std::chrono::milliseconds(1500));
  EXPECT_EQ(read.setup.params.shown("delay"), "1.5s");
  EXPECT_EQ(read.setup.params.size("max-body").count, 16u << 20);
}

TEST(worker_spec, is_one_line) {
  const auto text = to_text(example_spec());
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST(worker_spec, has_standard_defaults_for_what_is_left_out) {
  const auto read = read_spec(R"({"protocol":1,"action":"sample","scenario":"sleep","executor":"threads"})");
  EXPECT_EQ(read.setup.tasks, find_scenario("sleep").tasks.standard);
  EXPECT_EQ(read.setup.concurrency, 1u);
  EXPECT_EQ(read.setup.params.shown("delay"), "20ms");
  EXPECT_EQ(read.server_process, 0);
  EXPECT_EQ(read.setup.rate, 0);
  EXPECT_TRUE(read.setup.targets.empty());
}

/// The protocol_refusal of the example with one key changed.
std::string protocol_refusal(const std::string& key, const json::value& value) {
  auto object = json::parse(to_text(example_spec())).as_object();
  object[key] = value;
  try {
    read_spec(json::serialize(object));
  } catch (const std::exception& e) {
    return e.what();
  }
  return "accepted";
}

TEST(worker_spec, that_is_malformed_is_refused_with_what_is_wrong) {
  EXPECT_EQ(protocol_refusal("round", 9), "accepted");
  EXPECT_THAT(protocol_refusal("protocol", 3), HasSubstr("protocol 3"));
  EXPECT_THAT(protocol_refusal("protocol", "1"), HasSubstr("'protocol'"));
  EXPECT_THAT(protocol_refusal("action", "dance"), HasSubstr("dance"));
  EXPECT_THAT(protocol_refusal("scenario", "api-call"), HasSubstr("did you mean 'api-calls'?"));
  EXPECT_THAT(protocol_refusal("scenario", nullptr), HasSubstr("'scenario'"));
  EXPECT_THAT(protocol_refusal("tasks", 0), HasSubstr("'tasks' is 0; it must be a whole number from 1 to"));
  EXPECT_THAT(protocol_refusal("tasks", -1), HasSubstr("'tasks'"));
  EXPECT_THAT(protocol_refusal("tasks", 99'000'000), HasSubstr("a whole number from 1 to 10000000"));
  EXPECT_THAT(protocol_refusal("concurrency", 0), HasSubstr("'concurrency'"));
  EXPECT_THAT(protocol_refusal("concurrency", 101),
              HasSubstr("'concurrency' is 101; it must be a whole number from 1 to 100"));
  EXPECT_THAT(protocol_refusal("rate", -1), HasSubstr("'rate' is -1; it must be a number of at least 0"));
  EXPECT_THAT(protocol_refusal("rate", 1e12),
              HasSubstr("it must be a number from 0 (closed loop) to 1000000"));
  EXPECT_THAT(protocol_refusal("rate", "fast"), HasSubstr("'rate' is \"fast\"; it must be a number"));
  EXPECT_THAT(protocol_refusal("params", json::array{}), HasSubstr("'params'"));
  EXPECT_THAT(protocol_refusal("params", {{"delay", "soon"}}), HasSubstr("'soon'"));
  EXPECT_THAT(protocol_refusal("params", {{"delay", 5}}),
              HasSubstr("'params.delay' is 5; it must be a text"));
  EXPECT_THAT(protocol_refusal("server", 7), HasSubstr("'server'"));
  EXPECT_THAT(protocol_refusal("targets", "http://a/"), HasSubstr("'targets'"));
  EXPECT_THAT(protocol_refusal("targets", json::array{7}), HasSubstr("'targets[0]' is 7; it must be a text"));
  EXPECT_THAT(protocol_refusal("fixture", "x"), HasSubstr("'fixture'"));
}

TEST(worker_spec, that_is_not_a_json_object_is_refused) {
  for (const auto* text : {"", "{", "[]", "7", "null", "{} {}", "\xff"})
    EXPECT_THROW(read_spec(text), std::runtime_error) << text;
}

const worker_spec to_take_a_sample{.action = worker_action::sample, .scenario = ""};

TEST(worker_answer, to_a_sample_is_read_back_as_it_was_written) {
  worker_answer answer{.status = status::failed, .reason = "a \"reason\"", .prepared = {}, .sample = {}};
  answer.sample.status = status::failed;
  answer.sample.tasks_ok = 3;
  answer.sample.wall_ns = 5;
  answer.sample.digest = UINT64_MAX;
  answer.sample.errors = {{"HTTP 503", 2}};
  answer.sample.counters["retries"] = 4;
  const auto read = read_answer(to_text(answer, worker_action::sample), to_take_a_sample);
  EXPECT_EQ(read.status, status::failed);
  EXPECT_EQ(read.reason, answer.reason);
  EXPECT_EQ(read.sample.tasks_ok, 3u);
  EXPECT_EQ(read.sample.digest, UINT64_MAX);
  EXPECT_EQ(read.sample.errors.at(0).count, 2u);
  EXPECT_EQ(read.sample.counters.at("retries"), 4);
}

TEST(worker_answer, to_prepare_carries_its_fixture) {
  worker_answer answer;
  answer.prepared = {{"images", json::array{1, 2}}};
  const auto read = read_answer(to_text(answer, worker_action::prepare),
                                worker_spec{.action = worker_action::prepare, .scenario = ""});
  EXPECT_EQ(read.prepared, answer.prepared);
}

TEST(worker_answer, that_cannot_be_understood_is_refused) {
  for (const auto* text : {"", "Segmentation fault", "{}", R"({"status":"fine"})", R"({"status":7})",
                           R"({"status":"ok","sample":{"status":"ok"}})", R"({"status":"ok","sample":7})"})
    EXPECT_THROW(read_answer(text, to_take_a_sample), std::runtime_error) << text;
}

TEST(worker_answer, that_is_ok_needs_a_sample) {
  EXPECT_THROW(read_answer(R"({"status":"ok"})", to_take_a_sample), std::runtime_error);
}

/// What is wrong with an answer of `status` with this sample.
std::string contradiction(const std::string& status, const std::string& sample) {
  try {
    read_answer(R"({"status":")" + status + R"(","sample":)" + sample + "}", to_take_a_sample);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "none";
}

TEST(worker_answer, that_contradicts_its_sample_is_refused) {
  EXPECT_EQ(contradiction("ok", R"({"status":"failed","tasks_failed":1})"),
            "the worker's answer is ok, and its sample is failed");
  EXPECT_EQ(
      contradiction("failed", R"({"status":"ok","wall_ns":1,"tasks_ok":1,"digest":"0000000000000000"})"),
      "the worker's answer is failed, and its sample is ok");
  EXPECT_EQ(contradiction("failed", R"({"status":"failed","tasks_failed":1})"), "none");
}

TEST(worker_answer, that_was_not_asked_for_a_rate_has_no_response_times) {
  EXPECT_THAT(contradiction("failed", R"({"status":"failed","response_ns":{"p99":5}})"),
              HasSubstr("'sample.response_ns.p99' is 5"));
}

}  // namespace
}  // namespace concbench::runner
