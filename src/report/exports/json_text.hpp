// JSON laid out for people too.
#pragma once

#include <string>

#include <boost/json/value.hpp>

namespace concbench {

/// `value` with line breaks, and one at its end: what is short, and whatever lies four levels deep as the
/// samples of a report do, stays on one line. Numbers are written as people write them: 0.25, not 2.5E-1.
std::string json_text(const boost::json::value& value);

}  // namespace concbench
