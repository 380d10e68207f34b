// What is asked of the answers of servers that are not ours.
#include "scenarios/http/foreign_answer.hpp"

#include <gmock/gmock.h>

#include "scenarios/http/json_check.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;

net::http_response answered(std::string body, unsigned status = 200, std::string encoding = "") {
  net::http_response response;
  response.status = status;
  response.reason = "Reason";
  response.body = std::move(body);
  response.encoding = std::move(encoding);
  return response;
}

template <class Work>
std::string failure_of(Work work) {
  try {
    work();
  } catch (const net::http_error& e) {
    return e.what();
  }
  return "none";
}

std::string json_failure(const net::http_response& response) {
  return failure_of([&] { require_json(response); });
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(json_of_a_foreign_server, may_begin_with_a_byte_order_mark) {
  EXPECT_EQ(json_failure(answered("\xEF\xBB\xBF{\"a\":1}")), "none");
}

TEST(json_of_a_foreign_server, may_nest_as_deep_as_a_fiber_s_stack_allows) {
  EXPECT_EQ(json_failure(answered(nested(deepest_json))), "none");
  EXPECT_THAT(json_failure(answered(nested(deepest_json + 1))), HasSubstr("nests more than 512 levels"));
}

TEST(json_of_a_foreign_server, is_missed_by_name_where_there_is_no_body) {
  EXPECT_EQ(json_failure(answered("", 204)), "HTTP 204 Reason came without a body, and so without JSON");
}

TEST(json_of_a_foreign_server, is_not_looked_for_in_what_is_encoded_or_utf_16) {
  EXPECT_THAT(json_failure(answered("\x1F\x8B", 200, "gzip")),
              HasSubstr("Content-Encoding 'gzip', which is not undone"));
  EXPECT_THAT(json_failure(answered("\xFF\xFE[")), HasSubstr("UTF-16"));
  EXPECT_THAT(json_failure(answered("<html>")),
              HasSubstr("the answer is not JSON (syntax error); -p check=length or status asks for less"));
}

TEST(a_mild_check, asks_for_a_success_whatever_else_it_leaves_out) {
  for (const auto check : {answer_check::json, answer_check::length, answer_check::status})
    EXPECT_EQ(failure_of([&] { mild_answer(answered("{}", 404), check); }), "HTTP 404 Reason");
}

TEST(a_mild_check, takes_the_statuses_that_the_user_expects_and_no_others) {
  auto response = answered("[]", 404);
  response.is_expected = true;
  EXPECT_EQ(failure_of([&] { mild_answer(response, answer_check::json); }), "none");
  response.is_expected = false;
  EXPECT_EQ(failure_of([&] { mild_answer(response, answer_check::json); }),
            "HTTP 404 Reason, a status that --expect-status does not name");
}

TEST(a_failed_request, says_that_a_server_may_insist_on_http_2) {
  for (const unsigned status : {426u, 505u})
    EXPECT_THAT(failure_of([&] { require_success(answered("", status)); }),
                HasSubstr("may insist on HTTP/2"));
}

TEST(a_mild_check, has_the_same_answer_for_what_it_takes_as_equal) {
  EXPECT_EQ(mild_answer(answered("[1]"), answer_check::json),
            mild_answer(answered("{}"), answer_check::json));
  EXPECT_EQ(mild_answer(answered("abc"), answer_check::length),
            mild_answer(answered("xyz"), answer_check::length));
  EXPECT_NE(mild_answer(answered("abc"), answer_check::length),
            mild_answer(answered("ab"), answer_check::length));
  EXPECT_EQ(mild_answer(answered("a"), answer_check::status),
            mild_answer(answered("bc"), answer_check::status));
  EXPECT_NE(mild_answer(answered("", 200), answer_check::status),
            mild_answer(answered("", 204), answer_check::status));
}

TEST(a_mild_check, of_json_refuses_what_is_none) {
  EXPECT_THAT(failure_of([] { mild_answer(answered("<html>"), answer_check::json); }), HasSubstr("not JSON"));
}

scenario_setup setup_with(std::string_view check, std::vector<std::string> targets) {
  static const std::vector declared{check_parameter()};
  scenario_setup setup;
  setup.params = {declared, profile::quick};
  setup.params.set(parse_value(declared[0], check));
  setup.targets = std::move(targets);
  return setup;
}

TEST(check, of_bodies_is_refused_for_requests_whose_answers_have_none) {
  const auto head = std::make_shared<const net::request_parts>(net::request_parts{"HEAD"});
  for (const auto* name : {"same", "json", "status"}) {
    auto setup = setup_with(name, {"http://h/"});
    setup.request = head;
    if (std::string_view(name) == "status") {
      EXPECT_NO_THROW(check_of(setup));
    } else {
      EXPECT_THROW(check_of(setup), usage_error) << name;
    }
  }
}

TEST(check, is_read_by_name) {
  EXPECT_EQ(check_of(setup_with("same", {})), answer_check::same);
  EXPECT_EQ(check_of(setup_with("json", {"http://h/"})), answer_check::json);
  EXPECT_EQ(check_of(setup_with("length", {"http://h/"})), answer_check::length);
  EXPECT_EQ(check_of(setup_with("status", {"http://h/"})), answer_check::status);
}

TEST(check, is_not_loosened_for_the_own_server) {
  EXPECT_THROW(check_of(setup_with("status", {})), usage_error);
}

}  // namespace
}  // namespace concbench
