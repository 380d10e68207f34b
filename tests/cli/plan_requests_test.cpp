// What is sent to URLs, and what of it is secret.
#include "cli/run_options.hpp"

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/request_options.hpp"
#include "net/content/sha256.hpp"
#include "plan_of_options.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

/// The warnings about a run of these URLs with these header fields, as one text.
std::string sharing_warning(std::vector<std::string> urls, std::vector<std::string> headers,
                            const std::string& user = "") {
  const auto warnings = make_plan({.scenarios = {"api-calls"},
                                   .urls = std::move(urls),
                                   .headers = std::move(headers),
                                   .user = user,
                                   .password = "S3cr3t"})
                            .warnings;
  return fmt::format("{}", fmt::join(warnings, "\n"));
}

TEST(a_warning, names_the_fields_that_several_origins_get_and_these) {
  EXPECT_EQ(
      sharing_warning({"http://a/", "http://b/x", "http://a/y"},
                      {"Authorization: Bearer S3cr3t", "Accept: a/b"}),
      "Authorization is sent to each of 2 origins: http://a, http://b. If one of these origins must not get "
      "it, start a run of its own for each");
  EXPECT_THAT(sharing_warning({"http://a/", "https://a/"}, {"X-Key: c"}, "me"),
              HasSubstr("X-Key, Authorization (--user) are sent to each of 2 origins: http://a, https://a."));
  EXPECT_THAT(
      sharing_warning({"http://a/", "http://b/", "http://c/", "http://d/", "http://e/"},
                      {"Cookie: a=b", "X-Key: c"}),
      HasSubstr("Cookie, X-Key are sent to each of 5 origins: http://a, http://b, http://c and 2 more."));
  EXPECT_EQ(sharing_warning({"http://a/", "http://a/b"}, {"Authorization: Bearer S3cr3t"}), "");
  EXPECT_EQ(sharing_warning({"http://a/", "http://b/"}, {"Accept: a/b", "Host: c"}), "");
}

TEST(a_warning, says_of_a_user_only_where_the_url_has_none_of_its_own) {
  EXPECT_EQ(sharing_warning({"http://a/", "http://you:theirs@b/"}, {}, "me"), "");
  EXPECT_EQ(
      sharing_warning({"http://a/", "http://b/", "http://you:theirs@c/"}, {"X-Key: c"}, "me"),
      "X-Key is sent to each of 3 origins: http://a, http://b, http://c. Authorization (--user) is sent to each "
      "of 2 origins: http://a, http://b. If one of these origins must not get it, start a run of its own for each");
}

TEST(a_warning, says_what_to_do_however_long_the_names_are) {
  const std::string host(250, 'h');
  const auto warning = sharing_warning({"http://a" + host + "/", "http://b" + host + "/"},
                                       {std::string(300, 'X') + ": c", std::string(300, 'Y') + ": c"});
  EXPECT_LT(warning.size(), 2000u);
  EXPECT_THAT(warning, EndsWith("start a run of its own for each"));
}

TEST_F(make_plan_with_files, sends_header_fields_and_data_and_shows_no_value) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .headers = {"X-Token:  S3cr3t ", "Accept:a/b"},
                               .data = "@" + file("S3cr3t\n")});
  const auto& sent = *plan.cells[0].setup.request;
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.body, "S3cr3t\n");
  EXPECT_THAT(sent.fields,
              ElementsAre(net::header_field{"X-Token", "S3cr3t"}, net::header_field{"Accept", "a/b"},
                          net::header_field{"Content-Type", "application/x-www-form-urlencoded"}));
  const auto& shown = plan.asked.request;
  EXPECT_EQ(shown.method, "POST");
  EXPECT_THAT(shown.headers, ElementsAre("X-Token", "Accept", "Content-Type"));
  EXPECT_EQ(shown.body_bytes, 7u);
  EXPECT_EQ(shown.body_sha256, net::to_hex(net::sha256("S3cr3t\n")));
  EXPECT_FALSE(shown.insecure);
}

TEST(make_plan, leaves_method_and_content_type_to_who_gives_them) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .method = "PUT",
                               .headers = {"content-type: application/json"},
                               .data = "{}"});
  const auto& sent = *plan.cells[0].setup.request;
  EXPECT_EQ(sent.method, "PUT");
  EXPECT_THAT(sent.fields, ElementsAre(net::header_field{"content-type", "application/json"}));
}

TEST(make_plan, tells_scenarios_that_fetch_nothing_of_no_request) {
  const auto plan = make_plan({.scenarios = {"sleep", "api-calls"},
                               .executors = {"threads"},
                               .urls = {"http://a/"},
                               .headers = {"X-Token: S3cr3t"},
                               .insecure = true});
  EXPECT_FALSE(plan.cells[0].setup.has_request());
  EXPECT_TRUE(plan.cells[1].setup.has_request());
  EXPECT_TRUE(plan.cells[1].setup.insecure);
  EXPECT_TRUE(plan.asked.request.insecure);
}

