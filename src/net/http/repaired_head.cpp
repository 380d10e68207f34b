// Works line by line. It need not be fast, because an answer that is HTTP does not need it.
#include "net/http/repaired_head.hpp"

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

/// Whether a line continues the header field before it.
bool goes_on(std::string_view line) {
  return blank.find(line.front()) != blank.npos;
}

/// A line of a header field without spaces before its colon.
std::string repaired_field(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == line.npos || goes_on(line)) return std::string(line);
  return std::string(without_blanks_behind(line.substr(0, colon))).append(line.substr(colon));
}

/// Whether `field`, which may consist of several lines, has this name.
bool has_name(std::string_view field, std::string_view name) {
  return boost::beast::iequals(without_blanks_behind(field.substr(0, field.find(':'))), name);
}

/// The coding of the body that `field` names: "gzip, chunked". Empty when the field is about something else.
std::string_view transfer_encoding_in(std::string_view field) {
  const auto colon = field.find(':');
  if (colon == field.npos || !has_name(field, "transfer-encoding")) return {};
  const auto first = std::min(field.find_first_not_of(" \t\r\n", colon + 1), field.size());
  return without_blanks_behind(field.substr(first));
}

bool is_chunked(std::string_view encoding) {
  constexpr std::string_view word = "chunked";
  const auto before = encoding.substr(0, encoding.size() - std::min(word.size(), encoding.size()));
  return boost::beast::iequals(encoding.substr(before.size()), word) &&
         (before.empty() || before.find_last_of(" \t,") == before.size() - 1);
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

std::string repaired_head(std::string_view head) {
  std::string status_line;
  std::vector<std::string> fields;  // each with the lines that continue it
  while (!head.empty()) {
    const auto end = std::min(head.find('\n'), head.size());
    auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    auto repaired = status_line.empty() ? std::string(without_blanks_behind(line)) : repaired_field(line);
    for (char& c : repaired)
      if (c != '\0' && std::iscntrl(static_cast<unsigned char>(c))) c = ' ';
    if (status_line.empty()) {
      status_line = std::move(repaired);
      if (status_line.size() == bare_status_line) status_line += ' ';
    } else if (goes_on(line) && !fields.empty()) {
      fields.back().append("\r\n").append(repaired);
    } else {
      fields.push_back(std::move(repaired));
    }
  }
  std::erase_if(
      fields, [](const auto& each) { return boost::beast::iequals(transfer_encoding_in(each), "identity"); });
  // RFC 9112, section 6.3: the chunks say where the body ends, whatever the length field says.
  if (std::ranges::any_of(fields, [](const auto& each) { return is_chunked(transfer_encoding_in(each)); }))
    std::erase_if(fields, [](const auto& each) { return has_name(each, "content-length"); });
  auto result = status_line.append("\r\n");
  for (const auto& each : fields) result.append(each).append("\r\n");
  return result.append("\r\n");
}

}  // namespace concbench::net
