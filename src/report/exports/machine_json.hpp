// The parts of an export about the machine.
#pragma once

#include <boost/json/object.hpp>

#include "core/report.hpp"

namespace concbench {

/// One member for each fact; it is a number when the fact is one.
boost::json::object environment_to_json(const environment& facts);

/// {"scenario", "executor", "wall_ns": [[first, second], …]}.
boost::json::object noise_to_json(const noise_record& record);

}  // namespace concbench
