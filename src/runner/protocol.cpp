// The protocol on top of Boost.JSON.
#include "runner/protocol.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <limits>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include <boost/json.hpp>

#include "core/brought_scenarios.hpp"
#include "core/declaration_json.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "core/sample_json.hpp"
#include "core/timeline_json.hpp"
#include "net/http/url.hpp"
#include "system/foreign_text.hpp"
#include "system/word_table.hpp"

namespace concbench::runner {
namespace {

namespace json = boost::json;

/// The document for a reader of JSON. It must be an object.
json::value parse_object(std::string_view text, std::string_view what) {
  auto value = parse_json(text, what);
  if (!value.is_object()) throw std::runtime_error(fmt::format("{} is not a JSON object", what));
  return value;
}

// These functions read a field that may be missing.

std::string text_at(const json_field& from, std::string_view name) {
  const auto found = from.find(name);
  return found ? found->text() : std::string();
}

std::uint64_t number_at(const json_field& from, std::string_view name, std::uint64_t otherwise,
                        std::uint64_t least = 0,
                        std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
  const auto found = from.find(name);
  return found ? found->whole<std::uint64_t>(least, most) : otherwise;
}

bool truth_at(const json_field& from, std::string_view name) {
  const auto found = from.find(name);
  return found && found->truth();
}

double rate_at(const json_field& from, std::string_view name) {
  const auto found = from.find(name);
  const auto rate = found ? found->number() : 0;
  if (rate > most_rate) found->refuse(fmt::format("a number from 0 (closed loop) to {}", most_rate));
  return rate;
}

json::object object_at(const json_field& from, std::string_view name) {
  const auto found = from.find(name);
  return found ? found->object() : json::object();
}

std::vector<std::string> texts_in(const json_field& from) {
  std::vector<std::string> texts;
  from.for_each([&](const json_field& each) { texts.push_back(each.text()); });
  return texts;
}

std::vector<std::string> texts_at(const json_field& from, std::string_view name) {
  const auto found = from.find(name);
  return found ? texts_in(*found) : std::vector<std::string>();
}

parameter_values read_params(const scenario_declaration& declared, const json_field& given) {
  parameter_values values(declared.parameters, profile::standard);
  given.for_each_member([&](std::string_view name, const json_field& value) {
    const auto known = std::ranges::find(declared.parameters, name, &parameter::name);
    if (known == declared.parameters.end())
      throw usage_error(fmt::format("'params': {} has no parameter {}", declared.name, in_quotes(name)));
    values.set(parse_value(*known, value.text()));
  });
  return values;
}

constexpr std::string_view request_key = "request";
constexpr std::string_view requests_key = "requests";
constexpr std::string_view statuses_key = "expect_status";
constexpr std::string_view compressed_key = "compressed";
constexpr std::string_view routes_key = "routes";
constexpr std::string_view timeline_key = "timeline";  // of a spec and of an answer

json::object request_to_json(const net::request_parts& request) {
  json::array headers;
  for (const auto& [name, value] : request.fields) headers.push_back(json::array{name, value});
  return {{"method", request.method}, {"headers", std::move(headers)}, {"body", request.body}};
}

std::shared_ptr<const net::request_parts> read_request(const json_field& given) {
  net::request_parts request;
  if (const auto method = text_at(given, "method"); !method.empty()) request.method = method;
  request.body = text_at(given, "body");
  given.if_given("headers", [&](const json_field& headers) {
    headers.for_each([&](const json_field& each) {
      if (each.array().size() != 2) each.refuse("an array of a name and a value");
      request.fields.push_back({each.at(0).text(), each.at(1).text()});
    });
  });
  net::check_parts(request);
  return std::make_shared<const net::request_parts>(std::move(request));
}

json::object routes_to_json(const net::routing& routes) {
  json::array others;
  for (const auto& each : routes.others)
    others.push_back(json::array{each.host, each.port, each.to_host, each.to_port});
  return {{"unix_socket", routes.unix_socket},
          {"connect_to", std::move(others)},
          {"http_proxy", routes.http_proxy},
          {"https_proxy", routes.https_proxy},
          {"no_proxy", json::value_from(routes.no_proxy)}};
}

net::routing read_routes(const json_field& given) {
  net::routing routes{.unix_socket = text_at(given, "unix_socket"),
                      .http_proxy = text_at(given, "http_proxy"),
                      .https_proxy = text_at(given, "https_proxy"),
                      .no_proxy = texts_at(given, "no_proxy")};
  given.if_given("connect_to", [&](const json_field& others) {
    others.for_each([&](const json_field& each) {
      if (each.array().size() != 4) each.refuse("an array of a host, a port, another host and another port");
      routes.others.push_back({each.at(0).text(), each.at(1).text(), each.at(2).text(), each.at(3).text()});
    });
  });
  for (const auto& proxy : {routes.http_proxy, routes.https_proxy})
    if (!proxy.empty()) net::parse_proxy(proxy);
  return routes;
}

/// The keys of what is sent to foreign targets, as far as it is no plain GET.
json::object foreign_to_json(const scenario_setup& setup) {
  json::object keys;
  const auto& rules = *setup.rules;
  if (setup.has_request()) {
    auto request = request_to_json(*setup.request);
    request["insecure"] = setup.insecure;
    keys[request_key] = std::move(request);
  }
  if (!setup.own_requests.empty()) {
    json::array requests;
    for (const auto& each : setup.own_requests) requests.push_back(request_to_json(*each));
    keys[requests_key] = std::move(requests);
  }
  if (!rules.expected.empty()) keys[statuses_key] = rules.expected.text();
  if (rules.decodes) keys[compressed_key] = true;
  if (!rules.routes.empty()) keys[routes_key] = routes_to_json(rules.routes);
  return keys;
}

void read_foreign(const json_field& object, scenario_setup& into) {
  object.if_given(request_key, [&](const json_field& request) {
    into.request = read_request(request);
    into.insecure = truth_at(request, "insecure");
  });
  object.if_given(requests_key, [&](const json_field& requests) {
    requests.for_each([&](const json_field& each) { into.own_requests.push_back(read_request(each)); });
    if (into.own_requests.size() != into.targets.size())
      requests.refuse("an array of one request for each target");
  });
  net::request_rules rules;
  if (const auto statuses = text_at(object, statuses_key); !statuses.empty())
    rules.expected = net::status_set::parse(statuses);
  rules.decodes = truth_at(object, compressed_key);
  object.if_given(routes_key, [&](const json_field& routes) { rules.routes = read_routes(routes); });
  into.rules = std::make_shared<const net::request_rules>(std::move(rules));
}

void read_server(const json_field& given, worker_spec& into) {
  into.setup.server = {text_at(given, "http"), text_at(given, "https"), text_at(given, "ca_pem")};
  into.server_process = static_cast<pid_t>(number_at(given, "pid", 0, 0, std::numeric_limits<pid_t>::max()));
}

void require_folder(std::string_view name, const std::filesystem::path& folder) {
  std::error_code ignored;
  if (!folder.is_absolute() || !std::filesystem::is_directory(folder, ignored))
    throw std::runtime_error(
        fmt::format("'{}' is '{}'; this scenario needs the absolute path of a folder that exists", name,
                    folder.string()));
}

constexpr std::size_t most_executors = 1000;  // each is a cell of every scenario

constexpr word_table<worker_action, 3> actions{{
    {worker_action::describe, "describe"},
    {worker_action::prepare, "prepare"},
    {worker_action::sample, "sample"},
}};

std::string_view to_string(worker_action action) {
  return word_of(actions, action);
}

worker_action read_action(const std::string& text) {
  const auto known = find_word(actions, text);
  if (!known)
    throw std::runtime_error(fmt::format("'action' is '{}'; known: describe, prepare, sample", text));
  return *known;
}

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& all) {
  std::vector<std::string> names;
  for (const auto& each : all) names.push_back(each.name);
  return names;
}

/// Adds them to `into`, whose scenarios are known.
void read_declarations(const json_field& from, worker_abilities& into) {
  from.for_each([&](const json_field& each) {
    auto one = read_declaration(each);
    if (std::ranges::count(into.scenarios, one.name) != 1)
      each.at("name").refuse("the name of one of its 'scenarios', which is there once");
    if (std::ranges::find(into.declarations, one.name, &scenario_declaration::name) !=
        into.declarations.end())
      each.at("name").refuse("a name that no other declaration has");
    into.parameters.try_emplace(one.name, names_of(one.parameters));
    into.declarations.push_back(std::move(one));
  });
}

void require_url(std::string_view target) {
  try {
    net::parse_url(target);
  } catch (const std::invalid_argument& e) {
    throw usage_error(fmt::format("'targets': {}", e.what()));
  }
}

}  // namespace

