// Comparison with files under tests/golden/. CONCBENCH_UPDATE_GOLDEN=1 rewrites them: look at the difference
// then.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace concbench::testing {

/// Expects `text` to be the golden file `name`, byte for byte.
inline void expect_golden(const std::string& name, const std::string& text) {
  const auto path = std::string(CONCBENCH_GOLDEN_DIR) + "/" + name;
  const char* update = std::getenv("CONCBENCH_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; CONCBENCH_UPDATE_GOLDEN=1 writes it";
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden) << "differs from " << path
                          << "; if that is meant, run again with CONCBENCH_UPDATE_GOLDEN=1";
}

}  // namespace concbench::testing
