// What answers of foreign servers must be: `-p check=…`.
#pragma once

#include "core/scenario.hpp"
#include "net/http/http_exchange.hpp"

namespace concbench {

/// From the strictest to the mildest. All of them require a success (2xx).
enum class answer_check {
  same,    ///< byte for byte the same as other tasks with this URL got, and what the scenario needs
  json,    ///< valid JSON with any content
  length,  ///< as many bytes as other tasks with this URL got
  status,  ///< the same status as other tasks with this URL got
};

/// The parameter `check`.
parameter check_parameter();

/// The check that a setup asks for. Throws usage_error for less than `same` with the own server, whose right answers
/// are known.
answer_check check_of(const scenario_setup& setup);

/// For all checks but `same`: the answer of a task, made from the response to its request. Throws http_error when the
/// response fails the check.
digest mild_answer(const net::http_response& response, answer_check asked);

/// Throws http_error unless the response has an expected status, which is a success unless the user names others. The
/// task then fails, with the status as its reason.
void require_success(const net::http_response& response);

/// Throws http_error, which names the Content-Encoding of a body, if it has one that has not been
/// undone.
void require_plain(const net::http_response& response);

/// Throws http_error unless the body is JSON, with or without a byte order mark.
void require_json(const net::http_response& response);

}  // namespace concbench
