// What of a user's request can be sent, and where each part of it goes. How it is sent: client_contract.hpp.
#include "net/http/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/http/http_exchange.hpp"

namespace concbench::net {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal(const request_parts& parts) {
  try {
    check_parts(parts);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "accepted";
}

std::string refusal_of_field(const std::string& name, const std::string& value = "S3cr3t") {
  return refusal({"GET", {{name, value}}});
}

request_content content_of(request_parts parts) {
  return request_content(std::make_shared<const request_parts>(std::move(parts)));
}

http_response redirect(unsigned status, const std::string& location) {
  http_response answer;
  answer.status = status;
  answer.location = location;
  return answer;
}

std::string head_of(const request_content& content, const request& to) {
  std::string head;
  content.append_head(head, to, "");
  return head;
}

TEST(check_parts, takes_methods_in_capital_letters) {
  for (const auto* method : {"GET", "POST", "DELETE", "PROPFIND", "VERSION-CONTROL"})
    EXPECT_EQ(refusal({method}), "accepted");
  for (const auto* method : {"", "post", "GE T", "5", "G\r\nX"})
    EXPECT_THAT(refusal({method}), HasSubstr("capital letters")) << method;
  EXPECT_THAT(refusal({"CONNECT"}), HasSubstr("proxies"));
}

TEST(check_parts, takes_names_and_values_that_are_http) {
  EXPECT_EQ(refusal_of_field("X-Token"), "accepted");
  EXPECT_EQ(refusal_of_field("x_1!", "a\tb \xFC"), "accepted");
  for (const auto* name : {"", "X Token", "X:", "X\n", "\xC3\xBC"})
    EXPECT_THAT(refusal_of_field(name), HasSubstr("name of a header field")) << name;
  for (const std::string_view value : {"a\nb", "a\rb", "\x7f", "\x01"})
    EXPECT_THAT(refusal_of_field("X", std::string(value)), HasSubstr("X has a control character"));
  EXPECT_THAT(refusal_of_field("X", std::string(1, '\0')), HasSubstr("X has a control character"));
  EXPECT_THAT(refusal_of_field("X", ""), HasSubstr("X has no value"));
}

TEST(check_parts, refuses_a_body_where_a_request_has_none) {
  for (const auto* method : {"HEAD", "TRACE"})
    EXPECT_THAT(refusal({method, {}, "S3cr3t"}), AllOf(HasSubstr("has no body"), Not(HasSubstr("S3cr3t"))));
  EXPECT_EQ(refusal({"DELETE", {}, "x"}), "accepted");
}

TEST(check_parts, shows_no_value) {
  for (const auto& text : {refusal_of_field("X", "S3cr3t\n"), refusal_of_field("Bearer S3cr3t", "x"),
                           refusal_of_field("Connection"),
                           refusal({"GET", {{"Authorization", "S3cr3t"}, {"authorization", "S3cr3t"}}})})
    EXPECT_THAT(text, AllOf(Not(HasSubstr("S3cr3t")), Not("accepted")));
}

TEST(check_parts, leaves_to_the_client_how_a_connection_is_used) {
  for (const auto* name : {"Content-Length", "content-length", "Transfer-Encoding", "Connection", "Upgrade"})
    EXPECT_THAT(refusal_of_field(name), HasSubstr("cannot be given")) << name;
  EXPECT_EQ(refusal_of_field("Host", "a.example:81"), "accepted");
  EXPECT_THAT(refusal_of_field("Host", "a b"), HasSubstr("no host"));
  EXPECT_THAT(refusal({"GET", {{"Host", "a"}, {"host", "b"}}}), HasSubstr("twice"));
}

TEST(request_content, sends_what_it_did_before_when_nothing_is_asked_for) {
  EXPECT_EQ(head_of(*request_content::plain(), parse_url("http://h:81/a?b")),
            "GET /a?b HTTP/1.1\r\nHost: h:81\r\nUser-Agent: concbench\r\nAccept: */*\r\n\r\n");
}

TEST(request_content, puts_fields_of_a_user_in_place_of_its_own) {
  const auto head = head_of(content_of({"GET", {{"user-agent", "mine"}, {"Accept", "a/b"}, {"HOST", "c"}}}),
                            parse_url("http://h/"));
  EXPECT_EQ(head, "GET / HTTP/1.1\r\nHost: c\r\nuser-agent: mine\r\nAccept: a/b\r\n\r\n");
}

TEST(request_content, says_how_long_a_body_is_also_where_it_is_empty) {
  const auto to = parse_url("http://h/");
  EXPECT_THAT(head_of(content_of({"POST"}), to), HasSubstr("Content-Length: 0\r\n"));
  EXPECT_THAT(head_of(content_of({"GET", {}, "{}"}), to), HasSubstr("Content-Length: 2\r\n"));
  EXPECT_THAT(head_of(content_of({"DELETE"}), to), Not(HasSubstr("Content-Length")));
}

TEST(request, becomes_a_get_as_the_fetch_standard_has_it) {
  const auto becomes = [](const std::string& method, unsigned status) {
    const auto content = content_of({method, {}, "body"});
    request to(parse_url("http://h/"));
    to.follow(redirect(status, "/there"), content);
    EXPECT_EQ(to.where().text(), "http://h/there");
    EXPECT_EQ(content.body_of(to), to.became_get() ? "" : "body");
    return std::string(content.method_of(to));
  };
  for (const unsigned status : {301U, 302U, 303U}) EXPECT_EQ(becomes("POST", status), "GET") << status;
  for (const unsigned status : {307U, 308U}) EXPECT_EQ(becomes("POST", status), "POST") << status;
  EXPECT_EQ(becomes("PUT", 301), "PUT");
  EXPECT_EQ(becomes("PUT", 303), "GET");
  EXPECT_EQ(becomes("HEAD", 303), "HEAD");
}

TEST(request, has_its_secrets_again_where_it_comes_home) {
  const auto content = content_of({"GET", {{"X-Token", "S3cr3t"}}});
  request to(parse_url("http://u:p@h/"));
  to.follow(redirect(302, "http://other/"), content);
  EXPECT_THAT(head_of(content, to), AllOf(Not(HasSubstr("S3cr3t")), Not(HasSubstr("Authorization"))));
  to.follow(redirect(302, "/x"), content);
  EXPECT_THAT(head_of(content, to), Not(HasSubstr("S3cr3t")));
  to.follow(redirect(302, "http://h/back"), content);
  EXPECT_THAT(head_of(content, to),
              AllOf(HasSubstr("X-Token: S3cr3t"), HasSubstr("Authorization: Basic dTpw")));
}

TEST(request, takes_no_secrets_from_https_to_http) {
  const auto content = content_of({"GET", {{"X-Token", "S3cr3t"}}});
  request to(parse_url("https://h/"));
  to.follow(redirect(302, "http://h/"), content);
  EXPECT_THAT(head_of(content, to), Not(HasSubstr("S3cr3t")));
}

TEST(request, takes_no_body_to_another_origin) {
  const auto content = content_of({"POST", {}, "S3cr3t"});
  for (const auto* other : {"http://other/", "https://h/", "http://h:81/"}) {
    request to(parse_url("http://h/"));
    EXPECT_THAT([&] { to.follow(redirect(307, other), content); },
                ::testing::ThrowsMessage<http_error>(
                    AllOf(HasSubstr("would send the body to another origin"), Not(HasSubstr("S3cr3t")))))
        << other;
  }
  request without_body(parse_url("http://h/"));
  without_body.follow(redirect(303, "http://other/"), content);
  EXPECT_EQ(without_body.where().text(), "http://other/");
}

TEST(is_repeatable, is_what_rfc_9110_calls_idempotent) {
  for (const auto* method : {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})
    EXPECT_TRUE(is_repeatable(method));
  for (const auto* method : {"POST", "PATCH", "LOCK"}) EXPECT_FALSE(is_repeatable(method));
}

}  // namespace
}  // namespace concbench::net
