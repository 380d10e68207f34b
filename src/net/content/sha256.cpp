// Hashing with an algorithm that is fetched once: OpenSSL 3 looks it up by name at each EVP_sha256()
// call.
#include "net/content/sha256.hpp"

#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace concbench::net {

namespace {

/// Null where OpenSSL does not have it.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> fetched(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  return fetched.get();
}

void require(bool computed) {
  if (!computed)
    throw std::runtime_error(
        "cannot check bytes by their SHA-256: OpenSSL does not compute it; its configuration leaves it out (look at "
        "OPENSSL_CONF), or memory ran out");
}

}  // namespace

sha256_digest sha256(std::string_view bytes) {
  sha256_digest hash;
  require(algorithm() != nullptr &&
          EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, algorithm(), nullptr) == 1);
  return hash;
}

sha256_of_parts::sha256_of_parts() : context_(EVP_MD_CTX_new()) {
  require(algorithm() != nullptr && context_ && EVP_DigestInit_ex(context_.get(), algorithm(), nullptr) == 1);
}

void sha256_of_parts::add(std::string_view part) {
  require(EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1);
}

sha256_digest sha256_of_parts::value() {
  sha256_digest hash;
  require(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1);
  return hash;
}

void sha256_of_parts::context_free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
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
