// From the text of an exported report back to the report. The text is never trusted.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/report.hpp"

namespace concbench {

/// About 100,000 samples; a document of this size takes up to 2 GiB of memory while it is read.
inline constexpr std::size_t largest_report_bytes = std::size_t{128} << 20;

/// Reads what `render_json` writes, in this schema version and in all earlier ones; what those did not have
/// is zero or empty. Unknown names are ignored. A parameter has the type that this build's scenario declares
/// where its text is a value of it, and is a text otherwise (of another worker's scenario, of another
/// version's). Throws std::runtime_error, one line that names the place, what it holds and what is allowed,
/// for anything else: a text that ends early, another program's JSON, a newer schema, figures out of range,
/// names that a terminal would obey, a cell or a round that stands twice.
report read_report(std::string_view text);

}  // namespace concbench
