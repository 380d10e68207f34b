// A scenario: a named workload that is written once. It has a face (core/faces.hpp) for each way in which a model can
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

/// The addresses of this run's server; empty when the scenario does not use it.
struct server_address {
  std::string http;    ///< "http://127.0.0.1:41234"
  std::string https;   ///< "https://127.0.0.1:41235"
  std::string ca_pem;  ///< certificate of the authority that signed the HTTPS certificate
};

/// The largest rate that may be asked for, in tasks per second. Beyond it the harness itself would be measured.
inline constexpr double most_rate = 1e6;

/// Everything that a scenario may know about its cell.
struct scenario_setup {
  parameter_values params;
  std::uint64_t tasks = 0;
  std::uint64_t concurrency = 0;
  std::uint64_t seed = 0;
  double rate = 0;  ///< open loop: tasks due per second; 0: closed loop
  std::string executor;
  std::string run_folder;     ///< private to the run and these parameters: has the files that `prepare` made
  std::string sample_folder;  ///< private to the sample: empty at its start, removed at its end
  server_address server;
  std::vector<std::string> targets;  ///< foreign URLs instead of the server's, with user name and password
  /// What is sent to foreign targets; never null.
  std::shared_ptr<const net::request_parts> request = net::request_parts::plain();
  /// What is sent to each of them in place of `request`; empty when all get `request`.
  std::vector<std::shared_ptr<const net::request_parts>> own_requests = {};
  /// What holds for all requests to them, and for the answers; never null.
  std::shared_ptr<const net::request_rules> rules = net::request_rules::plain();
  std::string ca_pem;         ///< further certificate authorities for foreign targets
  std::string inputs;         ///< the path of a file with an input on each line; empty: no inputs were given
  bool insecure = false;      ///< the certificates of foreign targets are not checked
  bool probe_memory = false;  ///< read how much memory there is while tasks are alive, if the scenario can

  /// Whether `request` or `insecure` makes requests differ from plain ones.
  bool has_request() const { return insecure || *request != *net::request_parts::plain(); }

  /// What is sent to the foreign target of this number.
  const std::shared_ptr<const net::request_parts>& request_to(std::size_t target) const {
    return own_requests.empty() ? request : own_requests[target];
  }

  /// Whether a request to any foreign target is so.
  template <class Predicate>
  bool any_request(Predicate is_so) const {
    if (own_requests.empty()) return is_so(*request);
    return std::ranges::any_of(own_requests, [&](const auto& each) { return is_so(*each); });
  }
};

/// What `prepare` made for all samples of a run: small facts and right answers. They are sent to the workers in this
/// form.
using fixture = boost::json::object;

/// A task gave a wrong answer. The sample is then incorrect, and no time is shown.
class wrong_result : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// The work is impossible here, which is different from work that fails. The cell is n/a.
class not_applicable : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// A workload: tasks that any executor may run, and the check that their answers are right.
///
/// One object serves one sample (or one `prepare`) in a process of its own. Tasks may run at the same time on several
/// threads. An exception from the constructor, `prepare` or `set_up` fails the cell, with its what() as the reason.
class scenario {
 public:
  scenario() = default;
  scenario(const scenario&) = delete;
  scenario& operator=(const scenario&) = delete;
  virtual ~scenario() = default;

  /// Its number among all scenarios made in this process; the first is 0. A copy of the process (fork) has the
  /// scenarios whose number is below `made()` at that moment, and no others.
  std::uint64_t number() const noexcept { return number_; }
  static std::uint64_t made() noexcept { return made_; }

  /// Makes what all samples of a run share: files, images, right answers. It is called once for the run and its
  /// parameters. Its time is not measured.
  virtual fixture prepare() { return {}; }

  /// Is called before every sample. Its time is not measured.
  virtual void set_up(const fixture&) {}

  /// A scenario that runs once before the measurement, with the same executor and one task on every lane; it opens
  /// connections, for example. The task numbers are the lanes, 0 … concurrency-1. Null when there is nothing to do.
  virtual std::unique_ptr<scenario> warm_up() { return {}; }

  /// Judges all tasks of the sample after the measurement. Throws wrong_result. It judges only the answers of tasks
  /// whose outcome is `ok`; tasks that are `failed` are reported elsewhere.
  virtual void verify(std::span<const task_record> tasks) = 0;

  /// What the scenario counted during the sample, by the names that it declares: connections_opened, for example. Is
  /// called after verify().
  virtual std::map<std::string, std::int64_t> counters() const { return {}; }

  /// How the work was done, where machines or executors can differ in this.
  virtual std::vector<std::string> notes() const { return {}; }

 private:
  inline static std::atomic<std::uint64_t> made_ = 0;
  const std::uint64_t number_ = made_++;
};

