// Hides secrets: what was sent to a server may come back in texts about its answer.
#pragma once

#include <span>
#include <string>

#include "runner/protocol.hpp"

namespace concbench::runner {

/// Replaces each of `secrets` in a text by "***". Also replaces the beginning of one in front of "…", where a long text
/// was cut, perhaps by the worker itself. Secrets and parts shorter than 5 bytes are not replaced, because they occur
/// everywhere.
void hide(std::string& text, std::span<const std::string> secrets);

/// Hides secrets in the reasons, errors and notes of an answer; the reason phrase of a server may contain them, for
/// example.
void hide(worker_answer& answer, std::span<const std::string> secrets);

}  // namespace concbench::runner
