// What a call returned or threw, kept until somebody asks.
#pragma once

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

namespace concbench::sync {

/// The result type must be default-constructible.
template <class Result>
struct outcome {
  std::exception_ptr error;
  std::conditional_t<std::is_void_v<Result>, std::monostate, Result> value{};

  /// Returns the result, or throws the exception. The result is moved out, so ask once.
  Result get() {
    if (error) std::rethrow_exception(error);
    if constexpr (!std::is_void_v<Result>) return std::move(value);
  }
};

/// Calls `work(arguments …)`. Never throws what the call throws.
template <class Work, class... Arguments>
auto outcome_of(Work&& work, Arguments&&... arguments) {
  outcome<std::invoke_result_t<Work, Arguments...>> ended;
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Work, Arguments...>>) {
      std::forward<Work>(work)(std::forward<Arguments>(arguments)...);
    } else {
      ended.value = std::forward<Work>(work)(std::forward<Arguments>(arguments)...);
    }
  } catch (...) {
    ended.error = std::current_exception();
  }
  return ended;
}

}  // namespace concbench::sync
