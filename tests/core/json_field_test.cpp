// Fields of foreign JSON: what is taken, and how errors name the place.
#include "core/json_field.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace concbench {
namespace {

namespace json = boost::json;

/// What `read` throws when it is given the document `text`.
std::string field_error(std::string_view text, void (*read)(const json_field&), std::string_view name = "") {
  const auto document = json::parse(text);
  try {
    read(json_field(document, name));
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "nothing";
}

TEST(json_field, names_the_way_to_a_value_through_objects_and_arrays) {
  const auto read = [](const json_field& root) {
    root.at("cells").for_each([](const json_field& each) { each.at("a").at("b").text(); });
  };
  EXPECT_EQ(field_error(R"({"cells":[{"a":{"b":"x"}},{"a":{"b":3}}]})", read),
            "'cells[1].a.b' is 3; it must be a text");
  EXPECT_EQ(field_error(R"({"cells":[{"a":{"b":null}}]})", read, "worker"),
            "'worker.cells[0].a.b' is null; it must be a text");
  EXPECT_EQ(field_error(R"({"cells":[{"a":{}}]})", read), "'cells[0].a.b' is missing");
  EXPECT_EQ(field_error(R"({"cells":{}})", read), "'cells' is an object; it must be an array");
  EXPECT_EQ(field_error("[]", read), "it is an array; it must be an object");
}

TEST(json_field, hands_over_a_member_that_is_given_and_none_that_is_missing) {
  const auto document = json::parse(R"({"x":"here"})");
  const json_field root(document);
  std::vector<std::string> seen;
  const auto see = [&](const json_field& each) { seen.push_back(each.text()); };
  root.if_given("x", see);
  root.if_given("y", see);
  EXPECT_EQ(seen, std::vector<std::string>{"here"});
  EXPECT_EQ(field_error("5", [](const json_field& number) { number.if_given("x", [](const auto&) {}); }),
            "it is 5; it must be an object");
}

TEST(json_field, names_an_element_that_an_array_does_not_have) {
  const auto read = [](const json_field& root) { root.at("x").at(3).text(); };
  EXPECT_EQ(field_error(R"({"x":[1,2,3]})", read), "'x[3]' is missing");
  EXPECT_EQ(field_error(R"({"x":[1,2,3,4]})", read), "'x[3]' is 4; it must be a text");
  EXPECT_EQ(field_error(R"({"x":4})", read), "'x' is 4; it must be an array");
}

TEST(json_field, reads_an_object_that_is_no_part_of_a_value_as_one_that_is) {
  const json::object alone{{"a", {{"b", "c"}}}};
  const json_field root(alone, "fixture");
  EXPECT_TRUE(root.is_object());
  EXPECT_EQ(root.at("a").at("b").text(), "c");
  EXPECT_EQ(&root.object(), &alone);
  EXPECT_FALSE(root.find("b"));
  EXPECT_THAT([&] { root.at("b"); }, testing::ThrowsMessage<std::runtime_error>("'fixture.b' is missing"));
  EXPECT_THAT([&] { root.text(); },
              testing::ThrowsMessage<std::runtime_error>("'fixture' is an object; it must be a text"));
}

TEST(json_field, takes_whole_numbers_however_they_are_written) {
  const auto document = json::parse("[5, 5.0, 5e0, -0]");
  std::vector<std::int64_t> numbers;
  json_field(document).for_each([&](const json_field& each) { each.read_figure(numbers.emplace_back()); });
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{5, 5, 5, 0}));
}

TEST(json_field, refuses_numbers_that_are_not_whole_or_out_of_range) {
  for (const auto* text :
       {"-1", "0.5", "1e19", "1000000000000000001", "18446744073709551615", "1e400", "\"1\"", "null"})
    EXPECT_NE(field_error(text,
                          [](const json_field& root) {
                            std::uint64_t figure;
                            root.read_figure(figure);
                          })
                  .find("it must be a whole number from 0 to 10^18"),
              std::string::npos)
        << text;
}

TEST(json_field, refuses_numbers_that_are_not_finite_or_below_zero) {
  for (const auto* text : {"1e400", "-0.1", "\"nan\"", "true"})
    EXPECT_NE(field_error(text, [](const json_field& root) { root.number(); }), "nothing") << text;
}

TEST(json_field, shows_a_hostile_value_as_one_short_line) {
  const auto error = field_error(
      '"' + std::string(500, 'x') + R"(\u001b[31m\n\u202e")", [](const json_field& root) { root.truth(); },
      "field");
  EXPECT_LT(error.size(), 120u);
  const auto sly = field_error(R"({"a\u001b[2J\nb":1})", [](const json_field& root) {
    root.for_each_member([](std::string_view, const json_field& each) { each.text(); });
  });
  EXPECT_EQ(sly, "'a b' is 1; it must be a text");
}

}  // namespace
}  // namespace concbench
