// What holds for all requests to foreign servers, and requests that differ from target to target, as options ask for
// them.
#include "cli/rule_options.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "cli/request_options.hpp"
#include "plan_of_options.hpp"
#include "system/file_descriptor.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::Pair;

run_options for_a_server(run_options options) {
  if (options.scenarios.empty()) options.scenarios = {"api-calls"};
  if (options.urls.empty() && options.url_file.empty()) options.urls = {"http://a.example/"};
  return options;
}

runner::run_plan plan_for(const run_options& options) {
  return make_plan(for_a_server(options));
}

/// No refusal shows the secret of these tests.
std::string rule_refusal(const run_options& options) {
  const auto said = plan_refusal(for_a_server(options));
  EXPECT_THAT(said, Not(HasSubstr("S3cr3t")));
  return said;
}

const scenario_setup& setup_in(const runner::run_plan& plan) {
  return plan.cells.front().setup;
}

using rules_with_files = make_plan_with_files;

TEST_F(rules_with_files, send_json_as_curl_does) {
  const auto plan = plan_for({.headers = {"accept: text/plain"}, .json = "@" + file("{\"a\": 1}")});
  const auto& sent = *setup_in(plan).request;
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.body, "{\"a\": 1}");
  EXPECT_THAT(sent.fields, ElementsAre(net::header_field{"accept", "text/plain"},
                                       net::header_field{"Content-Type", "application/json"}));
  EXPECT_THAT(setup_in(plan_for({.json = "[]"})).request->fields,
              ElementsAre(net::header_field{"Content-Type", "application/json"},
                          net::header_field{"Accept", "application/json"}));
}

TEST(request_rules, refuse_two_bodies) {
  EXPECT_THAT(rule_refusal({.data = "S3cr3t", .json = "S3cr3t"}),
              HasSubstr("--data and --json are both the body"));
  EXPECT_THAT(rule_refusal({.method = "HEAD", .json = "S3cr3t"}), HasSubstr("a HEAD request has no body"));
  EXPECT_THAT(rule_refusal({.json = "@"}), HasSubstr("--json cannot be '@'"));
}

TEST(request_rules, log_in_with_a_token_that_is_a_secret) {
  const auto plan = plan_for({.bearer_variable = "TOKEN", .bearer = "S3cr3t"});
  EXPECT_THAT(setup_in(plan).request->fields,
              ElementsAre(net::header_field{"Authorization", "Bearer S3cr3t"}));
  EXPECT_THAT(plan.secrets, IsSupersetOf({"Bearer S3cr3t", "S3cr3t"}));
  EXPECT_THAT(plan.asked.request.headers, ElementsAre("Authorization"));
}

TEST(request_rules, refuse_a_token_that_is_not_there_or_not_alone) {
  EXPECT_THAT(rule_refusal({.bearer_variable = "TOKEN"}),
              HasSubstr("--bearer-env 'TOKEN': there is no token in the environment variable"));
  EXPECT_THAT(rule_refusal({.bearer_variable = "TOKEN", .bearer = "S3cr3t\n"}),
              HasSubstr("control character"));
  EXPECT_THAT(
      rule_refusal({.headers = {"Authorization: S3cr3t"}, .bearer_variable = "TOKEN", .bearer = "S3cr3t"}),
      HasSubstr("Authorization is there twice"));
  EXPECT_THAT(
      rule_refusal({.user = "me", .password = "S3cr3t", .bearer_variable = "TOKEN", .bearer = "S3cr3t"}),
      HasSubstr("both say who asks"));
}

TEST(request_rules, take_a_secret_out_of_the_environment) {
  ::setenv("CONCBENCH_TEST_TOKEN", "S3cr3t", 1);
  EXPECT_EQ(take_variable("CONCBENCH_TEST_TOKEN"), "S3cr3t");
  EXPECT_EQ(take_variable("CONCBENCH_TEST_TOKEN"), std::nullopt);
}

