// Starting the server and reading its first line.
#include "runner/server_process.hpp"

#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "core/json_field.hpp"

namespace concbench::runner {
namespace {

/// Reads the line that `concbench serve` writes when it listens. Throws std::runtime_error for any other line.
server_address read_ready(std::string_view line) {
  const auto value = parse_json(line, "its ready line");
  const json_field ready(value);
  const auto origin = [&](std::string_view scheme, std::string_view key) {
    return fmt::format("{}://127.0.0.1:{}", scheme,
                       ready.at(key).whole<std::uint16_t>(1, std::numeric_limits<std::uint16_t>::max()));
  };
  return {origin("http", "http_port"), origin("https", "https_port"), ready.at("ca_pem").text()};
}

}  // namespace

server_process::server_process(const std::string& program, int interrupt, const cpu_list& cpus)
    // It is there for this run alone, and keeps all images that a run may ask for.
    : child_({program, "serve", "--image-memory", "2GiB"}, "", cpus) {
  const auto line = first_line(interrupt);
  try {
    if (line.empty()) throw std::runtime_error("no ready line");
    address_ = read_ready(line);
  } catch (const std::runtime_error& e) {
    throw std::runtime_error(fmt::format("the server did not start ({}); try: concbench serve",
                                         child_.poll() ? child_.wait().text() : e.what()));
  }
}

std::string server_process::first_line(int interrupt) {
  const auto deadline = clock::now() + std::chrono::seconds(10);
  std::string line;
  while (line.find('\n') == std::string::npos && clock::now() < deadline) {
    pollfd watched[] = {{child_.output(), POLLIN, 0}, {interrupt, POLLIN, 0}};
    ::poll(watched, 2, 100);
    if (watched[1].revents != 0) break;
    char buffer[4096];
    const auto size = ::read(child_.output(), buffer, sizeof buffer);
    if (size > 0) line.append(buffer, static_cast<std::size_t>(size));
    if (size == 0) break;
  }
  return line;
}

}  // namespace concbench::runner
