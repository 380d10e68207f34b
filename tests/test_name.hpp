// How tests that run under one executor after another are named.
#pragma once

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace concbench {

/// For INSTANTIATE_TEST_SUITE_P: the executor's name, with what may stand in a test's.
inline std::string test_name(const ::testing::TestParamInfo<std::string>& each) {
  auto name = each.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

}  // namespace concbench
