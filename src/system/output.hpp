// Writing to descriptors that others gave this process: slow, full, non-blocking or closed ones.
#pragma once

#include <string_view>
#include <system_error>

namespace concbench {

/// Writes all of `text`, and waits where the descriptor takes no more for now, also one that is set not to
/// block. The error of what could not be written; none when all was.
[[nodiscard]] std::error_code write_all(int descriptor, std::string_view text) noexcept;

/// Writes as many lines of `text` as the descriptor takes without a wait, and takes them off `text`. The error
/// of what could not be written; a descriptor that takes nothing now is none. Lines have at most 4096 bytes.
[[nodiscard]] std::error_code write_lines_that_fit(int descriptor, std::string_view& text) noexcept;

/// Takes the numbers 0, 1 and 2 where the caller left them closed, so that no file or socket that is opened
/// later becomes a standard stream. Reading from them and writing to them fails as before.
void occupy_standard_streams() noexcept;

}  // namespace concbench
