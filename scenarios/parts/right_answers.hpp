// The right answers of a scenario whose tasks take a number of different pieces of work in turn.
#pragma once

#include <span>
#include <vector>

#include "core/scenario.hpp"

namespace concbench {

/// One answer for each piece of work. Task i does the piece with the number i modulo the number of pieces.
class right_answers {
 public:
  right_answers() = default;
  explicit right_answers(std::vector<digest> by_piece) : by_piece_(std::move(by_piece)) {}

  /// Converts the answers to what `prepare` returns, and back. Throws for a fixture without answers.
  fixture to_fixture() const;
  explicit right_answers(const fixture& prepared);

  /// Throws wrong_result, which names the first task that is ok and has a wrong answer.
  void verify(std::span<const task_record> tasks) const;

 private:
  std::vector<digest> by_piece_;
};

}  // namespace concbench
