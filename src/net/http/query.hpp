// The query of a request's target. It is read in place, so that an API answer needs only one allocation, for its body.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "system/clock.hpp"

namespace concbench::net {

/// A value in a query that cannot be used. what() names the key, the value and what is allowed.
class bad_query : public std::runtime_error {
 public:
  bad_query(std::string_view key, std::string_view value, std::string_view allowed);
};

/// "/path?a=1&b=2": a path and values. It is a view: the target must outlive it. All functions that read values throw
/// bad_query.
class query {
 public:
  explicit query(std::string_view target);

  std::string_view path() const noexcept { return path_; }

  /// A time such as "20ms", at most an hour. 0 when it is missing.
  duration time(std::string_view key) const;

  /// A size such as "1MiB" in bytes, at most 1 TiB. 0 when it is missing.
  std::uint64_t size(std::string_view key) const;

  /// A whole number up to `most`. 0 when it is missing.
  std::uint64_t count(std::string_view key, std::uint64_t most = UINT64_MAX) const;

  /// A number from 0 to 1. 0 when it is missing.
  double ratio(std::string_view key) const;

 private:
  std::optional<std::string_view> value(std::string_view key) const;

  std::string_view path_;
  std::string_view values_;
};

}  // namespace concbench::net
