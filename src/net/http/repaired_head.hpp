// Repairs the head of a response that is not quite HTTP.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace concbench::net {

/// The size in bytes of the head at the beginning of `received`, including its blank line. Lines may end in CRLF or in
/// LF alone. Empty while the blank line has not come.
std::optional<std::size_t> head_size(std::string_view received) noexcept;

/// Whether `received` begins with the status line of HTTP/1.x. Then it is worth waiting for the whole head.
bool has_status_line(std::string_view received) noexcept;

/// `head` with these changes: lines end in CRLF, there is a space after the status and none before the colons, and
/// control characters become spaces. A length is left out where there are chunks, and so is a transfer encoding
/// "identity" (RFC 2616: none). Bytes of the value 0 stay; no client accepts them.
std::string repaired_head(std::string_view head);

}  // namespace concbench::net
