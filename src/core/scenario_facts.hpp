// What a scenario declares of its work and of what it counts, as far as a report has to know it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// What the tasks of a scenario spend their time on, which decides for what other work its figures say something.
enum class work_kind {
  unknown,    ///< nobody has said it
  waiting,    ///< for timers or for answers over the network; a task computes next to nothing
  computing,  ///< on a CPU, without a wait
  mixed,      ///< waiting first, then computing with what has come
  files,      ///< of a file system
  database,   ///< queries, and their answers
  own,        ///< steps that the user describes: only the user knows what they are like
  overhead,   ///< next to nothing, so that the cost of the executor itself is what is measured
};

/// "unknown", "waiting", "computing", "mixed", "files", "database", "own", "overhead".
std::string to_string(work_kind);
/// `unknown` for a word of a newer version.
work_kind parse_work_kind(std::string_view);

/// What a counter tells about its sample, besides its own figure.
enum class counter_meaning {
  plain,        ///< nothing more
  connections,  ///< connections to a server: its tasks wait for that server's answers
  sent_ahead,  ///< what was sent before the answer to what came before it: a speedup of its own, with one task at once as well
  page_tables,  ///< bytes of page tables, read while all tasks were alive
};

/// "plain", "connections", "sent-ahead", "page-tables".
std::string to_string(counter_meaning);
/// `plain` for a word of a newer version.
counter_meaning parse_counter_meaning(std::string_view);

/// A number that the samples of a scenario may have.
struct counter {
  std::string name;  ///< in exports: "stop_p50_ns". One that is a time ends in _ns
  counter_meaning meaning = counter_meaning::plain;
  /// What a report says of its median: "the last one {} after the stop", with the value, in its unit, in place of {}. Empty: nothing.
  std::string remark = {};
  bool only_probed = false;  ///< counted only where a worker probes memory, which `run` never asks for

  bool operator==(const counter&) const = default;
};

/// What a report keeps of a scenario's declaration, so that it can be judged where the scenario is not known by its name.
struct scenario_facts {
  std::string name;
  work_kind work = work_kind::unknown;
  bool empty_tasks = false;  ///< a task is no work at all: what it takes is what the executor takes to run it
  std::vector<counter> counters = {};

  bool operator==(const scenario_facts&) const = default;
};

/// The counter of `facts` with this meaning among `counted`, the counters of a sample; empty where there is none.
std::optional<std::int64_t> counted_as(counter_meaning, const scenario_facts& facts,
                                       const std::map<std::string, std::int64_t>& counted);

}  // namespace concbench
