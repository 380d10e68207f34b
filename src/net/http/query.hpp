// The query of a request's target, taken apart in place: an API answer costs one allocation, its body.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "system/clock.hpp"

namespace concbench::net {

/// A value in a query that cannot be used; what() names the key, the value and what is allowed.
class bad_query : public std::runtime_error {
 public:
  bad_query(std::string_view key, std::string_view value, std::string_view allowed);
};

/// "/path?a=1&b=2": its path and its values. A view: the target outlives it. Each reader throws bad_query.
class query {
 public:
  explicit query(std::string_view target);

  std::string_view path() const noexcept { return path_; }

  /// "20ms", at most an hour; nothing is zero.
  duration time(std::string_view key) const;

  /// "1MiB" in bytes, at most 1 TiB; nothing is 0.
  std::uint64_t size(std::string_view key) const;

  /// A whole number up to `most`; nothing is 0.
  std::uint64_t count(std::string_view key, std::uint64_t most = UINT64_MAX) const;

  /// A number from 0 to 1; nothing is 0.
  double ratio(std::string_view key) const;

 private:
  std::optional<std::string_view> value(std::string_view key) const;

  std::string_view path_;
  std::string_view values_;
};

}  // namespace concbench::net
