// A forked copy asks, and sends the answer through its channel.
#include "runner/health_check.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <limits>

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <boost/json.hpp>

#include "core/json_field.hpp"
#include "runner/worker_process.hpp"
#include "system/exception_text.hpp"
#include "system/foreign_text.hpp"
#include "system/forked_process.hpp"
#include "system/units.hpp"

namespace concbench::runner {
namespace {

namespace json = boost::json;

json::object answer_of(const std::string& origin, duration limit) try {
  const auto health = ask_health(origin, limit);
  return {{"http", health.address.http},
          {"https", health.address.https},
          {"ca_pem", health.address.ca_pem},
          {"cpu_ns", health.cpu.count()}};
} catch (const std::exception& e) {
  return {{"error", fmt::format("GET {}/health: {}; is 'concbench serve' running there?", origin,
                                short_line(exception_text(e)))}};
}

/// Whether the copy says something before the deadline, or ends.
bool comes_before(clock::time_point deadline, int channel, int interrupt) {
  pollfd watched[] = {{channel, POLLIN, 0}, {interrupt, POLLIN, 0}};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
    if (left <= 0) return false;
    const int ready =
        ::poll(watched, std::size(watched), static_cast<int>(std::min<std::int64_t>(left, 1 << 30)));
    if (ready > 0 && watched[1].revents != 0) throw interrupted();
    if (ready > 0) return true;
  }
}

std::string message_from(int channel) {
  std::string message(largest_health + 4096, '\0');
  const auto size = ::recv(channel, message.data(), message.size(), 0);
  message.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return message;
}

}  // namespace

server_health ask_health_within(const std::string& origin, duration limit, int interrupt) {
  const auto deadline = clock::now() + limit;
  const forked_process asking([&origin, limit](int channel) {
    const auto said = json::serialize(answer_of(origin, limit));
    [[maybe_unused]] const auto sent = ::send(channel, said.data(), said.size(), MSG_NOSIGNAL);
  });
  if (!comes_before(deadline, asking.channel(), interrupt))
    throw std::runtime_error(fmt::format(
        "GET {}/health: no answer within {}; is 'concbench serve' running there, and not stopped?", origin,
        exact_text(limit)));
  const auto message = message_from(asking.channel());
  if (message.empty())
    throw std::runtime_error(fmt::format(
        "GET {}/health: the process that asked ended without a result, most likely because memory ran out",
        origin));
  const auto value = parse_json(message, "what the process that asked says");
  const json_field said(value);
  if (const auto reason = said.find("error")) throw std::runtime_error(reason->text());
  return {{said.at("http").text(), said.at("https").text(), said.at("ca_pem").text()},
          duration(said.at("cpu_ns").whole<std::int64_t>(0, std::numeric_limits<std::int64_t>::max()))};
}

}  // namespace concbench::runner
