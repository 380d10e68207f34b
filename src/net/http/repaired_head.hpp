// The head of a response as HTTP asks for it, out of one that is not quite so.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace concbench::net {

/// Bytes of the head that `received` begins with, its blank line included, whether its lines end in CRLF or
/// in LF alone; none while that has not come.
std::optional<std::size_t> head_size(std::string_view received) noexcept;

/// Whether `received` begins as the status line of HTTP/1.x does: it is worth waiting for the whole head.
bool has_status_line(std::string_view received) noexcept;

/// `head` with lines that end in CRLF, a space behind the status, no space before the colons, and spaces for
/// the control characters in it, without a length where there are chunks, and without a transfer encoding that is
/// "identity" (RFC 2616: none). Bytes of the value 0 stay, which no client takes.
std::string repaired_head(std::string_view head);

}  // namespace concbench::net
