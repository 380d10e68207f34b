// Makes a JSON object of each finding.
#include "report/exports/doctor_json.hpp"

#include <boost/json.hpp>

#include "report/exports/json_text.hpp"
#include "report/exports/machine_json.hpp"
#include "report/figures/noise_floor.hpp"
#include "report/words/findings.hpp"
#include "system/foreign_text.hpp"

namespace concbench {

std::string render_doctor_json(const report& machine, const std::string& why_no_noise) {
  namespace json = boost::json;
  json::array findings;
  for (const auto& each : findings_of(machine.environment))
    findings.push_back({{"subject", each.subject},
                        {"severity", to_string(each.severity)},
                        {"what", valid_utf8(each.what)},
                        {"meaning", each.meaning},
                        {"command", valid_utf8(each.command)}});
  auto noise = noise_to_json(machine.noise);
  const auto floor = noise_floor_of(machine.noise);
  noise["floor"] = floor ? json::value(*floor) : json::value();
  noise["problem"] = floor ? "" : valid_utf8(why_no_noise);
  return json_text(json::object{
      {"tool", {{"name", "concbench"}, {"version", machine.tool_version}, {"revision", machine.revision}}},
      {"started", machine.started},
      {"environment", environment_to_json(machine.environment)},
      {"findings", std::move(findings)},
      {"noise", std::move(noise)}});
}

}  // namespace concbench
