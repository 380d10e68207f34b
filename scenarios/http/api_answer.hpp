// What the server's /api/{id} answers, as a digest.
#pragma once

#include "core/task.hpp"
#include "net/content/fault.hpp"
#include "net/http/http_exchange.hpp"
#include "system/hash.hpp"

namespace concbench {

/// The id and the value in an answer's JSON, in one number. Throws http_error when it is not a success, not
/// JSON, or lacks them.
digest api_answer(const net::http_response& response);

/// What api_answer is to give.
constexpr digest right_api_answer(std::uint64_t seed, task_id id) noexcept {
  return mix(id, net::api_value(seed, id));
}

}  // namespace concbench
