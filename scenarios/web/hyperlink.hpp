// Finds the URL that an href means, if it can be fetched.
#pragma once

#include <optional>
#include <string_view>

#include "net/http/url.hpp"

namespace concbench {

/// The normalised URL that `reference` means on a page at `base`. Empty when it is not http or https, when net::resolve
/// cannot repair it, and when it has a user name of its own.
std::optional<net::url> linked(const net::url& base, std::string_view reference);

}  // namespace concbench
