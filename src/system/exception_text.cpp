// One rule for each library that throws.
#include "system/exception_text.hpp"

#include <filesystem>
#include <functional>
#include <new>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <boost/system/system_error.hpp>

namespace concbench {
namespace {

/// libstdc++ says "filesystem error: OPERATION: REASON [PATH] [PATH]".
std::string text_of(const std::filesystem::filesystem_error& error) {
  constexpr std::string_view prefix = "filesystem error: ";
  const auto reason = error.code().message();
  std::string_view operation = error.what();
  if (operation.starts_with(prefix)) operation.remove_prefix(prefix.size());
  operation = operation.substr(0, operation.find(": " + reason));
  if (operation == "status") operation = "cannot look at";
  const auto second = error.path2().empty() ? std::string() : fmt::format(" to '{}'", error.path2().string());
  return fmt::format("{} '{}'{}: {}", operation, error.path1().string(), second, reason);
}

/// Boost says "PREFIX: REASON [CATEGORY:NUMBER at FILE:LINE in function 'NAME']".
std::string text_of(const boost::system::system_error& error) {
  const std::string_view whole = error.what();
  const auto code = error.code().what();
  if (!whole.ends_with(code)) return std::string(whole.substr(0, whole.find(" [")));
  return std::string(whole.substr(0, whole.size() - code.size())) + error.code().message();
}

bool is_fault_of_ours(const std::exception& error) {
  return dynamic_cast<const std::out_of_range*>(&error) != nullptr ||
         dynamic_cast<const std::length_error*>(&error) != nullptr ||
         dynamic_cast<const std::bad_function_call*>(&error) != nullptr;
}

}  // namespace

std::string exception_text(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) return "out of memory";
  if (const auto* of_files = dynamic_cast<const std::filesystem::filesystem_error*>(&error))
    return text_of(*of_files);
  if (const auto* of_boost = dynamic_cast<const boost::system::system_error*>(&error))
    return text_of(*of_boost);
  if (is_fault_of_ours(error))
    return fmt::format("a fault in concbench itself ({}): please report it with the command that led to it",
                       error.what());
  return error.what();
}

}  // namespace concbench
