// Which statuses a user expects.
#include "net/http/status_set.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::net {
namespace {

TEST(status_set, has_the_statuses_and_the_ranges_that_were_named) {
  const auto set = status_set::parse("200-299,404");
  for (const unsigned status : {200u, 250u, 299u, 404u}) EXPECT_TRUE(set.has(status)) << status;
  for (const unsigned status : {300u, 403u, 405u, 500u}) EXPECT_FALSE(set.has(status)) << status;
}

TEST(status_set, is_written_as_it_was_read) {
  EXPECT_EQ(status_set::parse("404,200-299").text(), "404,200-299");
  EXPECT_EQ(status_set().text(), "");
}

TEST(status_set, has_nothing_when_nothing_was_named) {
  EXPECT_TRUE(status_set().empty());
  EXPECT_FALSE(status_set().has(200));
}

TEST(status_set, is_refused_for_what_is_no_status) {
  for (const auto* text :
       {"", ",", "200,", "abc", "99", "100", "600", "2xx", "200-", "-200", "300-200", "200 404"}) {
    try {
      status_set::parse(text);
      ADD_FAILURE() << text;
    } catch (const std::invalid_argument& e) {
      EXPECT_THAT(e.what(),
                  ::testing::HasSubstr("is no status: allowed are numbers and ranges from 200 to 599"));
    }
  }
}

}  // namespace
}  // namespace concbench::net
