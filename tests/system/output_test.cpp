// Output to a pipe that is full, or whose reader has gone.
#include "system/output.hpp"

#include <csignal>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "system/file_descriptor.hpp"

namespace concbench {
namespace {

struct a_pipe {
  file_descriptor reader;
  file_descriptor writer;

  a_pipe() {
    int ends[2] = {};
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    reader = file_descriptor(ends[0]);
    writer = file_descriptor(ends[1]);
  }

  /// What is in it now.
  std::string content() {
    std::string text(1 << 20, '\0');
    const auto size = ::read(reader.get(), text.data(), text.size());
    text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return text;
  }
};

std::string many_lines() {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "line " + std::to_string(i) + std::string(90, '.') + "\n";
  return text;
}

TEST(write_lines_that_fit, leaves_whole_lines_for_later_where_a_pipe_is_full) {
  a_pipe channel;
  const auto all = many_lines();
  std::string_view left = all;
  ASSERT_FALSE(write_lines_that_fit(channel.writer.get(), left));
  ASSERT_LT(left.size(), all.size());
  ASSERT_FALSE(left.empty());
  EXPECT_TRUE(left.starts_with("line "));
  EXPECT_EQ(channel.content() + std::string(left), all);
}

TEST(write_lines_that_fit, goes_on_when_there_is_room_again) {
  a_pipe channel;
  const auto all = many_lines();
  std::string_view left = all;
  std::string seen;
  while (!left.empty()) {
    ASSERT_FALSE(write_lines_that_fit(channel.writer.get(), left));
    seen += channel.content();
  }
  EXPECT_EQ(seen, all);
}

TEST(write_lines_that_fit, writes_a_text_that_ends_in_no_line_end) {
  a_pipe channel;
  std::string_view text = "a\nb";
  ASSERT_FALSE(write_lines_that_fit(channel.writer.get(), text));
  EXPECT_TRUE(text.empty());
  EXPECT_EQ(channel.content(), "a\nb");
}

TEST(write_lines_that_fit, tells_of_a_reader_that_has_gone) {
  std::signal(SIGPIPE, SIG_IGN);
  a_pipe channel;
  channel.reader = file_descriptor();
  std::string_view text = "a\n";
  EXPECT_TRUE(write_lines_that_fit(channel.writer.get(), text) == std::errc::broken_pipe);
}

}  // namespace
}  // namespace concbench
