// Plain replacement: there are few secrets, and few reasons.
#include "runner/secrets.hpp"

#include <algorithm>
#include <string_view>

namespace concbench::runner {
namespace {

constexpr std::size_t least = 5;
constexpr std::string_view hidden = "***";

/// How many bytes of `secret`, from its first one on, stand in `text` in front of `end`.
std::size_t size_in_front_of(std::size_t end, std::string_view text, std::string_view secret) {
  for (auto size = std::min(secret.size(), end); size >= least; --size)
    if (text.substr(end - size, size) == secret.substr(0, size)) return size;
  return 0;
}

void hide_what_is_cut(std::string& text, std::span<const std::string> secrets) {
  constexpr std::string_view cut = "…";
  for (auto end = text.find(cut); end != std::string::npos; end = text.find(cut, end + cut.size())) {
    std::size_t longest = 0;
    for (const auto& secret : secrets) longest = std::max(longest, size_in_front_of(end, text, secret));
    if (longest == 0) continue;
    text.replace(end - longest, longest, hidden);
    end = end - longest + hidden.size();
  }
}

}  // namespace

void hide(std::string& text, std::span<const std::string> secrets) {
  hide_what_is_cut(text, secrets);  // first: the whole of a short secret may be a part of a long one
  for (const auto& secret : secrets) {
    if (secret.size() < least) continue;
    for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
      text.replace(at, secret.size(), hidden);
  }
}

void hide(worker_answer& answer, std::span<const std::string> secrets) {
  hide(answer.reason, secrets);
  hide(answer.sample.reason, secrets);
  for (auto& each : answer.sample.errors) hide(each.reason, secrets);
  for (auto& each : answer.sample.notes) hide(each, secrets);
  if (answer.timeline) hide(answer.timeline->problem, secrets);
}

}  // namespace concbench::runner
