// Text in the language of manual pages, see man(7) and groff_char(7).
#pragma once

#include <string>
#include <string_view>

namespace concbench::cli::roff {

/// `text` so that it is shown as it is: backslashes, quotes, dashes and characters beyond ASCII are escaped, and no
/// line begins a request. What a pair of ` encloses is shown in bold. `text` is valid UTF-8.
std::string escaped(std::string_view text);

/// The same in bold, for words that are typed as they are.
std::string bold(std::string_view text);

/// The same in italics, for words that the user replaces.
std::string italic(std::string_view text);

/// The heading of a section.
std::string section(std::string_view heading);

/// A paragraph of escaped text.
std::string paragraph(std::string_view text);

/// A paragraph that is indented below its tag. Both texts are already escaped.
std::string tagged(std::string_view tag, std::string_view text);

/// `text` between `.RS` and `.RE`, which is one step further to the right.
std::string indented(std::string_view text);

}  // namespace concbench::cli::roff
