// URLs: an origin (scheme, host, port) that connections belong to, and a target on it.
//
// URLs come from options, lists, redirects and links. All are read and repaired by the rules of the WHATWG's URL
// standard: white space around a URL is dropped, and so are tabs and line ends in it. `\` in a path becomes `/`.
// Characters that a path or a query cannot contain are percent-encoded.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace concbench::net {

struct origin_route;

struct origin {
  bool tls = false;
  std::string host;  ///< without the brackets of an IPv6 address, but with its zone: "fe80::1%eth0"
  std::string port;
  std::string name;  ///< "https://[::1]:8443": the key of connection pools, and the name in errors
  /// "[::1]:8443"; without a zone, and without the port when it is the scheme's own.
  std::string host_header;
  std::string user_info = {};      ///< "user:password", percent-encoded; empty: none. It is never shown
  std::string authorization = {};  ///< the same as the value of a header field: "Basic dXNlcjpwYXNzd29yZA=="
  /// How connections to it are made; null: by TCP to its host and port.
  std::shared_ptr<const origin_route> route = {};
};

struct url {
  std::shared_ptr<const origin> where;
  std::string target;  ///< path and query, percent-encoded: "/a/b?c=d"

  /// The URL without user name and password.
  std::string text() const { return where->name + target; }
  /// The URL with "***" for user name and password.
  std::string masked_text() const { return text_with("***"); }
  /// The URL with user name and password.
  std::string full_text() const { return text_with(where->user_info); }

 private:
  std::string text_with(std::string_view user_info) const;
};

/// Reads an absolute http or https URL. A fragment is dropped. Throws std::invalid_argument, which says what is wrong,
/// and shows the text as `shown` does.
url parse_url(std::string_view text);

/// The URL that `reference` (a Location header, an href) means on a page at `base`. When it leads to the same origin
/// and has no user name and password, it gets those of `base`. Throws like parse_url.
url resolve(const url& base, std::string_view reference);

/// The same URL with a user name and a password, which may be any bytes.
url with_user(const url& plain, std::string_view user, std::string_view password);

/// The spelling that is the same for all URLs whose syntax makes them equal (RFC 3986, 6.2.2): the host in lower case,
/// only necessary characters percent-encoded, no dot segments. The route to the origin is kept.
url normalised(const url& spelled);

/// A URL, or a text that should be one, for a message. The user name and the password are left out, bytes that are not
/// plain ASCII are shown as codes ("\xEF"), and it is cut after 200 characters.
std::string shown(std::string_view text);

}  // namespace concbench::net
