// What the manager and its workers send to each other as JSON; see docs/protocol.md.
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

inline constexpr int protocol_version = 2;  ///< the newest that this program speaks
/// The oldest: `describe` is asked for in it, so that every worker understands the question.
inline constexpr int first_protocol = 1;
inline constexpr int refused_spec = 2;  ///< exit code of a worker that does not understand its spec

enum class worker_action { describe, prepare, sample };

/// A job for a worker: one line of JSON on its standard input.
struct worker_spec {
  worker_action action = worker_action::sample;
  std::string scenario;
  scenario_setup setup = {};
  /// The loopback server, to read its CPU clock; 0 when it is elsewhere or not needed.
  pid_t server_process = 0;
  std::int64_t round = 0;
  fixture prepared = {};            ///< what `prepare` returned
  bool timeline = false;            ///< only for a sample that is not counted: asks for a timeline
  int protocol = protocol_version;  ///< of the spec; that of its worker, if it is older
};

/// The answer of a worker: one line of JSON on its standard output.
struct worker_answer {
  enum status status = status::ok;
  std::string reason;
  fixture prepared;      ///< for prepare
  struct sample sample;  ///< for sample
  /// For sample, when it was asked for and the worker can make one.
  std::optional<task_timeline> timeline = {};
};

/// The answer of a worker to `describe`.
struct worker_abilities {
  std::vector<std::string> executors;  ///< at least one
  std::vector<std::string> scenarios;
  /// The parameters of a scenario that it knows. It is assumed to know all parameters of a scenario that is not listed.
  std::map<std::string, std::vector<std::string>, std::less<>> parameters = {};
  /// The keys of a spec that it understands, among those that were added after protocol 1: "request", "timeline"
  /// and others.
  std::vector<std::string> keys = {};
  /// Maps an executor that has the name of its language ("goroutines") to the executor of this program that has the
  /// same model ("coroutines").
  std::map<std::string, std::string, std::less<>> models = {};
  int protocol = first_protocol;  ///< the newest that it and this program speak
  /// Of those `scenarios` that it declares. From protocol 2 on: a scenario that this program does not know needs one.
  std::vector<scenario_declaration> declarations = {};

  /// Whether its `executor` is called `name`, or has the same model as this program's executor `name`.
  bool is_called(const std::string& executor, std::string_view name) const;

  /// Whether it obeys a key of a spec that was added after protocol 1.
  bool knows(std::string_view key) const;

  /// Whether it answers with a timeline when a spec asks for one.
  bool keeps_timelines() const;

  /// The abilities of this program.
  static worker_abilities own();
};

/// The keys, among those that were added after protocol 1, that a worker must know to do the work of a setup.
std::vector<std::string> needed_keys(const scenario_setup& setup);

/// An answer that has only a status and a reason.
worker_answer answer_without_sample(enum status how, std::string why);

/// Whether anything ran. A set-up that failed leaves no sample, and neither does work that is impossible here.
bool has_sample(const worker_answer& answer);

std::string to_text(const worker_spec&);
std::string to_text(const worker_answer&, worker_action);
std::string to_text(const worker_abilities&);

/// Reads JSON. Throws std::runtime_error when the text is wrong, when an answer contradicts itself, or when it does not
/// match the question. Throws usage_error for unknown names and bad values.
worker_spec read_spec(std::string_view text);
worker_answer read_answer(std::string_view text, const worker_spec& asked);
worker_abilities read_abilities(std::string_view text);

/// Whether `text` can be the name of a worker or an executor: at most 32 letters, digits and "-_.".
bool is_short_word(std::string_view text);

}  // namespace concbench::runner
