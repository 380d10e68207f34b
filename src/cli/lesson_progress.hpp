// Which lesson was taken last: `concbench learn next` goes on from there.
#pragma once

#include <string>

namespace concbench::cli {

/// The name of the lesson that was taken last; empty when it is not known.
std::string last_lesson();

/// Keeps the name in $XDG_STATE_HOME/concbench/lesson, or under ~/.local/state. Where that cannot be written, nothing is
/// kept, and nothing is said: a lesson does not depend on it.
void keep_last_lesson(const std::string& name);

}  // namespace concbench::cli
