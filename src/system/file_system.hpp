// The type of a file system, and what the kernel can do with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace concbench {

/// The type of the file system: "ext4", "overlayfs", "tmpfs". A type whose name is not known is shown by the kernel's
/// number: "type 0x1234". Empty where `path` cannot be examined.
std::string file_system_of(const std::filesystem::path& path);

/// Whether the file system of `file` can answer a read at once, or say that it would have to wait (RWF_NOWAIT, Linux
/// 4.14). Where it cannot (overlayfs, tmpfs), the kernel passes each read of io_uring to a thread (iou-wrk), cached or
/// not. `file` is a descriptor that can be read.
bool reads_without_waiting(int file);

/// The same for a file without a name that is made in `folder` as a test. Empty where none can be made.
std::optional<bool> reads_without_waiting_in(const std::filesystem::path& folder);

}  // namespace concbench
