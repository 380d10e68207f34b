// Makes foreign texts safe: a server's answer, a file's name or a library's message may hold any bytes. But JSON allows
// only UTF-8, and a terminal obeys escape sequences. All such text that leaves the program is passed through here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace concbench {

/// Removes and returns the first character of `text`, which is not empty. A byte that begins no valid sequence is taken
/// alone, and gives U+FFFD; overlong forms and surrogates are not valid.
char32_t take_character(std::string_view& text);

/// Adds `character` to `text`.
void append_character(std::string& text, char32_t character);

/// `text` with every byte that is no part of valid UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

/// `text` as one harmless line: valid UTF-8 without escape sequences, control characters or invisible direction
/// characters. Each run of white space becomes one space.
std::string single_line(std::string_view text);

/// The same for a message. When it is longer than `most` characters, it is cut and ends in "…".
std::string short_line(std::string_view text, std::size_t most = 400);

/// A foreign text in which every byte can be seen: what single_line leaves out is written as "\x1B". When it is longer
/// than `most` characters, it is cut and ends in "…".
std::string escaped(std::string_view text, std::size_t most = 200);

/// `text` with "***" for the user name and the password of each URL in it.
std::string without_credentials(std::string_view text);

/// `text` in quotation marks, for an error that quotes it. It is escaped, and credentials are hidden, because a user
/// may have written a URL where something else was expected.
std::string in_quotes(std::string_view text);

}  // namespace concbench
