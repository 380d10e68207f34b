// Options that limit a time: --timeout, --budget.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/foreign_text.hpp"
#include "system/units.hpp"

namespace concbench::cli {

/// The time that an option limits something to. Throws usage_error for what is no duration of 1 ms or more.
inline duration read_limit(std::string_view option, const std::string& text) {
  const auto limit = parse_duration(text);
  if (!limit || *limit < std::chrono::milliseconds(1))
    throw usage_error(fmt::format("{} cannot be {}: allowed is a duration such as 60s, at least 1ms", option,
                                  in_quotes(text)));
  return *limit;
}

}  // namespace concbench::cli
