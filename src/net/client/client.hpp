// What the HTTP clients have in common: options, counters, TLS.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/ssl/context.hpp>

#include "net/http/http_exchange.hpp"
#include "system/clock.hpp"
#include "system/units.hpp"

namespace concbench::net {

namespace asio = boost::asio;

/// A TLS context that is made when it is first needed: reading the system's certificates takes about 50 ms
/// and 2 MiB.
class client_tls {
 public:
  /// Servers are verified against the certificates in `ca_pem` (may be empty) and, if asked, the system's.
  client_tls(std::string ca_pem, bool system_store)
      : ca_pem_(std::move(ca_pem)), system_store_(system_store) {}

  /// No server is verified: whoever answers is believed.
  static std::shared_ptr<client_tls> unverified();

  /// Throws http_error when `ca_pem` holds no certificate. Safe from any thread.
  asio::ssl::context& get();

 private:
  std::string ca_pem_;
  bool system_store_;
  bool verifies_ = true;
  std::once_flag made_;
  std::optional<asio::ssl::context> context_;
};

struct client_options {
  duration timeout = std::chrono::seconds(30);  ///< of one request, from connecting to the last byte
  bool keep_alive = true;                       ///< connections are pooled and used again
  byte_size max_body{16ULL << 20};              ///< a larger body is an error
  int max_redirects = 10;                       ///< 0: none is followed, and each is a response
  std::shared_ptr<client_tls> tls = {};         ///< without one, https is refused
  std::shared_ptr<const request_content> content = request_content::plain();  ///< of all its requests
};

/// Counted over all requests of a client; safe from any thread.
struct client_counters {
  std::atomic<std::int64_t> connections_opened = 0;
  /// Idle ones that served no more: the server had closed them, or sent on them what nobody had asked for. A
  /// request that was lost with one was sent again, once, unless it must not be done twice (a POST).
  std::atomic<std::int64_t> connections_retried = 0;
  std::atomic<std::int64_t> redirects = 0;
  std::atomic<std::int64_t> body_bytes = 0;

  std::map<std::string, std::int64_t> values() const;
};

/// The context to reach `where` with; throws http_error when the client has none.
asio::ssl::context& tls_for(const origin& where, const client_options& options);

/// Whether nothing has come on a socket that is idle: no bytes, which an answer to the next request would be
/// taken for, and not its end. Blocks never. Takes 0.3 µs.
bool is_quiet(int socket);

/// Readies one connection's TLS for `where`: server name (SNI) and the name or address that its certificate
/// must carry. `session` is of a client_tls.
void expect_server(SSL* session, const origin& where);

/// Why a host has no address, in the same words whoever looked it up.
std::string unresolved(const origin& where, bool unknown_host, bool no_answer);

/// Why there is no connection to a host, from an errno, and what to try where a limit of this machine is in
/// the way.
std::string unconnected(const origin& where, int error);

/// Throws http_error unless `answer`, to a request for an upgrade, is that the server does as it was asked.
void require_upgrade(const url& where, const http_response& answer);

/// Of a handshake that the server has ended, whoever waited for it.
inline constexpr std::string_view handshake_cut_short =
    "the server closed the connection during the handshake";

/// Why a handshake failed: what is wrong with the server's certificate, and what to try, when that was it;
/// else `fallback`. `session` is one that expect_server has readied.
std::string handshake_error(SSL* session, const std::string& fallback);

}  // namespace concbench::net
