// URLs: repaired first, then read by Boost.URL, which is as strict as RFC 3986.
#include "net/http/url.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <boost/beast/core/string.hpp>
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

bool is_http(std::string_view scheme) {
  return boost::beast::iequals(scheme, "http") || boost::beast::iequals(scheme, "https");
}

/// What is between "//" and the path; empty where there is no "//".
std::string_view authority_of(std::string_view text) {
  if (const auto scheme = scheme_of(text); !scheme.empty()) text.remove_prefix(scheme.size() + 1);
  if (!text.starts_with("//")) return {};
  text.remove_prefix(2);
  return text.substr(0, text.find_first_of("/?#\\"));
}

constexpr std::string_view odd_user_name =
    "its user name or password holds a character that ends them: write '/' as %2F, '?' as %3F, '#' as %23, '@' "
    "as %40";

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
  throw std::invalid_argument(fmt::format(
      "'{}' is not a URL to fetch: {}; write http://host/path or https://host:port/path", shown(text), why));
}

/// A URL, or a reference to one, as Boost.URL reads it.
struct repaired_text {
  std::string text;
  std::string zone;  ///< of an IPv6 address ("eth0"), which is not in `text`: RFC 3986 has none
};

/// The user name and the password in "user:password@host:80", which the last '@' ends; empty when there are
/// none.
std::string_view user_info_in(std::string_view authority) {
  const auto end = authority.rfind('@');
  return end == std::string_view::npos ? std::string_view() : authority.substr(0, end);
}

std::string_view host_and_port_in(std::string_view authority) {
  return authority.substr(authority.rfind('@') + 1);  // 0 when there is no '@'
}

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

bool is_code_at(std::string_view text, std::size_t i) {
  return text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2]);
}

/// Percent-encodes all bytes but those that `stays` lets stay, by their place.
template <class Stays>
std::string encoded(std::string_view text, const Stays& stays) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (stays(i)) {
      result += text[i];
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(text[i]));
    }
  }
  return result;
}

/// Whether a user name or a password holds this character as it is.
bool is_plain_in_user_info(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos;
}

/// Browsers accept any number of slashes before a host: "http://host" for "http:host" and "http:////host", and "//host"
/// for "///host". But on a page with the same scheme "http:path" is a path on that page's site.
std::string with_two_slashes(std::string text, std::string_view scheme_of_page) {
  const std::string scheme(scheme_of(text));
  if (!scheme.empty() && !is_http(scheme)) return text;
  const auto start = scheme.empty() ? 0 : scheme.size() + 1;
  const auto slashes = std::min(text.find_first_not_of('/', start), text.size()) - start;
  if (scheme.empty() && slashes <= 2) return text;
  if (slashes < 2 && boost::beast::iequals(scheme, scheme_of_page)) return text.substr(start);
  return text.replace(start, slashes, "//");
}

/// `scheme_of_page` is the scheme of the page that contains a reference; empty for a URL alone.
repaired_text repaired(std::string_view given, std::string_view scheme_of_page = {}) {
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

  text = with_two_slashes(std::move(text), scheme_of_page);

  const auto scheme = scheme_of(text);
  const auto authority = authority_of(text);
  const auto path_start =
      scheme.size() + (scheme.empty() ? 0 : 1) + (authority.empty() ? 0 : 2 + authority.size());
  repaired_text result{.text = text.substr(0, path_start), .zone = {}};
  if (!authority.empty()) {
    const auto user_info = user_info_in(authority);
    std::string host_and_port(host_and_port_in(authority));
    result.zone = take_zone(host_and_port);
    result.text.resize(path_start - authority.size());
    result.text += encoded(user_info, [&](std::size_t i) {
      return user_info[i] == ':' || is_plain_in_user_info(user_info[i]) || is_code_at(user_info, i);
    });
    if (authority.find('@') != authority.npos) result.text += '@';
    result.text += host_and_port;
  }
  const auto rest = std::string_view(text).substr(path_start);
  result.text += encoded(
      rest, [&](std::size_t i) { return is_code_at(rest, i) || (rest[i] != '%' && is_plain(rest[i])); });
  return result;
}

/// Whether the text after a host is not a number. Boost 1.81 reads "h:x" as a host, an empty port and a path.
bool has_odd_port(std::string_view authority) {
  authority = host_and_port_in(authority);
  const auto address_end = authority.rfind(']');
  const auto colon = authority.find(':', address_end == authority.npos ? 0 : address_end);
  return colon != authority.npos && !std::ranges::all_of(authority.substr(colon + 1), is_digit);
}

