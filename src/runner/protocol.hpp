// What the manager and its workers say to each other, as JSON: docs/protocol.md.
#pragma once

#include <string>
#include <string_view>

#include <sys/types.h>

#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench::runner {

inline constexpr int protocol_version = 1;

enum class worker_action { prepare, sample };

/// One job for one worker: a line of JSON on its standard input.
struct worker_spec {
  worker_action action = worker_action::sample;
  std::string scenario;
  scenario_setup setup = {};
  pid_t server_process =
      0;  ///< the loopback server, to read its CPU clock; 0 when it is elsewhere or not needed
  std::int64_t round = 0;
  fixture prepared = {};  ///< what `prepare` gave
};

/// What a worker answers: a line of JSON on its standard output.
struct worker_answer {
  enum status status = status::ok;
  std::string reason;
  fixture prepared;      ///< for prepare
  struct sample sample;  ///< for sample
};

/// An answer that has nothing but its status and the reason.
worker_answer answer_without_sample(enum status how, std::string why);

std::string to_text(const worker_spec&);
std::string to_text(const worker_answer&, worker_action);

/// Throws std::runtime_error that says what is wrong with the text; usage_error for unknown names and bad
/// values.
worker_spec read_spec(std::string_view text);
worker_answer read_answer(std::string_view text, worker_action);

}  // namespace concbench::runner
