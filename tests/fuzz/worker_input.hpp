// Everything that happens to what a manager and a worker say to each other.
#pragma once

#include <stdexcept>
#include <string_view>

#include "runner/protocol.hpp"

namespace concbench::testing {

/// Reads `text` as a spec, as an answer to each action and as what a worker can do; whether it was one of them. Throws
/// what a user would see as a crash, and std::logic_error where a spec is not read as it is written.
inline bool take_worker_words(std::string_view text) {
  int read = 0;
  const auto attempt = [&read](auto what) {
    try {
      what();
      ++read;
    } catch (const std::runtime_error&) {  // what a reader says when it refuses a text; a usage_error is one
    }
  };
  attempt([text] {
    const auto written = to_text(runner::read_spec(text));
    if (to_text(runner::read_spec(written)) != written)
      throw std::logic_error("a spec is not read as it is written");
  });
  for (const auto action : {runner::worker_action::prepare, runner::worker_action::sample})
    attempt([text, action] {
      runner::read_answer(text, {.action = action, .scenario = "sleep", .timeline = true});
    });
  attempt([text] {
    const auto written = to_text(runner::read_abilities(text));
    if (to_text(runner::read_abilities(written)) != written)
      throw std::logic_error("a description is not read as it is written");
  });
  return read > 0;
}

}  // namespace concbench::testing
