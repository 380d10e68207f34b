// Exports onto whatever stands behind a name: modes, owners, links, pipes, closed folders.
#include "cli/export_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/parameters.hpp"
#include "system/file_descriptor.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

/// While it lives, root has no more rights than others.
class not_root {
 public:
  not_root() {
    constexpr uid_t nobody = 65534;
    if (::geteuid() == 0) {
      EXPECT_EQ(::seteuid(nobody), 0);
    }
  }
  not_root(const not_root&) = delete;
  not_root& operator=(const not_root&) = delete;
  ~not_root() {
    if (::getuid() == 0) {
      EXPECT_EQ(::seteuid(0), 0);
    }
  }
};

class an_export_file : public ::testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  fs::path with(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }

  static std::string content(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  static struct stat status(const fs::path& file) {
    struct stat found{};
    EXPECT_EQ(::stat(file.c_str(), &found), 0) << file;
    return found;
  }

  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
  }

  static std::string refusal(const std::string& name) {
    try {
      export_file file(name);
    } catch (const usage_error& e) {
      return e.what();
    }
    return "accepted";
  }

  temporary_folder folder_;
};

TEST_F(an_export_file, keeps_the_mode_of_the_one_that_it_replaces) {
  const auto file = with("a", "old");
  ::chmod(file.c_str(), 0640);
  const auto before = status(file);
  EXPECT_FALSE(export_file(file).write("new"));
  EXPECT_EQ(content(file), "new");
  EXPECT_EQ(status(file).st_mode & 07777, 0640u);
  EXPECT_NE(status(file).st_ino, before.st_ino);
}

TEST_F(an_export_file, keeps_the_owner_of_the_one_that_it_replaces) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  const auto file = with("a", "old");
  ASSERT_EQ(::chown(file.c_str(), 1000, 1001), 0);
  EXPECT_FALSE(export_file(file).write("new"));
  EXPECT_EQ(content(file), "new");
  EXPECT_EQ(status(file).st_uid, 1000u);
  EXPECT_EQ(status(file).st_gid, 1001u);
}

TEST_F(an_export_file, that_is_new_has_the_mode_that_any_new_file_has) {
  with("other", "");
  EXPECT_FALSE(export_file(path("a")).write("new"));
  EXPECT_EQ(status(path("a")).st_mode, status(path("other")).st_mode);
}

TEST_F(an_export_file, with_a_second_hard_link_is_written_under_both_names) {
  const auto file = with("a", "a text that is longer");
  fs::create_hard_link(file, path("b"));
  export_file out(file);
  EXPECT_TRUE(out.only_once());
  EXPECT_FALSE(out.write("new"));
  EXPECT_EQ(content(path("b")), "new");
}

TEST_F(an_export_file, behind_a_link_to_nothing_is_made_where_the_link_leads) {
  fs::create_directory(path("folder"));
  fs::create_symlink("folder/target", path("link"));
  EXPECT_FALSE(export_file(path("link")).write("new"));
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content(path("folder/target")), "new");
}

TEST_F(an_export_file, behind_links_that_lead_in_a_circle_is_refused) {
  fs::create_symlink("b", path("a"));
  fs::create_symlink("a", path("b"));
  EXPECT_THAT(refusal(path("a")), AllOf(HasSubstr("/a'"), HasSubstr("symbolic links")));
}

TEST_F(an_export_file, in_a_closed_folder_is_written_in_place) {
  const auto file = with("a", "old");
  ::chmod(file.c_str(), 0666);
  ::chmod(folder_.path().c_str(), 0555);
  {
    const not_root anybody;
    export_file out(file);
    EXPECT_TRUE(out.only_once());
    EXPECT_FALSE(out.write("new"));
  }
  ::chmod(folder_.path().c_str(), 0700);
  EXPECT_EQ(content(file), "new");
}

TEST_F(an_export_file, that_is_a_mount_point_is_written_in_place) {
  const auto source = with("source", "old and longer");
  const auto target = with("target", "");
  if (::mount(source.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0)
    GTEST_SKIP() << "this user may not mount";
  export_file out(target);
  const auto error = out.write("new");
  ::umount2(target.c_str(), MNT_DETACH);
  EXPECT_FALSE(error) << error.message();
  EXPECT_EQ(content(source), "new");
  EXPECT_TRUE(out.only_once());
}

TEST_F(an_export_file, that_may_not_be_written_is_refused) {
  const auto file = with("a", "old");
  ::chmod(file.c_str(), 0444);
  ::chmod(folder_.path().c_str(), 0777);
  const not_root anybody;
  EXPECT_THAT(refusal(file), HasSubstr("Permission denied"));
}

TEST_F(an_export_file, that_is_a_pipe_without_a_reader_is_refused_and_does_not_wait) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(refusal(path("pipe")), AllOf(HasSubstr("named pipe"), HasSubstr("start its reader first")));
}

TEST_F(an_export_file, that_is_a_pipe_with_a_reader_is_written_once_and_whole) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const file_descriptor reader(::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK));
  export_file out(path("pipe"));
  EXPECT_TRUE(out.only_once());
  EXPECT_FALSE(out.write("new"));
  char read[8] = {};
  EXPECT_EQ(::read(reader.get(), read, sizeof read), 3);
  EXPECT_STREQ(read, "new");
}

TEST_F(an_export_file, can_have_the_longest_name_there_is) {
  const auto file = path(std::string(255, 'n'));
  EXPECT_FALSE(export_file(file).write("new"));
  EXPECT_EQ(content(file), "new");
}

TEST_F(an_export_file, whose_path_is_too_long_is_refused_in_words) {
  EXPECT_THAT(refusal(path(std::string(256, 'n'))), HasSubstr("File name too long"));
}

TEST_F(an_export_file, leaves_nothing_behind_where_writing_fails) {
  const auto file = with("a", "old");
  export_file out(file);
  fs::remove(file);
  fs::create_directory(file);  // a folder cannot be replaced by a file
  EXPECT_TRUE(out.write("new"));
  EXPECT_EQ(entries(), 1u);
}

}  // namespace
}  // namespace concbench::cli
