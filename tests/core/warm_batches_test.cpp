// The parameter that every scenario has.
#include "core/warm_batches.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

TEST(warm_batches, are_none_by_default_and_where_the_parameter_is_missing) {
  EXPECT_EQ(warm_batches({}), 0U);
  EXPECT_EQ(warm_batches({{warm_parameter()}, profile::standard}), 0U);
}

TEST(warm_batches, are_read_from_their_parameter_up_to_100) {
  parameter_values values;
  values.set(parse_value(warm_parameter(), "100"));
  EXPECT_EQ(warm_batches(values), 100U);
  EXPECT_THROW(parse_value(warm_parameter(), "101"), usage_error);
}

TEST(warm_batches, are_left_out_of_reports_only_where_there_are_none) {
  const std::vector<parameter> declared{warm_parameter()};
  parameter_values values(declared, profile::standard);
  EXPECT_TRUE(values.effective(declared, target_kind::own).empty());
  values.set(parse_value(declared.front(), "3"));
  EXPECT_EQ(values.effective(declared, target_kind::own).count("warm"), 3U);
}

}  // namespace
}  // namespace concbench