TEST(request_rules, ask_for_a_password_where_there_is_none) {
  int asked = 0;
  const auto ask = [&](const std::string& user) {
    ++asked;
    return std::optional("of " + user);
  };
  EXPECT_THAT(setup_in(plan_for({.user = "me", .ask_password = ask})).targets,
              ElementsAre("http://me:of%20me@a.example/"));
  EXPECT_EQ(asked, 1);
  plan_for({.user = "me", .password = "known", .ask_password = ask});
  EXPECT_EQ(asked, 1);
  EXPECT_THAT(
      rule_refusal({.user = "me", .ask_password = [](const auto&) { return std::optional<std::string>(); }}),
      HasSubstr("there is no terminal to ask for it"));
}

TEST(request_rules, say_which_statuses_are_right_and_whether_answers_are_decompressed) {
  const auto plan = plan_for({.expected_statuses = "200-299,404", .compressed = true});
  EXPECT_TRUE(setup_in(plan).rules->expected.has(404));
  EXPECT_TRUE(setup_in(plan).rules->decodes);
  EXPECT_EQ(plan.asked.request.expected, "200-299,404");
  EXPECT_TRUE(plan.asked.request.compressed);
  EXPECT_THAT(rule_refusal({.expected_statuses = "2xx"}), HasSubstr("--expect-status: '2xx' is no status"));
  EXPECT_THAT(rule_refusal({.scenarios = {"web-scrape"}, .expected_statuses = "200"}),
              HasSubstr("web-scrape"));
}

TEST(request_rules, go_with_foreign_servers_alone) {
  const auto refused = [](run_options options) {
    options.scenarios = {"api-calls"};
    return plan_refusal(options);
  };
  EXPECT_THAT(refused({.json = "x"}), HasSubstr("--json goes with --url"));
  EXPECT_THAT(refused({.bearer_variable = "X"}), HasSubstr("--bearer-env goes with --url"));
  EXPECT_THAT(refused({.expected_statuses = "200"}), HasSubstr("--expect-status goes with --url"));
  EXPECT_THAT(refused({.compressed = true}), HasSubstr("--compressed goes with --url"));
  EXPECT_THAT(refused({.unix_socket = "x"}), HasSubstr("--unix-socket goes with --url"));
  EXPECT_THAT(refused({.connect_to = {"x"}}), HasSubstr("--connect-to goes with --url"));
  EXPECT_THAT(refused({.proxy = "x"}), HasSubstr("--proxy goes with --url"));
  EXPECT_EQ(refused({.proxy_variables = {{"http_proxy", "p:1"}}}), "accepted");
}

TEST(request_rules, take_a_socket_that_is_there) {
  const temporary_folder folder;
  const auto path = (folder.path() / "s").string();
  EXPECT_THAT(rule_refusal({.unix_socket = path}), HasSubstr("No such file"));
  std::ofstream(folder.path() / "file") << "";
  EXPECT_THAT(rule_refusal({.unix_socket = (folder.path() / "file").string()}), HasSubstr("it is no socket"));
  EXPECT_THAT(rule_refusal({.unix_socket = std::string(200, 'x')}), HasSubstr("at most 107 bytes"));
  const file_descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  const auto plan = plan_for({.unix_socket = path, .proxy_variables = {{"http_proxy", "p:1"}}});
  EXPECT_EQ(setup_in(plan).rules->routes, (net::routing{.unix_socket = path}));
  EXPECT_THAT(plan.asked.request.routes, ElementsAre("--unix-socket " + path));
  EXPECT_THAT(rule_refusal({.unix_socket = path, .proxy = "http://p:1"}),
              HasSubstr("leave --connect-to and --proxy out"));
}

TEST(request_rules, connect_to_other_hosts) {
  const auto plan = plan_for({.connect_to = {"a.example:80:127.0.0.1:81", "::b:"}});
  EXPECT_THAT(
      setup_in(plan).rules->routes.others,
      ElementsAre(net::connect_to{"a.example", "80", "127.0.0.1", "81"}, net::connect_to{"", "", "b", ""}));
  EXPECT_THAT(plan.asked.request.routes,
              ElementsAre("--connect-to a.example:80:127.0.0.1:81", "--connect-to ::b:"));
  EXPECT_THAT(rule_refusal({.connect_to = {"a:b"}}),
              HasSubstr("--connect-to: 'a:b' is not HOST1:PORT1:HOST2:PORT2"));
  EXPECT_THAT(rule_refusal({.connect_to = {":::"}, .proxy = "http://p:1"}),
              HasSubstr("leave one of them out"));
}

