// The server's CPU clock, and its /health.
#include "runner/server_clock.hpp"

#include <fmt/format.h>
#include <boost/asio/execution_context.hpp>
#include <boost/json.hpp>

#include "net/client/blocking_client.hpp"
#include "system/resource_usage.hpp"

namespace concbench::runner {

duration server_clock::read() const noexcept try {
  if (process_ != 0) return process_cpu_time(process_);
  if (address_.empty()) return duration::zero();
  return ask_health(address_, std::chrono::seconds(10)).cpu;
} catch (const std::exception&) {
  return duration::zero();
}

namespace {

/// Whether all that is read of it is there, and of the right kind.
bool is_ours(const boost::json::object& health) {
  const auto is_number = [&](std::string_view name, std::uint64_t most) {
    const auto* value = health.if_contains(name);
    boost::system::error_code error;
    return value != nullptr && value->to_number<std::uint64_t>(error) <= most && !error;
  };
  const auto* authority = health.if_contains("ca_pem");
  return is_number("cpu_ns", INT64_MAX) && is_number("https_port", UINT16_MAX) && authority != nullptr &&
         authority->is_string();
}

}  // namespace

server_health ask_health(const std::string& origin, duration limit) {
  net::client_counters counters;
  const net::blocking_client client({.timeout = limit}, counters);
  const auto base = net::parse_url(origin);
  boost::asio::execution_context services;
  const auto response = client.get(services, net::resolve(base, "/health"));
  boost::system::error_code error;
  const bool is_short = response.body.size() <= largest_health;
  const auto value = is_short ? boost::json::parse(response.body, error) : boost::json::value();
  const auto* health = error ? nullptr : value.if_object();
  if (!response.ok() || health == nullptr || !is_ours(*health))
    throw std::runtime_error(
        fmt::format("the answer is {}, and not that of a concbench server", response.status_text()));
  const auto& host = base.where->host;
  const auto bracketed = host.find(':') == std::string::npos ? host : "[" + host + "]";
  const auto port = health->at("https_port").to_number<std::uint16_t>();
  return {{base.where->name, fmt::format("https://{}:{}", bracketed, port),
           std::string(health->at("ca_pem").as_string())},
          duration(health->at("cpu_ns").to_number<std::int64_t>())};
}

}  // namespace concbench::runner
