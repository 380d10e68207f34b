// Lists in vegeta's format and HAR files, and what is said of those that are none.
#include "cli/target_list.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/parameters.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using fields = std::vector<net::header_field>;

template <class Read>
std::string list_refusal(Read read) {
  try {
    read();
  } catch (const usage_error& e) {
    EXPECT_THAT(e.what(), Not(HasSubstr("S3cr3t")));
    return e.what();
  }
  return "accepted";
}

std::string vegeta_refusal(std::string_view text) {
  return list_refusal([&] { read_vegeta_list(text, "list.txt"); });
}

TEST(vegeta_list, has_a_method_a_url_fields_and_a_body_for_each_target) {
  const temporary_folder folder;
  const auto body = (folder.path() / "body.json").string();
  std::ofstream(body) << "{\"a\": 1}\n";
  const auto list = read_vegeta_list(
      "# comment\n\nGET http://a/x\nX-Token:  S3cr3t \n\n  POST http://b:81/y?z\n# another\nContent-Type: a/b\n@" +
          body + "\n\n\n",
      "list.txt");
  ASSERT_EQ(list.targets.size(), 2u);
  EXPECT_EQ(list.targets[0].where.text(), "http://a/x");
  EXPECT_EQ(list.targets[0].request, (net::request_parts{"GET", {{"X-Token", "S3cr3t"}}, ""}));
  EXPECT_EQ(list.targets[1].where.text(), "http://b:81/y?z");
  EXPECT_EQ(list.targets[1].request, (net::request_parts{"POST", {{"Content-Type", "a/b"}}, "{\"a\": 1}\n"}));
  EXPECT_THAT(list.left_out, IsEmpty());
}

TEST(vegeta_list, needs_no_blank_line_in_front_of_a_method) {
  const auto list =
      read_vegeta_list("\xEF\xBB\xBFGET http://a/\r\nX-A: b\r\nDELETE http://b/\r\nHEAD http://c/", "l");
  ASSERT_EQ(list.targets.size(), 3u);
  EXPECT_EQ(list.targets[0].request.fields, (fields{{"X-A", "b"}}));
  EXPECT_EQ(list.targets[2].request.method, "HEAD");
}

TEST(vegeta_list, is_known_by_the_method_in_its_first_line) {
  EXPECT_TRUE(is_vegeta_list("# c\n\nGET http://a/\n"));
  EXPECT_TRUE(is_vegeta_list("GET"));
  EXPECT_FALSE(is_vegeta_list("http://a/\nGET http://b/\n"));
  EXPECT_FALSE(is_vegeta_list("HTTP://A/\n"));
  EXPECT_FALSE(is_vegeta_list(""));
}

TEST(vegeta_list, is_refused_with_its_name_and_the_line) {
  EXPECT_THAT(vegeta_refusal("GET http://a/\n\nhttp://b/S3cr3t\n"),
              HasSubstr("'list.txt', line 3: it begins a target"));
  EXPECT_THAT(vegeta_refusal("GET\n"), HasSubstr("'list.txt', line 1: it has a method and no URL"));
  EXPECT_THAT(vegeta_refusal("\nGET http://a/ x\n"), HasSubstr("'list.txt', line 2: there is a space"));
  EXPECT_THAT(vegeta_refusal("GET ftp://u:S3cr3t@a/\n"), HasSubstr("'list.txt', line 1: "));
  EXPECT_THAT(vegeta_refusal("GET http://a/\nS3cr3t\n"),
              HasSubstr("'list.txt', line 2: it is no header field"));
  EXPECT_THAT(vegeta_refusal("GET http://a/\nContent-Length: 3\n"),
              HasSubstr("'list.txt', line 1: the header field Content-Length cannot be given"));
  EXPECT_THAT(vegeta_refusal("POST http://a/\n@\n"), HasSubstr("line 2: '@' has no file"));
  EXPECT_THAT(vegeta_refusal("POST http://a/\n@missing\n"),
              HasSubstr("'list.txt', line 2: cannot read the body 'missing': No such file"));
  EXPECT_THAT(vegeta_refusal("CONNECT http://a/\n"), HasSubstr("line 1: the method cannot be CONNECT"));
  EXPECT_THAT(vegeta_refusal("# nothing\n"), HasSubstr("the list 'list.txt' has no target"));
}

std::string har_with(const std::string& entries) {
  return R"({"log": {"version": "1.2", "entries": [)" + entries + "]}}";
}

std::string har_refusal(std::string_view text) {
  return list_refusal([&] { read_har(text, "x.har"); });
}

