// What a site's robots.txt allows a crawler to fetch (RFC 9309).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concbench {

class robots_rules {
 public:
  struct rule {
    bool allows;
    std::string pattern;  ///< '*' matches anything, '$' at the end matches the end; bytes as in URLs

    bool operator==(const rule&) const = default;
  };

  /// Rules that allow everything.
  robots_rules() = default;
  robots_rules(std::vector<rule> rules, bool asks_for_delay)
      : rules_(std::move(rules)), asks_for_delay_(asks_for_delay) {}

  /// The rules for `crawler` in a robots.txt: those of the groups that name it or, when no group does, of the groups
  /// for "*". Bytes beyond 500 KiB are not read. Lines without a meaning are ignored.
  static robots_rules parse(std::string_view text, std::string_view crawler);

  /// Whether a path with its query may be fetched; it is spelled as net::normalised does. The longest pattern that
  /// matches decides; when two are equally long, the one that allows.
  bool allow(std::string_view target) const;

  const std::vector<rule>& rules() const noexcept { return rules_; }

  /// Whether there is a Crawl-delay, which is not part of the RFC.
  bool asks_for_delay() const noexcept { return asks_for_delay_; }

 private:
  std::vector<rule> rules_;
  bool asks_for_delay_ = false;
};

}  // namespace concbench
