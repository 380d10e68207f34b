// Lines into groups, groups into rules, and the match of a pattern.
#include "scenarios/web/robots.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "system/byte_order_mark.hpp"
#include "system/trimmed.hpp"

namespace concbench {
namespace {

constexpr std::size_t most_bytes = 500 * 1024;  // RFC 9309, §2.5

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// "Key: value  # comment" in its parts; the key in lower case, empty where there is none.
struct robots_line {
  explicit robots_line(std::string_view text) {
    text = text.substr(0, text.find('#'));
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return;
    key = lower(trimmed(text.substr(0, colon)));
    value = trimmed(text.substr(colon + 1));
  }

  std::string key;
  std::string_view value;
};

/// The name of a crawler in a user-agent line: the product token, which ends before a version ("Bot/1.0").
std::string product_token(std::string_view value) {
  const auto end = std::ranges::find_if_not(
      value, [](unsigned char c) { return std::isalpha(c) || c == '_' || c == '-' || c == '*'; });
  return lower({value.begin(), end});
}

std::optional<char> byte_of(std::string_view escape) {
  if (escape.size() < 3 || escape[0] != '%') return {};
  const auto digit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  if (!digit(escape[1]) || !digit(escape[2])) return {};
  return static_cast<char>(std::stoi(std::string(escape.substr(1, 2)), nullptr, 16));
}

/// A pattern with its bytes as in net::normalised: a character that needs no code is written as it is, and all others
/// as codes.
std::string spelled_as_urls(std::string_view pattern) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
  };
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const auto escaped = byte_of(pattern.substr(i));
    const auto byte = static_cast<unsigned char>(escaped.value_or(pattern[i]));
    if (escaped) i += 2;
    constexpr std::string_view never_plain = "\"<>\\^`{|}";
    if (escaped ? plain(byte)
                : byte > ' ' && byte < 0x7f && never_plain.find(pattern[i]) == never_plain.npos) {
      result += static_cast<char>(byte);
    } else {
      result += fmt::format("%{:02X}", byte);
    }
  }
  return result;
}

/// Whether `pattern` matches the beginning of `text`. Only returns to the last '*', so that the time is at most the
/// product of the two lengths.
bool matches(std::string_view pattern, std::string_view text) {
  const bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  std::size_t at = 0;  // in the text
  std::size_t in = 0;  // in the pattern
  std::optional<std::pair<std::size_t, std::size_t>> star;
  while (in < pattern.size() || (to_the_end && at < text.size())) {
    if (in < pattern.size() && pattern[in] == '*') {
      star = {++in, at};
    } else if (in < pattern.size() && at < text.size() && pattern[in] == text[at]) {
      ++in;
      ++at;
    } else if (star && star->second < text.size()) {
      in = star->first;
      at = ++star->second;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

robots_rules robots_rules::parse(std::string_view text, std::string_view crawler) {
  text = text.substr(0, most_bytes);
  text = without_byte_order_mark(text);
  robots_rules own;
  robots_rules everyone;
  bool has_own = false;
  bool for_own = false;  // whom the group is for
  bool for_everyone = false;
  bool in_rules = true;  // the next user-agent line begins another group
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const robots_line line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.key == "user-agent") {
      if (std::exchange(in_rules, false)) for_own = for_everyone = false;
      const auto name = product_token(line.value);
      for_own |= name == crawler;
      for_everyone |= name == "*";
      has_own |= for_own;
      continue;
    }
    const bool is_rule = line.key == "allow" || line.key == "disallow";
    const bool is_delay = line.key == "crawl-delay";
    if (!is_rule && !is_delay) continue;
    in_rules = true;
    for (auto* const into : {for_own ? &own : nullptr, for_everyone ? &everyone : nullptr}) {
      if (into == nullptr) continue;
      into->asks_for_delay_ |= is_delay;
      if (is_rule && !line.value.empty())
        into->rules_.push_back({line.key == "allow", spelled_as_urls(line.value)});
    }
  }
  return has_own ? own : everyone;
}

bool robots_rules::allow(std::string_view target) const {
  if (target == "/robots.txt") return true;
  const rule* longest = nullptr;
  for (const auto& each : rules_) {
    if (!matches(each.pattern, target)) continue;
    if (longest == nullptr || each.pattern.size() > longest->pattern.size() ||
        (each.pattern.size() == longest->pattern.size() && each.allows))
      longest = &each;
  }
  return longest == nullptr || longest->allows;
}

}  // namespace concbench
