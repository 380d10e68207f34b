// What a program of this project does first, whichever program it is.
#pragma once

#include <string>

namespace concbench {

/// Sets the locale for the width of letters, makes sure that the standard streams are open, and turns signals that would
/// end the program at a write into errors of that write. Call it first in main(). Returns why the program cannot run
/// here; empty when it can.
std::string begin_process();

}  // namespace concbench
