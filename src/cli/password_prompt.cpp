// The terminal's echo is off while a line is read.
#include "cli/password_prompt.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "core/parameters.hpp"
#include "net/http/url.hpp"
#include "system/file_descriptor.hpp"

namespace concbench::cli {
namespace {

/// The last signal that came while a password was typed; 0: none.
volatile std::sig_atomic_t signal_that_came = 0;

/// Takes signals that would end or stop the program while the terminal shows no input, so that the terminal can be set
/// right first.
class signals_held {
 public:
  signals_held() {
    signal_that_came = 0;
    struct sigaction noted{};
    noted.sa_handler = [](int number) { signal_that_came = number; };  // without SA_RESTART: read() ends
    sigset_t set;
    ::sigemptyset(&set);
    for (const int each : all) ::sigaddset(&set, each);
    ::sigprocmask(SIG_BLOCK, &set, &mask_);  // they come only within ppoll(), which then ends
    for (std::size_t i = 0; i < all.size(); ++i) ::sigaction(all[i], &noted, &before_[i]);
  }
  signals_held(const signals_held&) = delete;
  signals_held& operator=(const signals_held&) = delete;
  ~signals_held() {
    for (std::size_t i = 0; i < all.size(); ++i) ::sigaction(all[i], &before_[i], nullptr);
    ::sigprocmask(SIG_SETMASK, &mask_, nullptr);  // a signal that still waits does what it did before
  }

  /// The signals that were blocked before.
  const sigset_t& mask() const noexcept { return mask_; }

 private:
  sigset_t mask_{};
  static constexpr std::array<int, 5> all{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
  std::array<struct sigaction, all.size()> before_{};
};

class hidden_input {
 public:
  explicit hidden_input(int terminal) : terminal_(terminal) {
    ::tcgetattr(terminal_, &before_);
    auto hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK | ECHONL);
    ::tcsetattr(terminal_, TCSAFLUSH, &hidden);
  }
  hidden_input(const hidden_input&) = delete;
  hidden_input& operator=(const hidden_input&) = delete;
  ~hidden_input() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }

 private:
  int terminal_;
  termios before_{};
};

void write_text(int terminal, std::string_view text) {
  while (!text.empty()) {
    const auto size = ::write(terminal, text.data(), text.size());
    if (size < 0 && errno != EINTR) return;
    text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  }
}

/// A line without its end. Empty when a signal came.
std::optional<std::string> read_line(int terminal, const sigset_t& mask) {
  std::string line;
  char byte = 0;
  while (true) {
    pollfd ready{terminal, POLLIN, 0};
    if (::ppoll(&ready, 1, nullptr, &mask) < 0) {
      if (signal_that_came != 0) return {};
      continue;
    }
    const auto size = ::read(terminal, &byte, 1);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) throw usage_error("no password was typed: the input ended");
    if (byte == '\n') return line;
    line += byte;
  }
}

std::optional<std::string> read_hidden_line(int terminal, std::string_view question) {
  const signals_held held;
  const hidden_input hidden(terminal);
  write_text(terminal, question);
  auto line = read_line(terminal, held.mask());
  write_text(terminal, "\n");  // the one that was typed is not shown
  return line;
}

}  // namespace

std::optional<std::string> ask_for_password(const std::string& user) {
  const file_descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (!terminal) return {};
  const auto question = fmt::format("Password of {}: ", net::shown(user));
  while (true) {
    if (auto line = read_hidden_line(terminal.get(), question)) return line;
    ::raise(signal_that_came);  // it ends the program, or stops it for a while
  }
}

}  // namespace concbench::cli
