// Reads JSON that other programs wrote, field by field. Every access is checked, and every error names the place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace concbench {

/// The largest figure that is believed: 31 years in nanoseconds, an exabyte. The sum of two still fits into 64 bits.
inline constexpr std::int64_t largest_figure = 1'000'000'000'000'000'000;

/// Parses `text` as one JSON document. It may begin with a byte order mark, and may contain bytes that are not UTF-8, as
/// names of files do. Throws std::runtime_error "`what` is not JSON: …".
boost::json::value parse_json(std::string_view text, std::string_view what);

/// A value of a JSON document, and its place there. It refers to its parent, which must outlive it; so its path is
/// written only for an error message. All functions that read throw std::runtime_error such as "'cells[3].tasks' is -5;
/// it must be a whole number from 0 to 10^18".
class json_field {
 public:
  /// A whole document. The path of everything in it begins with `name`, unless that is empty.
  explicit json_field(const boost::json::value& document, std::string_view name = "")
      : value_(&document), object_(document.if_object()), name_(name) {}
  /// A document that is an object; it is not copied.
  explicit json_field(const boost::json::object& document, std::string_view name = "");

  std::string text() const;
  bool truth() const;
  /// A finite number of at least 0.
  double number() const;

  /// A whole number. Other languages may write it as 1e9 or 5.0.
  template <class Number>
  Number whole(Number least, Number most) const {
    boost::system::error_code error;
    const auto number = value_->to_number<Number>(error);
    if (error || number < least || number > most) refuse_range(std::to_string(least), std::to_string(most));
    return number;
  }

  /// A whole number of any size; empty when this is something else.
  std::optional<std::int64_t> if_whole() const;

  /// A figure of a report: a whole number from 0 to `largest_figure`.
  template <class Number>
  void read_figure(Number& value) const {
    value = whole<Number>(0, static_cast<Number>(largest_figure));
  }

  bool is_object() const { return object_ != nullptr; }
  bool is_text() const { return value_->is_string(); }
  bool is_number() const { return value_->is_number(); }
  /// The number as JSON. Use it where the document decides which type a value has. Requires is_number().
  std::string number_text() const;

  /// The member called `name`. Throws when this is no object, or has no such member.
  json_field at(std::string_view name) const;
  std::optional<json_field> find(std::string_view name) const;
  /// Calls read(json_field) for the member called `name`; does nothing when there is no such member. Throws when this is
  /// no object.
  template <class Read>
  void if_given(std::string_view name, Read&& read) const {
    if (const auto found = find(name)) read(*found);
  }
  /// The element at `index`. Throws when this is no array, or is shorter.
  json_field at(std::size_t index) const;

  /// Calls visit(json_field) for each element of this array.
  template <class Visit>
  void for_each(Visit&& visit) const {
    const auto& elements = array();
    for (std::size_t i = 0; i < elements.size(); ++i) visit(json_field(elements[i], this, {}, i));
  }

  /// Calls visit(name, json_field) for each member of this object.
  template <class Visit>
  void for_each_member(Visit&& visit) const {
    for (const auto& member : object()) {
      const std::string_view name = member.key();
      visit(name, json_field(member.value(), this, name, 0));
    }
  }

  const boost::json::object& object() const;
  const boost::json::array& array() const;

  /// Throws the error: '<path>' is <value>; it must be `expected`.
  [[noreturn]] void refuse(std::string_view expected) const;

 private:
  json_field(const boost::json::value& value, const json_field* parent, std::string_view name,
             std::size_t index)
      : value_(&value), object_(value.if_object()), parent_(parent), name_(name), index_(index) {}

  [[noreturn]] void refuse_range(const std::string& least, const std::string& most) const;
  std::string path() const;

  const boost::json::value* value_;    ///< never null; for an object that is in no value, an empty one
  const boost::json::object* object_;  ///< null: the value is no object
  const json_field* parent_ = nullptr;
  std::string_view name_;  ///< empty for an element of an array
  std::size_t index_ = 0;
};

}  // namespace concbench
