// URLs, on top of Boost.URL.
#include "net/url.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include <boost/url.hpp>
#include "system/units.hpp"

namespace concbench::net {
namespace {

namespace urls = boost::urls;

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
  throw std::invalid_argument(fmt::format(
      "'{}' is not a URL to fetch: {}; write http://host/path or https://host:port/path", text, why));
}

url from_view(urls::url_view view, std::string_view text) {
  const auto scheme = view.scheme_id();
  if (scheme != urls::scheme::http && scheme != urls::scheme::https)
    refuse(text, "its scheme is neither http nor https");
  if (view.host().empty()) refuse(text, "it has no host");
  if (view.has_userinfo()) refuse(text, "it carries a user name, which is not supported");
  const auto port = view.has_port() ? parse_count(std::string_view(view.port())) : 1;
  if (!port || *port < 1 || *port > 65535) refuse(text, "its port is not between 1 and 65535");

  auto where = std::make_shared<origin>();
  where->tls = scheme == urls::scheme::https;
  const std::string_view own_port = where->tls ? "443" : "80";
  where->host = view.host_address();
  where->port = view.has_port() ? std::string(view.port()) : std::string(own_port);
  const std::string written_host(view.encoded_host());
  where->host_header =
      where->port == own_port ? written_host : fmt::format("{}:{}", written_host, where->port);
  where->name = fmt::format("{}://{}", where->tls ? "https" : "http", where->host_header);

  const std::string_view path(view.encoded_path());
  std::string target(path.empty() ? "/" : path);
  if (view.has_query()) target.append("?").append(std::string_view(view.encoded_query()));
  return {std::move(where), std::move(target)};
}

}  // namespace

url parse_url(std::string_view text) {
  const auto parsed = urls::parse_uri(text);
  if (!parsed) refuse(text, "it is malformed");
  return from_view(*parsed, text);
}

url resolve(const url& base, std::string_view reference) {
  const auto base_text = base.text();
  const auto page = urls::parse_uri(base_text);
  const auto relative = urls::parse_uri_reference(reference);
  if (!page || !relative) refuse(reference, "it is malformed");
  urls::url absolute;
  if (const auto resolved = urls::resolve(*page, *relative, absolute); !resolved)
    refuse(reference, "it is malformed");
  auto result = from_view(absolute, reference);
  while (result.target.starts_with("/../"))
    result.target.erase(0, 3);  // RFC 3986, 5.2.4: Boost 1.81 keeps them
  return result;
}

url normalised(const url& spelled) {
  const auto text = spelled.text();
  urls::url canonical(urls::parse_uri(text).value());
  canonical.normalize();
  return from_view(canonical, text);
}

}  // namespace concbench::net
