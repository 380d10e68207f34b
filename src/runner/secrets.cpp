// Plain replacement: there are few secrets, and few reasons.
#include "runner/secrets.hpp"

namespace concbench::runner {
namespace {

void hide(std::string& text, const std::vector<std::string>& secrets) {
  constexpr std::size_t least = 5;
  for (const auto& secret : secrets) {
    if (secret.size() < least) continue;
    for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
      text.replace(at, secret.size(), "***");
  }
}

}  // namespace

void hide(worker_answer& answer, const std::vector<std::string>& secrets) {
  hide(answer.reason, secrets);
  hide(answer.sample.reason, secrets);
  for (auto& each : answer.sample.errors) hide(each.reason, secrets);
  for (auto& each : answer.sample.notes) hide(each, secrets);
}

}  // namespace concbench::runner
