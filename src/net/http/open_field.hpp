// Which header fields of a user's may be seen by others, and which may not. Apart from requests, since it is asked
// also by who reports on them.
#pragma once

#include <string_view>

namespace concbench::net {

/// Whether a field of this name says nothing of who asks ("Accept", "Range"), in any case of letters. Any other may
/// hold a secret.
bool is_open_field(std::string_view name) noexcept;

}  // namespace concbench::net