TEST(make_plan, refuses_requests_to_its_own_server) {
  const auto refused = [](run_options options) {
    options.scenarios = {"api-calls"};
    return plan_refusal(options);
  };
  EXPECT_THAT(refused({.headers = {"A: S3cr3t"}}),
              AllOf(HasSubstr("--header goes with --url"), Not(HasSubstr("S3"))));
  EXPECT_THAT(refused({.method = "POST"}), HasSubstr("--method goes with --url"));
  EXPECT_THAT(refused({.data = "x"}), HasSubstr("--data goes with --url"));
  EXPECT_THAT(refused({.user = "x"}), HasSubstr("--user goes with --url"));
  EXPECT_THAT(refused({.insecure = true}), HasSubstr("--insecure goes with --url"));
  EXPECT_THAT(refused({.server = "http://u:S3@h/"}), AllOf(HasSubstr("--server"), Not(HasSubstr("S3"))));
}

TEST(make_plan, refuses_requests_that_cannot_be_made_and_shows_no_value) {
  const auto refused = [](run_options options) {
    if (options.scenarios.empty()) options.scenarios = {"api-calls"};
    options.urls = {"http://a/"};
    const auto text = plan_refusal(options);
    EXPECT_THAT(text, Not(HasSubstr("S3cr3t")));
    return text;
  };
  EXPECT_THAT(refused({.headers = {"Bearer S3cr3t"}}), HasSubstr("without a colon"));
  EXPECT_THAT(refused({.headers = {"A: S3cr3t\nB: c"}}), HasSubstr("control character"));
  EXPECT_THAT(refused({.headers = {"Transfer-Encoding: S3cr3t"}}),
              HasSubstr("Transfer-Encoding cannot be given"));
  EXPECT_THAT(refused({.method = "post"}), HasSubstr("capital letters"));
  EXPECT_THAT(refused({.method = "HEAD", .data = "S3cr3t"}), HasSubstr("no body"));
  EXPECT_THAT(refused({.data = "@"}), HasSubstr("@FILE"));
  EXPECT_THAT(refused({.data = "@missing.json"}), HasSubstr("data 'missing.json': No such file"));
  EXPECT_THAT(refused({.method = "HEAD"}), HasSubstr("check=status"));
  EXPECT_THAT(refused({.parameters = {"retries=2"}, .method = "POST"}), HasSubstr("done twice"));
  EXPECT_EQ(refused({.parameters = {"retries=2"}, .method = "PUT"}), "accepted");
  EXPECT_THAT(refused({.scenarios = {"web-scrape"}, .data = "S3cr3t"}), HasSubstr("GET"));
}

TEST(make_plan, logs_in_to_urls_that_name_nobody) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/", "http://v:q@b/"},
                               .user = "me",
                               .password = "S3:cr3t"});
  EXPECT_THAT(plan.cells[0].setup.targets, ElementsAre("http://me:S3%3Acr3t@a/", "http://v:q@b/"));
  EXPECT_THAT(plan.asked.targets, ElementsAre("http://***@a/", "http://***@b/"));
  EXPECT_THAT(plan.secrets, IsSupersetOf({"S3:cr3t", "S3%3Acr3t", "bWU6UzM6Y3IzdA=="}));
}

TEST(make_plan, knows_what_is_secret_the_longest_first) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .headers = {"Authorization: Bearer S3cr3t", "Accept: a/b"},
                               .data = "k=v"});
  EXPECT_THAT(plan.secrets, ElementsAre("Bearer S3cr3t", "S3cr3t", "k=v"));
}

TEST(make_plan, takes_each_part_of_a_header_field_and_of_a_body_for_a_secret) {
  const auto plan = make_plan({.scenarios = {"api-calls"},
                               .urls = {"http://a/"},
                               .headers = {"Cookie: sid=verysecret123; other=1; c=a:b:c:d"},
                               .data = R"({"pin": 12345, "word":"S3cr3t, and more"})"});
  EXPECT_THAT(plan.secrets, IsSupersetOf({"sid=verysecret123", "verysecret123", "a:b:c:d", "12345",
                                          "S3cr3t, and more", "S3cr3t"}));
}

TEST(take_password, leaves_none_in_the_environment) {
  ::setenv("CONCBENCH_PASSWORD", "S3cr3t", 1);
  EXPECT_EQ(take_password(), "S3cr3t");
  EXPECT_EQ(std::getenv("CONCBENCH_PASSWORD"), nullptr);
  EXPECT_EQ(take_password(), std::nullopt);
}

TEST(make_plan, refuses_passwords_on_the_command_line_and_two_ways_to_log_in) {
  EXPECT_THAT(
      plan_refusal(
          {.scenarios = {"api-calls"}, .urls = {"http://a/"}, .user = "me:S3cr3t", .password = "S3:cr3t"}),
      AllOf(HasSubstr("CONCBENCH_PASSWORD"), Not(HasSubstr("S3cr3t"))));
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"},
                            .urls = {"http://a/"},
                            .headers = {"Authorization: S3cr3t"},
                            .user = "me",
                            .password = "S3:cr3t"}),
              AllOf(HasSubstr("Authorization"), Not(HasSubstr("S3cr3t"))));
  EXPECT_THAT(plan_refusal({.scenarios = {"api-calls"}, .urls = {"http://a/"}, .user = "me"}),
              HasSubstr("CONCBENCH_PASSWORD"));
}

