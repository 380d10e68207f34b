// Makes JSON values of the facts of a machine and of its noise pairs.
#include "report/exports/machine_json.hpp"

#include <boost/json.hpp>

#include "system/foreign_text.hpp"

namespace concbench {

namespace json = boost::json;

json::object environment_to_json(const environment& facts) {
  json::object object;
  for (const auto& [name, value, number] : facts) {
    boost::system::error_code not_a_number;
    auto parsed = number ? json::parse(value, not_a_number) : json::value();
    object[name] = number && !not_a_number ? std::move(parsed) : json::value(valid_utf8(value));
  }
  return object;
}

json::object noise_to_json(const noise_record& record) {
  json::array pairs;
  for (const auto& [first, second] : record.pairs) pairs.push_back(json::array{first, second});
  return {{"scenario", record.scenario}, {"executor", record.executor}, {"wall_ns", std::move(pairs)}};
}

}  // namespace concbench
