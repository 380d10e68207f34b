// The subject of a task, which messages name.
#pragma once

#include <string>

#include "core/task.hpp"

namespace concbench {

/// A scenario whose tasks have different subjects, such as URLs, pages or files. A message about a failure names the
/// subject.
struct has_subjects {
  /// The subject of a task. Call it after the tasks have run. Empty when the number of the task says as much.
  virtual std::string subject_of(task_id) const = 0;

 protected:
  ~has_subjects() = default;
};

}  // namespace concbench
