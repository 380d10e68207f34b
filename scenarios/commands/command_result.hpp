// What a command writes, how it ends, and whether that is right.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/task.hpp"
#include "net/content/sha256.hpp"
#include "system/clock.hpp"
#include "system/started_program.hpp"

namespace concbench {

/// Reads what a running command writes: its standard output only for its SHA-256, whatever its size is; of its standard
/// error the beginning, which gives the reason of a failure.
class command_output {
 public:
  /// Reads what is there now, without a wait. False at the end of the stream.
  bool read_output(int descriptor);
  bool read_errors(int descriptor);

  /// Call it once, after the command has ended.
  digest output_digest() { return net::first_64_bits(hash_.value()); }

  /// The first line of standard error that is not blank, made fit to show; empty without one.
  std::string first_error_line() const;

 private:
  net::sha256_of_parts hash_;
  std::string errors_;
};

/// What happened to a command.
struct command_result {
  program_end end = {};
  bool timed_out = false;
  command_output output = {};
};

/// The exit codes in `text`, such as "0,1". Throws usage_error for anything else than numbers from 0 to 255.
std::set<int> parse_exit_codes(std::string_view text);

/// The answer of a task: a digest of the exit code and, unless `output` is ignored, of standard output. Throws
/// std::runtime_error, with the reason why the task has failed, when the command was killed for `limit`, ended by a
/// signal, or has an exit code that is not in `right_codes`.
digest answer_of(command_result& result, const std::set<int>& right_codes, program_output output,
                 duration limit);

}  // namespace concbench
