// URLs: mended first, then read by Boost.URL, which is as strict as RFC 3986.
#include "net/url.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/url.hpp>

#include "system/foreign_text.hpp"
#include "system/units.hpp"

namespace concbench::net {
namespace {

namespace urls = boost::urls;

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_hex_digit(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

/// The scheme that a text begins with, without its colon; empty when it begins with none.
std::string_view scheme_of(std::string_view text) {
  const auto end = text.find_first_of(":/?#\\");
  if (end == std::string_view::npos || text[end] != ':' || !is_letter(text[0])) return {};
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '.';
  };
  return std::ranges::all_of(text.substr(0, end), fits) ? text.substr(0, end) : std::string_view();
}

/// What is between "//" and the path; empty where there is no "//".
std::string_view authority_of(std::string_view text) {
  if (const auto scheme = scheme_of(text); !scheme.empty()) text.remove_prefix(scheme.size() + 1);
  if (!text.starts_with("//")) return {};
  text.remove_prefix(2);
  return text.substr(0, text.find_first_of("/?#\\"));
}

/// Where in a text there are a user name and a password, or what may be meant as such: the place, and how
/// many characters; 0 for none. A password may hold what ends a host ("user:pass/word@host").
std::pair<std::size_t, std::size_t> credentials_in(std::string_view text) {
  const auto slashes = text.find("//");
  if (slashes == text.npos) return {};
  const auto start = slashes + 2;
  const auto authority =
      text.substr(start, std::min(text.find_first_of("/?#\\", start), text.size()) - start);
  if (const auto at = authority.rfind('@'); at != authority.npos) return {start, at};
  const auto colon = authority.rfind(':');
  if (colon == authority.npos || std::ranges::all_of(authority.substr(colon + 1), is_digit)) return {};
  const auto at = text.rfind('@');
  return at == text.npos || at < start ? std::pair<std::size_t, std::size_t>() : std::pair(start, at - start);
}

constexpr std::string_view has_user_name = "it carries a user name, which is not supported";

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
  throw std::invalid_argument(fmt::format(
      "'{}' is not a URL to fetch: {}; write http://host/path or https://host:port/path", shown(text), why));
}

/// A URL, or a reference to one, as Boost.URL reads it.
struct mended_text {
  std::string text;
  std::string zone;  ///< of an IPv6 address ("eth0"), which is not in `text`: RFC 3986 has none
};

/// Takes the zone out of "[fe80::1%25eth0]:80" (RFC 6874) or "[fe80::1%eth0]:80" (as curl takes it too).
std::string take_zone(std::string& authority) {
  const auto end = authority.find(']');
  const auto start = authority.find('%');
  if (!authority.starts_with('[') || end == std::string::npos || start > end) return {};
  auto zone = authority.substr(start + 1, end - start - 1);
  if (zone.starts_with("25") && zone.size() > 2) zone.erase(0, 2);
  authority.erase(start, end - start);
  return zone;
}

/// Whether a path or a query holds this character as it is.
bool is_plain(char c) {
  constexpr std::string_view never_plain = "\"<>\\^`{|}[] ";
  return c > ' ' && c < 0x7f && never_plain.find(c) == std::string_view::npos;
}

mended_text mended(std::string_view given) {
  constexpr std::string_view white = " \t\n\r\f";
  const auto first = given.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  given = given.substr(first, given.find_last_not_of(white) + 1 - first);
  given = given.substr(0, given.find('#'));
  std::string text;
  text.reserve(given.size());
  for (const char c : given)
    if (c != '\t' && c != '\n' && c != '\r') text += c;
  std::replace(text.begin(),
               text.begin() + static_cast<std::ptrdiff_t>(std::min(text.find('?'), text.size())), '\\', '/');

  const auto scheme = scheme_of(text);
  std::string authority(authority_of(text));
  const auto path_start =
      scheme.size() + (scheme.empty() ? 0 : 1) + (authority.empty() ? 0 : 2 + authority.size());
  mended_text result{.text = text.substr(0, path_start), .zone = {}};
  if (!authority.empty()) {
    const auto length = authority.size();
    result.zone = take_zone(authority);
    result.text.replace(path_start - length, length, authority);
  }
  for (std::size_t i = path_start; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_code =
        c == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2]);
    if (is_code || (c != '%' && is_plain(c))) {
      result.text += c;
    } else {
      result.text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

/// Whether what stands behind a host is no number. Boost 1.81 takes "h:x" for a host, an empty port and a
/// path.
bool has_odd_port(std::string_view authority) {
  const auto address_end = authority.rfind(']');
  const auto colon = authority.find(':', address_end == authority.npos ? 0 : address_end);
  return colon != authority.npos && !std::ranges::all_of(authority.substr(colon + 1), is_digit);
}

/// Why Boost.URL could not read it: path and query have been mended, so it is what stands before them.
[[noreturn]] void refuse_malformed(std::string_view text, const mended_text& legible) {
  if (credentials_in(text).second > 0) refuse(text, has_user_name);
  const auto authority = authority_of(legible.text);
  if (authority.empty()) refuse(text, "it does not begin with http:// or https:// and a host");
  const auto is_foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::ranges::any_of(authority, is_foreign))
    refuse(
        text,
        "its host has letters beyond ASCII; write its form with xn--, which 'idn2 HOST' and the address bar "
        "of a browser show");
  refuse(text, fmt::format("'{}' is not a host, or a host and a port", shown(authority)));
}

url from_view(urls::url_view view, std::string_view text, const std::string& zone) {
  const auto scheme = view.scheme_id();
  if (scheme != urls::scheme::http && scheme != urls::scheme::https)
    refuse(text, "its scheme is neither http nor https");
  if (view.host().empty()) refuse(text, "it has no host");
  if (view.has_userinfo()) refuse(text, has_user_name);
  const bool has_port = view.has_port() && !view.port().empty();  // RFC 3986 allows "host:"
  const auto port = has_port ? parse_count(std::string_view(view.port())) : 1;
  if (!port || *port < 1 || *port > 65535) refuse(text, "its port is not between 1 and 65535");

  auto where = std::make_shared<origin>();
  where->tls = scheme == urls::scheme::https;
  const std::string_view own_port = where->tls ? "443" : "80";
  where->host = view.host_address();
  where->port = has_port ? std::to_string(*port) : std::string(own_port);
  const std::string written_host(view.encoded_host());
  const auto with_port = [&](const std::string& host) {
    return where->port == own_port ? host : fmt::format("{}:{}", host, where->port);
  };
  where->host_header = with_port(written_host);
  auto named_host = written_host;
  if (!zone.empty()) {
    where->host += "%" + zone;
    named_host.insert(named_host.size() - 1, "%25" + zone);
  }
  where->name = fmt::format("{}://{}", where->tls ? "https" : "http", with_port(named_host));

  const std::string_view path(view.encoded_path());
  std::string target(path.empty() ? "/" : path);
  if (view.has_query()) target.append("?").append(std::string_view(view.encoded_query()));
  return {std::move(where), std::move(target)};
}

}  // namespace