worker_answer answer_without_sample(enum status how, std::string why) {
  worker_answer answer;
  answer.status = answer.sample.status = how;
  answer.reason = answer.sample.reason = std::move(why);
  return answer;
}

bool has_sample(const worker_answer& answer) {
  if (answer.status == status::not_applicable) return false;
  return answer.status == status::crashed || answer.status == status::timeout ||
         answer.sample.tasks_ok + answer.sample.tasks_failed > 0;
}

worker_abilities worker_abilities::own() {
  worker_abilities all{names_of(concbench::executors()), {}};
  all.protocol = protocol_version;
  std::ranges::remove_copy_if(concbench::scenarios(), std::back_inserter(all.declarations), is_brought);
  all.scenarios = names_of(all.declarations);
  for (const auto key : {request_key, requests_key, statuses_key, compressed_key, routes_key, timeline_key})
    all.keys.emplace_back(key);
  for (const auto& each : all.declarations) all.parameters[each.name] = names_of(each.parameters);
  return all;
}

bool worker_abilities::is_called(const std::string& executor, std::string_view name) const {
  const auto model = models.find(executor);
  return executor == name || (model != models.end() && model->second == name);
}

bool worker_abilities::knows(std::string_view key) const {
  return std::ranges::find(keys, key) != keys.end();
}

