// Lists of foreign targets that say more than a URL: vegeta's target format, and a browser's HAR file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/http/request.hpp"
#include "net/http/url.hpp"

namespace concbench::cli {

/// One target and what is sent to it.
struct listed_target {
  net::url where;
  net::request_parts request;
};

struct target_list {
  std::vector<listed_target> targets;  ///< at least one, in the order of the file
  /// What the file has and is not sent: "2 requests whose URLs are neither http nor https". One text for each reason.
  std::vector<std::string> left_out = {};
};

/// Whether a file is a list in vegeta's target format: its first line that is no comment begins with a method.
bool is_vegeta_list(std::string_view text);

/// Whether a file is a HAR file, which is JSON, and not a list of lines.
bool is_har(std::string_view text);

/// Reads vegeta's target format: "METHOD URL", lines of header fields, and a line "@FILE" that names a body. A blank
/// line or another method ends a target; lines that begin with # are ignored. Each FILE is read, from the present
/// folder. Throws usage_error, which names the list called `name` and the line, and shows no value of a field.
target_list read_vegeta_list(std::string_view text, std::string_view name);

/// Reads the requests of a HAR file called `name` (log.entries[].request). Throws usage_error, which names the file and
/// the line or the path of what is wrong, and shows no value of a field.
target_list read_har(std::string_view text, std::string_view name);

}  // namespace concbench::cli
