// Whether a worker program obeys the protocol (docs/protocol.md): what it does right, and what it does wrong.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "system/clock.hpp"

namespace concbench::runner {

enum class check_result {
  right,
  wrong,
  skipped  ///< could not be checked here, which says nothing about the worker
};

/// One thing that a worker must do, and what it did.
struct worker_check {
  check_result result = check_result::right;
  std::string subject;  ///< what was checked: "sleep under threads"
  std::string finding;  ///< a clause, in plain words, that may quote what the worker wrote, made harmless
};

/// The worker to be checked, and what is needed to do so.
struct checked_worker {
  std::vector<std::string> command;  ///< the program and its arguments; the last one is "worker"
  std::string program;               ///< this program, whose workers and server are the measure
  std::filesystem::path folder;      ///< private; files of samples are kept in it, and the caller removes it
  duration limit;                    ///< how long one answer may take
  int interrupt;                     ///< a descriptor: readable after Ctrl-C
};

/// Starts the worker once for each thing that it must do, one after the other, and passes each result to `tell`. Ends
/// early when the worker cannot describe itself. Throws std::runtime_error when the worker, or a server, cannot be
/// started, and `interrupted` after Ctrl-C.
void check_worker(const checked_worker& worker, const std::function<void(const worker_check&)>& tell);

}  // namespace concbench::runner
