// What a file system is, and what the kernel can do on it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace concbench {

/// "ext4", "overlayfs", "tmpfs"; of one that is not known by name, the kernel's number: "type 0x1234". Empty where `path`
/// cannot be looked at.
std::string file_system_of(const std::filesystem::path& path);

/// Whether a file's system can answer a read at once or say that it would have to wait (RWF_NOWAIT, Linux 4.14). Where it
/// cannot (overlayfs, tmpfs), the kernel hands each read of io_uring to a thread (iou-wrk), cached or not.
/// `file`: a descriptor to read from.
bool reads_without_waiting(int file);

/// The same of a file that is made in `folder` for it, without a name. Empty where none can be made.
std::optional<bool> reads_without_waiting_in(const std::filesystem::path& folder);

}  // namespace concbench
