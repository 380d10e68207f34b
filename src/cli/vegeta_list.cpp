// Line by line; a target is checked when it ends.
#include <algorithm>
#include <optional>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "cli/target_list.hpp"
#include "cli/url_list.hpp"
#include "core/input_file.hpp"
#include "core/parameters.hpp"
#include "system/byte_order_mark.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

constexpr std::string_view blank_characters = " \t\r\f\v";
constexpr byte_size most_of_all_bodies{64ULL << 20};  // they are part of each worker's spec

std::string_view without_spaces(std::string_view text) {
  const auto first = text.find_first_not_of(blank_characters);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blank_characters) + 1 - first);
}

/// Whether a line begins with a word in capital letters, as no URL and no header field does.
bool begins_with_method(std::string_view line) {
  const auto end = std::min(line.find_first_of(blank_characters), line.size());
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; };
  return end > 0 && std::ranges::all_of(line.substr(0, end), fits);
}

class list_reader {
 public:
  explicit list_reader(std::string_view name) : name_(name) {}

  void add_line(std::string_view line) {
    ++line_;
    if (line.empty()) return finish();
    if (line.front() == '#') return;
    if (begins_with_method(line)) {
      finish();
      begin(line);
    } else if (!now_) {
      refuse("it begins a target, and has no method: write METHOD URL, such as GET http://host/");
    } else if (line.front() == '@') {
      now_->request.body = body_of(without_spaces(line.substr(1)));
      finish();
    } else {
      add_field(line);
    }
  }

  target_list take() {
    finish();
    if (list_.targets.empty()) throw usage_error(fmt::format("the list '{}' has no target", name_));
    return std::move(list_);
  }

 private:
  void begin(std::string_view line) {
    const auto end = std::min(line.find_first_of(blank_characters), line.size());
    const auto url = without_spaces(line.substr(end));
    if (url.empty()) refuse("it has a method and no URL: write METHOD URL, such as GET http://host/");
    begins_at_ = line_;
    now_.emplace(listed_target{named([&] { return target_in_line(url); }), {}});
    now_->request.method = line.substr(0, end);
  }

  void add_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == line.npos)
      refuse("it is no header field, which has a colon, and begins with no method; it is not shown");
    now_->request.fields.push_back({std::string(without_spaces(line.substr(0, colon))),
                                    std::string(without_spaces(line.substr(colon + 1)))});
  }

  std::string body_of(std::string_view path) {
    if (path.empty()) refuse("'@' has no file behind it");
    auto body = named([&] { return read_input_file(std::string(path), "body", byte_size{16ULL << 20}); });
    bodies_ += body.size();
    if (bodies_ > most_of_all_bodies.count)
      refuse(fmt::format("all bodies together are larger than {}", exact_text(most_of_all_bodies)));
    return body;
  }

  void finish() {
    if (!now_) return;
    const auto& method = now_->request.method;
    try {
      net::check_parts(now_->request);
      if (!now_->request.body.empty() && (method == "HEAD" || method == "TRACE"))
        throw std::invalid_argument(fmt::format("a {} has no body", method));
    } catch (const std::invalid_argument& e) {
      throw usage_error(fmt::format("'{}', line {}: {}", name_, begins_at_, e.what()));
    }
    list_.targets.push_back(std::move(*now_));
    now_.reset();
  }

  /// Does `work`, whose usage_error then names the line.
  template <class Work>
  auto named(Work work) -> decltype(work()) {
    try {
      return work();
    } catch (const usage_error& e) {
      refuse(e.what());
    }
  }

  [[noreturn]] void refuse(std::string_view why) const {
    throw usage_error(fmt::format("'{}', line {}: {}", name_, line_, why));
  }

  std::string_view name_;
  int line_ = 0;
  int begins_at_ = 0;                 ///< the line at which `now_` begins
  std::optional<listed_target> now_;  ///< the target that is being read
  std::size_t bodies_ = 0;            ///< bytes of all bodies
  target_list list_;
};

/// Calls `visit` for each line, without the blank characters around it, until it returns false.
template <class Visit>
void each_line(std::string_view text, Visit visit) {
  std::istringstream lines{std::string(without_byte_order_mark(text))};
  for (std::string line; std::getline(lines, line);)
    if (!visit(without_spaces(line))) return;
}

}  // namespace

bool is_vegeta_list(std::string_view text) {
  bool found = false;
  each_line(text, [&](std::string_view line) {
    if (line.empty() || line.front() == '#') return true;
    found = begins_with_method(line);
    return false;
  });
  return found;
}

target_list read_vegeta_list(std::string_view text, std::string_view name) {
  list_reader reader(name);
  each_line(text, [&](std::string_view line) {
    reader.add_line(line);
    return true;
  });
  return reader.take();
}

}  // namespace concbench::cli
