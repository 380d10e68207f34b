// A scenario: a named workload, written once, with a face (core/faces.hpp) for each way in which a model can
// wait.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "core/parameters.hpp"
#include "core/scenario_facts.hpp"
#include "core/task.hpp"
#include "net/http/request.hpp"
#include "system/clock.hpp"

namespace concbench {

/// Where the server of this run answers; empty when the scenario has no use for one.
struct server_address {
  std::string http;    ///< "http://127.0.0.1:41234"
  std::string https;   ///< "https://127.0.0.1:41235"
  std::string ca_pem;  ///< certificate that its HTTPS certificate is verified against
};

/// The most tasks per second that may be asked for: beyond it the harness is what would be measured.
inline constexpr double most_rate = 1e6;

/// Everything that a scenario may know of its cell.
struct scenario_setup {
  parameter_values params;
  std::uint64_t tasks = 0;
  std::uint64_t concurrency = 0;
  std::uint64_t seed = 0;
  double rate = 0;  ///< open loop: tasks due per second; 0: closed loop
  std::string executor;
  std::string run_folder;     ///< private to the run and these parameters: what `prepare` made is kept here
  std::string sample_folder;  ///< private to the sample: empty at its start, removed after it
  server_address server;
  std::vector<std::string> targets;  ///< foreign URLs instead of the server's, with user name and password
  std::shared_ptr<const net::request_parts> request =
      net::request_parts::plain();  ///< what is sent to foreign targets; never null
  std::string ca_pem;               ///< further certificate authorities for foreign targets
  bool insecure = false;            ///< the certificates of foreign targets are not checked
  bool probe_memory = false;  ///< read what memory there is while tasks are alive, where the scenario can

  /// Whether there is more to say of its requests than where they go.
  bool has_request() const { return insecure || *request != *net::request_parts::plain(); }
};

/// What `prepare` made for all samples of a run: small facts and right answers, as they travel to the
/// workers.
using fixture = boost::json::object;

/// A task answered, but not what it should have: the sample is void and shows no time.
class wrong_result : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// The work cannot be done here, as opposed to being done and failing: the cell is n/a.
class not_applicable : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// A workload: tasks that any executor may run, and the check that they did what they should.
///
/// One object serves one sample (or one `prepare`) in a process of its own. Tasks may run at the same time on
/// several threads. Anything thrown while it is constructed, prepared or set up fails the cell, with what()
/// as the reason.
class scenario {
 public:
  scenario() = default;
  scenario(const scenario&) = delete;
  scenario& operator=(const scenario&) = delete;
  virtual ~scenario() = default;

  /// Its number among all scenarios that were made in this process, 0 first. A copy of the process (fork) has
  /// those whose number is below `made()` at that moment, and no others.
  std::uint64_t number() const noexcept { return number_; }
  static std::uint64_t made() noexcept { return made_; }

  /// Makes what all samples of a run share (files, images, right answers). Once per run and parameters,
  /// untimed.
  virtual fixture prepare() { return {}; }

  /// Before every sample, untimed.
  virtual void set_up(const fixture&) {}

  /// What has to run once on every lane before the clock, under the same executor: connections to open, for
  /// example. Its tasks are told apart by lane, 0 … concurrency-1; null when there is nothing to do.
  virtual std::unique_ptr<scenario> warm_up() { return {}; }

  /// Judges all tasks of the sample after its clock has stopped. Throws wrong_result. Tasks whose outcome is
  /// `failed` are reported elsewhere; this judges the answers of those that are `ok`.
  virtual void verify(std::span<const task_record> tasks) = 0;

  /// What the scenario counted during the sample, by the names that it declares: connections_opened. After verify().
  virtual std::map<std::string, std::int64_t> counters() const { return {}; }

  /// How the work was done, where that can differ between machines or executors.
  virtual std::vector<std::string> notes() const { return {}; }

