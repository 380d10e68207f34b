// SHA-256, computed by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace concbench::net {

using sha256_digest = std::array<std::uint8_t, 32>;

sha256_digest sha256(std::string_view bytes);

/// The same of bytes that come in parts.
class sha256_of_parts {
 public:
  sha256_of_parts();
  void add(std::string_view part);

  /// The hash of all parts. Call it once, as the last function.
  sha256_digest value();

 private:
  struct context_free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, context_free> context_;
};

/// The first 64 bits of a hash: the first 16 digits of its text.
std::uint64_t first_64_bits(const sha256_digest& hash);

/// The hash as 64 lower-case hexadecimal digits.
std::string to_hex(const sha256_digest& hash);

}  // namespace concbench::net
