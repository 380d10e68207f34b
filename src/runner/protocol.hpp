// What the manager and its workers say to each other, as JSON: docs/protocol.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench::runner {

inline constexpr int protocol_version = 1;
inline constexpr int refused_spec = 2;  ///< exit code of a worker that does not understand its spec

enum class worker_action { describe, prepare, sample };

/// One job for one worker: a line of JSON on its standard input.
struct worker_spec {
  worker_action action = worker_action::sample;
  std::string scenario;
  scenario_setup setup = {};
  pid_t server_process =
      0;  ///< the loopback server, to read its CPU clock; 0 when it is elsewhere or not needed
  std::int64_t round = 0;
  fixture prepared = {};  ///< what `prepare` gave
  bool timeline = false;  ///< of a sample that is not counted: whether its timeline is wanted
};

/// What a worker answers: a line of JSON on its standard output.
struct worker_answer {
  enum status status = status::ok;
  std::string reason;
  fixture prepared;                            ///< for prepare
  struct sample sample;                        ///< for sample
  std::optional<task_timeline> timeline = {};  ///< for sample, where one was wanted and the worker keeps them
};

/// What a worker answers to `describe`.
struct worker_abilities {
  std::vector<std::string> executors;  ///< at least one
  std::vector<std::string> scenarios;
  /// The parameters it knows of a scenario. Of one that is not here it is taken to know all.
  std::map<std::string, std::vector<std::string>, std::less<>> parameters = {};
  /// The keys of a spec that it heeds, of those that came after protocol 1: "request", "timeline".
  std::vector<std::string> keys = {};
  /// By executor with a name of its language, the executor of this program that has the same model.
  std::map<std::string, std::string, std::less<>> models = {};

  /// Whether `executor` is called `name`, or has the model of that executor of this program.
  bool is_called(const std::string& executor, std::string_view name) const;

  /// Whether it sends what a spec's `request` says.
  bool sends_requests() const;

  /// Whether it answers with a timeline where a spec wants one.
  bool keeps_timelines() const;

  /// This program's own.
  static worker_abilities own();
};

/// An answer that has nothing but its status and the reason.
worker_answer answer_without_sample(enum status how, std::string why);

std::string to_text(const worker_spec&);
std::string to_text(const worker_answer&, worker_action);
std::string to_text(const worker_abilities&);

/// Throws std::runtime_error that says what is wrong with the text, or where an answer contradicts itself or
/// what was asked; usage_error for unknown names and bad values.
worker_spec read_spec(std::string_view text);
worker_answer read_answer(std::string_view text, const worker_spec& asked);
worker_abilities read_abilities(std::string_view text);

/// Whether `text` may name a worker or an executor: letters, digits and "-_.", at most 32.
bool is_short_word(std::string_view text);

}  // namespace concbench::runner
