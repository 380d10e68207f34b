// What users read of exceptions that libraries throw.
#include "system/exception_text.hpp"

#include <filesystem>
#include <functional>
#include <new>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/assert/source_location.hpp>
#include <boost/system/system_error.hpp>

namespace concbench {
namespace {

using ::testing::HasSubstr;

std::string text_of(const std::function<void()>& fails) {
  try {
    fails();
  } catch (const std::exception& e) {
    return exception_text(e);
  }
  return "nothing was thrown";
}

TEST(exception_text, is_that_of_a_sentence_of_ours) {
  EXPECT_EQ(text_of([] { throw std::runtime_error("cannot do 'x': it is y"); }), "cannot do 'x': it is y");
}

TEST(exception_text, says_that_memory_ran_out) {
  EXPECT_EQ(text_of([] { throw std::bad_alloc(); }), "out of memory");
}

TEST(exception_text, names_operation_path_and_reason_of_an_error_of_the_file_system) {
  EXPECT_EQ(text_of([] { static_cast<void>(std::filesystem::file_size("/proc/self/none")); }),
            "cannot get file size '/proc/self/none': No such file or directory");
  EXPECT_EQ(text_of([] { std::filesystem::create_directories("/proc/self/status/x"); }),
            "cannot create directories '/proc/self/status/x': Not a directory");
  EXPECT_EQ(text_of([] { std::filesystem::copy_file("/proc/none", "/proc/nowhere"); }),
            "cannot copy file '/proc/none' to '/proc/nowhere': No such file or directory");
}

TEST(exception_text, has_no_place_in_a_source_file_of_boost) {
  EXPECT_EQ(text_of([] {
              throw boost::system::system_error(
                  boost::system::error_code(ENOENT, boost::system::generic_category()), "open");
            }),
            "open: No such file or directory");
  static constexpr auto place = BOOST_CURRENT_LOCATION;
  EXPECT_EQ(text_of([] {
              throw boost::system::system_error(
                  boost::system::error_code(EINVAL, boost::system::generic_category(), &place));
            }),
            "Invalid argument");
}

TEST(exception_text, calls_a_fault_of_concbench_one) {
  EXPECT_THAT(text_of([] { throw std::out_of_range("vector::_M_range_check"); }),
              HasSubstr("a fault in concbench itself"));
}

}  // namespace
}  // namespace concbench
