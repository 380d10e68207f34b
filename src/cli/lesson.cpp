// A lesson's text begins with its title and with lines "key: value", up to the first empty line.
#include "cli/lesson.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "cli/checked_option.hpp"
#include "core/parameters.hpp"
#include "system/foreign_text.hpp"
#include "system/trimmed.hpp"

#include "lessons.hpp"

namespace concbench::cli {
namespace {

constexpr std::string_view remember_heading = "## Remember\n";

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    parts.emplace_back(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

lesson read_lesson(const embedded_lesson& files, std::size_t number) {
  lesson read{.name = files.name,
              .number = number,
              .title = {},
              .section = {},
              .takes = {},
              .topics = {},
              .next = {},
              .text = {},
              .remember = {},
              .source = files.source,
              .python = files.python,
              .run = files.run};
  const std::string_view whole = files.text;
  const auto end_of_head = whole.find("\n\n");
  for (const auto& line : split(whole.substr(0, end_of_head), '\n')) {
    const auto value_of = [&](std::string_view key) {
      return line.starts_with(key) ? std::string(trimmed(std::string_view(line).substr(key.size()))) : "";
    };
    if (auto title = value_of("# "); !title.empty()) read.title = std::move(title);
    if (auto section = value_of("section:"); !section.empty()) read.section = std::move(section);
    if (auto takes = value_of("takes:"); !takes.empty()) read.takes = std::move(takes);
    if (auto next = value_of("next:"); !next.empty()) read.next = std::move(next);
    if (const auto topics = value_of("topics:"); !topics.empty()) read.topics = split(topics, ';');
  }
  auto body = whole.substr(std::min(end_of_head, whole.size()));
  const auto remember = std::min(body.find(remember_heading), body.size());
  read.text = trimmed(body.substr(0, remember));
  body.remove_prefix(remember);
  if (!body.empty()) read.remember = trimmed(body.substr(remember_heading.size()));
  return read;
}

}  // namespace

bool lesson::needs_server() const {
  return source.find("int main(int ") != source.npos;
}

const std::vector<lesson>& lessons() {
  static const auto all = [] {
    std::vector<lesson> read;
    for (const auto& each : embedded_lessons) read.push_back(read_lesson(each, read.size() + 1));
    return read;
  }();
  return all;
}

const lesson& find_lesson(const std::string& name_or_number) {
  std::size_t number = 0;
  const auto* const end = name_or_number.data() + name_or_number.size();
  const auto [stop, error] = std::from_chars(name_or_number.data(), end, number);
  if (error == std::errc{} && stop == end) {
    if (number < 1 || number > lessons().size())
      throw usage_error(
          fmt::format("there is no lesson {}: they are numbered from 1 to {}", number, lessons().size()));
    return lessons()[number - 1];
  }
  const auto found = std::ranges::find(lessons(), name_or_number, &lesson::name);
  if (found != lessons().end()) return *found;
  std::vector<std::string> names;
  for (const auto& each : lessons()) names.push_back(each.name);
  const auto near = nearest(name_or_number, names);
  throw usage_error(fmt::format("there is no lesson {}{}", in_quotes(name_or_number),
                                near.empty()
                                    ? "; concbench learn lists them"
                                    : fmt::format("; did you mean '{}'? concbench learn lists them", near)));
}

}  // namespace concbench::cli
