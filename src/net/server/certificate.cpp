// X.509 with OpenSSL.
#include "net/server/certificate.hpp"

#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <boost/asio/ip/address.hpp>

namespace concbench::net {
namespace {

template <auto Free>
struct freed_by {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using key_ptr = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using certificate_ptr = std::unique_ptr<X509, freed_by<X509_free>>;
using bio_ptr = std::unique_ptr<BIO, freed_by<BIO_free>>;
using extension_ptr = std::unique_ptr<X509_EXTENSION, freed_by<X509_EXTENSION_free>>;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL could not make a certificate");
}

key_ptr make_key() {
  key_ptr key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  return key;
}

void add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const extension_ptr extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

certificate_ptr make(const std::string& name, EVP_PKEY* key, validity valid) {
  certificate_ptr certificate(X509_new());
  require(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
  std::uint64_t serial = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1);
  const auto set = [](ASN1_TIME* time, std::chrono::days from_now) {
    require(X509_time_adj_ex(time, static_cast<int>(from_now.count()), 0, nullptr) != nullptr);
  };
  set(X509_getm_notBefore(certificate.get()), valid.since);
  set(X509_getm_notAfter(certificate.get()), valid.until);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  require(X509_set_pubkey(certificate.get(), key) == 1);
  return certificate;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* issuer_key) {
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  require(X509_sign(certificate, issuer_key, EVP_sha256()) > 0);
}

std::string text_of(const bio_ptr& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pem(X509* certificate) {
  const bio_ptr bio(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(bio.get(), certificate) == 1);
  return text_of(bio);
}

std::string pem(EVP_PKEY* key) {
  const bio_ptr bio(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return text_of(bio);
}

/// "DNS:localhost,IP:127.0.0.1".
std::string alternative_names(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) {
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(name, not_an_address);
    list += fmt::format("{}{}:{}", list.empty() ? "" : ",", not_an_address ? "DNS" : "IP", name);
  }
  return list;
}

}  // namespace

server_certificate make_certificate(const std::vector<std::string>& names, validity valid) {
  const auto ca_key = make_key();
  const auto ca = make("concbench authority of this run", ca_key.get(), two_years);
  add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign");
  add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
  sign(ca.get(), ca.get(), ca_key.get());

  const auto key = make_key();
  const auto own = make("concbench server", key.get(), valid);
  add_extension(own.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(own.get(), ca.get(), NID_ext_key_usage, "serverAuth");
  add_extension(own.get(), ca.get(), NID_authority_key_identifier, "keyid");
  add_extension(own.get(), ca.get(), NID_subject_alt_name, alternative_names(names));
  sign(own.get(), ca.get(), ca_key.get());
  return {pem(ca.get()), pem(own.get()), pem(key.get())};
}

}  // namespace concbench::net
