// Looking up and reading values; the first of several with one key counts.
#include "net/http/query.hpp"

#include <charconv>

#include <fmt/format.h>

#include "system/units.hpp"

namespace concbench::net {

bad_query::bad_query(std::string_view key, std::string_view value, std::string_view allowed)
    : runtime_error(fmt::format("'{}' cannot be '{}': allowed is {}", key, value, allowed)) {}

query::query(std::string_view target) {
  const auto mark = target.find('?');
  path_ = target.substr(0, mark);
  if (mark != std::string_view::npos) values_ = target.substr(mark + 1);
}

std::optional<std::string_view> query::value(std::string_view key) const {
  for (auto rest = values_; !rest.empty();) {
    const auto end = rest.find('&');
    const auto pair = rest.substr(0, end);
    if (pair.size() > key.size() && pair.starts_with(key) && pair[key.size()] == '=')
      return pair.substr(key.size() + 1);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return {};
}

duration query::time(std::string_view key) const {
  const auto text = value(key);
  if (!text) return duration::zero();
  const auto parsed = parse_duration(*text);
  if (!parsed || *parsed > std::chrono::hours(1))
    throw bad_query(key, *text, "a duration such as 20ms, at most 1h");
  return *parsed;
}

std::uint64_t query::size(std::string_view key) const {
  const auto text = value(key);
  if (!text) return 0;
  const auto parsed = parse_size(*text);
  if (!parsed || parsed->count > (1ULL << 40))
    throw bad_query(key, *text, "a size such as 1MiB, at most 1TiB");
  return parsed->count;
}

std::uint64_t query::count(std::string_view key, std::uint64_t most) const {
  const auto text = value(key);
  if (!text) return 0;
  const auto parsed = parse_count(*text);
  if (!parsed || *parsed > most) throw bad_query(key, *text, fmt::format("a whole number up to {}", most));
  return *parsed;
}

double query::ratio(std::string_view key) const {
  const auto text = value(key);
  if (!text) return 0;
  double parsed = 0;
  const auto* last = text->data() + text->size();
  const auto [end, error] = std::from_chars(text->data(), last, parsed);
  if (error != std::errc{} || end != last || !(parsed >= 0 && parsed <= 1))
    throw bad_query(key, *text, "a number from 0 to 1");
  return parsed;
}

}  // namespace concbench::net
