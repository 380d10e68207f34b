// The parts of an export that tell of the machine.
#pragma once

#include <boost/json/object.hpp>

#include "core/report.hpp"

namespace concbench {

/// One member for each fact, a number where the fact is one.
boost::json::object environment_to_json(const environment& facts);

/// {"scenario", "executor", "wall_ns": [[first, second], …]}.
boost::json::object noise_to_json(const noise_record& record);

}  // namespace concbench