/// A scenario whose tasks pass data to each other, or to `verify`, through memory, and not only by their answers. They
/// must run in one process. Counting (`counters`) does not make a scenario one of these.
struct shares_memory {
 protected:
  ~shares_memory() = default;
};

/// Work that is found while it is done. Only the first tasks of a batch exist at the start; tasks add the others
/// through `spawn` of their context. No thread is blocked to wait for spawned tasks: the last child completes its
/// parent.
struct spawns_tasks : virtual shares_memory {
  /// How many tasks there are at the start, at least 1. Their numbers begin at 0.
  virtual task_id first_tasks() const = 0;

 protected:
  ~spawns_tasks() = default;
};

/// Tasks that are shorter than the time to read the clock. The batch keeps no records of them; the scenario answers for
/// all of them at once. Their latencies are not known.
struct answers_as_one : virtual shares_memory {
  /// How many tasks ended with an answer.
  virtual std::uint64_t answered() const = 0;

  /// All answers combined, independent of the order in which the tasks ran.
  virtual digest answer() const = 0;

 protected:
  ~answers_as_one() = default;
};

/// Tasks that wait for each other (actors). All of them must be alive at once, or some would wait for ever for one that
/// has not begun. The batch does not count the actors, but the items that they pass on.
struct runs_actors : answers_as_one {
  /// How many actors there are, at least 1. Their numbers begin at 0.
  virtual task_id actors() const = 0;

  /// One of the actors cannot begin. The others must end, and need not say why. May be called from any thread.
  virtual void abandon() = 0;

 protected:
  ~runs_actors() = default;
};

/// A request to a server of somebody else that the parameters of a scenario name.
struct named_request {
  std::string method;
  net::url where;
};

/// `each` multiplied by `count`, but at most ten years, so that a time limit can still be made of it.
inline duration times(duration each, std::uint64_t count) {
  constexpr double ten_years_ns = 10 * 365.25 * 24 * 3600 * 1e9;
  return duration(static_cast<std::int64_t>(
      std::min(static_cast<double>(each.count()) * static_cast<double>(count), ten_years_ns)));
}

/// What is known about a scenario without making one. `list`, `--help`, validation and the plan use it.
struct scenario_declaration {
  std::string name;
  std::string summary;
  work_kind work = work_kind::unknown;
  int order = 0;                     ///< its place in lists, lowest first
  per_profile<std::uint64_t> tasks;  ///< default number of tasks
  std::uint64_t max_tasks = 10'000'000;
  bool uses_server = false;    ///< needs `concbench serve`: see needs_own_server
  bool uses_folders = false;   ///< has files in the folders of the run and of the sample
  bool takes_targets = false;  ///< accepts --url
  bool takes_inputs = false;   ///< accepts --inputs
  bool takes_rate = false;     ///< accepts --rate: its tasks can arrive over time, as requests do
  bool computes = false;       ///< its tasks keep CPUs busy: by default as many run at once as there are CPUs
  bool empty_tasks = false;    ///< see scenario_facts; concbench measures the cost of running a task with it
  /// The parameter that says how long a task waits, when waiting is all that it does; otherwise empty. concbench
  /// measures noise and memory with such a scenario.
  std::string wait_parameter = {};
  /// The parameter without which there is no work to do; its default is empty. `all` has such a scenario only where
  /// the parameter is given. Empty: the defaults alone are work.
  std::string required_parameter = {};
  std::vector<parameter> parameters;
  std::vector<counter> counters = {};  ///< all counters that `counters()` may return

  std::function<std::unique_ptr<scenario>(const scenario_setup&)> make;

  /// The number of tasks that follows from the setup, such as its targets or the files of a folder; 0 when nothing
  /// follows from it.
  std::function<std::uint64_t(const scenario_setup&)> implied_tasks = {};

  /// For scenarios that run actors: how many tasks must be alive at once. By default there are as many lanes.
  std::function<std::uint64_t(const scenario_setup&)> actors = {};

  /// Throws usage_error when values are allowed one by one, but not together.
  std::function<void(const scenario_setup&)> check = {};

  /// About how long the tasks take one after another: with the executor of the setup or, where that is empty, with the
  /// slowest. The time limit of a sample is computed from the latter.
  std::function<duration(const scenario_setup&)> expected = {};
  /// The requests to servers of others that the parameters name: they become the targets of the setup. For scenarios
  /// that do not take --url.
  std::function<std::vector<named_request>(const parameter_values&)> named_requests = {};
  /// For a scenario with `named_requests`: whether the parameters also ask for requests to the own server.
  std::function<bool(const parameter_values&)> names_own_server = {};
};

/// Whether the run's own server is needed.
inline bool needs_own_server(const scenario_declaration& declared, const scenario_setup& setup) {
  if (!declared.uses_server) return false;
  return setup.targets.empty() || (declared.names_own_server && declared.names_own_server(setup.params));
}

}  // namespace concbench
