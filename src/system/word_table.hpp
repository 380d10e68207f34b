// Tables of values and the words for them in exports, in the protocol and in help, read in both directions.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace concbench {

/// A row for each value. No value and no word is in two rows.
template <class Value, std::size_t Rows>
using word_table = std::array<std::pair<Value, std::string_view>, Rows>;

/// The word for `value`, or an empty text when the table does not have the value.
template <class Value, std::size_t Rows>
constexpr std::string_view word_of(const word_table<Value, Rows>& table, Value value) {
  const auto found = std::ranges::find(table, value, &std::pair<Value, std::string_view>::first);
  return found == table.end() ? std::string_view() : found->second;
}

/// The value for `word`; empty when the table does not have the word.
template <class Value, std::size_t Rows>
constexpr std::optional<Value> find_word(const word_table<Value, Rows>& table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &std::pair<Value, std::string_view>::second);
  return found == table.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace concbench
