// Where a request goes: an origin (scheme, host, port) that connections belong to, and a target on it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace concbench::net {

struct origin {
  bool tls = false;
  std::string host;  ///< without the brackets of an IPv6 address
  std::string port;
  std::string name;         ///< "https://[::1]:8443": the key of connection pools, and the name in errors
  std::string host_header;  ///< "[::1]:8443"; without the port when it is the scheme's own
};

struct url {
  std::shared_ptr<const origin> where;
  std::string target;  ///< path and query, percent-encoded: "/a/b?c=d"

  std::string text() const { return where->name + target; }
};

/// Reads an absolute http or https URL; a fragment is dropped. Throws std::invalid_argument that says what is
/// wrong.
url parse_url(std::string_view text);

/// The URL that `reference` (a Location header) means on a page at `base`. Throws like parse_url.
url resolve(const url& base, std::string_view reference);

/// The one spelling of all URLs that mean the same by their syntax alone (RFC 3986, 6.2.2): host in lower
/// case, percent-encoded only what must be, no dot segments.
url normalised(const url& spelled);

}  // namespace concbench::net
