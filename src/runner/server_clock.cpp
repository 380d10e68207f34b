// The server's CPU clock, and its /health.
#include "runner/server_clock.hpp"

#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/asio/execution_context.hpp>

#include "core/json_field.hpp"
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

/// Reads an answer to /health. Throws std::runtime_error when a value is missing or is not what it has to be.
server_health read_health(const net::origin& where, std::string_view body) {
  const auto value = parse_json(body, "it");
  const json_field health(value);
  const auto bracketed = where.host.find(':') == std::string::npos ? where.host : "[" + where.host + "]";
  const auto port =
      health.at("https_port").whole<std::uint16_t>(1, std::numeric_limits<std::uint16_t>::max());
  const auto cpu = health.at("cpu_ns").whole<std::int64_t>(0, std::numeric_limits<std::int64_t>::max());
  return {{where.name, fmt::format("https://{}:{}", bracketed, port), health.at("ca_pem").text()},
          duration(cpu)};
}

}  // namespace

server_health ask_health(const std::string& origin, duration limit) {
  net::client_counters counters;
  const net::blocking_client client({.timeout = limit}, counters);
  const auto base = net::parse_url(origin);
  boost::asio::execution_context services;
  const auto response = client.get(services, net::resolve(base, "/health"));
  try {
    if (!response.ok()) throw std::runtime_error("a server that is well says 200");
    if (response.body.size() > largest_health)
      throw std::runtime_error(fmt::format("it has more than {} bytes", largest_health));
    return read_health(*base.where, response.body);
  } catch (const std::runtime_error& e) {
    throw std::runtime_error(fmt::format("the answer is {}, and not that of a concbench server ({})",
                                         response.status_text(), e.what()));
  }
}

}  // namespace concbench::runner
