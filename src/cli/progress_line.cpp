// The progress line: text and terminal control, nothing else.
#include "cli/progress_line.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace concbench::cli {
namespace {

std::string time_text(duration left) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
  if (seconds < 100) return fmt::format("{} s", seconds);
  return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
}

/// "sleep tasks=100 × threads".
std::string cell_text(const runner::planned_cell& cell, bool unicode) {
  return fmt::format("{}{}{} {} {}", cell.scenario->name, cell.point.empty() ? "" : " ", cell.point,
                     unicode ? "×" : "x", cell.executor_name());
}

/// Every character that is used here takes one column; bytes 10xxxxxx continue one.
std::ptrdiff_t columns(const std::string& text) {
  return std::ranges::count_if(text, [](char byte) { return (byte & 0xc0) != 0x80; });
}

}  // namespace

std::string progress_text(const runner::progress& now, std::int64_t rounds, bool unicode, int width) {
  const bool open_ended = now.total == 0;
  const auto round = now.round < 0 ? std::string("warming up")
                     : open_ended  ? fmt::format("round {}", now.round + 1)
                                   : fmt::format("round {} of {}", now.round + 1, rounds);
  const auto* dot = unicode ? "·" : "|";
  const auto cell = now.current == nullptr ? round : cell_text(*now.current, unicode);
  const auto both = now.current == nullptr ? round : fmt::format("{} {} {}", round, dot, cell);
  // From most to least telling: what does not fit is left out whole.
  const auto count = open_ended ? fmt::format("[{}]", now.done) : fmt::format("[{}/{}]", now.done, now.total);
  const auto left = now.left ? fmt::format(" {} {} left", dot, time_text(*now.left)) : "";
  for (const auto& text : {fmt::format("{} {}{}", count, both, left),
                           fmt::format("{} {}{}", count, cell, left), fmt::format("{}{}", count, left)})
    if (columns(text) < width) return text;
  return count;
}

void progress_line::show(const runner::progress& now, std::int64_t rounds) {
  if (width_ == 0) return;
  fmt::print(stderr, "\r\033[K{}", progress_text(now, rounds, unicode_, width_));
  std::fflush(stderr);
}

void progress_line::clear() {
  if (width_ == 0) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

}  // namespace concbench::cli