bool worker_abilities::keeps_timelines() const {
  return knows(timeline_key);
}

std::vector<std::string> needed_keys(const scenario_setup& setup) {
  std::vector<std::string> keys;
  for (const auto& each : foreign_to_json(setup)) keys.emplace_back(each.key());
  return keys;
}

bool is_short_word(std::string_view text) {
  constexpr std::size_t longest = 32;
  return !text.empty() && text.size() <= longest &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
             std::string_view::npos;
}

std::string to_text(const worker_abilities& has) {
  json::array declarations;
  for (const auto& each : has.declarations) declarations.push_back(to_json(each));
  return json::serialize(json::object{{"protocol", has.protocol},
                                      {"executors", json::value_from(has.executors)},
                                      {"scenarios", json::value_from(has.scenarios)},
                                      {"parameters", json::value_from(has.parameters)},
                                      {"keys", json::value_from(has.keys)},
                                      {"declarations", std::move(declarations)}}) +
         "\n";
}

worker_abilities read_abilities(std::string_view text) {
  const auto value = parse_object(text, "the answer");
  const json_field object(value);
  worker_abilities has{texts_at(object, "executors"), texts_at(object, "scenarios")};
  const auto newest = number_at(object, "protocol", first_protocol, first_protocol);
  has.protocol = static_cast<int>(std::min<std::uint64_t>(newest, protocol_version));
  if (has.executors.empty()) throw std::runtime_error("the answer names no 'executors'");
  if (has.executors.size() > most_executors)
    throw std::runtime_error(fmt::format("the answer names {} 'executors'; a worker may have {} at most",
                                         has.executors.size(), most_executors));
  std::set<std::string_view> known;
  for (const auto& name : has.executors) {
    if (!is_short_word(name))
      throw std::runtime_error(fmt::format(
          "its executor '{}' is not a word of at most 32 letters, digits, '-', '_' and '.'", name));
    if (!known.insert(name).second)
      throw std::runtime_error(fmt::format("its executor '{}' is there twice", name));
  }
  object.if_given("parameters", [&](const json_field& parameters) {
    parameters.for_each_member([&](std::string_view scenario, const json_field& names) {
      has.parameters[std::string(scenario)] = texts_in(names);
    });
  });
  has.keys = texts_at(object, "keys");
  object.if_given("models", [&](const json_field& models) {
    models.for_each_member([&](std::string_view executor, const json_field& model) {
      has.models[std::string(executor)] = model.text();
    });
  });
  if (has.protocol > first_protocol)
    object.if_given("declarations", [&](const json_field& given) { read_declarations(given, has); });
  return has;
}

std::string to_text(const worker_spec& spec) {
  if (spec.action == worker_action::describe)
    return json::serialize(json::object{{"protocol", first_protocol}, {"action", to_string(spec.action)}}) +
           "\n";
  json::object params;
  for (const auto& each : spec.setup.params) params[each.name] = each.text;
  json::object server{{"http", spec.setup.server.http},
                      {"https", spec.setup.server.https},
                      {"ca_pem", spec.setup.server.ca_pem},
                      {"pid", spec.server_process}};
  json::object text{
      {"protocol", spec.protocol},
      {"action", to_string(spec.action)},
      {"scenario", spec.scenario},
      {"executor", spec.setup.executor},
      {"params", std::move(params)},
      {"tasks", spec.setup.tasks},
      {"concurrency", spec.setup.concurrency},
      {"seed", spec.setup.seed},
      {"rate", spec.setup.rate},
      {"round", spec.round},
      {"run_folder", spec.setup.run_folder},
      {"sample_folder", spec.setup.sample_folder},
      {"server", std::move(server)},
      {"targets", json::value_from(spec.setup.targets)},
      {"ca_pem", spec.setup.ca_pem},
      {"fixture", spec.prepared},
  };
  for (auto& each : foreign_to_json(spec.setup)) text[each.key()] = std::move(each.value());
  if (!spec.setup.inputs.empty()) text["inputs"] = spec.setup.inputs;
  if (spec.timeline) text[timeline_key] = true;
  return json::serialize(text) + "\n";
}

