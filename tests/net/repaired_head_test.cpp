// Heads of responses that are not quite HTTP.
#include "net/http/repaired_head.hpp"

#include <gtest/gtest.h>

namespace concbench::net {
namespace {

TEST(head_size, is_known_when_the_blank_line_has_come) {
  EXPECT_EQ(head_size("a\r\nb\r\n\r\nbody"), 8u);
  EXPECT_EQ(head_size("a\nb\n\nbody\n\n"), 5u);
  EXPECT_EQ(head_size("a\r\n\nbody"), 4u);
  EXPECT_EQ(head_size("a\n\r\n"), 4u);
  for (const auto* part : {"", "a", "a\n", "a\r\n\r", "a\nb\n"})
    EXPECT_EQ(head_size(part), std::nullopt) << part;
}

TEST(a_status_line, is_known_by_its_version_and_three_digits) {
  EXPECT_TRUE(has_status_line("HTTP/1.1 200"));
  EXPECT_TRUE(has_status_line("HTTP/1.0 404 Not Found\n"));
  for (const auto* other :
       {"", "HTTP/1.1 20", "HTTP/2.0 200", "HTTP/1.1 2x0", "HTTP/1.1x200", "220 mail.example"})
    EXPECT_FALSE(has_status_line(other)) << other;
}

TEST(a_repaired_head, is_what_http_asks_for) {
  EXPECT_EQ(repaired_head("HTTP/1.1 200\nA : b\nC\t : d\n\n"), "HTTP/1.1 200 \r\nA: b\r\nC: d\r\n\r\n");
  EXPECT_EQ(repaired_head("HTTP/1.1 200 \t\n\n"), "HTTP/1.1 200 \r\n\r\n");
  EXPECT_EQ(repaired_head("HTTP/1.1 200 O\x01K\nA: \x02 b\n\n"), "HTTP/1.1 200 O K\r\nA:   b\r\n\r\n");
}

TEST(a_repaired_head, has_no_length_beside_chunks) {
  EXPECT_EQ(repaired_head("HTTP/1.1 200 OK\r\nContent-length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
}

TEST(a_repaired_head, has_no_length_beside_chunks_however_many_lines_each_takes) {
  EXPECT_EQ(
      repaired_head("HTTP/1.1 200 OK\nContent-Length:\n 5\nA: b\nTransfer-Encoding: gzip,\n\tChunked \n\n"),
      "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: gzip,\r\n Chunked \r\n\r\n");
}

TEST(a_repaired_head, keeps_its_length_where_there_are_no_chunks) {
  for (const auto* head :
       {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: gzip, identity\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding:\r\n\r\n"})
    EXPECT_EQ(repaired_head(head), head);
}

TEST(a_repaired_head, has_no_encoding_that_is_none) {
  EXPECT_EQ(repaired_head("HTTP/1.1 200 OK\nContent-Length: 5\nTransfer-Encoding:\n identity\n\n"),
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
}

TEST(a_repaired_head, keeps_what_is_right) {
  for (const auto* head : {"HTTP/1.1 200 OK\r\nA: b:c\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n c : d\r\n\r\n",
                           "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"})
    EXPECT_EQ(repaired_head(head), head);
}

}  // namespace
}  // namespace concbench::net
