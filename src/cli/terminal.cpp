// Terminals, the locale, and the variables that users set for all programs.
#include "cli/terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include <langinfo.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/terminal/display_text.hpp"
#include "system/foreign_text.hpp"
#include "system/units.hpp"

namespace concbench::cli {
namespace {

constexpr int narrowest = 40;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool dumb() {
  return variable("TERM") == "dumb";
}

/// Set, and to something else than 0.
bool forces(const char* name) {
  return !variable(name).empty() && variable(name) != "0";
}

/// NO_COLOR comes first (no-color.org), then what forces colour (force-color.org, bixense.com/clicolors).
bool wants_colour(bool on_terminal) {
  if (!variable("NO_COLOR").empty()) return false;
  if (forces("FORCE_COLOR") || forces("CLICOLOR_FORCE")) return true;
  return on_terminal && !dumb() && variable("CLICOLOR") != "0";
}

/// Columns of the terminal behind `fd`; 0 when there is none.
int columns(int fd) {
  winsize size{};
  if (!::isatty(fd)) return 0;
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

/// The columns of the terminal behind standard error, which shows what standard output sends through a pager, `head` or
/// `tee`. 0 when standard output is not a pipe: a file is read elsewhere.
int columns_behind_pipe() {
  struct stat about{};
  const bool pipe = ::fstat(STDOUT_FILENO, &about) == 0 && S_ISFIFO(about.st_mode);
  return pipe ? columns(STDERR_FILENO) : 0;
}

}  // namespace

bool is_one_terminal() {
  struct stat out{};
  struct stat error{};
  return ::isatty(STDOUT_FILENO) && ::isatty(STDERR_FILENO) && ::fstat(STDOUT_FILENO, &out) == 0 &&
         ::fstat(STDERR_FILENO, &error) == 0 && out.st_rdev == error.st_rdev;
}

bool unicode_allowed() {
  return !dumb() && std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
}

text_style style_of_standard_output(const text_choice& wanted) {
  text_style style{.width = 100};
  const auto terminal = columns(STDOUT_FILENO);
  if (const auto asked = parse_count(variable("COLUMNS")); asked && *asked >= narrowest && *asked <= 1000) {
    style.width = static_cast<int>(*asked);
  } else if (const auto shown = terminal > 0 ? terminal : columns_behind_pipe(); shown > 0) {
    style.width = std::max(shown, narrowest);
  }
  style.colour = wanted.color == color_choice::always ||
                 (wanted.color == color_choice::automatic && wants_colour(terminal > 0));
  style.unicode = !wanted.ascii && unicode_allowed();
  return style;
}

int width_of_standard_error() {
  const int width = columns(STDERR_FILENO);
  return width == 0 ? 0 : std::max(width, narrowest);
}

void say_on_standard_error(const std::string& message) {
  constexpr std::size_t longest = 2000;
  auto text = "concbench: " + short_line(message, longest) + "\n";
  if (const int width = width_of_standard_error(); width > 0) text = joined(wrap(text, 2, {.width = width}));
  std::cerr << text;
}

int width_of_progress_line() {
  return dumb() ? 0 : columns(STDERR_FILENO);
}

}  // namespace concbench::cli
