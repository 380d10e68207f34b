// Responses in every cut and of every kind, without a socket.
#include "net/http/http_exchange.hpp"

#include <algorithm>
#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class exchange : public ::testing::Test {
 protected:
  exchange() { begin(); }

  void begin(byte_size max_body = {1024}) {
    exchange_.begin(parse_url("http://h:81/a?b"), *request_content::plain(), true, max_body);
  }

  /// Hands over bytes as a socket would, at most `piece` at a time, until the exchange is done.
  void receive(std::string_view bytes, std::size_t piece = 4096) {
    while (!bytes.empty() && !exchange_.done()) {
      const auto space = exchange_.space();
      const auto size = std::min({piece, bytes.size(), space.size()});
      std::memcpy(space.data(), bytes.data(), size);
      exchange_.received(size);
      bytes.remove_prefix(size);
    }
  }

  std::string failure(std::string_view bytes) {
    try {
      receive(bytes);
    } catch (const http_error& e) {
      return e.what();
    }
    return "none";
  }

  http_exchange exchange_;
};

constexpr std::string_view plain = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
constexpr std::string_view chunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    "5;name=\"value\"\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nTrailer: x\r\n\r\n";

TEST_F(exchange, leaves_fields_behind_a_chunked_body_unread) {
  receive(
      "HTTP/1.1 301 Moved\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n0\r\nLocation: /elsewhere\r\n\r\n");
  ASSERT_TRUE(exchange_.done());
  const auto response = exchange_.take();
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.location, "");
}

TEST_F(exchange, asks_for_its_target_on_its_host) {
  EXPECT_THAT(std::string(exchange_.request()), ::testing::StartsWith("GET /a?b HTTP/1.1\r\nHost: h:81\r\n"));
  EXPECT_THAT(std::string(exchange_.request()), ::testing::EndsWith("\r\n\r\n"));
}

TEST_F(exchange, asks_to_close_only_when_it_should) {
  EXPECT_THAT(std::string(exchange_.request()), Not(HasSubstr("Connection")));
  exchange_.begin(parse_url("http://h/"), *request_content::plain(), false, {1024});
  EXPECT_THAT(std::string(exchange_.request()), HasSubstr("\r\nConnection: close\r\n"));
}

TEST_F(exchange, reads_a_body_with_a_length) {
  receive(plain);
  ASSERT_TRUE(exchange_.done());
  EXPECT_TRUE(exchange_.reusable());
  const auto response = exchange_.take();
  EXPECT_EQ(response.status, 200u);
  EXPECT_EQ(response.reason, "OK");
  EXPECT_EQ(response.body, "hello");
}

TEST_F(exchange, puts_chunks_together) {
  receive(chunked);
  ASSERT_TRUE(exchange_.done());
  EXPECT_TRUE(exchange_.reusable());
  EXPECT_EQ(exchange_.take().body, "hello world");
}

TEST_F(exchange, reads_a_response_that_is_split_at_any_byte) {
  for (const auto whole : {plain, chunked})
    for (std::size_t cut = 1; cut < whole.size(); ++cut) {
      begin();
      receive(whole.substr(0, cut));
      EXPECT_FALSE(exchange_.done()) << cut;
      receive(whole.substr(cut));
      ASSERT_TRUE(exchange_.done()) << cut;
      EXPECT_EQ(exchange_.take().body.substr(0, 5), "hello") << cut;
    }
}

TEST_F(exchange, reads_a_response_byte_by_byte) {
  for (const auto whole : {plain, chunked}) {
    begin();
    receive(whole, 1);
    ASSERT_TRUE(exchange_.done());
    EXPECT_EQ(exchange_.take().body.substr(0, 5), "hello");
  }
}

TEST_F(exchange, reads_a_body_that_ends_with_the_connection) {
  receive("HTTP/1.1 200 OK\r\n\r\nall of it");
  EXPECT_FALSE(exchange_.done());
  exchange_.received(0);
  ASSERT_TRUE(exchange_.done());
  EXPECT_FALSE(exchange_.reusable());
  EXPECT_EQ(exchange_.take().body, "all of it");
}

TEST_F(exchange, has_no_body_where_there_can_be_none) {
  for (const auto* head :
       {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}) {
    begin();
    receive(head);
    ASSERT_TRUE(exchange_.done()) << head;
    EXPECT_EQ(exchange_.take().body, "");
  }
}

TEST_F(exchange, passes_over_interim_answers_in_one_piece_and_byte_by_byte) {
  constexpr std::string_view hints =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n"
      "Content-Length: 2\r\n\r\nok";
  for (const std::size_t piece : {1, 4096}) {
    begin();
    receive(hints, piece);
    ASSERT_TRUE(exchange_.done());
    const auto response = exchange_.take();
    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(response.body, "ok");
  }
}

TEST_F(exchange, does_not_reuse_a_connection_with_bytes_left_over) {
  receive(std::string(plain) + "HTTP/1.1 200 OK\r\n");
  EXPECT_TRUE(exchange_.done());
  EXPECT_FALSE(exchange_.reusable());
}

