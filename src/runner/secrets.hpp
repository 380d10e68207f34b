// What was sent to a server may come back in what is said of its answer.
#pragma once

#include <string>
#include <vector>

#include "runner/protocol.hpp"

namespace concbench::runner {

/// Puts "***" into reasons, errors and notes wherever one of `secrets` stands in them: in the reason phrase of a
/// server, in the last words of a further worker. Secrets of less than 5 bytes are left, for they are everywhere.
void hide(worker_answer& answer, const std::vector<std::string>& secrets);

}  // namespace concbench::runner
