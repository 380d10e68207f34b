// A sample as JSON: a worker writes it, and exported reports contain it.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "core/json_field.hpp"
#include "core/report.hpp"

namespace concbench {

/// All members of `sample` under their names. The digest is written as 16 hexadecimal digits, because many readers take
/// JSON numbers as doubles. Texts are made valid UTF-8.
boost::json::object to_json(const sample& sample);

/// Reads what `to_json` writes, or the shorter form that other workers may write. "status" is required, and so are
/// "wall_ns", "tasks_ok" and "digest" where the status is "ok". Anything else may be missing, and is then zero or
/// empty; unknown names are ignored. Figures are from 0 to `largest_figure`.
///
/// Contradictions are errors: no sample dropped more tasks than failed. An ok sample took at least 1 ns and has at
/// least one task; the part of its tasks that failed is at most `allowed_errors` (0 to 1). Only where a rate was asked
/// for (`rate` is not 0) a sample may be saturated, or have a response_ns. Throws std::runtime_error, which names the field and what it
/// should be.
sample read_sample(const json_field& field, double rate, double allowed_errors = 0);

/// Whether tasks ended ok and yet there is no p99 of response_ns, which compared_ns needs when a rate was asked for. A
/// worker that does not know rates runs a closed loop, and does not send it.
bool lacks_response(const sample& sample, double rate);

/// Reads "ok", "failed" and so on. Throws for anything else.
status read_status(const json_field& field);

/// The digest as 16 hexadecimal digits.
std::string digest_text(std::uint64_t digest);

}  // namespace concbench
