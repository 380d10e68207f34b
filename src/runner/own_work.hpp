// The work that a worker is checked with: this program prepares it, and does it, so that the right answer is known. A
// scenario that the worker brings it must prepare and do itself: its first executor gives the answer.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "runner/conformance.hpp"
#include "runner/protocol.hpp"
#include "runner/server_process.hpp"

namespace concbench::runner {

/// A scenario's work, and the right answer to it.
struct known_work {
  worker_spec spec;
  digest answer = 0;
  std::string whose;  ///< the executor that gave the answer: "concbench's threads", or "its own striped"
};

class own_work {
 public:
  /// `worker` must outlive it: the work is made with its program, in its folder and within its limit.
  explicit own_work(const checked_worker& worker) : worker_(worker) {}

  /// The work of the scenario called `name`, of a worker that has `has`; or why there is none. Throws
  /// runner::interrupted after Ctrl-C.
  std::variant<known_work, std::string> of(const std::string& name, const worker_abilities& has);

 private:
  /// Who does the work that the worker is compared with.
  struct doer {
    std::string name;  ///< "concbench's", "its own"
    std::vector<std::string> command;
    std::vector<std::string> executors;
    int protocol;
  };

  worker_answer ask(const doer& by, worker_spec spec);
  std::variant<known_work, std::string> answered(const doer& by, known_work work);

  const checked_worker& worker_;
  std::optional<server_process> server_;  ///< started when the first scenario needs it
};

}  // namespace concbench::runner
