// How an origin is reached where that is not simply TCP to its host and port: `--unix-socket`, `--connect-to`,
// `--proxy`.
//
// A route is a part of an origin. So connections, requests and errors find it where they find the host, and an origin
// without one costs nothing.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/url.hpp"

namespace concbench::net {

/// The route to one origin.
struct origin_route {
  enum class kind {
    unix_socket,  ///< a stream socket in the file system
    other_host,   ///< TCP to another host or port, which is asked as if it were the origin
    proxy,        ///< a proxy that forwards each request, which is sent with its whole URL
    tunnel        ///< a proxy that passes on all bytes after a CONNECT
  };

  kind way;
  std::string path = {};                    ///< of the Unix socket
  std::shared_ptr<const origin> next = {};  ///< the proxy, or the other host; null for a Unix socket
};

/// What TCP connects to for `where`, which must outlive the result.
inline const origin& first_hop(const origin& where) noexcept {
  return where.route && where.route->next ? *where.route->next : where;  // NOLINT(bugprone-return-*)
}

inline bool is_routed_by(const origin& where, origin_route::kind way) noexcept {
  return where.route && where.route->way == way;
}

/// What errors call the other end of a connection to `where`: "http://a:81", "the proxy http://p:3128 (for
/// https://a)", "the Unix socket '/run/a' (for http://a)".
std::string hop_text(const origin& where);

/// One `--connect-to HOST1:PORT1:HOST2:PORT2`. An empty host or port of the first two stands for any, and of the last
/// two for that of the URL.
struct connect_to {
  std::string host;
  std::string port;
  std::string to_host;
  std::string to_port;

  bool operator==(const connect_to&) const = default;
};

/// Reads the text of a `--connect-to`. An IPv6 address is in brackets. Throws std::invalid_argument, which says what is
/// wrong.
connect_to parse_connect_to(std::string_view text);

/// Whether connections to `where` stay on this machine: localhost, and addresses of loopback.
bool is_loopback(const origin& where);

/// Which route each origin has. The first that applies: the Unix socket, then --connect-to, then a proxy.
struct routing {
  std::string unix_socket = {};         ///< path; empty: none
  std::vector<connect_to> others = {};  ///< the first that fits an origin is used
  std::string http_proxy = {};          ///< URL of the proxy for http; empty: none
  std::string https_proxy = {};         ///< the same for https
  /// Hosts that are reached without a proxy, as in `no_proxy`: a name, which also stands for all names in that domain;
  /// an address or a network (10.0.0.0/8); "*" for all. Origins on this machine never need to be named.
  std::vector<std::string> no_proxy = {};

  bool operator==(const routing&) const = default;

  /// Whether all origins are reached directly.
  bool empty() const { return *this == routing{}; }

  /// The route to `where`; null when it is reached directly.
  std::shared_ptr<const origin_route> route_to(const origin& where) const;

  /// `plain` with the route to its origin.
  url routed(url plain) const;
};

/// Reads the URL of a proxy, which may have a user name and a password. Without a scheme it is http, as in the
/// environment variables. Throws std::invalid_argument for what is no proxy that can be used: https and SOCKS are not
/// spoken with one, and a port must be given, because programs differ in the one that they assume.
url parse_proxy(std::string_view text);

}  // namespace concbench::net
