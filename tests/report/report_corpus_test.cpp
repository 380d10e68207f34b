// What fuzzing found, kept: every file of the corpus is read, and rendered when it is a report.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "../fuzz/read_and_render.hpp"

namespace concbench {
namespace {

TEST(report_corpus, is_read_or_refused_without_a_crash) {
  std::size_t reports = 0;
  std::size_t others = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CONCBENCH_GOLDEN_DIR "/../fuzz/corpus")) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_NO_THROW(++(testing::read_and_render(text) ? reports : others)) << entry.path();
  }
  EXPECT_GT(reports, 0u);
  EXPECT_GT(others, 0u);
}

}  // namespace
}  // namespace concbench
