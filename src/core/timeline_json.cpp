// Columns, and what they must be.
#include "core/timeline_json.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

constexpr std::size_t most_memory_readings = 100'000;
constexpr std::uint32_t largest_number = 1'000'000'000;  // of a task, a lane or a thread

template <class Element, class Number>
json::array column(const std::vector<Element>& from, Number Element::* member) {
  json::array values;
  values.reserve(from.size());
  for (const auto& each : from) values.emplace_back(each.*member);
  return values;
}

/// Reads one member of all elements of `into`, which is as long as the first array that was read.
template <class Element, class Number>
void read_column(const json_field& field, std::vector<Element>& into, Number Element::* member, Number least,
                 Number most) {
  if (field.array().size() != into.size())
    field.refuse(fmt::format("an array of {} numbers, as those beside it", into.size()));
  auto next = into.begin();
  field.for_each([&](const json_field& each) { (*next++).*member = each.whole<Number>(least, most); });
}

void make_room(const json_field& field, auto& into, std::size_t most) {
  if (field.array().size() > most) field.refuse(fmt::format("an array of at most {} numbers", most));
  into.resize(field.array().size());
}

/// Checks what everybody who draws timelines relies on.
void check_order(const json_field& field, const std::vector<timeline_task>& tasks) {
  std::unordered_map<std::uint32_t, std::int64_t> ended;  // by lane
  std::int64_t begun = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto& each = tasks[i];
    const auto refuse = [&](std::string_view column, std::int64_t least, std::string_view why) {
      field.at(column).at(i).refuse(fmt::format("at least {}, {}", least, why));
    };
    if (each.start_ns < begun) refuse("start_ns", begun, "when the task before it began");
    if (each.end_ns < each.start_ns) refuse("end_ns", each.start_ns, "when the task began");
    auto& free = ended[each.lane];
    if (each.start_ns < free) refuse("start_ns", free, "when the task before it on its lane ended");
    begun = each.start_ns;
    free = each.end_ns;
  }
}

void read_failed(const json_field& field, std::vector<timeline_task>& tasks) {
  std::vector<std::uint32_t> failed;
  field.for_each(
      [&](const json_field& each) { failed.push_back(each.whole<std::uint32_t>(0, largest_number)); });
  std::ranges::sort(failed);
  for (auto& each : tasks) each.ok = !std::ranges::binary_search(failed, each.id);
}

std::vector<timeline_task> read_tasks(const json_field& field) {
  using task = timeline_task;
  std::vector<task> tasks;
  make_room(field.at("task"), tasks, most_timeline_tasks);
  read_column<task, std::uint32_t>(field.at("task"), tasks, &task::id, 0, largest_number);
  read_column<task, std::uint32_t>(field.at("lane"), tasks, &task::lane, 1, largest_number);
  read_column<task, std::uint32_t>(field.at("thread"), tasks, &task::thread, 0, largest_number);
  read_column<task, std::int64_t>(field.at("start_ns"), tasks, &task::start_ns, 0, largest_figure);
  read_column<task, std::int64_t>(field.at("end_ns"), tasks, &task::end_ns, 0, largest_figure);
  field.if_given("due_ns", [&](const json_field& due) {
    read_column<task, std::int64_t>(due, tasks, &task::due_ns, 0, largest_figure);
  });
  read_failed(field.at("failed"), tasks);
  check_order(field, tasks);
  return tasks;
}

std::vector<memory_reading> read_memory(const json_field& field) {
  std::vector<memory_reading> readings;
  make_room(field.at("memory_at_ns"), readings, most_memory_readings);
  read_column<memory_reading, std::int64_t>(field.at("memory_at_ns"), readings, &memory_reading::at_ns, 0,
                                            largest_figure);
  read_column<memory_reading, std::uint64_t>(field.at("resident_bytes"), readings,
                                             &memory_reading::resident_bytes, 0, largest_figure);
  for (std::size_t i = 1; i < readings.size(); ++i)
    if (const auto before = readings[i - 1].at_ns; readings[i].at_ns < before)
      field.at("memory_at_ns").at(i).refuse(fmt::format("at least {}, as the one before it", before));
  return readings;
}

}  // namespace

json::object to_json(const task_timeline& timeline) {
  if (!timeline.problem.empty()) return {{"problem", valid_utf8(timeline.problem)}};
  json::object object{
      {"wall_ns", timeline.wall_ns}, {"began", timeline.began}, {"peak_tasks", timeline.peak_tasks}};
  object["task"] = column(timeline.tasks, &timeline_task::id);
  object["lane"] = column(timeline.tasks, &timeline_task::lane);
  object["thread"] = column(timeline.tasks, &timeline_task::thread);
  if (std::ranges::any_of(timeline.tasks, [](const timeline_task& each) { return each.due_ns > 0; }))
    object["due_ns"] = column(timeline.tasks, &timeline_task::due_ns);
  object["start_ns"] = column(timeline.tasks, &timeline_task::start_ns);
  object["end_ns"] = column(timeline.tasks, &timeline_task::end_ns);
  auto& failed = object["failed"].emplace_array();
  for (const auto& each : timeline.tasks)
    if (!each.ok) failed.emplace_back(each.id);
  object["memory_at_ns"] = column(timeline.memory, &memory_reading::at_ns);
  object["resident_bytes"] = column(timeline.memory, &memory_reading::resident_bytes);
  return object;
}

task_timeline read_timeline(const json_field& field) {
  task_timeline into;
  if (const auto problem = field.find("problem")) {
    into.problem = problem->text();
    if (into.problem.empty()) problem->refuse("a text that is not empty");
    return into;
  }
  field.at("wall_ns").read_figure(into.wall_ns);
  into.tasks = read_tasks(field);
  into.began = field.at("began").whole<std::uint64_t>(into.tasks.size(), largest_figure);
  field.at("peak_tasks").read_figure(into.peak_tasks);
  if (field.find("memory_at_ns")) into.memory = read_memory(field);
  return into;
}

}  // namespace concbench
