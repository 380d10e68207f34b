// What was sent to a server may come back in what is said of its answer.
#pragma once

#include <span>
#include <string>

#include "runner/protocol.hpp"

namespace concbench::runner {

/// Puts "***" wherever one of `secrets` stands in a text, or the first bytes of one in front of "…": there a long
/// text has been cut, maybe by the worker itself. Secrets and parts of less than 5 bytes are left, for they are
/// everywhere.
void hide(std::string& text, std::span<const std::string> secrets);

/// The same in reasons, errors and notes: in the reason phrase of a server, for one.
void hide(worker_answer& answer, std::span<const std::string> secrets);

}  // namespace concbench::runner
