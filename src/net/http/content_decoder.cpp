// zlib's stream, fed as the body arrives.
#include "net/http/content_decoder.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include <fmt/format.h>
#include <zlib.h>

#include "net/http/http_exchange.hpp"

namespace concbench::net {
namespace {

bool is_gzip(std::string_view encoding) {
  return is_same_field(encoding, "gzip") || is_same_field(encoding, "x-gzip");
}

/// Whether the two bytes are the header of zlib's format (RFC 1950, 2.2).
bool begins_as_zlib(std::string_view two_bytes) {
  const auto first = static_cast<unsigned char>(two_bytes[0]);
  const auto second = static_cast<unsigned char>(two_bytes[1]);
  return (first & 0x0f) == Z_DEFLATED && (first * 256 + second) % 31 == 0;
}

}  // namespace

bool is_decodable(std::string_view encoding) noexcept {
  return is_gzip(encoding) || is_same_field(encoding, "deflate");
}

void content_decoder::end_stream::operator()(z_stream_s* stream) const noexcept {
  inflateEnd(stream);
  delete stream;
}

content_decoder::content_decoder(std::string_view encoding) : encoding_(encoding) {
  if (is_gzip(encoding)) begin(format::gzip);
}

void content_decoder::begin(format as) {
  constexpr int largest_window = 15;
  constexpr int of_gzip = 16;  // added to the window's size
  auto stream = std::make_unique<z_stream>();
  const int window = as == format::gzip      ? largest_window + of_gzip
                     : as == format::deflate ? largest_window
                                             : -largest_window;
  if (inflateInit2(stream.get(), window) != Z_OK) throw std::bad_alloc();
  stream_.reset(stream.release());
}

/// Collects the first two bytes of a body, which tell the two formats of "deflate" apart.
void content_decoder::guess_format(std::string_view& part) {
  const auto missing = std::min<std::size_t>(2 - first_bytes_.size(), part.size());
  first_bytes_ += part.substr(0, missing);
  part.remove_prefix(missing);
  if (first_bytes_.size() == 2) begin(begins_as_zlib(first_bytes_) ? format::deflate : format::bare_deflate);
}

bool content_decoder::decode(std::string_view part, std::string& body, std::size_t most) {
  if (!stream_) {
    guess_format(part);
    if (!stream_) return true;
    const auto first = std::exchange(first_bytes_, {});
    if (!decode(first, body, most)) return false;
  }
  constexpr std::size_t step = 16 * 1024;
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
  stream_->avail_in = static_cast<uInt>(part.size());
  int result = Z_OK;
  do {
    if (stream_->avail_in > 0 && std::exchange(is_between_members_, false)) {
      if (stream_->total_in > 0 && !is_gzip(encoding_)) refuse("there are bytes after its end");
      inflateReset(stream_.get());
    }
    const auto before = body.size();
    body.resize(before + step);  // decoded in place: a buffer of this size would be much of a fiber's stack
    stream_->next_out = reinterpret_cast<Bytef*>(body.data() + before);
    stream_->avail_out = step;
    result = inflate(stream_.get(), Z_NO_FLUSH);
    body.resize(before + step - stream_->avail_out);
    if (result == Z_NEED_DICT) refuse("it needs a dictionary");
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      refuse(stream_->msg != nullptr ? stream_->msg : "bytes that do not belong there");
    if (body.size() > most) return false;
    if (result == Z_STREAM_END) is_between_members_ = true;
  } while (stream_->avail_in > 0 || stream_->avail_out == 0);
  return true;
}

void content_decoder::require_end() const {
  if (!is_between_members_ || !first_bytes_.empty()) refuse("the body ends too early");
}

void content_decoder::refuse(std::string_view why) const {
  throw http_error(fmt::format("the body is not valid {}: {}", encoding_, why));
}

}  // namespace concbench::net
