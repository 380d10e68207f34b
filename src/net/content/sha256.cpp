// One-shot hashing with an algorithm that is fetched once: OpenSSL 3 looks it up by name at each EVP_sha256()
// call.
#include "net/content/sha256.hpp"

#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace concbench::net {

sha256_digest sha256(std::string_view bytes) {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  sha256_digest hash;
  if (!algorithm ||
      EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, algorithm.get(), nullptr) != 1)
    throw std::runtime_error(
        "cannot check bytes by their SHA-256: OpenSSL does not compute it; its configuration leaves it out (look at "
        "OPENSSL_CONF), or memory ran out");
  return hash;
}

std::uint64_t first_64_bits(const sha256_digest& hash) {
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < sizeof first; ++i) first = first << 8 | hash[i];
  return first;
}

std::string to_hex(const sha256_digest& hash) {
  std::string text;
  for (const auto byte : hash) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace concbench::net
