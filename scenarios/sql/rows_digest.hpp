// The rows of an answer as one number, by which answers are compared.
#pragma once

#include <cstdint>
#include <string_view>

#include <xxhash.h>

#include "core/task.hpp"

namespace concbench {

/// Equal for equal rows in any order: without ORDER BY a database may give them in any, and with it those that are
/// equal in what they are sorted by. Values are equal when their types and bytes are; NULL equals only NULL.
class rows_digest {
 public:
  void add_null() noexcept { row_ = mix(row_, null_value); }
  /// `type` is the database's number for the type of the value.
  void add(std::uint64_t type, std::string_view bytes) noexcept {
    row_ = mix(row_, XXH3_64bits_withSeed(bytes.data(), bytes.size(), type));
  }
  void end_row() noexcept {
    sum_ += mix(row_);
    row_ = 0;
    ++rows_;
  }

  std::uint64_t rows() const noexcept { return rows_; }
  digest value() const noexcept { return mix(sum_, rows_); }

 private:
  static constexpr std::uint64_t null_value = 1;

  std::uint64_t row_ = 0;
  std::uint64_t sum_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace concbench
