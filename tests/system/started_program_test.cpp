// Programs that are started cheaply: what they inherit, how their ends are seen, and what they leave behind.
#include "system/started_program.hpp"

#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

started_program start_shell(const std::string& script) {
  return {"/bin/sh", {"sh", "-c", script}, program_output::read};
}

/// All that can be read until the end of the stream.
std::string all_of(const file_descriptor& stream) {
  std::string text;
  char part[4096];
  for (pollfd watched{stream.get(), POLLIN, 0}; ::poll(&watched, 1, -1) > 0;) {
    const auto size = ::read(stream.get(), part, sizeof part);
    if (size <= 0) break;
    text.append(part, static_cast<std::size_t>(size));
  }
  return text;
}

bool has_ended(pid_t process) {
  std::string status;
  std::getline(std::ifstream("/proc/" + std::to_string(process) + "/stat"), status);
  return status.empty() || status.find(") Z ") != std::string::npos;
}

std::string refusal_to_find(const std::string& name) {
  try {
    return "found " + find_program(name);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
}

TEST(a_started_program, writes_to_pipes_and_tells_how_it_ended) {
  auto program = start_shell("echo words; echo problem >&2; exit 3");
  EXPECT_EQ(all_of(program.output()), "words\n");
  EXPECT_EQ(all_of(program.errors()), "problem\n");
  EXPECT_EQ(program.reap().how.text(), "ended with exit code 3");
}

TEST(a_started_program, that_is_killed_tells_the_signal) {
  EXPECT_EQ(start_shell("kill -TERM $$").reap().how.signal, SIGTERM);
}

TEST(a_started_program, is_seen_to_end_through_its_descriptor) {
  auto program = start_shell("exec sleep 1000");
  pollfd watched{program.end().get(), POLLIN, 0};
  EXPECT_EQ(::poll(&watched, 1, 0), 0);
  program.kill();
  EXPECT_EQ(::poll(&watched, 1, 60'000), 1);
  EXPECT_EQ(program.reap().how.signal, SIGKILL);
}

TEST(a_started_program, has_an_empty_input) {
  auto program = start_shell("cat; echo end");
  EXPECT_EQ(all_of(program.output()), "end\n");
}

TEST(a_started_program, inherits_no_descriptor_of_this_process) {
  const file_descriptor own(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 100));
  auto other = start_shell("exec sleep 1000");  // whose pipes and pidfd are open meanwhile
  auto program = start_shell("ls /proc/self/fd");
  std::istringstream listed(all_of(program.output()));
  int not_inherited = 0;
  for (int each = 0; listed >> each;)
    if (const int flags = ::fcntl(each, F_GETFD); flags < 0 || (flags & FD_CLOEXEC) != 0) ++not_inherited;
  EXPECT_LE(not_inherited, 1);  // that of ls for the folder
}

TEST(a_started_program, ignores_no_signal_that_other_programs_expect) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  auto program = start_shell("grep -E 'Sig(Ign|Blk)' /proc/self/status");
  std::signal(SIGPIPE, before);
  const auto masks = all_of(program.output());
  EXPECT_THAT(masks, HasSubstr("SigBlk:\t0000000000000000"));
  const auto ignored = std::stoull(masks.substr(masks.find("SigIgn:") + 7), nullptr, 16);
  EXPECT_EQ(ignored & (1ULL << (SIGPIPE - 1)), 0U);
}

TEST(a_started_program, takes_what_it_has_left_in_its_group_with_it) {
  auto program = start_shell("sleep 1000 & echo $!");
  pollfd watched{program.end().get(), POLLIN, 0};
  ::poll(&watched, 1, -1);
  char text[32]{};
  ASSERT_GT(::read(program.output().get(), text, sizeof text - 1), 0);
  program.reap();
  while (!has_ended(std::stoi(text))) std::this_thread::yield();  // its end is under way
}

TEST(a_started_program, is_ended_by_its_destructor) {
  pid_t id = 0;
  {
    auto program = start_shell("echo $$; exec sleep 1000");
    char text[32]{};
    pollfd watched{program.output().get(), POLLIN, 0};
    ::poll(&watched, 1, -1);
    ASSERT_GT(::read(program.output().get(), text, sizeof text - 1), 0);
    id = std::stoi(text);
  }
  EXPECT_TRUE(has_ended(id));
}

TEST(a_started_program, tells_the_cpu_time_and_the_memory_that_it_used) {
  auto program = start_shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done");
  const auto end = program.reap();
  EXPECT_GT(end.used.cpu_user_ns + end.used.cpu_system_ns, 1'000'000);
  EXPECT_GT(end.used.peak_rss_bytes, 100'000U);
}

#ifndef __SANITIZE_THREAD__  // which makes a fork of vfork: the child cannot tell its error then
TEST(a_started_program, that_cannot_be_started_says_why) {
  const temporary_folder folder;
  const auto text = (folder.path() / "text").string();
  std::ofstream(text) << "no program";
  ::chmod(text.c_str(), 0700);
  const auto reason = [](const std::string& path) -> std::string {
    try {
      started_program(path, {"name"}, program_output::read);
    } catch (const std::runtime_error& e) {
      return e.what();
    }
    return "started";
  };
  EXPECT_EQ(reason("/no/such/program"), "cannot start 'name': No such file or directory");
  EXPECT_EQ(reason(text), "cannot start 'name': Exec format error");
}
#endif

TEST(finding_a_program, looks_through_path_as_a_shell_does) {
  EXPECT_THAT(refusal_to_find("sh"), StartsWith("found /"));
  EXPECT_EQ(refusal_to_find("/bin/sh"), "found /bin/sh");
  EXPECT_EQ(refusal_to_find("no-such-program"), "there is no program 'no-such-program' in PATH");
  EXPECT_EQ(refusal_to_find("./no/such"), "cannot run './no/such': No such file or directory");
  EXPECT_EQ(refusal_to_find("/tmp"), "cannot run '/tmp': Is a directory");
  EXPECT_THAT(refusal_to_find("/etc/passwd"), AllOf(HasSubstr("cannot run"), HasSubstr("Permission denied")));
}

}  // namespace
}  // namespace concbench
