// What a task of a scenario is about, for messages.
#pragma once

#include <string>

#include "core/task.hpp"

namespace concbench {

/// A scenario whose tasks differ in what they are about, which a failure should name: a URL, a page, a file.
struct has_subjects {
  /// After the tasks have run. Empty where the number of the task says as much.
  virtual std::string subject_of(task_id) const = 0;

 protected:
  ~has_subjects() = default;
};

}  // namespace concbench
