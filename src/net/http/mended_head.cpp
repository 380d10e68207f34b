// Line by line. Not fast, and not on the way of an answer that is HTTP.
#include "net/http/mended_head.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include <boost/beast/core/string.hpp>

namespace concbench::net {
namespace {

constexpr std::string_view blank = " \t";
constexpr std::size_t bare_status_line = std::string_view("HTTP/1.1 200").size();

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(blank) + 1);
}

/// A header field without spaces before its colon. A line that begins with one goes on with the field before.
std::string mended_field(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == line.npos || blank.find(line.front()) != blank.npos) return std::string(line);
  return std::string(without_blanks_behind(line.substr(0, colon))).append(line.substr(colon));
}

/// Whether `line` is a header field of this name, which is in small letters.
bool is_field(std::string_view line, std::string_view name) {
  return boost::beast::iequals(without_blanks_behind(line.substr(0, line.find(':'))), name);
}

}  // namespace

std::optional<std::size_t> head_size(std::string_view received) noexcept {
  for (auto end = received.find('\n'); end != received.npos; end = received.find('\n', end + 1)) {
    const auto behind = received.substr(end + 1);
    if (behind.starts_with('\n')) return end + 2;
    if (behind.starts_with("\r\n")) return end + 3;
  }
  return {};
}

bool has_status_line(std::string_view received) noexcept {
  if (received.size() < bare_status_line || !received.starts_with("HTTP/1.") || received[8] != ' ')
    return false;
  return std::ranges::all_of(received.substr(9, 3), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string mended_head(std::string_view head) {
  std::vector<std::string> lines;
  while (!head.empty()) {
    const auto end = std::min(head.find('\n'), head.size());
    auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    auto mended = lines.empty() ? std::string(without_blanks_behind(line)) : mended_field(line);
    if (lines.empty() && mended.size() == bare_status_line) mended += ' ';
    for (char& c : mended)
      if (c != '\0' && std::iscntrl(static_cast<unsigned char>(c))) c = ' ';
    lines.push_back(std::move(mended));
  }
  const auto is = [](std::string_view name) {
    return [name](const auto& each) { return is_field(each, name); };
  };
  // RFC 9112, section 6.3: the chunks say where the body ends, whatever length is told.
  if (std::ranges::any_of(lines, is("transfer-encoding"))) std::erase_if(lines, is("content-length"));
  std::string result;
  for (const auto& each : lines) result.append(each).append("\r\n");
  return result.append("\r\n");
}

}  // namespace concbench::net
