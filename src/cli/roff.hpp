// Text in the language of manual pages: man(7), groff_char(7).
#pragma once

#include <string>
#include <string_view>

namespace concbench::cli::roff {

/// `text` so that it is shown as it stands: backslashes, quotes, dashes and characters beyond ASCII are
/// escaped, and no line begins a request. A pair of ` shows what it encloses in bold. `text` is valid UTF-8.
std::string escaped(std::string_view text);

/// The same in bold: what is typed as it stands.
std::string bold(std::string_view text);

/// The same in italics: what stands for something else.
std::string italic(std::string_view text);

/// A section's heading.
std::string section(std::string_view heading);

/// A paragraph of escaped text.
std::string paragraph(std::string_view text);

/// A paragraph that hangs below its tag; both are escaped already.
std::string tagged(std::string_view tag, std::string_view text);

/// What follows `.RS` and comes before `.RE`: one step further in.
std::string indented(std::string_view text);

}  // namespace concbench::cli::roff
