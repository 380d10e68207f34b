// Atomic replacement: write beside, then rename.
#include "cli/exports.hpp"

#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/file_descriptor.hpp"

namespace concbench::cli {
namespace {

/// Whether the path is a thing to write into and not to replace: a pipe, a terminal, /dev/null.
bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

std::string target_of(const std::string& path) {
  std::error_code none;
  const auto target =
      std::filesystem::canonical(path, none);  // a link stays a link: what it points to is replaced
  return none ? path : target.string();
}

/// Writes `text` to the file behind `path`; an errno when it cannot.
std::optional<int> write_all(const std::string& path, int flags, std::string_view text) {
  file_descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666));
  if (!file) return errno;
  while (!text.empty()) {
    const auto written = ::write(file.get(), text.data(), text.size());
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

std::optional<int> replace(const std::string& path, std::string_view text) {
  if (is_special(path)) return write_all(path, 0, text);
  const auto target = target_of(path);
  const auto temporary = fmt::format("{}.{}.tmp", target, ::getpid());
  auto error = write_all(temporary, O_TRUNC, text);
  if (!error && ::rename(temporary.c_str(), target.c_str()) != 0) error = errno;
  if (error) ::unlink(temporary.c_str());
  return error;
}

}  // namespace

void exports::add(const std::string& path, renderer render) {
  if (path.empty()) return;
  const auto refuse = [&](const std::string& why) {
    throw usage_error(fmt::format("cannot write the export '{}': {}", path, why));
  };
  if (std::filesystem::is_directory(path)) refuse("it is a folder; name a file in it");
  const auto same_file = [](const std::string& a, const std::string& b) {
    namespace fs = std::filesystem;
    return fs::weakly_canonical(fs::absolute(a)) == fs::weakly_canonical(fs::absolute(b));
  };
  for (const auto& each : files_)
    if (!is_special(path) && same_file(each.path, path)) refuse("another export goes to the same file");
  if (!is_special(path)) {
    const auto temporary = fmt::format("{}.{}.tmp", target_of(path), ::getpid());
    if (const auto error = write_all(temporary, O_TRUNC, "")) refuse(std::generic_category().message(*error));
    ::unlink(temporary.c_str());
  }
  files_.push_back({path, std::move(render)});
}

void exports::write(const report& now, bool last) {
  constexpr int rest = 19;  // times what a writing takes
  const auto began = clock::now();
  if (!last && began < next_) return;
  problem_.clear();
  for (const auto& each : files_) {
    if (is_special(each.path) && !last) continue;
    if (const auto error = replace(each.path, each.render(now)); error && problem_.empty())
      problem_ =
          fmt::format("cannot write the export '{}': {}", each.path, std::generic_category().message(*error));
  }
  const auto ended = clock::now();
  next_ = ended + rest * (ended - began);
}

}  // namespace concbench::cli
