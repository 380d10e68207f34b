// The folder of the running program.
#include "system/program_folder.hpp"

#include <gtest/gtest.h>

namespace concbench {
namespace {

TEST(program_folder, contains_this_program) {
  const auto program = std::filesystem::canonical("/proc/self/exe");
  EXPECT_TRUE(std::filesystem::equivalent(program_folder() / program.filename(), program));
}

}  // namespace
}  // namespace concbench
