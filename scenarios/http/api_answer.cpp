// JSON to a number.
#include "scenarios/http/api_answer.hpp"

#include <boost/json.hpp>

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
  const auto* object = value.if_object();
  if (object == nullptr || !object->contains("id") || !object->contains("value"))
    throw net::http_error("the answer has no id and value");
  return mix(object->at("id").to_number<std::uint64_t>(), object->at("value").to_number<std::uint64_t>());
}

}  // namespace concbench
