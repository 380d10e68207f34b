// flock on the folder itself.
#include "system/claimed_folder.hpp"

#include <ctime>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/error.hpp"

namespace concbench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "concbench-run-";

/// Of one that is younger, the owner may be about to claim it.
constexpr std::time_t least_age = 60;  // seconds

bool is_left_over(const fs::path& folder) {
  const file_descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status{};
  return opened && ::fstat(opened.get(), &status) == 0 && status.st_uid == ::geteuid() &&
         status.st_mtime + least_age < std::time(nullptr) && ::flock(opened.get(), LOCK_EX | LOCK_NB) == 0;
}

void remove_left_over(const fs::path& parent) {
  std::error_code ignored;
  for (fs::directory_iterator each(parent, ignored), end; !ignored && each != end; each.increment(ignored))
    if (each->path().filename().string().starts_with(prefix) && is_left_over(each->path())) {
      std::error_code not_mine;
      fs::remove_all(each->path(), not_mine);
    }
}

}  // namespace

claimed_folder::claimed_folder(const fs::path& parent)
    : folder_(fs::absolute(parent), prefix),
      claim_(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (!claim_ || ::flock(claim_.get(), LOCK_EX | LOCK_NB) != 0)
    throw_errno(fmt::format("cannot lock the folder '{}' (TMPDIR chooses another)", path().string()));
  remove_left_over(parent);
}

}  // namespace concbench
