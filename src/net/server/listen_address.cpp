// Look-ups through the C library, so that /etc/hosts and the like count.
#include "net/server/listen_address.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <unistd.h>

#include "system/foreign_text.hpp"

namespace concbench::net {
namespace {

namespace ip = boost::asio::ip;

/// The address in numbers, without the scope that a link-local IPv6 address has; empty when it has one, or is
/// neither IPv4 nor IPv6: such an address means nothing on another machine.
std::string numeric(const sockaddr* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address == nullptr) return "";
  if (address->sa_family == AF_INET)
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text.data(), text.size());
  if (address->sa_family == AF_INET6 && reinterpret_cast<const sockaddr_in6*>(address)->sin6_scope_id == 0)
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text.data(),
                text.size());
  return text.data();
}

std::vector<std::string> names_of_this_machine() {
  std::vector<std::string> names;
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) == 0) names.emplace_back(name.data());
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return names;
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> interfaces(first, &::freeifaddrs);
  for (const auto* each = first; each != nullptr; each = each->ifa_next)
    names.push_back(numeric(each->ifa_addr));
  return names;
}

}  // namespace

ip::address listen_address(const std::string& host) {
  boost::system::error_code not_an_address;
  auto address = ip::make_address(host, not_an_address);
  if (!not_an_address) return address;
  for (const int family : {AF_INET, AF_INET6}) {
    addrinfo wanted{};
    wanted.ai_family = family;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (host.empty() || ::getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0) continue;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, &::freeaddrinfo);
    if (const auto text = numeric(found->ai_addr); !text.empty()) return ip::make_address(text);
  }
  throw std::runtime_error(
      fmt::format("{} is not an address or name of this machine: write 127.0.0.1, ::1, or 0.0.0.0 for all",
                  in_quotes(host)));
}

std::vector<std::string> names_of(const std::string& host, const ip::address& address) {
  std::vector<std::string> candidates{"localhost", "127.0.0.1", "::1", host, address.to_string()};
  if (address.is_unspecified()) std::ranges::copy(names_of_this_machine(), std::back_inserter(candidates));
  std::vector<std::string> names;
  for (auto& each : candidates) {
    const bool usable =
        !each.empty() && each.find('%') == std::string::npos;  // a scope has no place in a certificate
    if (usable && std::ranges::find(names, each) == names.end()) names.push_back(std::move(each));
  }
  return names;
}

}  // namespace concbench::net
