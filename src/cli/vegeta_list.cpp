// Line by line; a target is checked when it ends.
#include <algorithm>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "cli/list_lines.hpp"
#include "cli/target_list.hpp"
#include "cli/url_list.hpp"
#include "core/input_file.hpp"
#include "core/parameters.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

constexpr byte_size most_of_all_bodies{64ULL << 20};  // they are part of each worker's spec

/// Whether a line begins with a word in capital letters, as no URL and no header field does.
bool begins_with_method(std::string_view line) {
  const auto end = std::min(line.find_first_of(line_blanks), line.size());
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
      now_->request.body = body_of(trimmed(line.substr(1), line_blanks));
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
    const auto end = std::min(line.find_first_of(line_blanks), line.size());
    const auto url = trimmed(line.substr(end), line_blanks);
    if (url.empty()) refuse("it has a method and no URL: write METHOD URL, such as GET http://host/");
    begins_at_ = line_;
    now_.emplace(listed_target{named([&] { return target_in_line(url); }), {}});
    now_->request.method = line.substr(0, end);
  }

  void add_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == line.npos)
      refuse("it is no header field, which has a colon, and begins with no method; it is not shown");
    now_->request.fields.push_back({std::string(trimmed(line.substr(0, colon), line_blanks)),
                                    std::string(trimmed(line.substr(colon + 1), line_blanks))});
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
    try {
      net::check_parts(now_->request);
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
