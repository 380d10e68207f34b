// Text, terminal control, and a clock.
#include "cli/progress_line.hpp"

#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "cli/terminal.hpp"
#include "report/terminal/display_text.hpp"
#include "system/units.hpp"

namespace concbench::cli {
namespace {

std::string time_text(duration left) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
  if (seconds < 100) return fmt::format("{} s", seconds);
  return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
}

/// "sleep tasks=100 × threads", in a search for the highest rate "api-calls × threads at 420/s". A point may be the name of a folder, and so hold any bytes.
std::string cell_text(const runner::planned_cell& cell, double rate, bool unicode) {
  return fmt::format("{}{}{} {} {}{}{}", cell.scenario->name, cell.point.empty() ? "" : " ",
                     shown(cell.point, {.unicode = unicode}), unicode ? "×" : "x", cell.executor_name(),
                     rate > 0 ? " at " : "", rate > 0 ? rate_text(rate) : "");
}

/// A terminal that takes nothing now (Ctrl-S), or was closed, misses a line, and does not delay the run.
void say(const std::string& text) {
  pollfd room{STDERR_FILENO, POLLOUT, 0};
  if (::poll(&room, 1, 0) != 1 || (room.revents & POLLOUT) == 0) return;
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

std::string progress_text(const runner::progress& now, std::int64_t rounds, bool unicode, int width) {
  const bool open_ended = now.total == 0;
  const auto round = now.timeline    ? std::string("timeline")
                     : now.round < 0 ? std::string("warming up")
                     : open_ended    ? fmt::format("round {}", now.round + 1)
                                     : fmt::format("round {} of {}", now.round + 1, rounds);
  const auto* dot = unicode ? "·" : "|";
  const auto cell = now.current == nullptr ? round : cell_text(*now.current, now.rate, unicode);
  const auto both = now.current == nullptr ? round : fmt::format("{} {} {}", round, dot, cell);
  // From most to least telling: what does not fit is left out whole.
  auto count = open_ended ? fmt::format("[{}]", now.done) : fmt::format("[{}/{}]", now.done, now.total);
  const auto left = now.left ? fmt::format(" {} {} left", dot, time_text(*now.left)) : "";
  for (const auto& text : {fmt::format("{} {}{}", count, both, left),
                           fmt::format("{} {}{}", count, cell, left), fmt::format("{}{}", count, left)})
    if (display_width(text) < width) return text;
  return count;
}

std::optional<std::string> progress_log::line_at(clock::time_point time, const runner::progress& now,
                                                 std::int64_t rounds) {
  constexpr auto long_run = std::chrono::seconds(30);
  constexpr auto pause = std::chrono::minutes(1);
  constexpr int any_width = 1000;
  const bool first = !last_;
  if (!first && time - *last_ < pause) return {};
  last_ = time;
  if (!first) return fmt::format("concbench: {}", progress_text(now, rounds, false, any_width));
  if (!now.left || *now.left < long_run) return {};
  // Before the first samples it is what slow machines need, and most need less.
  return fmt::format("concbench: this may take up to {}", time_text(*now.left));
}

progress_line::progress_line(bool quiet, bool ascii) : quiet_(quiet), unicode_(!ascii && unicode_allowed()) {}

void progress_line::show(const runner::progress& now, std::int64_t rounds) {
  if (quiet_) return;
  if (const int width = width_of_progress_line(); width > 0) {
    say("\r\033[K" + progress_text(now, rounds, unicode_, width));
    shown_ = true;
  } else if (const auto line = log_.line_at(clock::now(), now, rounds)) {
    say(*line + "\n");
  }
}

void progress_line::clear() {
  if (std::exchange(shown_, false)) say("\r\033[K");
}

}  // namespace concbench::cli
