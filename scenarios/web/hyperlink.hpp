// From what stands in an href to a URL that can be fetched, or to none.
#pragma once

#include <optional>
#include <string_view>

#include "net/http/url.hpp"

namespace concbench {

/// The URL, in its one spelling, that `reference` means on a page at `base`; none where it is not http or
/// https, where net::resolve cannot mend it, or where it has a user name of its own.
std::optional<net::url> linked(const net::url& base, std::string_view reference);

}  // namespace concbench
