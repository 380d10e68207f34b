// Writing to descriptors that another process provided, which may be slow, full, non-blocking or closed.
#pragma once

#include <string_view>
#include <system_error>

namespace concbench {

/// Writes all of `text`. Waits while the descriptor cannot take more, also when it is non-blocking. Returns the error
/// when something could not be written, and no error when everything was.
[[nodiscard]] std::error_code write_all(int descriptor, std::string_view text) noexcept;

/// Writes as many lines of `text` as the descriptor takes without waiting, and removes them from `text`. Lines have at
/// most 4096 bytes. Returns the error when writing fails. It is no error when the descriptor cannot take anything now.
[[nodiscard]] std::error_code write_lines_that_fit(int descriptor, std::string_view& text) noexcept;

/// Opens the descriptors 0, 1 and 2 where they are closed, so that no file or socket that is opened later becomes a
/// standard stream. Reading from them and writing to them fails as before.
void occupy_standard_streams() noexcept;

}  // namespace concbench