url parse_url(std::string_view text) {
  const auto legible = mended(text);
  const auto parsed = urls::parse_uri(legible.text);
  if (!parsed || has_odd_port(authority_of(legible.text))) refuse_malformed(text, legible);
  return from_view(*parsed, text, legible.zone);
}

url resolve(const url& base, std::string_view reference) {
  const auto page_text = mended(base.text());
  const auto legible = mended(reference);
  const auto page = urls::parse_uri(page_text.text);
  const auto relative = urls::parse_uri_reference(legible.text);
  if (!page || !relative || has_odd_port(authority_of(legible.text))) refuse_malformed(reference, legible);
  urls::url absolute;
  if (const auto resolved = urls::resolve(*page, *relative, absolute); !resolved)
    refuse_malformed(reference, legible);
  auto result = from_view(absolute, reference, relative->has_authority() ? legible.zone : page_text.zone);
  while (result.target.starts_with("/../"))
    result.target.erase(0, 3);  // RFC 3986, 5.2.4: Boost 1.81 keeps them
  return result;
}

url normalised(const url& spelled) {
  const auto legible = mended(spelled.text());
  urls::url canonical(urls::parse_uri(legible.text).value());
  canonical.normalize();
  return from_view(canonical, legible.text, legible.zone);
}

std::string shown(std::string_view text) {
  const auto [start, size] = credentials_in(text);
  if (size == 0) return escaped(text);
  return escaped(std::string(text.substr(0, start)).append("***").append(text.substr(start + size)));
}

}  // namespace concbench::net
