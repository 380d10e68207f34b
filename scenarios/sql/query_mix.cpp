// Rows, queries and right answers of `database`.
#include "scenarios/sql/query_mix.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <xxhash.h>

namespace concbench {
namespace {

constexpr std::size_t content_size = 80;
constexpr std::int64_t unknown = -1;

}  // namespace

query_mix::query_mix(const scenario_setup& setup)
    : seed_(setup.seed),
      rows_(setup.params.count("rows")),
      queries_(setup.params.count("queries")),
      writes_below_(static_cast<std::uint64_t>(std::ceil(setup.params.ratio("write-ratio") * (1 << 16)))) {}

std::string query_mix::create_table(std::string_view schema, std::string_view options) {
  return fmt::format(
      "CREATE TABLE {}items (number bigint NOT NULL, content text NOT NULL, hits bigint NOT NULL){}", schema,
      options);
}

std::string query_mix::create_index(std::string_view schema) {
  return fmt::format("CREATE UNIQUE INDEX items_number ON {}items (number)", schema);
}

std::string query_mix::read(std::string_view schema) {
  return fmt::format("SELECT content FROM {}items WHERE number = $1", schema);
}

std::string query_mix::write(std::string_view schema) {
  return fmt::format("UPDATE {}items SET hits = hits + $1 WHERE number = $2", schema);
}

std::string query_mix::written(std::string_view schema) {
  return fmt::format("SELECT number, hits FROM {}items WHERE hits <> 0", schema);
}

std::string query_mix::content_of(std::uint64_t row) const {
  std::string text(content_size, '\0');
  for (std::size_t i = 0; i < content_size; i += 16) {
    auto bits = mix(mix(seed_, row), i);
    for (std::size_t digit = 0; digit < 16; ++digit, bits >>= 4)
      text[i + digit] = "0123456789abcdef"[bits % 16];
  }
  return text;
}

digest query_mix::after_read(digest before, std::string_view content) {
  return mix(before, XXH3_64bits(content.data(), content.size()));
}

void query_mix::verify_answers(std::span<const task_record> tasks) const {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].outcome != task_outcome::ok) continue;
    const auto asked = of(static_cast<task_id>(i));
    digest right = 0;
    for (std::uint64_t q = 0; q < asked.size(); ++q)
      right = asked[q].writes() ? after_write(right, 1) : after_read(right, content_of(asked[q].row));
    if (tasks[i].answer != right)
      throw wrong_result(fmt::format("a query of task {} was answered with something else than its row", i));
  }
}

std::vector<std::int64_t> query_mix::right_hits(std::span<const task_record> tasks) const {
  std::vector<std::int64_t> right(rows_);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto asked = of(static_cast<task_id>(i));
    const bool sure = tasks[i].outcome == task_outcome::ok;
    for (std::uint64_t q = 0; q < asked.size(); ++q)
      if (auto& hits = right[asked[q].row]; asked[q].writes())
        hits = sure && hits != unknown ? hits + asked[q].adds : unknown;
  }
  return right;
}

void query_mix::verify_writes(std::span<const task_record> tasks,
                              const std::function<std::vector<row_hits>()>& read_back) const {
  std::vector<std::int64_t> hits(rows_);
  try {
    for (const auto& each : read_back()) hits.at(static_cast<std::size_t>(each.number / 10)) = each.hits;
  } catch (const std::exception& e) {
    // The reason why tasks failed makes this fail too, and they have reported it.
    if (!std::ranges::all_of(tasks, [](const auto& each) { return each.outcome == task_outcome::ok; }))
      return;
    throw wrong_result(fmt::format("what the tasks wrote cannot be read back: {}", e.what()));
  }
  const auto right = right_hits(tasks);
  for (std::size_t row = 0; row < rows_; ++row)
    if (right[row] != unknown && hits[row] != right[row])
      throw wrong_result(fmt::format("row {} reads back {} hits where the tasks added {}", number_of(row),
                                     hits[row], right[row]));
}

}  // namespace concbench
