// The folder of a run. Folders that killed runs left behind are removed.
#pragma once

#include "system/file_descriptor.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {

/// A temporary folder with a lock, which shows that its owner is alive. The kernel releases the lock when the owner
/// ends, in whatever way. Folders of this user without a lock were left by processes that were killed; the constructor
/// removes them.
class claimed_folder {
 public:
  /// Makes "concbench-run-XXXXXX" in `parent`; its path is absolute. Throws std::runtime_error, which names the folder,
  /// when it cannot be made or locked.
  explicit claimed_folder(const std::filesystem::path& parent = temporary_folder::default_parent());

  const std::filesystem::path& path() const noexcept { return folder_.path(); }

 private:
  temporary_folder folder_;
  file_descriptor claim_;
};

}  // namespace concbench