TEST_F(exchange, does_not_reuse_a_connection_that_the_server_closes) {
  receive("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  EXPECT_FALSE(exchange_.reusable());
  begin();
  receive("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_FALSE(exchange_.reusable());
}

TEST_F(exchange, serves_for_one_request_after_another) {
  for (int i = 0; i < 3; ++i) {
    begin();
    receive(plain);
    EXPECT_EQ(exchange_.take().body, "hello");
  }
}

TEST_F(exchange, starts_over_in_the_middle_of_a_response) {
  receive("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  begin();
  receive(plain);
  EXPECT_EQ(exchange_.take().body, "hello");
}

TEST_F(exchange, keeps_where_a_redirect_leads) {
  receive("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
  const auto response = exchange_.take();
  EXPECT_TRUE(response.redirects());
  EXPECT_EQ(response.location, "/there");
}

http_response response_with(unsigned status, const std::string& location = "") {
  http_response made;
  made.status = status;
  made.location = location;
  return made;
}

TEST(http_response, redirects_only_with_a_place_to_go) {
  EXPECT_FALSE(response_with(302).redirects());
  EXPECT_FALSE(response_with(304, "/x").redirects());
  for (const unsigned status : {301U, 302U, 303U, 307U, 308U})
    EXPECT_TRUE(response_with(status, "/x").redirects()) << status;
}

TEST(http_response, is_a_success_from_200_to_299) {
  EXPECT_FALSE(response_with(199).ok());
  EXPECT_TRUE(response_with(200).ok());
  EXPECT_TRUE(response_with(299).ok());
  EXPECT_FALSE(response_with(300).ok());
}

TEST(http_response, tells_its_status_in_words) {
  auto response = response_with(404);
  response.reason = "Not Found";
  EXPECT_EQ(response.status_text(), "HTTP 404 Not Found");
}

TEST_F(exchange, takes_a_body_at_the_limit_and_refuses_one_above) {
  begin({5});
  receive(plain);
  EXPECT_EQ(exchange_.take().body, "hello");
  begin({4});
  EXPECT_THAT(failure(plain), HasSubstr("larger than the limit of 4B"));
}

TEST_F(exchange, limits_chunks_and_bodies_without_a_length_too) {
  begin({10});
  EXPECT_THAT(failure(chunked), HasSubstr("larger than the limit of 10B"));
  begin({10});
  EXPECT_THAT(failure("HTTP/1.1 200 OK\r\n\r\nmore than ten bytes"),
              HasSubstr("larger than the limit of 10B"));
}

TEST_F(exchange, refuses_an_announced_length_beyond_the_limit_before_any_of_it_has_come) {
  EXPECT_THAT(failure("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\n\r\n"),
              HasSubstr("limit of 1KiB"));
}

TEST_F(exchange, refuses_what_is_not_http) {
  for (const auto* bytes :
       {"220 mail.example ESMTP\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
    begin();
    EXPECT_THAT(failure(bytes), HasSubstr("not valid HTTP")) << bytes;
  }
}

TEST_F(exchange, refuses_a_head_without_end) {
  EXPECT_THAT(failure("HTTP/1.1 200 OK\r\nX: " + std::string(300'000, 'x')),
              HasSubstr("the head of the answer is larger than the limit of 256KiB"));
}

TEST_F(exchange, reads_a_head_of_200_KiB) {
  for (const std::size_t piece : {1'000, 16'000}) {
    begin();
    receive("HTTP/1.1 200 OK\r\nContent-Security-Policy: " + std::string(200'000, 'x') +
                "\r\nContent-Length: 5\r\n\r\nhello",
            piece);
    ASSERT_TRUE(exchange_.done());
    EXPECT_EQ(exchange_.take().body, "hello");
  }
}

TEST_F(exchange, limits_what_is_around_chunks) {
  const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const auto words = HasSubstr("what is around the body of the answer");
  EXPECT_THAT(failure(head + "5;" + std::string(300'000, 'x')), words);
  begin();
  EXPECT_THAT(failure(head + std::string(300'000, '0')), words);
  begin();
  EXPECT_THAT(failure(head + "0\r\nTrailer: " + std::string(300'000, 'x')), words);
  begin();
  std::string extensions;
  for (int i = 0; i < 100; ++i) extensions += "1;a=" + std::string(4'000, 'x') + "\r\nx\r\n";
  EXPECT_THAT(failure(head + extensions), words);
}

TEST_F(exchange, takes_a_body_in_chunks_of_one_byte) {
  std::string chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  constexpr std::size_t size = 100'000;
  for (std::size_t i = 0; i < size; ++i) chunks += "1\r\nx\r\n";
  begin({size});
  receive(chunks + "0\r\n\r\n");
  ASSERT_TRUE(exchange_.done());
  EXPECT_EQ(exchange_.take().body.size(), size);
}

TEST_F(exchange, passes_over_100_interim_answers_and_no_more) {
  std::string hints;
  for (int i = 0; i < 100; ++i) hints += "HTTP/1.1 103 Early Hints\r\n\r\n";
  receive(hints + std::string(plain));
  ASSERT_TRUE(exchange_.done());
  begin();
  EXPECT_THAT(failure(hints + "HTTP/1.1 103 Early Hints\r\n\r\n"),
              HasSubstr("more than 100 interim answers"));
}

TEST_F(exchange, keeps_the_encoding_of_a_body) {
  receive("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(exchange_.take().encoding, "gzip");
  begin();
  receive("HTTP/1.1 200 OK\r\nContent-Encoding: Identity\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(exchange_.take().encoding, "");
}

struct imperfect {
  const char* name;
  std::string_view head;
};

class a_head_that_is_not_quite_http : public exchange, public ::testing::WithParamInterface<imperfect> {};

TEST_P(a_head_that_is_not_quite_http, is_read_whole_and_in_pieces) {
  for (const auto* interim : {"", "HTTP/1.1 103\nLink : <x>\n\n"})
    for (const std::size_t piece : {1, 7, 4096}) {
      begin();
      receive(interim + std::string(GetParam().head) + "hello", piece);
      ASSERT_TRUE(exchange_.done()) << piece;
      EXPECT_TRUE(exchange_.reusable());
      const auto response = exchange_.take();
      EXPECT_EQ(response.status, 200u);
      EXPECT_EQ(response.body, "hello");
    }
}

INSTANTIATE_TEST_SUITE_P(
    every, a_head_that_is_not_quite_http,
    ::testing::Values(imperfect{"no_space_behind_the_status", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\n"},
                      imperfect{"line_feeds", "HTTP/1.1 200 OK\nContent-Length: 5\n\n"},
                      imperfect{"line_feeds_and_no_space", "HTTP/1.1 200\nContent-Length: 5\n\n"},
                      imperfect{"one_line_feed", "HTTP/1.1 200 OK\r\nX: y\nContent-Length: 5\r\n\r\n"},
                      imperfect{"a_line_feed_at_the_end", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\n"},
                      imperfect{"space_before_a_colon", "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\n"},
                      imperfect{"control_characters",
                                "HTTP/1.1 200 O\x01K\r\nX: \x02\r\nContent-Length: 5\r\n\r\n"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(exchange, reads_chunks_where_a_length_is_told_as_well) {
  for (const auto* head : {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n",
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\n"})
    for (const std::size_t piece : {1, 4096}) {
      begin();
      receive(std::string(head) + "5\r\nhello\r\n0\r\n\r\n", piece);
      ASSERT_TRUE(exchange_.done()) << head;
      EXPECT_EQ(exchange_.take().body, "hello");
    }
}

TEST_F(exchange, takes_the_length_beside_an_encoding_that_is_none) {
  for (const auto* head : {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: identity\r\n\r\n",
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n"}) {
    begin();
    receive(std::string(head) + "hello", 4096);
    ASSERT_TRUE(exchange_.done()) << head;
    EXPECT_EQ(exchange_.take().body, "hello");
  }
}

TEST_F(exchange, refuses_a_length_beside_an_encoding_that_does_not_say_where_the_body_ends) {
  EXPECT_THAT(failure("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\nhello"),
              HasSubstr("not valid HTTP"));
}

TEST_F(exchange, refuses_a_field_without_a_name_and_a_zero_byte) {
  using namespace std::string_view_literals;
  for (const auto bytes : {"HTTP/1.1 200 OK\n: x\n\n"sv, "HTTP/1.1 200 OK\r\nX: \0\r\n\r\n"sv}) {
    begin();
    EXPECT_THAT(failure(bytes), HasSubstr("not valid HTTP"));
  }
}

TEST_F(exchange, does_not_wait_for_the_rest_of_what_is_no_head) {
  EXPECT_THAT(failure("HTTP/1.1 2x0 OK"), HasSubstr("not valid HTTP"));
  begin();
  EXPECT_THROW(receive("HTTP/1.1\x19"
                       "200 OK\nA: b\n\n",
                       1),
               http_error);
}

TEST_F(exchange, takes_a_repaired_head_without_its_end_as_lost) {
  receive("HTTP/1.1 200\nContent-Length: 5\n");
  EXPECT_THROW(exchange_.received(0), connection_lost);
}

TEST_F(exchange, takes_a_connection_that_ends_too_early_as_lost) {
  for (const auto* bytes : {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                            "HTTP/1.1 100 Continue\r\n\r\n",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"}) {
    begin();
    receive(bytes);
    EXPECT_THROW(exchange_.received(0), connection_lost) << bytes;
  }
}

TEST_F(exchange, knows_whether_any_of_an_answer_has_come) {
  EXPECT_TRUE(exchange_.may_be_repeated());
  receive("H");
  EXPECT_FALSE(exchange_.may_be_repeated());
  begin();
  EXPECT_TRUE(exchange_.may_be_repeated());
}

}  // namespace
}  // namespace concbench::net
