// JSON that people can read too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "analysis/interval.hpp"

namespace concbench {

/// `value` with line breaks, and a newline at its end. Short values stay on one line, and so does everything that is
/// four levels deep, as the samples of a report are. Numbers are written as people write them: 0.25, and not 2.5E-1.
std::string json_text(const boost::json::value& value);

/// The texts with a sign in the place of bytes that are not UTF-8.
boost::json::array texts_to_json(const std::vector<std::string>& texts);

/// [low, high], or null when there is no interval.
boost::json::value interval_to_json(const std::optional<analysis::interval>& range);

}  // namespace concbench