/// Says why Boost.URL could not read it. Path and query have been repaired, so the reason is in the text before them.
[[noreturn]] void refuse_malformed(std::string_view text, const repaired_text& legible) {
  const auto whole = authority_of(legible.text);
  const auto authority = host_and_port_in(whole);
  // "user:pass/word@host": what seems to be a host and a port ends before the "@".
  if (has_odd_port(whole) && !whole.starts_with('[') && whole.find('@') == whole.npos &&
      legible.text.find('@') != std::string::npos)
    refuse(text, odd_user_name);
  if (authority.empty()) refuse(text, "it does not begin with http:// or https:// and a host");
  const auto is_foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::ranges::any_of(authority, is_foreign))
    refuse(
        text,
        "its host has letters beyond ASCII; write its form with xn--, which 'idn2 HOST' and the address bar "
        "of a browser show");
  refuse(text, fmt::format("'{}' is not a host, or a host and a port", shown(authority)));
}

/// "Basic dXNlcjpwYXNzd29yZA==" (RFC 7617).
std::string basic(std::string_view credentials) {
  std::string text(4 * ((credentials.size() + 2) / 3) + 1, '\0');  // OpenSSL adds a zero
  const auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                    reinterpret_cast<const unsigned char*>(credentials.data()),
                                    static_cast<int>(credentials.size()));
  text.resize(static_cast<std::size_t>(size));
  return "Basic " + text;
}

url from_view(urls::url_view view, std::string_view text, const std::string& zone) {
  const auto scheme = view.scheme_id();
  if (scheme != urls::scheme::http && scheme != urls::scheme::https)
    refuse(text, "its scheme is neither http nor https");
  if (view.host().empty()) refuse(text, "it has no host");
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
  if (view.has_userinfo()) {
    where->user_info = std::string_view(view.encoded_userinfo());
    where->authorization = basic(view.user() + ":" + view.password());
  }

  const std::string_view path(view.encoded_path());
  std::string target(path.empty() ? "/" : path);
  if (view.has_query()) target.append("?").append(std::string_view(view.encoded_query()));
  return {std::move(where), std::move(target)};
}

}  // namespace

std::string url::text_with(std::string_view user_info) const {
  if (where->user_info.empty()) return text();
  const auto host = where->name.find("//") + 2;
  return fmt::format("{}{}@{}{}", where->name.substr(0, host), user_info, where->name.substr(host), target);
}

url parse_url(std::string_view text) {
  const auto legible = repaired(text);
  const auto parsed = urls::parse_uri(legible.text);
  if (!parsed || has_odd_port(authority_of(legible.text))) refuse_malformed(text, legible);
  return from_view(*parsed, text, legible.zone);
}

url resolve(const url& base, std::string_view reference) {
  const auto page_text = repaired(base.text());
  const auto legible = repaired(reference, base.where->tls ? "https" : "http");
  const auto page = urls::parse_uri(page_text.text);
  const auto relative = urls::parse_uri_reference(legible.text);
  if (!page || !relative || has_odd_port(authority_of(legible.text))) refuse_malformed(reference, legible);
  urls::url absolute;
  if (const auto resolved = urls::resolve(*page, *relative, absolute); !resolved)
    refuse_malformed(reference, legible);
  auto result = from_view(absolute, reference, relative->has_authority() ? legible.zone : page_text.zone);
  while (result.target.starts_with("/../"))
    result.target.erase(0, 3);  // RFC 3986, 5.2.4: Boost 1.81 keeps them
  if (result.where->user_info.empty() && result.where->name == base.where->name) result.where = base.where;
  return result;
}

url with_user(const url& plain, std::string_view user, std::string_view password) {
  const auto plain_in = [](std::string_view text) {
    return encoded(text, [text](std::size_t i) { return is_plain_in_user_info(text[i]); });
  };
  auto where = std::make_shared<origin>(*plain.where);
  where->user_info = plain_in(user) + ":" + plain_in(password);
  where->authorization = basic(fmt::format("{}:{}", user, password));
  return {std::move(where), plain.target};
}

url normalised(const url& spelled) {
  const auto legible = repaired(spelled.full_text());
  urls::url canonical(urls::parse_uri(legible.text).value());
  canonical.normalize();
  auto result = from_view(canonical, legible.text, legible.zone);
  if (!spelled.where->route) return result;
  auto where = std::make_shared<origin>(*result.where);
  where->route = spelled.where->route;
  result.where = std::move(where);
  return result;
}

std::string shown(std::string_view text) {
  return escaped(without_credentials(text));
}

}  // namespace concbench::net
