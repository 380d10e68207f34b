// A sample as JSON: what a worker writes, and what stands in an exported report.
#pragma once

#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "core/report.hpp"

namespace concbench {

/// All of `from` under the names of its fields; the digest as 16 hexadecimal digits, for JSON numbers are
/// doubles to many readers. Texts are made valid UTF-8.
boost::json::object to_json(const sample& from);

/// Reads what `to_json` writes, or another worker's lesser form of it: "status" is required, and for a status
/// of "ok" also "wall_ns", "tasks_ok" and "digest"; anything else may be missing and is then zero or empty,
/// and unknown names are ignored. Throws std::runtime_error that names the field and what it should be.
sample sample_from_json(const boost::json::value& from);

/// The digest as 16 hexadecimal digits.
std::string digest_text(std::uint64_t digest);

}  // namespace concbench
