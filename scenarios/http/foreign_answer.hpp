// What is asked of the answers of servers that are not ours: `-p check=…`.
#pragma once

#include "core/scenario.hpp"
#include "net/http/http_exchange.hpp"

namespace concbench {

/// From the strictest to the mildest. A success (2xx) is asked for by all of them.
enum class answer_check {
  same,    ///< byte for byte what other tasks on the same URL were answered, and what the scenario is for
  json,    ///< JSON, whatever it says
  length,  ///< as many bytes as for other tasks on the same URL
  status,  ///< the same status as for other tasks on the same URL
};

/// The parameter `check`.
parameter check_parameter();

/// What a setup asks for. Throws usage_error for less than `same` of the own server, whose right answers are
/// known.
answer_check check_of(const scenario_setup& setup);

/// For every check but `same`: the answer of a task whose request was answered so. Throws http_error when it
/// is not what is asked for.
digest mild_answer(const net::http_response& response, answer_check asked);

/// Throws http_error, so that the task fails with the status as its reason, unless the response is a success.
void require_success(const net::http_response& response);

/// Throws http_error that names the Content-Encoding of a body: none was asked for, and none is undone.
void require_plain(const net::http_response& response);

/// Throws http_error unless the body is JSON, with or without a byte order mark.
void require_json(const net::http_response& response);

}  // namespace concbench
