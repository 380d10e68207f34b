// Where lines break.
#include "report/exports/json_text.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>

namespace concbench {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_line = 100;
constexpr int depth_of_cells = 2;
constexpr int depth_of_samples = 4;  // report, cells, cell, samples, sample

class pretty_printer {
 public:
  std::string print(const json::value& value) {
    write(value, 0);
    text_ += '\n';
    return std::move(text_);
  }

 private:
  void write(const json::value& value, int depth) {
    auto line = on_one_line(value);
    const bool fits = line.size() <= longest_line && depth >= depth_of_cells;
    const bool empty = line.size() <= 2;
    if (!value.is_structured() || empty || fits || depth >= depth_of_samples) {
      text_ += line;
    } else if (value.is_object()) {
      write_each('{', '}', value.get_object(), depth, [&](const json::key_value_pair& member) {
        text_ += json::serialize(json::string_view(member.key())) + ": ";
        write(member.value(), depth + 1);
      });
    } else {
      write_each('[', ']', value.get_array(), depth,
                 [&](const json::value& each) { write(each, depth + 1); });
    }
  }

  void write_each(char open, char close, const auto& container, int depth, auto&& write_one) {
    text_ += open;
    const char* separator = "";
    for (const auto& each : container) {
      text_ += fmt::format("{}\n{:{}}", separator, "", 2 * (depth + 1));
      write_one(each);
      separator = ",";
    }
    text_ += fmt::format("\n{:{}}{}", "", 2 * depth, close);
  }

  static std::string on_one_line(const json::value& value) {
    std::vector<std::string> parts;
    if (const auto* object = value.if_object()) {
      for (const auto& [key, member] : *object)
        parts.push_back(json::serialize(json::string_view(key)) + ": " + on_one_line(member));
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
    }
    if (const auto* array = value.if_array()) {
      for (const auto& each : *array) parts.push_back(on_one_line(each));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    }
    if (const auto* number = value.if_double())
      return fmt::format("{}", *number);  // Boost would write 2.5E-1
    return json::serialize(value);
  }

  std::string text_;
};

}  // namespace

std::string json_text(const json::value& value) {
  return pretty_printer().print(value);
}

}  // namespace concbench