/// The plan of steps that name three requests, two of them alike, for one executor.
runner::run_plan plan_of_steps(run_options options) {
  options.scenarios.emplace_back("custom");
  options.executors = {"threads"};
  options.parameters.emplace_back(
      "custom.steps=http GET http://a/x, http 1ms, parallel(http POST http://b/, http GET http://a/x)");
  return make_plan(options);
}

TEST(make_plan, makes_the_urls_of_steps_targets_of_their_scenario_each_with_its_request) {
  const auto plan = plan_of_steps({.headers = {"X-Key: S3cr3t"}, .json = "{}"});
  const auto& setup = plan.cells.at(0).setup;
  EXPECT_THAT(setup.targets, ElementsAre("http://a/x", "http://b/", "http://a/x"));
  ASSERT_EQ(setup.own_requests.size(), 3u);
  EXPECT_EQ(*setup.own_requests[0],
            (net::request_parts{.method = "GET", .fields = {{"X-Key", "S3cr3t"}}, .body = ""}));
  EXPECT_EQ(setup.own_requests[1]->method, "POST");
  EXPECT_EQ(setup.own_requests[1]->body, "{}");
  EXPECT_EQ(*setup.own_requests[2], *setup.own_requests[0]);
  EXPECT_EQ(setup.tasks, 24u);  // those of the profile, and not one for each target
  EXPECT_TRUE(plan.asked.targets.empty());
  EXPECT_EQ(plan.asked.request.method, "GET, POST");
  EXPECT_THAT(plan.asked.request.headers, Contains("X-Key"));
  EXPECT_THAT(plan.secrets, Contains("S3cr3t"));
  EXPECT_THAT(plan.warnings, Contains(HasSubstr("X-Key is sent to each of 2 origins: http://a, http://b")));
}

TEST(make_plan, gives_the_user_and_the_routes_to_the_urls_of_steps) {
  const auto plan =
      plan_of_steps({.user = "me", .password = "S3cr3t", .connect_to = {"b:80:127.0.0.1:8080"}});
  EXPECT_EQ(plan.cells.at(0).setup.targets.at(1), "http://me:S3cr3t@b/");
  EXPECT_EQ(plan.cells.at(0).setup.rules->routes.others.size(), 1u);
}

TEST(make_plan, keeps_the_targets_of_other_scenarios_apart_from_those_of_steps) {
  const auto plan = plan_of_steps({.scenarios = {"api-calls"}, .urls = {"http://c/"}, .method = "PUT"});
  EXPECT_THAT(plan.cells.at(0).setup.targets, ElementsAre("http://c/"));
  EXPECT_EQ(plan.cells.at(0).setup.request->method, "PUT");
  EXPECT_EQ(plan.cells.at(1).setup.targets.size(), 3u);
  EXPECT_EQ(plan.cells.at(1).setup.own_requests.at(0)->method, "GET");
  EXPECT_THAT(plan.asked.targets, ElementsAre("http://c/"));
}

TEST(make_plan, refuses_options_that_no_url_of_a_step_can_use) {
  const run_options get{.scenarios = {"custom"}, .parameters = {"steps=http GET http://a/"}};
  auto options = get;
  options.data = "S3cr3t";
  EXPECT_THAT(plan_refusal(options), AllOf(HasSubstr("--data has no effect"), Not(HasSubstr("S3cr3t"))));
  options = get;
  options.method = "POST";
  EXPECT_THAT(plan_refusal(options), HasSubstr("--method 'POST'"));
  options = get;
  options.headers = {"Authorization: S3cr3t"};
  options.user = "me";
  options.password = "S3:cr3t";
  EXPECT_THAT(plan_refusal(options), AllOf(HasSubstr("Authorization"), Not(HasSubstr("S3cr3t"))));
  EXPECT_EQ(plan_refusal(get), "accepted");
}

TEST(make_plan, announces_steps_at_once_as_the_longest_of_them_where_the_model_runs_them_at_once) {
  const auto plan = make_plan({.scenarios = {"custom"},
                               .executors = {"coroutines", "thread-pool"},
                               .parameters = {"steps=parallel(wait 100ms, wait 300ms)"},
                               .tasks = 10,
                               .concurrency = 10});
  EXPECT_EQ(plan.cells.at(0).expected, std::chrono::milliseconds(301));
  EXPECT_EQ(plan.cells.at(1).expected, std::chrono::milliseconds(401));
  EXPECT_EQ(plan.cells.at(0).time_limit, plan.cells.at(1).time_limit);
}

}  // namespace
}  // namespace concbench::cli
