// Copies of the test's own process, and how they end.
#include "system/forked_process.hpp"

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace concbench {
namespace {

std::string read_message(int channel) {
  char room[64];
  const auto size = ::recv(channel, room, sizeof room, 0);
  return {room, size > 0 ? static_cast<std::size_t>(size) : 0};
}

void say(int channel, const std::string& text) {
  ::send(channel, text.data(), text.size(), MSG_NOSIGNAL);
}

/// Until the parent hangs up.
void wait_for_the_end(int channel) {
  while (!read_message(channel).empty()) {
  }
}

TEST(forked_process, talks_in_whole_messages) {
  forked_process child([](int channel) {
    const auto first = read_message(channel);
    say(channel, first + read_message(channel));
  });
  say(child.channel(), "one ");
  say(child.channel(), "two");
  EXPECT_EQ(read_message(child.channel()), "one two");
}

TEST(forked_process, knows_what_was_in_memory_when_it_was_made_and_nothing_later) {
  int value = 1;
  forked_process child([&](int channel) {
    read_message(channel);
    say(channel, std::to_string(value));
  });
  value = 2;
  say(child.channel(), "go");
  EXPECT_EQ(read_message(child.channel()), "1");
}

TEST(forked_process, ends_with_0_when_its_work_is_done_and_with_1_when_that_throws) {
  forked_process done([](int) {});
  forked_process throwing([](int) { throw std::runtime_error("no"); });
  EXPECT_EQ(done.wait().code, 0);
  EXPECT_EQ(throwing.wait().code, 1);
}

TEST(forked_process, closes_its_channel_with_its_end_whatever_siblings_there_are) {
  forked_process child([](int channel) { wait_for_the_end(channel); });
  const forked_process younger([](int channel) { wait_for_the_end(channel); });
  ::kill(child.id(), SIGKILL);
  EXPECT_EQ(read_message(child.channel()), "");
}

TEST(forked_process, hears_that_the_parent_hung_up_whatever_siblings_there_are) {
  forked_process child([](int channel) { wait_for_the_end(channel); });
  const forked_process younger([](int channel) { wait_for_the_end(channel); });
  child.hang_up();
  EXPECT_TRUE(child.wait().success());
}

TEST(forked_process, is_killed_by_end) {
  forked_process child([](int) { ::pause(); });
  EXPECT_EQ(child.end().signal, SIGKILL);
}

TEST(forked_process, keeps_its_own_exit_status_when_it_ended_before_it_was_killed) {
  forked_process child([](int) { ::_exit(7); });
  read_message(child.channel());
  EXPECT_EQ(child.end().code, 7);
  EXPECT_EQ(child.wait().code, 7);
}

TEST(forked_process, writes_nothing_that_its_parent_had_not_written_yet) {
  std::FILE* const file = std::tmpfile();
  std::fputs("once", file);
  forked_process child([](int) {});
  child.wait();
  std::fflush(file);
  EXPECT_EQ(std::ftell(file), 4);
  std::fseek(file, 0, SEEK_END);
  EXPECT_EQ(std::ftell(file), 4);
  std::fclose(file);
}

TEST(forked_process, dies_with_its_parent) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto parent = ::fork();
  if (parent == 0) {
    ::close(ends[0]);
    const forked_process child([](int) { ::pause(); });
    ::raise(SIGKILL);
  }
  ::close(ends[1]);
  ::waitpid(parent, nullptr, 0);
  pollfd end{ends[0], POLLIN, 0};  // its last writer is gone when the child is
  EXPECT_EQ(::poll(&end, 1, 30'000), 1);
  ::close(ends[0]);
}

}  // namespace
}  // namespace concbench
