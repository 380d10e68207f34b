// Checked access, and errors with the way to their place.
#include "core/json_field.hpp"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "system/byte_order_mark.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

/// What an error shows of a value: a long one is cut, so that it cannot fill the screen.
std::string excerpt(const json::value& value) {
  constexpr std::size_t longest = 60;
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  auto text = value.is_double() ? fmt::format("{}", value.get_double()) : json::serialize(value);
  if (text.size() > longest) text = text.substr(0, longest) + "…";
  return single_line(text);
}

/// An empty object. A field whose object is in no value refers to it as its value, so that errors can tell what it is.
const json::value& some_object() {
  static const json::value empty(json::object_kind);
  return empty;
}

}  // namespace

json::value parse_json(std::string_view text, std::string_view what) {
  boost::system::error_code error;
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  auto value = json::parse(without_byte_order_mark(text), error, {}, options);
  if (error) throw std::runtime_error(fmt::format("{} is not JSON: {}", what, error.message()));
  return value;
}

json_field::json_field(const json::object& document, std::string_view name)
    : value_(&some_object()), object_(&document), name_(name) {}

std::string json_field::path() const {
  auto way = parent_ == nullptr ? "" : parent_->path();
  if (parent_ != nullptr && name_.empty()) return fmt::format("{}[{}]", way, index_);
  if (!way.empty()) way += '.';
  return way + single_line(name_);
}

void json_field::refuse(std::string_view expected) const {
  const auto way = path();
  throw std::runtime_error(fmt::format("{} is {}; it must be {}", way.empty() ? "it" : "'" + way + "'",
                                       excerpt(*value_), expected));
}

void json_field::refuse_range(const std::string& least, const std::string& most) const {
  const bool largest = most == std::to_string(largest_figure);
  refuse(fmt::format("a whole number from {} to {}", least, largest ? "10^18" : most));
}

std::string json_field::text() const {
  if (!value_->is_string()) refuse("a text");
  return std::string(value_->get_string());
}

bool json_field::truth() const {
  if (!value_->is_bool()) refuse("true or false");
  return value_->get_bool();
}

double json_field::number() const {
  boost::system::error_code error;
  const auto number = value_->to_number<double>(error);
  if (error || !std::isfinite(number) || number < 0) refuse("a number of at least 0");
  return number;
}

std::optional<std::int64_t> json_field::if_whole() const {
  boost::system::error_code error;
  const auto number = value_->to_number<std::int64_t>(error);
  return error ? std::nullopt : std::optional(number);
}

std::string json_field::number_text() const {
  if (!value_->is_double()) return json::serialize(*value_);
  if (!std::isfinite(value_->get_double())) refuse("a finite number");
  return fmt::format("{}", value_->get_double());
}

const json::object& json_field::object() const {
  if (object_ == nullptr) refuse("an object");
  return *object_;
}

const json::array& json_field::array() const {
  if (!value_->is_array()) refuse("an array");
  return value_->get_array();
}

std::optional<json_field> json_field::find(std::string_view name) const {
  const auto* found = object().if_contains(name);
  if (found == nullptr) return {};
  return json_field(*found, this, name, 0);
}

json_field json_field::at(std::size_t index) const {
  const auto& elements = array();
  if (index >= elements.size()) throw std::runtime_error(fmt::format("'{}[{}]' is missing", path(), index));
  return json_field(elements[index], this, {}, index);
}

json_field json_field::at(std::string_view name) const {
  if (const auto found = find(name)) return *found;
  const auto way = path();
  throw std::runtime_error(fmt::format("'{}{}{}' is missing", way, way.empty() ? "" : ".", name));
}

}  // namespace concbench
