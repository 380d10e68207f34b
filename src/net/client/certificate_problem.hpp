// Says what is wrong with the certificate of a server, and what may help against it.
#pragma once

#include <string>

#include <openssl/ssl.h>

namespace concbench::net {

/// A callback for SSL_set_verify. It stores the problem in the session, because the certificate no longer exists after
/// a failed handshake.
int note_problem(int verified, X509_STORE_CTX* checking) noexcept;

/// The problem that note_problem stored: "certificate has expired; it was valid until …". When it stored nothing,
/// OpenSSL's text for the result of the session.
std::string certificate_problem(SSL* session);

}  // namespace concbench::net
