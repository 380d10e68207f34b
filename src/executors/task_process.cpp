// Both ends of the channel. An address means the same in a copy of this process, so a scenario is identified by its
// address.
#include "task_process.hpp"

#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string_view>

#include <fmt/format.h>
#include <sys/socket.h>

#include "core/context.hpp"
#include "core/task_batch.hpp"
#include "system/allocation_count.hpp"
#include "system/resource_usage.hpp"

namespace concbench {
namespace {

enum class question : std::uint8_t { task, tally };

struct request {
  question what;
  task_id id;
  scenario* work;
};

/// What comes before the text of an answer: the reason of a failure, or the counters.
struct reply {
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0;
  std::uint64_t value = 0;       ///< the digest, or the allocations
  resource_usage programs = {};  ///< with the counters
};

constexpr std::size_t most_of_a_reason = 4096;
constexpr std::size_t most_of_a_message = 65536;  // below what a socket's buffer takes (212,992 bytes)

bool send(int channel, const reply& head, std::string_view text) {
  std::array<char, most_of_a_message> message;
  const auto size = std::min(text.size(), message.size() - sizeof head);
  std::memcpy(message.data(), &head, sizeof head);
  std::memcpy(message.data() + sizeof head, text.data(), size);
  return ::send(channel, message.data(), sizeof head + size, MSG_NOSIGNAL) >= 0;
}

/// The text is left in `room`, which it is a part of. Empty at the end of the channel.
std::optional<std::pair<reply, std::string_view>> receive(int channel,
                                                          std::array<char, most_of_a_message>& room) {
  reply head;
  const auto size = ::recv(channel, room.data(), room.size(), 0);
  if (size < static_cast<ssize_t>(sizeof head))
    return {};  // also ECONNRESET: killed before it read a message
  std::memcpy(&head, room.data(), sizeof head);
  return std::pair(head, std::string_view(room.data(), static_cast<std::size_t>(size)).substr(sizeof head));
}

bool run_task(int channel, blocking_face& work, blocking_context& context, task_id id) {
  reply head{.start_ns = now_ns()};
  std::string error;
  try {
    head.value = work.run(context, id);
    head.end_ns = now_ns();
  } catch (...) {
    head.end_ns = now_ns();
    error = reason_of(std::current_exception()).substr(0, most_of_a_reason);
    if (error.empty()) error = "an exception without a text";
  }
  return send(channel, head, error);
}

/// What this process has counted so far. What was counted for an earlier scenario, such as that of a warm-up, is not of
/// the run.
struct counts {
  std::uint64_t allocations = allocation_count().value_or(0);
  resource_usage programs = resource_usage::of_ended();
};

bool send_tally(int channel, const scenario& work, const counts& before) {
  std::string lines;
  for (const auto& [name, value] : work.counters()) lines += fmt::format("{}={}\n", name, value);
  const counts now;
  return send(channel,
              {.value = now.allocations - before.allocations, .programs = now.programs - before.programs},
              lines);
}

/// The life of the process: until the channel ends.
void serve(int channel) {
  counts before;
  blocking_context context;
  scenario* last = nullptr;
  blocking_face* face = nullptr;
  bool heard = true;
  for (request asked{}; heard && ::recv(channel, &asked, sizeof asked, 0) == sizeof asked;) {
    if (asked.work != last) {
      face = dynamic_cast<blocking_face*>(last = asked.work);
      before = counts();
    }
    if (asked.what == question::task) {
      heard = run_task(channel, *face, context, asked.id);
    } else {
      heard = send_tally(channel, *asked.work, before);
    }
  }
}

bool ask(int channel, const request& what) noexcept {
  return ::send(channel, &what, sizeof what, MSG_NOSIGNAL) == sizeof what;
}

}  // namespace

task_process::task_process() : process_(serve) {}

bool task_process::give(scenario& work, task_id id) noexcept {
  return ask(channel(), {question::task, id, &work});
}

std::optional<task_answer> task_process::answer() {
  std::array<char, most_of_a_message> room;
  const auto told = receive(channel(), room);
  if (!told) return {};
  const auto& [head, error] = *told;
  return task_answer{head.start_ns, head.end_ns, head.value, std::string(error)};
}

std::optional<tally> task_process::count(scenario& work) {
  std::array<char, most_of_a_message> room;
  if (!ask(channel(), {question::tally, 0, &work})) return {};
  const auto told = receive(channel(), room);
  if (!told) return {};
  auto [head, lines] = *told;
  tally counted{.allocations = head.value, .programs = head.programs};
  for (std::size_t end; (end = lines.find('\n')) != lines.npos; lines.remove_prefix(end + 1)) {
    const auto line = lines.substr(0, end);
    const auto value = line.rfind('=') + 1;
    std::from_chars(line.data() + value, line.data() + end,
                    counted.counters[std::string(line, 0, value - 1)]);
  }
  return counted;
}

std::string task_process::end() {
  const auto how = process_.end();
  // Without the id of the process, because a reason is counted over all tasks that failed for it.
  auto text = fmt::format("its worker process {}", how.text());
  if (how.signal == SIGKILL) text += "; if nobody did that, memory ran out (dmesg tells): lower -c";
  return text;
}

}  // namespace concbench
