// Where a request goes: an origin (scheme, host, port) that connections belong to, and a target on it.
//
// URLs come from options, from lists, from redirects and from links. One rule reads them all, that of the
// WHATWG's URL standard as far as it mends: white space around a URL is dropped, and so are tabs and line
// ends in it; `\` in a path is `/`; what a path or a query cannot hold is percent-encoded.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace concbench::net {

struct origin {
  bool tls = false;
  std::string host;  ///< without the brackets of an IPv6 address; with its zone: "fe80::1%eth0"
  std::string port;
  std::string name;  ///< "https://[::1]:8443": the key of connection pools, and the name in errors
  std::string
      host_header;  ///< "[::1]:8443"; without a zone, and without the port when it is the scheme's own
  std::string user_info = {};      ///< "user:password", percent-encoded; empty: none. Shown nowhere
  std::string authorization = {};  ///< the same as the field of a request: "Basic dXNlcjpwYXNzd29yZA=="
};

struct url {
  std::shared_ptr<const origin> where;
  std::string target;  ///< path and query, percent-encoded: "/a/b?c=d"

  /// Without the user name and the password that it may have.
  std::string text() const { return where->name + target; }
  /// With them as "***".
  std::string masked_text() const { return text_with("***"); }
  /// With them, for who has to use them.
  std::string full_text() const { return text_with(where->user_info); }

 private:
  std::string text_with(std::string_view user_info) const;
};

/// Reads an absolute http or https URL; a fragment is dropped. Throws std::invalid_argument that says what is
/// wrong, and shows the text as `shown` does.
url parse_url(std::string_view text);

/// The URL that `reference` (a Location header, an href) means on a page at `base`. It has the user name and
/// the password of `base` where it leads to the same origin and has none of its own. Throws like parse_url.
url resolve(const url& base, std::string_view reference);

/// The same URL with a user name and a password, which may be any bytes.
url with_user(const url& plain, std::string_view user, std::string_view password);

/// The one spelling of all URLs that mean the same by their syntax alone (RFC 3986, 6.2.2): host in lower
/// case, percent-encoded only what must be, no dot segments.
url normalised(const url& spelled);

/// What is, or should be, a URL, for a message: without the user name and the password that it may carry,
/// with codes ("\xEF") for bytes that are not plain ASCII, and cut off behind 200 characters.
std::string shown(std::string_view text);

}  // namespace concbench::net
