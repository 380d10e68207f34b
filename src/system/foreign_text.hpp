// Texts that come from outside (a server's answer, a file's name, a library's message) may hold any bytes.
// JSON allows only UTF-8, and a terminal obeys escape sequences: what leaves the program goes through here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace concbench {

/// Takes the first character off `text`, which is not empty. A byte that starts no valid sequence (overlong
/// forms and surrogates included) is taken alone and gives U+FFFD.
char32_t take_character(std::string_view& text);

/// Adds `character` to `text`.
void append_character(std::string& text, char32_t character);

/// `text` with every byte that is no part of valid UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

/// `text` as one harmless line: valid UTF-8, no escape sequences, no control or invisible direction
/// characters, and one space for each run of white space.
std::string single_line(std::string_view text);

/// The same for a message: what is longer than `most` characters is cut, and ends in "…".
std::string short_line(std::string_view text, std::size_t most = 400);

/// What somebody else wrote, so that every byte of it can be seen: what single_line leaves out is written as
/// "\x1B". Of more than `most` characters the first, and "…".
std::string escaped(std::string_view text, std::size_t most = 200);

/// `text` with "***" for the user name and the password of each URL in it.
std::string without_credentials(std::string_view text);

/// `text` in quotation marks, for an error that names it: escaped, and without credentials, for a URL may stand
/// where something else was meant to.
std::string in_quotes(std::string_view text);

}  // namespace concbench
