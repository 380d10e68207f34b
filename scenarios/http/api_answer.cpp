// JSON to a number.
#include "scenarios/http/api_answer.hpp"

#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/json_field.hpp"
#include "scenarios/http/foreign_answer.hpp"

namespace concbench {

digest api_answer(const net::http_response& response) {
  namespace json = boost::json;
  require_success(response);
  unsigned char room[4096];  // most answers need no allocation
  json::monotonic_resource memory(room, sizeof room);
  boost::system::error_code error;
  const auto value = json::parse(response.body, error, &memory);
  if (error) throw net::http_error("the answer is not JSON: " + error.message());
  const json_field answer(value, "answer");
  const auto number = [&](std::string_view name) {
    return answer.at(name).whole<std::uint64_t>(0, std::numeric_limits<std::uint64_t>::max());
  };
  try {
    return mix(number("id"), number("value"));
  } catch (const std::runtime_error& e) {
    throw net::http_error(fmt::format("the answer is not that of a concbench server: {}", e.what()));
  }
}

}  // namespace concbench
