// Decides where the lines of a JSON text end.
#include "report/exports/json_text.hpp"

#include <iterator>
#include <string_view>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "system/foreign_text.hpp"

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
    const auto begin = text_.size();
    const bool whole = !value.is_structured() || is_empty(value) || depth >= depth_of_samples;
    if (whole || depth >= depth_of_cells) {
      const auto end = whole ? std::string::npos : begin + longest_line;
      if (write_on_one_line(value, end)) return;
      text_.resize(begin);
    }
    if (value.is_object()) {
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

  static bool is_empty(const json::value& value) {
    return value.is_object() ? value.get_object().empty() : value.get_array().empty();
  }

  /// False, with a part of it written, when it would end after `end`.
  bool write_on_one_line(const json::value& value, std::size_t end) {
    if (const auto* object = value.if_object())
      return write_parts('{', '}', *object, end, [&](const json::key_value_pair& member) {
        text_ += json::serialize(json::string_view(member.key())) + ": ";
        return write_on_one_line(member.value(), end);
      });
    if (const auto* array = value.if_array())
      return write_parts('[', ']', *array, end,
                         [&](const json::value& each) { return write_on_one_line(each, end); });
    if (const auto* number = value.if_double()) {
      fmt::format_to(std::back_inserter(text_), "{}", *number);  // Boost would write 2.5E-1
    } else if (const auto* positive = value.if_uint64()) {       // a timeline has millions of them
      text_ += fmt::format_int(*positive).c_str();
    } else if (const auto* whole = value.if_int64()) {
      text_ += fmt::format_int(*whole).c_str();
    } else {
      text_ += json::serialize(value);
    }
    return text_.size() <= end;
  }

  bool write_parts(char open, char close, const auto& container, std::size_t end, auto&& write_one) {
    text_ += open;
    std::string_view separator;
    for (const auto& each : container) {
      text_ += separator;
      if (!write_one(each)) return false;
      separator = ", ";
    }
    text_ += close;
    return text_.size() <= end;
  }

  std::string text_;
};

}  // namespace

std::string json_text(const json::value& value) {
  return pretty_printer().print(value);
}

boost::json::array texts_to_json(const std::vector<std::string>& texts) {
  boost::json::array all;
  for (const auto& each : texts) all.emplace_back(valid_utf8(each));
  return all;
}

boost::json::value interval_to_json(const std::optional<analysis::interval>& range) {
  if (!range) return nullptr;
  return boost::json::array{range->low, range->high};
}

}  // namespace concbench
