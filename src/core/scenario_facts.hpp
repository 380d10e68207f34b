// What a scenario declares about its work and its counters, as far as a report needs it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// What tasks spend their time on. This decides for which other work the figures of a scenario are useful.
enum class work_kind {
  unknown,    ///< the scenario does not say it
  waiting,    ///< for timers or for answers over the network; a task computes next to nothing
  computing,  ///< on a CPU, without a wait
  mixed,      ///< waiting first, then computing with what has come
  files,      ///< of a file system
  database,   ///< queries, and their answers
  own,        ///< steps that the user describes: only the user knows what kind of work they are
  overhead,   ///< next to nothing: the cost of the executor itself is measured
};

/// "unknown", "waiting", "computing", "mixed", "files", "database", "own", "overhead".
std::string to_string(work_kind);
/// The kind for such a word; `unknown` for any other, which a newer version may write.
work_kind parse_work_kind(std::string_view);

/// What a counter says about its sample, besides its own figure.
enum class counter_meaning {
  plain,        ///< nothing else
  connections,  ///< connections to a server: the tasks wait for the answers of that server
  /// Requests that were sent before earlier ones were answered. This makes an executor faster, even with one task at
  /// once.
  sent_ahead,
  page_tables,  ///< bytes of page tables, read while all tasks were alive
};

/// "plain", "connections", "sent-ahead", "page-tables".
std::string to_string(counter_meaning);
/// The meaning for such a word; `plain` for any other, which a newer version may write.
counter_meaning parse_counter_meaning(std::string_view);

/// A counter that the samples of a scenario may have.
struct counter {
  std::string name;  ///< name in exports: "stop_p50_ns". The name of a time ends in _ns, and its unit is 1 ns
  counter_meaning meaning = counter_meaning::plain;
  /// What a report says about its median, for example "the last one {} after the stop". The median, with its unit, takes
  /// the place of {}. Empty: the report says nothing.
  std::string remark = {};
  bool only_probed = false;  ///< exists only when a worker probes memory, which `run` never asks for

  bool operator==(const counter&) const = default;
};

/// The part of a scenario's declaration that a report keeps. With it a report can be judged by a build that does not have
/// the scenario.
struct scenario_facts {
  std::string name;
  work_kind work = work_kind::unknown;
  bool empty_tasks = false;  ///< a task does nothing: its time is the time that the executor needs to run it
  std::vector<counter> counters = {};

  bool operator==(const scenario_facts&) const = default;
};

/// The value of the counter that has this meaning in `facts`. `counted` are the counters of a sample. Empty when the
/// sample has no such counter.
std::optional<std::int64_t> counted_as(counter_meaning, const scenario_facts& facts,
                                       const std::map<std::string, std::int64_t>& counted);

}  // namespace concbench
