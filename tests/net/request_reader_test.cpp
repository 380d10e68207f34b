// Requests in any number of pieces.
#include "net/server/request_reader.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include <gtest/gtest.h>

namespace concbench::net {
namespace {

/// Gives the reader as much of `bytes` as it has room for, at most `most` at a time, until it has a request;
/// what it did not take is left in `bytes`.
bool feed(request_reader& reader, std::string_view& bytes, std::size_t most = SIZE_MAX) {
  bool whole = reader.next();
  while (!whole && !bytes.empty()) {
    const auto space = reader.space();
    const auto size = std::min({space.size(), most, bytes.size()});
    std::memcpy(space.data(), bytes.data(), size);
    bytes.remove_prefix(size);
    whole = reader.received(size);
  }
  return whole;
}

/// The status that the reader refuses `request` with; 0 when it does not.
unsigned refusal_of(std::string_view request) {
  request_reader reader;
  EXPECT_TRUE(feed(reader, request));
  return reader.refusal();
}

TEST(RequestReader, FindsTheTarget) {
  request_reader reader;
  std::string_view bytes = "GET /api/1?seed=2 HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_TRUE(feed(reader, bytes));
  EXPECT_EQ(reader.refusal(), 0U);
  EXPECT_EQ(reader.target(), "/api/1?seed=2");
  EXPECT_EQ(reader.connection(), afterwards::keep);
  EXPECT_FALSE(reader.wants_head_only());
}

TEST(RequestReader, TakesARequestByteByByte) {
  request_reader reader;
  std::string_view bytes = "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_TRUE(feed(reader, bytes, 1));
  EXPECT_TRUE(bytes.empty());
  EXPECT_EQ(reader.target(), "/x");
  EXPECT_TRUE(reader.wants_head_only());
}

TEST(RequestReader, IsNotDoneBeforeTheBlankLine) {
  request_reader reader;
  std::string_view bytes = "GET / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_FALSE(feed(reader, bytes));
}

TEST(RequestReader, KeepsPipelinedRequestsApart) {
  request_reader reader;
  std::string_view bytes = "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n";
  for (const auto* expected : {"/1", "/2", "/3"}) {
    ASSERT_TRUE(feed(reader, bytes));
    EXPECT_EQ(reader.target(), expected);
  }
  EXPECT_FALSE(feed(reader, bytes));
}

TEST(RequestReader, ClosesAfterHttp10UnlessAskedNotTo) {
  request_reader reader;
  std::string_view bytes = "GET / HTTP/1.0\r\n\r\n";
  ASSERT_TRUE(feed(reader, bytes));
  EXPECT_EQ(reader.connection(), afterwards::close);
  bytes = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  ASSERT_TRUE(feed(reader, bytes));
  EXPECT_EQ(reader.connection(), afterwards::keep_and_say_so);
}

TEST(RequestReader, ClosesAfterConnectionClose) {
  request_reader reader;
  std::string_view bytes = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
  ASSERT_TRUE(feed(reader, bytes));
  EXPECT_EQ(reader.connection(), afterwards::close);
}

TEST(RequestReader, RefusesWhatIsNotHttp) {
  EXPECT_EQ(refusal_of("hello\r\n\r\n"), 400U);
  EXPECT_EQ(refusal_of("GET  HTTP/1.1\r\n\r\n"), 400U);
  EXPECT_EQ(refusal_of("GET / HTTP/2.0\r\n\r\n"), 400U);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nno colon\r\n\r\n"), 400U);
  EXPECT_EQ(refusal_of(std::string("GET /\0 HTTP/1.1\r\n\r\n", 19)), 400U);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"), 400U);
}

TEST(RequestReader, RefusesOtherMethods) {
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"), 405U);
  EXPECT_EQ(refusal_of("DELETE / HTTP/1.1\r\n\r\n"), 405U);
  EXPECT_EQ(refusal_of("BREW / HTTP/1.1\r\n\r\n"), 405U);
}

TEST(RequestReader, RefusesABody) {
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"), 400U);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400U);
}

TEST(RequestReader, TakesAHeadOfSevenKiBAndRefusesOneOfNine) {
  const auto with_header = [](std::size_t size) {
    return "GET / HTTP/1.1\r\nX: " + std::string(size, 'x') + "\r\n\r\n";
  };
  EXPECT_EQ(refusal_of(with_header(7 * 1024)), 0U);
  EXPECT_EQ(refusal_of(with_header(9 * 1024)), 431U);
}

TEST(RequestReader, NeverKeepsAConnectionThatItRefused) {
  request_reader reader;
  std::string_view bytes = "POST / HTTP/1.1\r\n\r\n";
  ASSERT_TRUE(feed(reader, bytes));
  EXPECT_EQ(reader.connection(), afterwards::close);
}

}  // namespace
}  // namespace concbench::net
