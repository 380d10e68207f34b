// What is wrong with the certificate of a server, and what helps: the hint fits the cause.
#pragma once

#include <string>

#include <openssl/ssl.h>

namespace concbench::net {

/// A callback for SSL_set_verify: keeps with the session what is wrong, for the certificate itself is gone once
/// the handshake has failed.
int note_problem(int verified, X509_STORE_CTX* checking) noexcept;

/// "certificate has expired; it was valid until …": what note_problem kept, or only OpenSSL's words for the
/// session's result where it kept nothing.
std::string certificate_problem(SSL* session);

}  // namespace concbench::net