worker_spec read_spec(std::string_view text) {
  const auto value = parse_object(text, "the spec");
  const json_field object(value);
  const auto version = number_at(object, "protocol", 0);
  if (version < first_protocol || version > protocol_version)
    throw std::runtime_error(fmt::format("the spec is of protocol {}; this worker speaks {} and {}", version,
                                         first_protocol, protocol_version));
  worker_spec spec{.scenario = "", .protocol = static_cast<int>(version)};
  spec.action = read_action(text_at(object, "action"));
  if (spec.action == worker_action::describe) return spec;
  spec.scenario = text_at(object, "scenario");
  const auto& declared = find_scenario(spec.scenario);
  spec.setup.executor = text_at(object, "executor");
  if (spec.action == worker_action::sample) find_executor(spec.setup.executor);
  const auto params = object.find("params");
  spec.setup.params =
      params ? read_params(declared, *params) : parameter_values(declared.parameters, profile::standard);
  spec.setup.tasks = number_at(object, "tasks", declared.tasks.standard, 1, declared.max_tasks);
  spec.setup.concurrency = number_at(object, "concurrency", 1, 1, spec.setup.tasks);
  spec.setup.seed = number_at(object, "seed", 0);
  spec.setup.rate = rate_at(object, "rate");
  spec.round = static_cast<std::int64_t>(number_at(object, "round", 0, 0, largest_figure));
  spec.setup.run_folder = text_at(object, "run_folder");
  spec.setup.sample_folder = text_at(object, "sample_folder");
  if (declared.uses_folders) {
    // Without them its files would be made, and removed, in whatever folder the caller is in.
    require_folder("run_folder", spec.setup.run_folder);
    if (spec.action == worker_action::sample) require_folder("sample_folder", spec.setup.sample_folder);
  }
  object.if_given("server", [&](const json_field& server) { read_server(server, spec); });
  spec.setup.targets = texts_at(object, "targets");
  for (const auto& each : spec.setup.targets) require_url(each);
  spec.setup.ca_pem = text_at(object, "ca_pem");
  read_foreign(object, spec.setup);
  spec.setup.inputs = text_at(object, "inputs");
  spec.prepared = object_at(object, "fixture");
  spec.timeline = truth_at(object, timeline_key);
  return spec;
}

std::string to_text(const worker_answer& answer, worker_action action) {
  json::object text{{"status", to_string(answer.status)}, {"reason", answer.reason}};
  if (action == worker_action::prepare) {
    text["fixture"] = answer.prepared;
  } else {
    text["sample"] = to_json(answer.sample);
    if (answer.timeline) text[timeline_key] = to_json(*answer.timeline);
  }
  return json::serialize(text) + "\n";
}

worker_answer read_answer(std::string_view text, const worker_spec& asked) {
  const auto value = parse_object(text, "the worker's answer");
  const json_field object(value);
  worker_answer answer;
  const auto status = parse_status(text_at(object, "status"));
  if (!status) throw std::runtime_error("the worker's answer has no known status");
  answer.status = *status;
  answer.reason = short_line(text_at(object, "reason"));
  if (asked.action == worker_action::prepare) {
    answer.prepared = object_at(object, "fixture");
  } else if (const auto taken = object.find("sample")) {
    answer.sample = read_sample(*taken, asked.setup.rate);
    answer.sample.reason = short_line(answer.sample.reason);
    for (auto& each : answer.sample.errors) each.reason = short_line(each.reason);
    for (auto& each : answer.sample.notes) each = short_line(each);
    if (answer.sample.status != answer.status)
      throw std::runtime_error(fmt::format("the worker's answer is {}, and its sample is {}",
                                           to_string(answer.status), to_string(answer.sample.status)));
  } else if (answer.status == status::ok) {
    throw std::runtime_error("the worker's answer is ok and has no sample");
  }
  if (const auto timeline = object.find(timeline_key); timeline && asked.timeline) {
    answer.timeline = read_timeline(*timeline);
    answer.timeline->problem = short_line(answer.timeline->problem);
  }
  return answer;
}

}  // namespace concbench::runner
