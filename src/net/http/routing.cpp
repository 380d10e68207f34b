// Rules from options to routes.
#include "net/http/routing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/beast/core/string.hpp>

#include "system/foreign_text.hpp"

namespace concbench::net {
namespace {

namespace ip = boost::asio::ip;

[[noreturn]] void refuse_route(const std::string& why) {
  throw std::invalid_argument(why);
}

bool is_same(std::string_view one, std::string_view other) {
  return boost::beast::iequals({one.data(), one.size()}, {other.data(), other.size()});
}

std::string_view without_dot_at_end(std::string_view host) {
  return host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
}

/// The address of a host that is one, without its zone.
std::optional<ip::address> address_of(std::string_view host) {
  boost::system::error_code error;
  auto address = ip::make_address(std::string(host.substr(0, host.find('%'))), error);
  if (error) return {};
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

/// Whether `address` is in the network "10.0.0.0/8".
bool is_in_network(const ip::address& address, std::string_view network) {
  boost::system::error_code error;
  if (address.is_v4()) {
    const auto whole = ip::make_network_v4(std::string(network), error);
    return !error && ip::network_v4(address.to_v4(), whole.prefix_length()).canonical() == whole.canonical();
  }
  const auto whole = ip::make_network_v6(std::string(network), error);
  return !error && ip::network_v6(address.to_v6(), whole.prefix_length()).canonical() == whole.canonical();
}

/// Whether an element of no_proxy stands for the host.
bool stands_for(std::string_view element, std::string_view host, const std::optional<ip::address>& address) {
  if (element == "*") return true;
  if (address) {
    if (element.starts_with('[') && element.ends_with(']')) element = element.substr(1, element.size() - 2);
    if (element.find('/') != element.npos) return is_in_network(*address, element);
    return address_of(element) == address;
  }
  if (element.starts_with('.')) element.remove_prefix(1);
  element = without_dot_at_end(element);
  host = without_dot_at_end(host);
  if (element.empty() || host.size() < element.size()) return false;
  const auto in_front = host.size() - element.size();
  return is_same(host.substr(in_front), element) && (in_front == 0 || host[in_front - 1] == '.');
}

/// Takes "host:" or "[host]:" from the front of `rest`.
std::string take_host(std::string_view& rest) {
  std::size_t end = rest.find(':');
  std::string host(rest.substr(0, end));
  if (rest.starts_with('[')) {
    const auto bracket = rest.find(']');
    if (bracket == rest.npos) refuse_route("a '[' has no ']'");
    host = rest.substr(1, bracket - 1);
    if (!address_of(host)) refuse_route(fmt::format("{} is no IPv6 address", in_quotes(host)));
    end = bracket + 1;
  }
  if (end >= rest.size() || rest[end] != ':') refuse_route("it has too few parts");
  rest.remove_prefix(end + 1);
  return host;
}

void check_port(std::string_view port) {
  unsigned number = 0;
  const auto* const end = port.data() + port.size();
  const auto [stop, error] = std::from_chars(port.data(), end, number);
  if (!port.empty() && (error != std::errc{} || stop != end || number < 1 || number > 65535))
    refuse_route(fmt::format("{} is no port from 1 to 65535", in_quotes(port)));
}

/// Whether there is a port in what stands behind the scheme of a URL.
bool names_port(std::string_view text) {
  auto host = text.substr(0, text.find_first_of("/?#"));
  host.remove_prefix(host.rfind('@') + 1);  // 0 where there is no user
  const auto colon = host.rfind(':');
  const auto bracket = host.rfind(']');
  return colon != host.npos && colon + 1 < host.size() && (bracket == host.npos || colon > bracket);
}

std::shared_ptr<const origin> other_host(const origin& where, const connect_to& to) {
  auto other = std::make_shared<origin>();
  other->host = to.to_host.empty() ? where.host : to.to_host;
  other->port = to.to_port.empty() ? where.port : to.to_port;
  const bool is_ipv6 = other->host.find(':') != std::string::npos;
  other->name = fmt::format("{}{}{}:{}", is_ipv6 ? "[" : "", other->host, is_ipv6 ? "]" : "", other->port);
  return other;
}

}  // namespace

std::string hop_text(const origin& where) {
  if (!where.route) return where.name;
  switch (where.route->way) {
    case origin_route::kind::unix_socket:
      return fmt::format("the Unix socket {} (for {})", in_quotes(where.route->path), where.name);
    case origin_route::kind::other_host:
      return fmt::format("{} (for {})", where.route->next->name, where.name);
    case origin_route::kind::proxy:
    case origin_route::kind::tunnel:
      break;
  }
  return fmt::format("the proxy {} (for {})", where.route->next->name, where.name);
}

connect_to parse_connect_to(std::string_view text) try {
  auto rest = text;
  connect_to read;
  read.host = take_host(rest);
  const auto colon = rest.find(':');
  if (colon == rest.npos) refuse_route("it has too few parts");
  read.port = rest.substr(0, colon);
  rest.remove_prefix(colon + 1);
  read.to_host = take_host(rest);
  read.to_port = rest;
  check_port(read.port);
  check_port(read.to_port);
  return read;
} catch (const std::invalid_argument& e) {
  refuse_route(fmt::format(
      "{} is not HOST1:PORT1:HOST2:PORT2: {}; an IPv6 address is in brackets, and a part may be empty",
      in_quotes(text), e.what()));
}

bool is_loopback(const origin& where) {
  const auto address = address_of(where.host);
  return address ? address->is_loopback() : stands_for("localhost", where.host, {});
}

std::shared_ptr<const origin_route> routing::route_to(const origin& where) const {
  using enum origin_route::kind;
  const auto route = [](origin_route made) { return std::make_shared<const origin_route>(std::move(made)); };
  if (!this->unix_socket.empty()) return route({.way = unix_socket, .path = this->unix_socket});
  for (const auto& each : others)
    if ((each.host.empty() || is_same(each.host, where.host)) &&
        (each.port.empty() || each.port == where.port))
      return route({.way = other_host, .next = net::other_host(where, each)});
  const auto& chosen = where.tls ? https_proxy : http_proxy;
  if (chosen.empty() || is_loopback(where)) return {};
  const auto address = address_of(where.host);
  if (std::ranges::any_of(no_proxy, [&](const auto& each) { return stands_for(each, where.host, address); }))
    return {};
  return route({.way = where.tls ? tunnel : proxy, .next = parse_proxy(chosen).where});
}

url routing::routed(url plain) const {
  auto route = route_to(*plain.where);
  if (!route) return plain;
  auto where = std::make_shared<origin>(*plain.where);
  where->route = std::move(route);
  plain.where = std::move(where);
  return plain;
}

url parse_proxy(std::string_view text) {
  const auto scheme_end = text.find("://");
  const auto scheme = text.substr(0, scheme_end == text.npos ? 0 : scheme_end);
  if (!scheme.empty() && !is_same(scheme, "http"))
    refuse_route(fmt::format("{} is no http proxy: with a proxy, concbench speaks neither https nor SOCKS",
                             in_quotes(shown(text))));
  const auto full = scheme.empty() ? "http://" + std::string(text) : std::string(text);
  const auto read = parse_url(full);
  if (!names_port(full.substr(full.find("://") + 3)))
    refuse_route(
        fmt::format("the proxy {} has no port: programs differ in the one that they assume, so write it",
                    read.where->name));
  return read;
}

}  // namespace concbench::net
