// A timeline as JSON: one array for each member of its tasks.
#pragma once

#include <boost/json/object.hpp>

#include "core/json_field.hpp"
#include "core/timeline.hpp"

namespace concbench {

/// All of `timeline`, or only its problem when it has one. Texts are made valid UTF-8.
boost::json::object to_json(const task_timeline& timeline);

/// Reads what `to_json` writes. Throws std::runtime_error, which names the place, for anything else: arrays of
/// different lengths, more than `most_timeline_tasks` tasks, a task that ends before it begins, tasks that are not in
/// the order in which they began, two tasks at once on one lane.
task_timeline read_timeline(const json_field& field);

}  // namespace concbench
