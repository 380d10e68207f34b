// Reads an exported report. The text is never trusted.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/report.hpp"

namespace concbench {

/// This size is about 100,000 samples. Reading such a document takes up to 2 GiB of memory.
inline constexpr std::size_t largest_report_bytes = std::size_t{128} << 20;

/// Reads what `render_json` writes, in this schema version and all earlier ones. What earlier versions did not have is
/// zero or empty. Unknown names are ignored. A parameter has the type that this build's scenario declares, if its text
/// is a value of that type. Otherwise it is a text, as with scenarios of another worker or another version.
///
/// Throws std::runtime_error for anything else: one line that names the place, its value and what is allowed. Such
/// errors are a text that ends early, JSON of another program, a newer schema, figures out of range, names with escape
/// sequences for terminals, and a cell or a round that occurs twice.
report read_report(std::string_view text);

}  // namespace concbench
