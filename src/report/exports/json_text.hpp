// JSON that people can read too.
#pragma once

#include <string>

#include <boost/json/value.hpp>

namespace concbench {

/// `value` with line breaks, and a newline at its end. Short values stay on one line, and so does everything that is
/// four levels deep, as the samples of a report are. Numbers are written as people write them: 0.25, and not 2.5E-1.
std::string json_text(const boost::json::value& value);

}  // namespace concbench
