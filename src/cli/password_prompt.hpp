// Asks for a password on the terminal.
#pragma once

#include <optional>
#include <string>

namespace concbench::cli {

/// Asks on the terminal of this process (/dev/tty) for the password of `user`, which is not shown while it is typed.
/// Empty where there is no terminal. A signal that ends the program, such as that of Ctrl-C, ends it here as well,
/// after the terminal is as it was. Throws usage_error when the input ends before the line does. Call it while there is
/// one thread.
std::optional<std::string> ask_for_password(const std::string& user);

}  // namespace concbench::cli
