// The statuses of answers that a user expects: `--expect-status 200-299,404`.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace concbench::net {

/// A set of HTTP statuses, from 200 to 599. An empty one says nothing: then a success (200 to 299) is expected.
class status_set {
 public:
  status_set() = default;

  /// Reads statuses and ranges of them, separated by commas. Throws std::invalid_argument, which names the part that is
  /// neither.
  static status_set parse(std::string_view text);

  bool empty() const noexcept { return ranges_.empty(); }
  bool has(unsigned status) const noexcept;

  /// "200-299,404", as it was given.
  std::string text() const;

  bool operator==(const status_set&) const = default;

 private:
  std::vector<std::pair<unsigned, unsigned>> ranges_;  ///< first and last
};

}  // namespace concbench::net
