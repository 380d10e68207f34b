// vfork, exec and wait4.
#include "system/started_program.hpp"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/child_start.hpp"
#include "system/error.hpp"
#include "system/foreign_text.hpp"
#include "system/output_pipe.hpp"
#include "system/resource_usage.hpp"

namespace concbench {
namespace {

/// Opened once: every program reads its input from it, and some write their output to it.
int nothing() {
  static const file_descriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null) throw std::runtime_error("cannot open /dev/null");
  return null.get();
}

/// All that the child needs. It shares this memory until it becomes the program.
struct launch {
  const char* path;
  char* const* words;
  pid_t parent;
  int input;
  int output;
  int errors;
  volatile int error = 0;  ///< errno of what stopped it from becoming the program
};

/// In the child: only system calls, as the thread that waits for it has the same stack.
[[noreturn]] void become(launch& what) noexcept {
  ::setpgid(0, 0);
  become_independent(what.parent);
  use_streams(what.input, what.output, what.errors);
  ::execve(what.path, what.words, environ);
  what.error = errno;
  ::_exit(127);
}

/// A function of its own, so that nothing that the child changes is a variable of a caller.
[[gnu::noinline]] pid_t start(launch& what) {
  // posix_spawn, which does the same, cannot have the child die with this thread.
  const pid_t id = ::vfork();  // NOLINT(bugprone-unsafe-functions)
  if (id == 0) become(what);
  return id;
}

/// No handler of this process may run in a child that shares its memory.
class blocked_signals {
 public:
  blocked_signals() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  blocked_signals(const blocked_signals&) = delete;
  blocked_signals& operator=(const blocked_signals&) = delete;
  ~blocked_signals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// glibc has a function for this since 2.36 only.
int open_process(pid_t id) {
  return static_cast<int>(::syscall(SYS_pidfd_open, id, 0));
}

int wait_for_end(pid_t id, rusage& usage) noexcept {
  int raw = 0;
  while (::wait4(id, &raw, 0, &usage) < 0 && errno == EINTR) {
  }
  return raw;
}

}  // namespace

std::string find_program(const std::string& name) {
  if (name.empty()) throw std::runtime_error("the name of the program is empty");
  int error = ENOENT;
  const auto runs = [&](const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
      error = EISDIR;
      return false;
    }
    if (::access(path.c_str(), X_OK) == 0) return true;
    if (errno != ENOENT && errno != ENOTDIR) error = errno;
    return false;
  };
  if (name.find('/') != std::string::npos) {
    if (runs(name)) return name;
    throw_errno(fmt::format("cannot run {}", in_quotes(name)), error);
  }
  const char* const set = std::getenv("PATH");
  std::string_view folders = set == nullptr ? "/bin:/usr/bin" : set;
  for (bool last = false; !last;) {
    const auto colon = folders.find(':');
    last = colon == std::string_view::npos;
    const auto folder = folders.substr(0, colon);
    // An empty entry means the present folder.
    if (auto path = (folder.empty() ? "." : std::string(folder)) + "/" + name; runs(path)) return path;
    if (!last) folders.remove_prefix(colon + 1);
  }
  if (error == EACCES) throw_errno(fmt::format("cannot run {}", in_quotes(name)), error);
  throw std::runtime_error(fmt::format("there is no program {} in PATH", in_quotes(name)));
}

const std::string& no_process_descriptors() {
  static const std::string reason = [] {
    const file_descriptor own(open_process(::getpid()));
    return own ? std::string()
               : fmt::format(
                     "the end of a program is awaited by a pidfd, which Linux has since 5.3: pidfd_open: {}",
                     std::generic_category().message(errno));
  }();
  return reason;
}

started_program::started_program(const std::string& path, const std::vector<std::string>& words,
                                 program_output wanted) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const auto& each : words) arguments.push_back(const_cast<char*>(each.c_str()));
  arguments.push_back(nullptr);
  auto out = wanted == program_output::read ? make_output_pipe("a program") : output_pipe();
  auto err = make_output_pipe("a program");
  launch what{.path = path.c_str(),
              .words = arguments.data(),
              .parent = ::getpid(),
              .input = nothing(),
              .output = out.write ? out.write.get() : nothing(),
              .errors = err.write.get()};
  int error = 0;
  {
    const blocked_signals none;
    id_ = start(what);
    error = errno;
  }
  if (id_ < 0) throw_errno(fmt::format("cannot start {}", in_quotes(words.front())), error);
  // Where vfork only forks, as under ThreadSanitizer and in some emulators, the child may not have done this yet, and kill()
  // would not find its group. It fails where the child already is its program, which has the group.
  ::setpgid(id_, id_);
  if (what.error != 0) {
    rusage ignored{};
    wait_for_end(id_, ignored);
    throw_errno(fmt::format("cannot start {}", in_quotes(words.front())), what.error);
  }
  end_ = file_descriptor(open_process(id_));
  if (!end_) {
    error = errno;
    reap_killed();
    throw_errno("cannot wait for a program (pidfd_open)", error);
  }
  output_ = std::move(out.read);
  errors_ = std::move(err.read);
}

started_program::started_program(started_program&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      output_(std::move(other.output_)),
      errors_(std::move(other.errors_)),
      end_(std::move(other.end_)) {}

started_program::~started_program() {
  reap_killed();
}

void started_program::reap_killed() noexcept {
  if (id_ < 0) return;
  kill();
  reap();
}

void started_program::kill() noexcept {
  if (id_ <= 0) return;
  ::kill(-id_, SIGKILL);
  ::kill(id_, SIGKILL);  // it may have left its group
}

program_end started_program::reap() noexcept {
  // Until it is reaped, nobody else can have its number, or that of its group.
  siginfo_t ended{};
  while (::waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  kill();
  rusage usage{};
  const auto how = exit_status::of(wait_for_end(std::exchange(id_, -1), usage));
  return {how,
          {nanoseconds(usage.ru_utime), nanoseconds(usage.ru_stime),
           static_cast<std::uint64_t>(usage.ru_maxrss) * 1024}};
}

}  // namespace concbench
