// Bodies that are gzip or deflate, whole, in pieces and broken.
#include "net/http/content_decoder.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "net/http/http_exchange.hpp"

namespace concbench::net {
namespace {

constexpr int as_gzip = 31;
constexpr int as_zlib = 15;
constexpr int as_bare_deflate = -15;

std::string packed(std::string_view text, int window) {
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919);
  return text;
}

/// The body that comes in pieces of this size; a text in brackets when it is refused.
std::string decoded(std::string_view encoding, std::string_view body, std::size_t piece = 1 << 20) {
  try {
    content_decoder decoder(encoding);
    std::string out;
    for (; !body.empty(); body.remove_prefix(std::min(piece, body.size())))
      if (!decoder.decode(body.substr(0, piece), out, 1 << 20)) return "(too large)";
    decoder.require_end();
    return out;
  } catch (const http_error& e) {
    return std::string("(") + e.what() + ")";
  }
}

TEST(content_decoder, undoes_gzip_and_both_kinds_of_deflate_in_pieces_of_any_size) {
  const auto text = long_text();
  for (const std::size_t piece : {1u, 2u, 7u, 1u << 20}) {
    EXPECT_EQ(decoded("gzip", packed(text, as_gzip), piece), text) << piece;
    EXPECT_EQ(decoded("X-Gzip", packed(text, as_gzip), piece), text) << piece;
    EXPECT_EQ(decoded("deflate", packed(text, as_zlib), piece), text) << piece;
    EXPECT_EQ(decoded("Deflate", packed(text, as_bare_deflate), piece), text) << piece;
  }
}

TEST(content_decoder, undoes_an_empty_text) {
  EXPECT_EQ(decoded("gzip", packed("", as_gzip)), "");
  EXPECT_EQ(decoded("deflate", packed("", as_zlib)), "");
}

TEST(content_decoder, takes_the_members_of_a_gzip_as_one_text) {
  const auto both = packed("one ", as_gzip) + packed("two", as_gzip);
  for (const std::size_t piece : {1u, 1u << 20}) EXPECT_EQ(decoded("gzip", both, piece), "one two");
}

TEST(content_decoder, refuses_a_body_that_ends_too_early) {
  for (const auto& [encoding, body] :
       {std::pair{"gzip", packed("some text", as_gzip)}, std::pair{"deflate", packed("some text", as_zlib)}})
    for (const std::size_t left : {body.size() - 1, std::size_t{1}})
      EXPECT_EQ(decoded(encoding, std::string_view(body).substr(0, left)),
                std::string("(the body is not valid ") + encoding + ": the body ends too early)");
}

TEST(content_decoder, refuses_bytes_that_do_not_belong_there) {
  EXPECT_THAT(decoded("gzip", "plain text"), ::testing::StartsWith("(the body is not valid gzip: "));
  EXPECT_THAT(decoded("gzip", packed("a", as_gzip) + "more"),
              ::testing::StartsWith("(the body is not valid gzip: "));
  EXPECT_THAT(decoded("deflate", packed("a", as_zlib) + "more"), ::testing::HasSubstr("bytes after its end"));
  auto broken = packed(long_text(), as_gzip);
  broken[broken.size() - 5] ^= 1;  // the sum
  EXPECT_THAT(decoded("gzip", broken), ::testing::StartsWith("(the body is not valid gzip: "));
}

TEST(content_decoder, stops_where_the_text_becomes_too_large) {
  EXPECT_EQ(decoded("gzip", packed(std::string((1 << 20) + 1, 'x'), as_gzip)), "(too large)");
  EXPECT_EQ(decoded("gzip", packed(std::string(1 << 20, 'x'), as_gzip)), std::string(1 << 20, 'x'));
}

TEST(content_decoder, knows_what_it_can_undo) {
  for (const auto* encoding : {"gzip", "GZIP", "x-gzip", "deflate"}) EXPECT_TRUE(is_decodable(encoding));
  for (const auto* encoding : {"br", "zstd", "compress", "gzip, br", ""})
    EXPECT_FALSE(is_decodable(encoding));
}

}  // namespace
}  // namespace concbench::net
