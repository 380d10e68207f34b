// Streams, signals, the stack.
#include "system/process_start.hpp"

#include <clocale>
#include <csignal>

#include "system/limits.hpp"
#include "system/output.hpp"

namespace concbench {

std::string begin_process() {
  std::setlocale(LC_CTYPE, "");
  if (!has_room_for_stack())
    return "the hard limit of the stack is below 128 KiB: start it from a shell in which 'ulimit -Hs' says more";
  occupy_standard_streams();
  // Signals that would end the program become errors of the write: SIGPIPE when a reader has closed its end, SIGXFSZ
  // for `ulimit -f`.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  // A caller may have set it to be ignored, and then no child could be waited for.
  std::signal(SIGCHLD, SIG_DFL);
  return "";
}

}  // namespace concbench
