// Export files: refused early, replaced at once, never half.
#include "cli/exports.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/temporary_folder.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class an_export : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path() / name; }

  static std::string content(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  static void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& each : std::filesystem::directory_iterator(folder_.path()))
      found.push_back(each.path().filename());
    return found;
  }

  std::string refusal(const std::string& path) {
    try {
      files_.add(path, revision);
    } catch (const usage_error& e) {
      return e.what();
    }
    return "accepted";
  }

  /// Renders a report as its revision.
  static std::string revision(const report& now) { return now.revision; }

  static report with(const std::string& revision) {
    report made;
    made.revision = revision;
    return made;
  }

  temporary_folder folder_;
  exports files_;
};

TEST_F(an_export, is_rewritten_whole_each_time) {
  files_.add(path("a"), revision);
  files_.write(with("a longer text"), true);
  EXPECT_EQ(content(path("a")), "a longer text");
  files_.write(with("short"), true);
  EXPECT_EQ(content(path("a")), "short");
  EXPECT_EQ(files_.problem(), "");
}

TEST_F(an_export, that_takes_long_to_make_waits_before_it_is_made_again_but_for_the_last_time) {
  int made = 0;
  files_.add(path("a"), [&](const report&) {
    if (++made > 1) return std::string("again");
    const auto until = clock::now() + std::chrono::milliseconds(500);
    while (clock::now() < until) {
    }
    return std::string("first");
  });
  files_.write(with(""), false);
  files_.write(with(""), false);  // within the 9.5 s that follow
  EXPECT_EQ(content(path("a")), "first");
  files_.write(with(""), true);
  EXPECT_EQ(content(path("a")), "again");
}

TEST_F(an_export, leaves_nothing_beside_it) {
  files_.add(path("a"), revision);
  files_.add(path("b"), revision);
  files_.write(with("x"), true);
  EXPECT_THAT(names(), UnorderedElementsAre("a", "b"));
}

TEST_F(an_export, does_not_touch_its_file_before_it_is_written) {
  write(path("old"), "old");
  files_.add(path("old"), revision);
  files_.add(path("new"), revision);
  EXPECT_EQ(content(path("old")), "old");
  EXPECT_THAT(names(), UnorderedElementsAre("old"));
}

TEST_F(an_export, replaces_a_file_that_others_still_read) {
  write(path("a"), "old");
  files_.add(path("a"), revision);
  std::ifstream reader(path("a"));
  files_.write(with("new"), true);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(reader), {}), "old");
  EXPECT_EQ(content(path("a")), "new");
}

TEST_F(an_export, leaves_a_link_a_link) {
  write(path("target"), "old");
  std::filesystem::create_symlink(path("target"), path("link"));
  files_.add(path("link"), revision);
  files_.write(with("new"), true);
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(content(path("target")), "new");
}

TEST_F(an_export, with_an_empty_path_is_none) {
  files_.add("", revision);
  files_.write(with("x"), true);
  EXPECT_TRUE(names().empty());
}

TEST_F(an_export, is_refused_with_the_path_and_the_reason) {
  EXPECT_THAT(refusal(folder_.path()), AllOf(HasSubstr(folder_.path().string()), HasSubstr("folder")));
  EXPECT_THAT(refusal(path("missing/a")),
              AllOf(HasSubstr("missing/a"), HasSubstr("No such file or directory")));
  write(path("file"), "");
  EXPECT_THAT(refusal(path("file/a")), HasSubstr("Not a directory"));
  EXPECT_THAT(names(), UnorderedElementsAre("file"));
}

TEST_F(an_export, is_refused_when_another_has_the_same_name) {
  EXPECT_EQ(refusal(path("a")), "accepted");
  EXPECT_THAT(refusal(path("a")), HasSubstr("same"));
}

TEST_F(an_export, to_a_device_goes_into_it) {
  files_.add("/dev/null", revision);
  files_.write(with("x"), true);
  EXPECT_EQ(files_.problem(), "");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST_F(an_export, that_cannot_be_written_is_a_problem_of_that_time_and_leaves_the_others_alone) {
  std::filesystem::create_directory(path("gone"));
  files_.add(path("gone/a"), revision);
  files_.add(path("b"), revision);
  std::filesystem::remove(path("gone"));
  files_.write(with("x"), true);
  EXPECT_THAT(files_.problem(), AllOf(HasSubstr("gone/a"), HasSubstr("No such file")));
  EXPECT_EQ(content(path("b")), "x");
  std::filesystem::create_directory(path("gone"));
  files_.write(with("y"), true);
  EXPECT_EQ(files_.problem(), "");
  EXPECT_EQ(content(path("gone/a")), "y");
}

TEST_F(an_export, tells_of_a_full_disk) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  files_.add("/dev/full", revision);
  files_.write(with("x"), true);
  EXPECT_THAT(files_.problem(), HasSubstr("No space left on device"));
}

}  // namespace
}  // namespace concbench::cli
