// statfs, and a read that may not wait.
#include "system/file_system.hpp"

#include <cerrno>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/uio.h>
#include <sys/vfs.h>

#include "system/file_descriptor.hpp"

namespace concbench {
namespace {

/// From linux/magic.h and the file systems' own sources; ext2, ext3 and ext4 have one number.
constexpr std::array<std::pair<std::uint32_t, const char*>, 12> known{{{0x794c7630, "overlayfs"},
                                                                       {0x01021994, "tmpfs"},
                                                                       {0x858458f6, "ramfs"},
                                                                       {0xef53, "ext4"},
                                                                       {0x58465342, "xfs"},
                                                                       {0x9123683e, "btrfs"},
                                                                       {0xf2f52010, "f2fs"},
                                                                       {0x2fc12fc1, "zfs"},
                                                                       {0x6969, "nfs"},
                                                                       {0xff534d42, "cifs"},
                                                                       {0x65735546, "fuse"},
                                                                       {0x01021997, "9p"}}};

}  // namespace

std::string file_system_of(const std::filesystem::path& path) {
  struct statfs status{};
  if (::statfs(path.c_str(), &status) != 0) return "";
  const auto number = static_cast<std::uint32_t>(status.f_type);
  const auto* const found = std::ranges::find(known, number, &std::pair<std::uint32_t, const char*>::first);
  return found == known.end() ? fmt::format("type 0x{:x}", number) : found->second;
}

bool reads_without_waiting(int file) {
  char byte = 0;
  const iovec room{&byte, 1};
  return ::preadv2(file, &room, 1, 0, RWF_NOWAIT) >= 0 || errno != EOPNOTSUPP;
}

std::optional<bool> reads_without_waiting_in(const std::filesystem::path& folder) {
  const file_descriptor made(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!made) return {};
  return reads_without_waiting(made.get());
}

}  // namespace concbench
