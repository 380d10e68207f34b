// The right answers of a scenario whose tasks take turns at a number of different pieces of work.
#pragma once

#include <span>
#include <vector>

#include "core/scenario.hpp"

namespace concbench {

/// By piece of work: task i does piece i modulo their number.
class right_answers {
 public:
  right_answers() = default;
  explicit right_answers(std::vector<digest> by_piece) : by_piece_(std::move(by_piece)) {}

  /// As what `prepare` made, and back. Throws for a fixture that holds none.
  fixture to_fixture() const;
  explicit right_answers(const fixture& prepared);

  /// Throws wrong_result that names the first task that is ok and answered something else.
  void verify(std::span<const task_record> tasks) const;

 private:
  std::vector<digest> by_piece_;
};

}  // namespace concbench
