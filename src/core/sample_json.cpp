// Samples to JSON and back; errors name the field.
#include "core/sample_json.hpp"

#include <charconv>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include "core/sample_figures.hpp"
#include "core/utf8.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(std::string_view name, const json::value& value, std::string_view expected) {
  constexpr std::size_t longest = 60;
  auto text = json::serialize(value);
  if (text.size() > longest) text = valid_utf8(text.substr(0, longest)) + "…";
  throw std::runtime_error(fmt::format("sample: '{}' is {}; it must be {}", name, text, expected));
}

/// A whole number, also where another language wrote it as 1e9 or 5.0.
template <class Number>
void read_number(std::string_view name, const json::value& value, Number& into) {
  json::error_code error;
  into = value.to_number<Number>(error);
  if (error) refuse(name, value, "a whole number that fits 64 bits");
}

template <class Number>
void read_figure(std::string_view name, const json::value& value, Number& into) {
  read_number(name, value, into);
  if constexpr (std::is_signed_v<Number>)
    if (into < 0) refuse(name, value, "a whole number of at least 0");
}

std::string read_text(std::string_view name, const json::value& value) {
  if (!value.is_string()) refuse(name, value, "a text");
  return std::string(value.as_string());
}

const json::object& read_object(std::string_view name, const json::value& value) {
  if (!value.is_object()) refuse(name, value, "an object");
  return value.as_object();
}

const json::array& read_array(std::string_view name, const json::value& value) {
  if (!value.is_array()) refuse(name, value, "an array");
  return value.as_array();
}

std::uint64_t read_digest(const json::value& value) {
  constexpr std::size_t digits = 16;
  const auto text = value.is_string() ? std::string(value.as_string()) : "";
  std::uint64_t digest = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), digest, 16);
  if (text.size() != digits || error != std::errc{} || end != text.data() + digits)
    refuse("digest", value, "a text of 16 hexadecimal digits");
  return digest;
}

enum status read_status(const json::value& value) {
  const auto known = parse_status(value.is_string() ? std::string_view(value.as_string()) : "");
  if (!known) refuse("status", value, "one of ok, failed, incorrect, timeout, crashed, n/a");
  return *known;
}

json::object latency_to_json(const latency_summary& from) {
  json::object object;
  visit_figures_of_latency(from, [&](std::string_view name, const auto& value) { object[name] = value; });
  return object;
}

latency_summary latency_from_json(std::string_view name, const json::value& value) {
  const auto& object = read_object(name, value);
  latency_summary into;
  visit_figures_of_latency(into, [&](std::string_view each, auto& member) {
    if (const auto* found = object.if_contains(each))
      read_figure(fmt::format("{}.{}", name, each), *found, member);
  });
  return into;
}

std::vector<error_count> errors_from_json(const json::value& value) {
  std::vector<error_count> errors;
  for (const auto& each : read_array("errors", value)) {
    const auto& object = read_object("errors[]", each);
    if (!object.contains("reason") || !object.contains("count"))
      refuse("errors[]", each, "an object with reason and count");
    errors.push_back({read_text("errors[].reason", object.at("reason")), 0});
    read_figure("errors[].count", object.at("count"), errors.back().count);
  }
  return errors;
}

void require(const json::object& object, std::initializer_list<const char*> names, std::string_view when) {
  for (const auto* name : names)
    if (!object.contains(name))
      throw std::runtime_error(fmt::format("sample: '{}' is missing{}", name, when));
}

}  // namespace

std::string digest_text(std::uint64_t digest) {
  return fmt::format("{:016x}", digest);
}

json::object to_json(const sample& from) {
  json::object object{{"round", from.round},
                      {"position", from.position},
                      {"status", to_string(from.status)},
                      {"reason", valid_utf8(from.reason)}};
  visit_figures(from, [&](std::string_view name, const auto& value) { object[name] = value; });
  auto& errors = object["errors"].emplace_array();
  for (const auto& [reason, count] : from.errors)
    errors.push_back({{"reason", valid_utf8(reason)}, {"count", count}});
  object["latency_ns"] = latency_to_json(from.latency_ns);
  object["sojourn_ns"] = latency_to_json(from.sojourn_ns);
  object["response_ns"] = latency_to_json(from.response_ns);
  object["digest"] = digest_text(from.digest);
  auto& counters = object["counters"].emplace_object();
  for (const auto& [name, value] : from.counters) counters[valid_utf8(name)] = value;
  auto& notes = object["notes"].emplace_array();
  for (const auto& note : from.notes) notes.emplace_back(valid_utf8(note));
  return object;
}

sample sample_from_json(const json::value& from) {
  const auto& object = read_object("sample", from);
  sample into;
  require(object, {"status"}, "");
  into.status = read_status(object.at("status"));
  if (into.status == status::ok)
    require(object, {"wall_ns", "tasks_ok", "digest"}, ", and required when the status is ok");
  const auto if_given = [&](std::string_view name, auto&& read) {
    if (const auto* value = object.if_contains(name)) read(*value);
  };
  if_given("round", [&](const auto& v) { read_number("round", v, into.round); });
  if_given("position", [&](const auto& v) { read_figure("position", v, into.position); });
  if_given("reason", [&](const auto& v) { into.reason = read_text("reason", v); });
  visit_figures(into, [&](std::string_view name, auto& member) {
    if_given(name, [&](const auto& v) { read_figure(name, v, member); });
  });
  if_given("errors", [&](const auto& v) { into.errors = errors_from_json(v); });
  if_given("latency_ns", [&](const auto& v) { into.latency_ns = latency_from_json("latency_ns", v); });
  if_given("sojourn_ns", [&](const auto& v) { into.sojourn_ns = latency_from_json("sojourn_ns", v); });
  if_given("response_ns", [&](const auto& v) { into.response_ns = latency_from_json("response_ns", v); });
  if_given("digest", [&](const auto& v) { into.digest = read_digest(v); });
  if_given("counters", [&](const auto& v) {
    for (const auto& [name, value] : read_object("counters", v))
      read_number(fmt::format("counters.{}", std::string_view(name)), value,
                  into.counters[std::string(name)]);
  });
  if_given("notes", [&](const auto& v) {
    for (const auto& note : read_array("notes", v)) into.notes.push_back(read_text("notes[]", note));
  });
  return into;
}

}  // namespace concbench
