// Causes and hints, by OpenSSL's verifier.
#include "net/client/certificate_problem.hpp"

#include <ctime>
#include <memory>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/x509v3.h>

#include "net/http/url.hpp"

namespace concbench::net {
namespace {

/// The index of the problem's text in each session.
int slot() {
  static const int index = SSL_get_ex_new_index(
      0, nullptr, nullptr, nullptr, [](void*, void* text, CRYPTO_EX_DATA*, int, long, void*) {
        const std::unique_ptr<std::string> freed(static_cast<std::string*>(text));
      });
  return index;
}

/// "2026-11-30 09:15:00 UTC".
std::string time_text(const ASN1_TIME* time) {
  std::tm parts{};
  char text[32] = "an unknown time";
  if (ASN1_TIME_to_tm(time, &parts) == 1) std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text;
}

std::string address_text(const ASN1_OCTET_STRING* bytes) {
  char text[INET6_ADDRSTRLEN] = "";
  const int family = ASN1_STRING_length(bytes) == 4 ? AF_INET : AF_INET6;
  if (family == AF_INET6 && ASN1_STRING_length(bytes) != 16) return "?";
  return ::inet_ntop(family, ASN1_STRING_get0_data(bytes), text, sizeof text) == nullptr ? "?" : text;
}

/// The names and addresses that a certificate is for, at most five: "a.example, 192.0.2.1".
std::string names_in(const X509* certificate) {
  constexpr std::size_t most = 5;
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> all(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      &GENERAL_NAMES_free);
  std::vector<std::string> names;
  for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
    int type = 0;
    const auto* const value =
        static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all.get(), i), &type));
    if (type == GEN_DNS)
      names.push_back(shown({reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                             static_cast<std::size_t>(ASN1_STRING_length(value))}));
    if (type == GEN_IPADD) names.push_back(address_text(value));
  }
  if (names.empty()) return "no name at all";
  const bool cut = names.size() > most;
  if (cut) names.resize(most);
  return fmt::format("{}{}", fmt::join(names, ", "), cut ? " and others" : "");
}

/// A hint that is added to OpenSSL's text.
std::string hint_for(int error, const X509* certificate) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
      return "--ca FILE adds an authority";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return fmt::format("it is valid from {} on: is the clock of this machine behind?",
                         time_text(X509_get0_notBefore(certificate)));
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return fmt::format(
          "it was valid until {}: the server needs a new one, or the clock of this machine is ahead",
          time_text(X509_get0_notAfter(certificate)));
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return fmt::format("it is for {}: give the URL with a name that it has", names_in(certificate));
    default:
      return "";
  }
}

}  // namespace

int note_problem(int verified, X509_STORE_CTX* checking) noexcept try {
  if (verified == 1) return 1;
  const int error = X509_STORE_CTX_get_error(checking);
  auto* const session =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(checking, SSL_get_ex_data_X509_STORE_CTX_idx()));
  const auto* const certificate = X509_STORE_CTX_get_current_cert(checking);
  auto text = std::make_unique<std::string>(X509_verify_cert_error_string(error));
  if (X509_STORE_CTX_get_error_depth(checking) > 0) *text = "of an authority above it: " + *text;
  if (certificate != nullptr)
    if (const auto hint = hint_for(error, certificate); !hint.empty()) *text += "; " + hint;
  *text += "; with --url, -k checks no certificate";
  const std::unique_ptr<std::string> before(static_cast<std::string*>(SSL_get_ex_data(session, slot())));
  SSL_set_ex_data(session, slot(), text.release());
  return 0;
} catch (...) {
  return 0;  // it is not trusted, and less is said of it
}

std::string certificate_problem(SSL* session) {
  const auto* const kept = static_cast<const std::string*>(SSL_get_ex_data(session, slot()));
  return kept != nullptr ? *kept : X509_verify_cert_error_string(SSL_get_verify_result(session));
}

}  // namespace concbench::net