TEST(request_rules, use_a_proxy_and_keep_its_user_secret) {
  const auto plan =
      plan_for({.urls = {"http://a.example/", "https://b.example/"}, .proxy = "http://me:S3cr3t@p:3128"});
  EXPECT_EQ(setup_in(plan).rules->routes.https_proxy, "http://me:S3cr3t@p:3128");
  EXPECT_THAT(plan.asked.request.routes,
              ElementsAre("proxy for http http://p:3128", "proxy for https http://p:3128"));
  EXPECT_THAT(plan.secrets, IsSupersetOf({"S3cr3t", "bWU6UzNjcjN0"}));
  EXPECT_THAT(rule_refusal({.proxy = "me:S3cr3t@p:1"}), HasSubstr("http://HOST:PORT"));
  EXPECT_THAT(rule_refusal({.proxy = "http://me:S3cr3t@p"}),
              HasSubstr("--proxy: the proxy http://p has no port"));
  EXPECT_THAT(rule_refusal({.urls = {"http://localhost:81/"}, .proxy = "http://p:1"}),
              HasSubstr("--proxy has no effect"));
  EXPECT_THAT(rule_refusal({.proxy = "http://p:1", .proxy_variables = {{"no_proxy", "example"}}}),
              HasSubstr("--proxy has no effect"));
}

TEST(request_rules, use_the_proxies_of_the_environment) {
  const auto routes = [](std::map<std::string, std::string> variables,
                         const std::string& url = "http://a.example/") {
    const auto plan = plan_for({.urls = {url}, .proxy_variables = std::move(variables)});
    const auto& found = setup_in(plan).rules->routes;
    return std::pair(found.http_proxy, found.https_proxy);
  };
  EXPECT_THAT(routes({{"http_proxy", "p:1"}, {"https_proxy", "q:2"}}), Pair("p:1", "q:2"));
  EXPECT_THAT(routes({{"http_proxy", "p:1"}, {"https_proxy", "socks5://q:2"}}), Pair("p:1", ""))
      << "no target needs the other one";
  EXPECT_THAT(routes({{"HTTPS_PROXY", "q:2"}}, "https://a.example/"), Pair("", "q:2"));
  EXPECT_THAT(routes({{"ALL_PROXY", "r:3"}, {"https_proxy", "q:2"}}), Pair("r:3", "q:2"));
  EXPECT_THAT(routes({{"http_proxy", ""}, {"all_proxy", "r:3"}}), Pair("", ""));
  EXPECT_THAT(routes({{"all_proxy", "r:3"}, {"no_proxy", "b, .example"}}), Pair("", ""));
  EXPECT_THAT(routes({{"all_proxy", "r:3"}, {"NO_PROXY", "*"}}), Pair("", ""));
  EXPECT_THAT(routes({{"all_proxy", "r:3"}}, "http://127.0.0.1:81/"), Pair("", ""));
  EXPECT_THAT(rule_refusal({.proxy_variables = {{"http_proxy", "socks5://p:1"}}}),
              HasSubstr("a proxy in the environment: "));
}

TEST(request_rules, keep_the_password_of_a_proxy_secret_that_only_a_redirect_may_need) {
  const auto plan =
      plan_for({.proxy_variables = {{"http_proxy", "p:1"}, {"https_proxy", "http://me:S3cr3t@q:2"}}});
  EXPECT_EQ(setup_in(plan).rules->routes.https_proxy, "http://me:S3cr3t@q:2");
  EXPECT_THAT(plan.secrets, IsSupersetOf({"S3cr3t", "bWU6UzNjcjN0"}));
}