TEST(har, has_the_method_the_fields_and_the_body_of_each_request) {
  const auto list = read_har(har_with(R"(
      {"request": {"method": "GET", "url": "https://a/x?y=1", "httpVersion": "HTTP/2.0",
                   "headers": [{"name": ":authority", "value": "a"}, {"name": "cookie", "value": "a=S3cr3t"},
                               {"name": "cookie", "value": "b=2"}, {"name": "accept", "value": "text/html"},
                               {"name": "host", "value": "a"}, {"name": "x-empty", "value": ""}]}},
      {"request": {"method": "POST", "url": "http://b/", "headers": [{"name": "Content-Length", "value": "3"}],
                   "postData": {"mimeType": "application/json", "text": "[1]"}}})"),
                             "x.har");
  ASSERT_EQ(list.targets.size(), 2u);
  EXPECT_EQ(list.targets[0].where.text(), "https://a/x?y=1");
  EXPECT_EQ(list.targets[0].request,
            (net::request_parts{"GET", {{"cookie", "a=S3cr3t; b=2"}, {"accept", "text/html"}}, ""}));
  EXPECT_EQ(list.targets[1].request,
            (net::request_parts{"POST", {{"Content-Type", "application/json"}}, "[1]"}));
  EXPECT_THAT(list.left_out, IsEmpty());
}

TEST(har, says_what_is_left_out) {
  const auto list = read_har(har_with(R"(
      {"request": {"method": "GET", "url": "http://a/", "headers": [{"name": "Connection", "value": "keep-alive"},
                                                                   {"name": "Accept-Encoding", "value": "br"}]}},
      {"request": {"method": "GET", "url": "data:text/plain,x"}}, {"request": {"method": "GET", "url": "wss://a/"}},
      {"request": {"method": "POST", "url": "http://a/", "postData": {"mimeType": "multipart/form-data",
                                                                     "params": [{"name": "f"}]}}},
      {"request": {"method": "POST", "url": "http://a/", "headers": [{"name": "content-length", "value": "7"}],
                   "postData": {"mimeType": "application/json", "text": ""}}})"),
                             "x.har");
  EXPECT_EQ(list.targets.size(), 1u);
  EXPECT_THAT(list.left_out,
              ElementsAre("2 requests whose URLs are neither http nor https",
                          "2 requests with a body that is not in the file",
                          "header fields that the client decides: Accept-Encoding, Connection"));
}

TEST(har, is_known_by_its_first_character) {
  EXPECT_TRUE(is_har("\xEF\xBB\xBF\n {\"log\": 1}"));
  EXPECT_FALSE(is_har("http://a/{"));
  EXPECT_FALSE(is_har(""));
}

TEST(har, is_refused_with_its_name_and_the_place) {
  EXPECT_THAT(har_refusal("{\n\"log\": {\n\"entries\": [}\n"),
              HasSubstr("'x.har', line 3: the HAR file is not JSON"));
  EXPECT_THAT(har_refusal("{\n\n"), AllOf(HasSubstr("'x.har', line 3"), HasSubstr("incomplete")));
  EXPECT_THAT(har_refusal("{}\n{}"), HasSubstr("'x.har', line 2"));
  EXPECT_THAT(har_refusal("{}"), AllOf(HasSubstr("the HAR file 'x.har' cannot be used"), HasSubstr("'log'")));
  EXPECT_THAT(har_refusal(R"({"log": {"entries": 1}})"), HasSubstr("'log.entries' is 1"));
  EXPECT_THAT(har_refusal(har_with(R"({"request": {"method": "GET"}})")),
              HasSubstr("'log.entries[0].request.url'"));
  EXPECT_THAT(har_refusal(har_with(R"({"request": {"method": 1, "url": "http://a/"}})")),
              HasSubstr("'log.entries[0].request.method' is 1"));
  EXPECT_THAT(har_refusal(har_with(R"({"request": {"method": "get", "url": "http://u:S3cr3t@a/"}})")),
              HasSubstr("log.entries[0].request: the method cannot be 'get'"));
  EXPECT_THAT(har_refusal(har_with(R"({"request": {"method": "GET", "url": "http://u:S3cr3t@a:x/"}})")),
              HasSubstr("log.entries[0].request: "));
  EXPECT_THAT(har_refusal(har_with("")), HasSubstr("has no request by http or https"));
  EXPECT_THAT(har_refusal(har_with(R"({"request": {"method": "GET", "url": "ws://a/"}})")),
              HasSubstr("left out: 1 request whose"));
}

}  // namespace
}  // namespace concbench::cli
