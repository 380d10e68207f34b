// What all HTTP clients share: options, counters, TLS.
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

/// A TLS context that is made when it is first needed, because reading the system's certificates takes about 50 ms and
/// 2 MiB.
class client_tls {
 public:
  /// Servers are verified against the certificates in `ca_pem`, which may be empty, and those of the system if asked.
  client_tls(std::string ca_pem, bool system_store)
      : ca_pem_(std::move(ca_pem)), system_store_(system_store) {}

  /// Verifies no server: any answer is believed.
  static std::shared_ptr<client_tls> unverified();

  /// Throws http_error when `ca_pem` contains no certificate. May be called from any thread.
  asio::ssl::context& get();

 private:
  std::string ca_pem_;
  bool system_store_;
  bool verifies_ = true;
  std::once_flag made_;
  std::optional<asio::ssl::context> context_;
};

struct client_options {
  duration timeout = std::chrono::seconds(30);  ///< for one request, from connecting to the last byte
  bool keep_alive = true;                       ///< connections are kept in a pool and used again
  byte_size max_body{16ULL << 20};              ///< a larger body is an error
  int max_redirects = 10;                       ///< 0: redirects are not followed, but returned
  std::shared_ptr<client_tls> tls = {};         ///< null: https is refused
  /// What requests contain that have no content of their own.
  std::shared_ptr<const request_content> content = request_content::plain();

  const request_content& content_of(const request& sent) const noexcept {
    return sent.content() != nullptr ? *sent.content() : *content;
  }
};

/// Counts over all requests of a client. May be used from any thread.
struct client_counters {
  std::atomic<std::int64_t> connections_opened = 0;
  /// Idle connections that did not work any more: the server had closed them, or had sent something that nobody asked
  /// for. A request that was lost with one was sent once more, unless it must not be done twice (a POST).
  std::atomic<std::int64_t> connections_retried = 0;
  std::atomic<std::int64_t> redirects = 0;
  std::atomic<std::int64_t> body_bytes = 0;

  std::map<std::string, std::int64_t> values() const;
};

/// The TLS context for connections to `where`. Throws http_error when the client has none.
asio::ssl::context& tls_for(const origin& where, const client_options& options);

/// Whether an idle socket is quiet: it has not been closed, and no bytes have arrived, which would be taken for the
/// answer to the next request. Never blocks. Takes 0.3 µs.
bool is_quiet(int socket);

/// Prepares the TLS of one connection to `where`: the server name (SNI), and the name or address that the certificate
/// must contain. `session` belongs to a client_tls.
void expect_server(SSL* session, const origin& where);

/// Why a host has no address. All clients use the same words.
std::string unresolved(const origin& where, bool unknown_host, bool no_answer);

/// Why there is no connection to a host, from an errno. Also what to try when a limit of this machine is the reason.
std::string unconnected(const origin& where, int error);

/// Throws http_error unless `answer`, to a request for an upgrade, accepts the upgrade.
void require_upgrade(const url& where, const http_response& answer);

/// The message for a handshake that the server has ended, the same in all clients.
inline constexpr std::string_view handshake_cut_short =
    "the server closed the connection during the handshake";

/// Why a handshake failed. When the server's certificate was the reason, says what is wrong with it and what to try;
/// otherwise returns `fallback`. `session` was prepared by expect_server.
std::string handshake_error(SSL* session, const std::string& fallback);

}  // namespace concbench::net
