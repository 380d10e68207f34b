// What fuzzing found, kept: every file is an input of the tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace concbench::testing {

/// Has `take` read every file of a folder of the corpus. Throws nothing else than it may, takes some, and refuses
/// others.
inline void read_corpus(std::string_view folder, bool (*take)(std::string_view)) {
  int taken = 0;
  int refused = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(CONCBENCH_GOLDEN_DIR "/../fuzz/corpus") / folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_NO_THROW(++(take(text) ? taken : refused)) << entry.path();
  }
  EXPECT_GT(taken, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace concbench::testing
