// The URLs that a user gives: a single one, or a text with one on each line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http/url.hpp"

namespace concbench::cli {

/// Reads and, where necessary, repairs a URL. Throws usage_error, which says what is wrong with it.
net::url target_of(std::string_view text);

/// The same for the URL in a line of a list. Also throws for a space inside, which is not repaired there.
net::url target_in_line(std::string_view text);

/// The URLs of the list called `name`, at least one. Blank lines, lines that begin with #, and spaces around a URL are
/// ignored. Throws usage_error, which names the list, and the line of a text that is no URL or has a space inside.
std::vector<net::url> read_url_list(std::string_view text, std::string_view name);

}  // namespace concbench::cli
