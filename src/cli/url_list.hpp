// The URLs that a user gives: one, or a text with one a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http/url.hpp"

namespace concbench::cli {

/// A URL as it is asked for, mended where it has to be. Throws usage_error that says what is wrong with it.
net::url target_of(std::string_view text);

/// The URLs of the list `name`, of which there is at least one. Lines that are blank or begin with # are passed over, and so are
/// blanks around a URL. Throws usage_error that names the list, and the line of what is no URL, or has a blank within.
std::vector<net::url> read_url_list(std::string_view text, std::string_view name);

}  // namespace concbench::cli
