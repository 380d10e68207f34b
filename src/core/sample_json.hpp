// A sample as JSON: what a worker writes, and what stands in an exported report.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "core/json_field.hpp"
#include "core/report.hpp"

namespace concbench {

/// All of `from` under the names of its fields; the digest as 16 hexadecimal digits, for JSON numbers are
/// doubles to many readers. Texts are made valid UTF-8.
boost::json::object to_json(const sample& from);

/// Reads what `to_json` writes, or another worker's lesser form of it: "status" is required, and for a status
/// of "ok" also "wall_ns", "tasks_ok" and "digest"; anything else may be missing and is then zero or empty,
/// and unknown names are ignored. Figures go from 0 to `largest_figure`. What contradicts itself is refused:
/// no sample dropped more tasks than failed; an ok sample took at least 1 ns, had at least one task and none
/// that failed, or of all its tasks at most the part `allowed_errors` (0 to 1); and where no rate was asked for
/// (`rate` is 0) no sample has a response_ns. Throws std::runtime_error that names the field and what it should
/// be.
sample read_sample(const json_field& field, double rate, double allowed_errors = 0);

/// Whether tasks ended ok and there is no p99 of response_ns, which compared_ns takes where a rate was asked
/// for: a worker that does not know of rates runs a closed loop.
bool lacks_response(const sample& of, double rate);

/// "ok", "failed" and so on; throws for anything else.
status read_status(const json_field& field);

/// The digest as 16 hexadecimal digits.
std::string digest_text(std::uint64_t digest);

}  // namespace concbench
