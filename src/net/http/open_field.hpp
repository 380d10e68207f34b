// Which header fields of a user may be shown to others, and which may not. It is separate from requests, because
// reports need it too.
#pragma once

#include <string_view>

namespace concbench::net {

/// Whether a field of this name says nothing about the user ("Accept", "Range"). Upper and lower case are the same. A
/// field with any other name may be secret.
bool is_open_field(std::string_view name) noexcept;

}  // namespace concbench::net
