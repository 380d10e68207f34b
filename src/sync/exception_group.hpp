// Every failure of tasks that ran together, not only the first (Python's ExceptionGroup).
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace concbench::sync {

/// What an exception says; "an exception of an unknown type" for one that is no std::exception.
inline std::string text_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "an exception of an unknown type";
  }
}

class exception_group : public std::exception {
 public:
  /// `errors` has at least one element, and no null pointer.
  explicit exception_group(std::vector<std::exception_ptr> errors) : errors_(std::move(errors)) {
    text_ = std::to_string(errors_.size()) + (errors_.size() == 1 ? " task failed: " : " tasks failed: ");
    for (std::size_t i = 0; i < errors_.size(); ++i) text_ += (i > 0 ? "; " : "") + text_of(errors_[i]);
  }

  /// In the order in which the tasks failed.
  const std::vector<std::exception_ptr>& errors() const noexcept { return errors_; }

  /// "2 tasks failed: no such file; timed out".
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::vector<std::exception_ptr> errors_;
  std::string text_;
};

}  // namespace concbench::sync
