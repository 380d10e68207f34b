// The files that commands write, where {out} names them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/task.hpp"

namespace concbench {

/// Throws usage_error when `folder` has files, is no folder, or cannot be made in the folder above it.
void check_output_folder(const std::filesystem::path& folder);

/// The folder of a run in which each task has the same path in every sample.
class task_outputs {
 public:
  /// Where `kept_in` is not empty, the files of the first sample are kept there.
  task_outputs(std::filesystem::path folder, std::filesystem::path kept_in)
      : folder_(std::move(folder)), kept_in_(std::move(kept_in)) {}

  /// Makes the folder, without what an earlier sample left in it.
  void clear() const;

  /// The path for a task: its number and, after it, the name of its input without the folders.
  std::string path_of(std::uint64_t number, std::string_view input) const;

  /// Throws wrong_result for a task that is ok and left no file whose name begins with that of its path, so that a
  /// command may add an ending.
  void require_all(std::span<const task_record> tasks) const;

  /// Links or copies the files into the folder that keeps them. What is there already stays as it is.
  void keep() const;

 private:
  std::filesystem::path folder_;
  std::filesystem::path kept_in_;
};

}  // namespace concbench
