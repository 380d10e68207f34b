// What -p and --sweep have in common: "key=value" or "scenario.key=value".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/scenario.hpp"

namespace concbench::cli {

struct assignment {
  std::string text;      ///< as it was typed
  std::string scenario;  ///< empty: every scenario that has such a parameter
  std::string key;
  std::string value;

  /// "scenario.key" or "key".
  std::string name() const { return scenario.empty() ? key : scenario + "." + key; }
  bool concerns(const scenario_declaration& declared) const {
    return scenario.empty() || scenario == declared.name;
  }
};

/// `text` split at the first '='. `option` is for errors: usage_error when there is no key, or no scenario of
/// that name among those chosen.
assignment parse_assignment(std::string_view option, std::string_view example, const std::string& text,
                            const std::vector<std::string>& scenario_names);

/// The parameter of `declared` that is called `key`; nullptr when it has none.
const parameter* find_parameter(const scenario_declaration& declared, std::string_view key);

/// The usage_error for a key that no chosen scenario has; `further` keys would have been known too.
[[noreturn]] void refuse_unknown_key(const assignment& given, const std::vector<std::string>& scenario_names,
                                     std::vector<std::string> further = {});

}  // namespace concbench::cli