 private:
  inline static std::atomic<std::uint64_t> made_ = 0;
  const std::uint64_t number_ = made_++;
};

/// Tasks that hand something to each other, or to `verify`, in memory, and not by their answers alone: they
/// have to run in one process. What a scenario only counts (`counters`) does not make it one of these.
struct shares_memory {
 protected:
  ~shares_memory() = default;
};

/// Work that is found while it is done: of a batch only the first tasks are there at the start, and tasks
/// hand in the others through their context's `spawn`. To join what a task spawned, no thread is blocked: the
/// last child completes its parent.
struct spawns_tasks : virtual shares_memory {
  /// How many tasks there are at the start, 0 … that - 1. At least 1.
  virtual task_id first_tasks() const = 0;

 protected:
  ~spawns_tasks() = default;
};

/// Tasks that take less time than their stamps would: the batch keeps no record of each, and the scenario
/// answers for all of them at once. Their latencies are not known.
struct answers_as_one : virtual shares_memory {
  /// How many tasks ended with an answer.
  virtual std::uint64_t answered() const = 0;

  /// All answers in one, whatever the order in which the tasks ran.
  virtual digest answer() const = 0;

 protected:
  ~answers_as_one() = default;
};

/// Tasks that wait for each other, and so must all be alive at once: some would wait for ever for one that
/// has not begun. What the batch counts is not these, but what they pass on.
struct runs_actors : answers_as_one {
  /// How many there are, 0 … that - 1. At least 1.
  virtual task_id actors() const = 0;

  /// One of them cannot begin: the others are to end, and need not say why. From any thread.
  virtual void abandon() = 0;

 protected:
  ~runs_actors() = default;
};

/// `each`, `count` times over, as far as one may expect it: at most ten years, of which a time limit can
/// still be made.
inline duration times(duration each, std::uint64_t count) {
  constexpr double ten_years_ns = 10 * 365.25 * 24 * 3600 * 1e9;
  return duration(static_cast<std::int64_t>(
      std::min(static_cast<double>(each.count()) * static_cast<double>(count), ten_years_ns)));
}

/// All that is known of a scenario without making one: what `list`, `--help`, validation and the plan come
/// from.
struct scenario_declaration {
  std::string name;
  std::string summary;
  work_kind work = work_kind::unknown;
  int order = 0;                     ///< place in lists, lowest first
  per_profile<std::uint64_t> tasks;  ///< default number of tasks
  std::uint64_t max_tasks = 10'000'000;
  bool uses_server = false;    ///< needs `concbench serve`, unless targets are given
  bool uses_folders = false;   ///< its files are in the folders of the run and of the sample
  bool takes_targets = false;  ///< accepts --url
  bool takes_rate = false;     ///< accepts --rate: its tasks come from somewhere, as requests do
  bool computes = false;       ///< its tasks never wait: by default as many at once as there are CPUs
  bool empty_tasks = false;    ///< see scenario_facts; concbench measures with it what running a task costs
  /// The parameter that says how long a task waits, where that is all it does: concbench measures noise and memory with it.
  std::string wait_parameter = {};
  std::vector<parameter> parameters;
  std::vector<counter> counters = {};  ///< all that `counters()` may return

  std::function<std::unique_ptr<scenario>(const scenario_setup&)> make;

  /// The number of tasks that the setup itself implies (the targets, the files of a folder); 0 when it
  /// implies none.
  std::function<std::uint64_t(const scenario_setup&)> implied_tasks = {};

  /// How many tasks must be alive at once, for scenarios that run actors: by default there are as many lanes.
  std::function<std::uint64_t(const scenario_setup&)> actors = {};

  /// Throws usage_error for values that are fine alone and wrong together.
  std::function<void(const scenario_setup&)> check = {};

  /// About how long the tasks take one after another: what a sample's time limit is derived from.
  std::function<duration(const scenario_setup&)> expected = {};
};

}  // namespace concbench
