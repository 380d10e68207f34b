// Replaced, written in place, or a stream.
#include "cli/export_file.hpp"

#include <filesystem>
#include <random>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "cli/standard_output.hpp"
#include "core/parameters.hpp"

namespace concbench::cli {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() {
  return {errno, std::generic_category()};
}

/// The end of a chain of links, whether it exists or not. A circle ends somewhere within it, and opening that fails
/// with the reason. The file of /proc/PID/fd/N may have another name, or none, so the chain ends there.
std::string followed(const std::string& path) {
  fs::path target = path;
  std::error_code none;
  for (int links = 0; links < 40; ++links) {  // as many as the kernel follows
    if (target.string().starts_with("/proc/")) break;
    const auto next = fs::read_symlink(target, none);
    if (none) break;
    target = target.parent_path() / next;  // an absolute one takes the whole place
  }
  return target;
}

bool is_behind_standard_output(const struct stat& file) {
  struct stat own{};
  return ::fstat(STDOUT_FILENO, &own) == 0 && own.st_dev == file.st_dev && own.st_ino == file.st_ino &&
         !S_ISCHR(file.st_mode);  // a terminal or /dev/null may be named for its own sake
}

/// The permissions of a file that this process makes.
mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// Makes a new file in the folder of `target`. Nobody can have put it there before, and nobody else can read it yet.
struct temporary_file {
  explicit temporary_file(const std::string& target) {
    std::random_device random;
    const auto folder = fs::path(target).parent_path();
    path = folder / fmt::format(".concbench-{:08x}{:08x}.tmp", random(), random());
    descriptor.reset(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!descriptor) error = last_error();
  }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() {
    if (descriptor) ::unlink(path.c_str());
  }

  /// Gives it the mode and the owner of `present`. Returns false when that is not allowed.
  [[nodiscard]] bool take_after(const struct stat& present) const {
    struct stat own{};
    if (::fstat(descriptor.get(), &own) != 0) return false;
    if ((own.st_uid != present.st_uid || own.st_gid != present.st_gid) &&
        ::fchown(descriptor.get(), present.st_uid, present.st_gid) != 0)
      return false;
    return ::fchmod(descriptor.get(), present.st_mode & 07777) == 0;
  }

  /// Replaces `target` by it.
  std::error_code become(const std::string& target) {
    if (::rename(path.c_str(), target.c_str()) != 0) return last_error();
    descriptor.reset();
    return {};
  }

  std::string path;
  file_descriptor descriptor;
  std::error_code error;
};

}  // namespace

export_file::export_file(std::string path) : path_(std::move(path)) {
  way_ = find_way();
  if (is_standard_output() && !has_standard_output()) refuse("standard output is closed");
}

export_file::way export_file::find_way() {
  if (path_ == "-" || path_ == "/dev/stdout") return way::standard_output;
  struct stat present{};
  const bool exists = ::stat(path_.c_str(), &present) == 0;
  const int error = errno;
  if (exists && is_behind_standard_output(present)) return way::standard_output;
  target_ = followed(path_);
  if (!exists) {
    if (error != ENOENT) refuse(std::generic_category().message(error));
    if (target_.ends_with('/')) refuse("it is a folder's name; name a file in it");
    if (const temporary_file trial(target_); trial.error) refuse(trial.error.message());
    return way::replace;
  }
  if (S_ISDIR(present.st_mode)) refuse("it is a folder; name a file in it");
  if (!S_ISREG(present.st_mode)) {
    open_stream(present.st_mode & S_IFMT);
    return way::stream;
  }
  const file_descriptor trial(::open(target_.c_str(), O_WRONLY | O_CLOEXEC));
  if (!trial) refuse(last_error().message());
  return can_be_replaced(present) ? way::replace : way::in_place;
}

void export_file::refuse(const std::string& reason) const {
  throw usage_error(fmt::format("cannot write the export '{}': {}", path_, reason));
}

void export_file::open_stream(mode_t type) {
  // Without O_NONBLOCK it would wait here until somebody reads a named pipe.
  stream_.reset(::open(path_.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!stream_ && type == S_IFIFO && errno == ENXIO)
    refuse("it is a named pipe that nobody reads; start its reader first");
  if (!stream_) refuse(last_error().message());
}

bool export_file::can_be_replaced(const struct stat& present) const {
  if (present.st_nlink > 1) return false;
  const temporary_file trial(target_);
  return !trial.error && trial.take_after(present);
}

bool export_file::is_same(const export_file& other) const noexcept {
  if (is_standard_output() || other.is_standard_output()) return way_ == other.way_;
  if (way_ == way::stream) return false;  // two exports may follow each other into a pipe or a device
  std::error_code none;
  return fs::equivalent(target_, other.target_, none) ||
         fs::weakly_canonical(fs::absolute(target_, none), none) ==
             fs::weakly_canonical(fs::absolute(other.target_, none), none);
}

std::error_code export_file::write(std::string_view text) {
  switch (way_) {
    case way::replace:
      return replace(text);
    case way::in_place:
      return write_in_place(text);
    case way::standard_output:
      return write_to_standard_output(text);
    case way::stream:
      break;
  }
  return write_all(stream_.get(), text);
}

std::error_code export_file::replace(std::string_view text) {
  temporary_file made(target_);
  if (made.error) return made.error;
  struct stat present{};
  if (::stat(target_.c_str(), &present) != 0) {
    if (::fchmod(made.descriptor.get(), mode_of_new_files()) != 0) return last_error();
  } else if (!made.take_after(present)) {
    return write_in_place(text);
  }
  if (const auto error = write_all(made.descriptor.get(), text)) return error;
  const auto error = made.become(target_);
  if (error != std::errc::device_or_resource_busy && error != std::errc::cross_device_link) return error;
  way_ = way::in_place;  // a mount point: it was found to be writable before the run
  return write_in_place(text);
}

std::error_code export_file::write_in_place(std::string_view text) const {
  const file_descriptor file(::open(target_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  if (!file) return last_error();
  if (const auto error = write_all(file.get(), text)) return error;
  return ::ftruncate(file.get(), static_cast<off_t>(text.size())) == 0 ? std::error_code() : last_error();
}

}  // namespace concbench::cli
