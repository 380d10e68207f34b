// The form that -p and --sweep share: "key=value" or "scenario.key=value".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/scenario.hpp"

namespace concbench::cli {

struct assignment {
  std::string text;      ///< as the user typed it
  std::string scenario;  ///< empty: all scenarios that have such a parameter
  std::string key;
  std::string value;

  /// "scenario.key" or "key".
  std::string name() const { return scenario.empty() ? key : scenario + "." + key; }
  bool concerns(const scenario_declaration& declared) const {
    return scenario.empty() || scenario == declared.name;
  }
};

/// Splits `text` at the first '='. `option` is named in errors. Throws usage_error when there is no key, and when no
/// chosen scenario has the given name.
assignment parse_assignment(std::string_view option, std::string_view example, const std::string& text,
                            const std::vector<std::string>& scenario_names);

/// The parameter of `declared` with the name `key`; nullptr when there is none.
const parameter* find_parameter(const scenario_declaration& declared, std::string_view key);

/// Throws the usage_error for a key that no chosen scenario has. `further` are keys that would also be accepted.
[[noreturn]] void refuse_unknown_key(const assignment& given, const std::vector<std::string>& scenario_names,
                                     std::vector<std::string> further = {});

}  // namespace concbench::cli