TEST(request_rules, read_the_variables_that_curl_reads) {
  ::setenv("http_proxy", "p:1", 1);
  ::setenv("HTTP_PROXY", "q:2", 1);
  const auto read = proxy_variables();
  ::unsetenv("http_proxy");
  ::unsetenv("HTTP_PROXY");
  EXPECT_EQ(read.at("http_proxy"), "p:1");
  EXPECT_FALSE(read.contains("HTTP_PROXY"));
}

TEST_F(rules_with_files, give_each_target_of_a_list_its_own_request) {
  const auto list = file("GET http://a/x\nX-A: own\n\nDELETE http://b/\n");
  const auto plan =
      plan_for({.urls = {"http://c/"}, .url_file = list, .headers = {"X-A: common", "X-B: S3cr3t"}});
  const auto& setup = setup_in(plan);
  EXPECT_THAT(setup.targets, ElementsAre("http://c/", "http://a/x", "http://b/"));
  EXPECT_EQ(setup.tasks, 3u);
  ASSERT_EQ(setup.own_requests.size(), 3u);
  EXPECT_EQ(*setup.own_requests[0], (net::request_parts{"GET", {{"X-A", "common"}, {"X-B", "S3cr3t"}}, ""}));
  EXPECT_EQ(*setup.own_requests[1], (net::request_parts{"GET", {{"X-A", "own"}, {"X-B", "S3cr3t"}}, ""}));
  EXPECT_EQ(*setup.own_requests[2],
            (net::request_parts{"DELETE", {{"X-A", "common"}, {"X-B", "S3cr3t"}}, ""}));
  EXPECT_EQ(plan.asked.request.method, "GET, DELETE");
  EXPECT_EQ(plan.asked.request.requests, 3u);
  EXPECT_THAT(plan.asked.request.headers, ElementsAre("X-A", "X-B"));
  EXPECT_THAT(plan.secrets, IsSupersetOf({"S3cr3t"}));
}

TEST_F(rules_with_files, say_what_is_left_out_of_a_har) {
  const auto har = file(R"({"log": {"entries": [{"request": {"method": "GET", "url": "http://a/"}},
                                              {"request": {"method": "GET", "url": "data:,x"}}]}})");
  const auto plan = plan_for({.url_file = har});
  EXPECT_THAT(setup_in(plan).targets, ElementsAre("http://a/"));
  EXPECT_THAT(plan.warnings,
              ::testing::Contains(AllOf(HasSubstr("left out of "), HasSubstr("1 request whose URLs"))));
}

TEST_F(rules_with_files, refuse_a_method_or_a_body_for_a_list_that_has_its_own) {
  const auto list = file("GET http://a/\n");
  for (const auto& options :
       {run_options{.url_file = list, .method = "PUT"}, run_options{.url_file = list, .data = "S3cr3t"},
        run_options{.url_file = list, .json = "S3cr3t"}})
    EXPECT_THAT(rule_refusal(options), HasSubstr("says itself which method and body"));
}

TEST_F(rules_with_files, send_again_only_what_may_be_done_twice_unless_asked_for) {
  const auto posts = file("POST http://a/\n");
  EXPECT_THAT(rule_refusal({.parameters = {"retries=1"}, .url_file = posts}),
              HasSubstr("-p retry-methods=all"));
  EXPECT_EQ(rule_refusal({.parameters = {"retries=1", "retry-methods=all"}, .url_file = posts}), "accepted");
  EXPECT_EQ(
      rule_refusal({.parameters = {"retries=1"}, .url_file = file("POST http://a/\n\nGET http://a/\n")}),
      "accepted");
}

TEST_F(rules_with_files, refuse_two_users_for_the_target_that_has_both) {
  const auto list = file("GET http://a/\nAuthorization: S3cr3t\n\nGET http://u:S3cr3t@b/\n");
  EXPECT_EQ(rule_refusal({.url_file = list}), "accepted");
  EXPECT_THAT(rule_refusal({.url_file = file("GET http://u:S3cr3t@b/\nAuthorization: S3cr3t\n")}),
              HasSubstr("both say who asks"));
}

}  // namespace
}  // namespace concbench::cli
