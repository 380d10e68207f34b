// The answer of the server's /api/{id}, as a digest.
#pragma once

#include "core/task.hpp"
#include "net/content/fault.hpp"
#include "net/http/http_exchange.hpp"
#include "system/hash.hpp"

namespace concbench {

/// The id and the value of an answer's JSON, combined into one number. Throws http_error when the answer is no success,
/// is not JSON, or does not contain them.
digest api_answer(const net::http_response& response);

/// The right result of api_answer.
constexpr digest right_api_answer(std::uint64_t seed, task_id id) noexcept {
  return mix(id, net::api_value(seed, id));
}

}  // namespace concbench
