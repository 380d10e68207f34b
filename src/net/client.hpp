// What the blocking and the coroutine HTTP client have in common: options, counters, TLS.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "net/http_exchange.hpp"
#include "system/clock.hpp"
#include "system/units.hpp"

namespace concbench::net {

namespace asio = boost::asio;

struct client_options {
  duration timeout = std::chrono::seconds(30);  ///< of one request, from connecting to the last byte
  bool keep_alive = true;                       ///< connections are pooled and used again
  byte_size max_body{16ULL << 20};              ///< a larger body is an error
  int max_redirects = 10;
  std::shared_ptr<asio::ssl::context> tls = {};  ///< without one, https is refused
};

/// Counted over all requests of a client; safe from any thread.
struct client_counters {
  std::atomic<std::int64_t> connections_opened = 0;
  std::atomic<std::int64_t> connections_retried = 0;  ///< idle ones that the server had closed: sent again, once
  std::atomic<std::int64_t> redirects = 0;
  std::atomic<std::int64_t> body_bytes = 0;

  std::map<std::string, std::int64_t> values() const;
};

/// Where a redirect leads. Throws http_error for a Location that cannot be followed.
url redirected(const url& from, const http_response& response);

/// A context that verifies servers against the system's certificates and those in `ca_pem` (may be empty).
/// Throws http_error when `ca_pem` holds no certificate.
std::shared_ptr<asio::ssl::context> make_client_tls(const std::string& ca_pem);

/// Readies one connection's TLS for `where`: server name (SNI) and the name or address that its certificate must carry.
void expect_server(SSL* session, const origin& where);

/// Why a handshake failed: the verification error when there was one, else `fallback`.
std::string handshake_error(SSL* session, const std::string& fallback);

}  // namespace concbench::net
