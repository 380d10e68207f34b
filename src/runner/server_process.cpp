// Starting the server and reading its first line.
#include "runner/server_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>
#include <boost/json.hpp>

namespace concbench::runner {

server_process::server_process(const std::string& program, int interrupt, const cpu_list& cpus)
    // It is there for this run alone, and keeps all images that a run may ask for.
    : child_({program, "serve", "--image-memory", "2GiB"}, "", cpus) {
  const auto line = first_line(interrupt);
  boost::system::error_code error;
  const auto value = boost::json::parse(line, error);
  const auto* ready = error ? nullptr : value.if_object();
  if (ready == nullptr || !ready->contains("http_port") || !ready->contains("https_port") ||
      !ready->contains("ca_pem"))
    throw std::runtime_error(fmt::format("the server did not start ({}); try: concbench serve",
                                         child_.poll() ? child_.wait().text() : "no ready line"));
  address_ = {fmt::format("http://127.0.0.1:{}", ready->at("http_port").to_number<int>()),
              fmt::format("https://127.0.0.1:{}", ready->at("https_port").to_number<int>()),
              std::string(ready->at("ca_pem").as_string())};
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
