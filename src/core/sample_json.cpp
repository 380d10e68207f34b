// Samples to JSON and back; errors name the field.
#include "core/sample_json.hpp"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "core/sample_figures.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

std::uint64_t read_digest(const json_field& field) {
  constexpr std::size_t digits = 16;
  const auto text = field.is_text() ? field.text() : "";
  std::uint64_t digest = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), digest, 16);
  if (text.size() != digits || error != std::errc{} || end != text.data() + digits)
    field.refuse("a text of 16 hexadecimal digits");
  return digest;
}

json::object latency_to_json(const latency_summary& from) {
  json::object object;
  visit_figures_of_latency(from, [&](std::string_view name, const auto& value) { object[name] = value; });
  return object;
}

latency_summary read_latency(const json_field& field) {
  latency_summary into;
  visit_figures_of_latency(into, [&](std::string_view name, auto& member) {
    field.if_given(name, [&](const json_field& figure) { figure.read_figure(member); });
  });
  return into;
}

/// Checks what others compute figures from without asking again: there is a time to divide by, and all tasks succeeded,
/// or as many as must.
void check_ok_sample(const json_field& field, double allowed_errors) {
  field.at("wall_ns").whole<std::int64_t>(1, largest_figure);
  const auto ok = field.at("tasks_ok").whole<std::uint64_t>(1, largest_figure);
  field.at("digest");
  const auto given = field.find("tasks_failed");
  if (!given) return;
  const auto failed = given->whole<std::uint64_t>(0, largest_figure);
  if (failed == 0) return;
  if (allowed_errors == 0) given->refuse("0 in a sample that is ok");
  if (static_cast<double>(failed) > allowed_errors * static_cast<double>(ok + failed))
    given->refuse("no more in a sample that is ok than the plan's allowed_errors");
}

/// In a closed loop no task is due at a certain time, and compared_ns would compare this value.
void check_closed_loop(const json_field& field, const latency_summary& response) {
  visit_figures_of_latency(response, [&](std::string_view name, std::int64_t value) {
    if (value > 0) field.at(name).refuse("0 where no rate was asked for");
  });
}

}  // namespace

std::string digest_text(std::uint64_t digest) {
  return fmt::format("{:016x}", digest);
}

json::object to_json(const sample& sample) {
  json::object object{{"round", sample.round},
                      {"position", sample.position},
                      {"status", to_string(sample.status)},
                      {"reason", valid_utf8(sample.reason)}};
  if (!sample.saturation.empty()) object["saturation"] = valid_utf8(sample.saturation);
  visit_figures(sample, [&](std::string_view name, const auto& value) { object[name] = value; });
  auto& errors = object["errors"].emplace_array();
  for (const auto& [reason, count] : sample.errors)
    errors.push_back({{"reason", valid_utf8(reason)}, {"count", count}});
  object["latency_ns"] = latency_to_json(sample.latency_ns);
  object["sojourn_ns"] = latency_to_json(sample.sojourn_ns);
  object["response_ns"] = latency_to_json(sample.response_ns);
  object["digest"] = digest_text(sample.digest);
  auto& counters = object["counters"].emplace_object();
  for (const auto& [name, value] : sample.counters) counters[valid_utf8(name)] = value;
  auto& notes = object["notes"].emplace_array();
  for (const auto& note : sample.notes) notes.emplace_back(valid_utf8(note));
  return object;
}

status read_status(const json_field& field) {
  const auto known = parse_status(field.is_text() ? field.text() : "");
  if (!known) field.refuse("one of ok, saturated, failed, incorrect, timeout, crashed, n/a");
  return *known;
}

sample read_sample(const json_field& field, double rate, double allowed_errors) {
  sample into;
  into.status = read_status(field.at("status"));
  if (into.status == status::ok) check_ok_sample(field, allowed_errors);
  field.if_given("round", [&](const auto& f) { f.read_figure(into.round); });
  field.if_given("position", [&](const auto& f) { f.read_figure(into.position); });
  field.if_given("reason", [&](const auto& f) { into.reason = f.text(); });
  field.if_given("saturation", [&](const auto& f) {
    if (rate == 0) f.refuse("left out, because no rate was asked for");
    into.saturation = f.text();
  });
  visit_figures(into, [&](std::string_view name, auto& member) {
    field.if_given(name, [&](const auto& f) { f.read_figure(member); });
  });
  if (into.tasks_dropped > into.tasks_failed)
    field.at("tasks_dropped").refuse("no more than tasks_failed, which has them too");
  field.if_given("errors", [&](const auto& f) {
    f.for_each([&](const json_field& each) {
      into.errors.push_back({each.at("reason").text(), 0});
      each.at("count").read_figure(into.errors.back().count);
    });
  });
  field.if_given("latency_ns", [&](const auto& f) { into.latency_ns = read_latency(f); });
  field.if_given("sojourn_ns", [&](const auto& f) { into.sojourn_ns = read_latency(f); });
  field.if_given("response_ns", [&](const auto& f) {
    into.response_ns = read_latency(f);
    if (rate == 0) check_closed_loop(f, into.response_ns);
  });
  field.if_given("digest", [&](const auto& f) { into.digest = read_digest(f); });
  field.if_given("counters", [&](const auto& f) {
    f.for_each_member([&](std::string_view name, const json_field& each) {
      using limits = std::numeric_limits<std::int64_t>;
      into.counters[std::string(name)] = each.whole(limits::min(), limits::max());
    });
  });
  field.if_given("notes", [&](const auto& f) {
    f.for_each([&](const json_field& each) { into.notes.push_back(each.text()); });
  });
  return into;
}

bool lacks_response(const sample& sample, double rate) {
  return rate > 0 && sample.tasks_ok > 0 && sample.response_ns.p99 == 0;
}

}  // namespace concbench
