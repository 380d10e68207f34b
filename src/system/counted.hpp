// Counts and the words that go with them: nouns and verbs that agree in number.
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

/// `one` or `several`: the form that goes with `count`, as "is" with 1 and "are" with any other.
[[nodiscard]] std::string_view agreeing(std::uint64_t count, std::string_view one, std::string_view several);

/// "a, b and 3 more": the first `most` of them, and how many are left; all where there are no more.
[[nodiscard]] std::string first_of(const std::vector<std::string>& names, std::size_t most);

}  // namespace concbench
