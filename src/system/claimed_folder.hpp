// The folder of a run, and what killed runs have left of theirs.
#pragma once

#include "system/file_descriptor.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {

/// A temporary folder that shows with a lock that its owner lives. The kernel drops the lock when that
/// process ends, in whatever way: folders of this user without one are left over from processes that were
/// killed, and the constructor removes them.
class claimed_folder {
 public:
  /// Makes "concbench-run-XXXXXX" in `parent`, with a path from the root on. Throws std::runtime_error that
  /// names it when it cannot be made or locked.
  explicit claimed_folder(const std::filesystem::path& parent = temporary_folder::default_parent());

  const std::filesystem::path& path() const noexcept { return folder_.path(); }

 private:
  temporary_folder folder_;
  file_descriptor claim_;
};

}  // namespace concbench
