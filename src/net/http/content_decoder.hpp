// Undoes the Content-Encoding of an answer: gzip and deflate, with zlib.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace concbench::net {

/// Whether a content_decoder undoes this Content-Encoding. Upper and lower case are the same.
bool is_decodable(std::string_view encoding) noexcept;

/// Decodes one body, piece by piece. "gzip" is one or more members (RFC 1952). "deflate" is the format of zlib
/// (RFC 9110, 8.4.1.2), or the bare one of RFC 1951, which some servers send under that name; browsers read both.
class content_decoder {
 public:
  /// `encoding` is decodable.
  explicit content_decoder(std::string_view encoding);

  /// Appends to `body` what `part`, the next bytes of the encoded body, decodes to. Returns false, and stops, where
  /// `body` would become larger than `most` bytes: a small body may decode to a huge one. Throws http_error for bytes
  /// that are not in this encoding.
  [[nodiscard]] bool decode(std::string_view part, std::string& body, std::size_t most);

  /// Throws http_error when the body has ended too early.
  void require_end() const;

 private:
  struct end_stream {
    void operator()(z_stream_s* stream) const noexcept;
  };
  enum class format { gzip, deflate, bare_deflate };

  void begin(format as);
  void guess_format(std::string_view& part);
  [[noreturn]] void refuse(std::string_view why) const;

  std::string encoding_;
  std::unique_ptr<z_stream_s, end_stream> stream_;  ///< null until the format is known
  std::string first_bytes_;                         ///< of "deflate", until there are two
  bool is_between_members_ = true;
};

}  // namespace concbench::net
