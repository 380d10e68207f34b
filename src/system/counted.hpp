// Counts with their words: nouns and verbs in the right number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// "1 round", "3 rounds", "2 processes". `noun` is a singular that takes "s", or "es" after an s.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view noun);

/// "1 of 3 cells", "1 of 1 cell": `noun` as above.
[[nodiscard]] std::string counted_part(std::uint64_t part, std::uint64_t whole, std::string_view noun);

/// Returns `one` when `count` is 1, and otherwise `several`: "is" or "are".
[[nodiscard]] std::string_view agreeing(std::uint64_t count, std::string_view one, std::string_view several);

/// The first `most` names, and "3 more". All names when only one would be left, because its name takes no more room
/// than "1 more".
[[nodiscard]] std::vector<std::string> shortened(std::vector<std::string> names, std::size_t most);

/// "a, b and 3 more": the first `most` names, and how many are left. All names, "a, b, c", when at most one would be
/// left.
[[nodiscard]] std::string first_of(const std::vector<std::string>& names, std::size_t most);

/// "a", "a and b", "a, b and c", with `last` before the last name; after `most` names "and 4 more", as above.
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::string_view last = "and",
                                 std::size_t most = 6);

}  // namespace concbench
