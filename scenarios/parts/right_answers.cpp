// Converts right answers to a fixture and back, and compares them with the answers of tasks.
#include "scenarios/parts/right_answers.hpp"

#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/json_field.hpp"

namespace concbench {

fixture right_answers::to_fixture() const {
  return {{"answers", boost::json::array(by_piece_.begin(), by_piece_.end())}};
}

right_answers::right_answers(const fixture& prepared) {
  json_field(prepared, "fixture").at("answers").for_each([&](const json_field& each) {
    by_piece_.push_back(each.whole<digest>(0, std::numeric_limits<digest>::max()));
  });
  if (by_piece_.empty()) throw std::runtime_error("'fixture.answers' is empty");
}

void right_answers::verify(std::span<const task_record> tasks) const {
  for (std::size_t i = 0; i < tasks.size(); ++i)
    if (const auto right = by_piece_[i % by_piece_.size()];
        tasks[i].outcome == task_outcome::ok && tasks[i].answer != right)
      throw wrong_result(
          fmt::format("task {} came to {:016x} instead of {:016x}", i, tasks[i].answer, right));
}

}  // namespace concbench
