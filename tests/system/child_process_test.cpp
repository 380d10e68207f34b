// Children that start, fail to, and what they leave behind: output, status, CPU, memory, CPUs.
#include "system/child_process.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

child_outcome run_shell(const std::string& script, std::string_view input = "", const cpu_list& cpus = {}) {
  child_process child({"sh", "-c", script}, input, cpus);
  return run_to_end(child, std::chrono::seconds(60), -1);
}

std::string refusal(const std::vector<std::string>& command, const cpu_list& cpus = {}) {
  try {
    child_process child(command, "", cpus);
    child.wait();
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "started";
}

/// Whether a process has ended, and nobody has waited for it.
bool is_zombie(pid_t process) {
  std::string status;
  std::getline(std::ifstream("/proc/" + std::to_string(process) + "/stat"), status);
  return status.find(") Z ") != std::string::npos;
}

TEST(a_child_process, reads_its_input_and_gives_its_output_errors_and_status) {
  const auto outcome = run_shell("cat; echo words >&2; exit 3", "text");
  EXPECT_EQ(outcome.output, "text");
  EXPECT_EQ(outcome.errors, "words\n");
  EXPECT_EQ(outcome.status.text(), "ended with exit code 3");
}

TEST(a_child_process, that_cannot_be_started_says_why_at_once) {
  const temporary_folder folder;
  const auto plain_file = (folder.path() / "plain").string();
  std::ofstream(plain_file) << "no program";
  EXPECT_EQ(refusal({"/nonexistent/program"}),
            "cannot start '/nonexistent/program': No such file or directory");
  EXPECT_THAT(refusal({"no-such-program-in-path"}), HasSubstr("No such file or directory"));
  EXPECT_THAT(refusal({plain_file}), AllOf(HasSubstr(plain_file), HasSubstr("Permission denied")));
  EXPECT_THAT(refusal({folder.path().string()}), HasSubstr("Permission denied"));
  EXPECT_EQ(refusal({"true"}), "started");
}

TEST(a_child_process, has_ended_when_it_has_whatever_holds_its_output_open) {
  child_process child({"sh", "-c", "tail -f /dev/null & echo words"}, "");
  const auto outcome = run_to_end(child, std::chrono::seconds(60), -1);
  child.kill();  // the group: what it has left behind
  EXPECT_EQ(outcome.how, child_outcome::end::exited);
  EXPECT_EQ(outcome.output, "words\n");
}

TEST(a_child_process, that_is_killed_takes_its_whole_session_with_it) {
  child_process child({"bash", "-c", "set -m; sleep 1000 & echo $!; wait"}, "");  // -m: a group for each job
  std::string left;
  for (pollfd watched{child.output(), POLLIN, 0}; !left.ends_with('\n');) {
    ::poll(&watched, 1, -1);
    char part[32];
    const auto size = ::read(child.output(), part, sizeof part);
    ASSERT_GT(size, 0);
    left.append(part, static_cast<std::size_t>(size));
  }
  const auto job = std::stoi(left);
  ASSERT_NE(::getpgid(job), child.id());
  child.kill();
  child.wait();
  while (::kill(job, 0) == 0 && !is_zombie(job)) std::this_thread::yield();  // its end is under way
}

TEST(a_child_process, takes_what_it_has_left_in_its_group_with_it) {
  for (const std::string end : {"exit", "kill -9 $$"}) {
    const auto left = std::stoi(run_shell("sleep 1000 & echo $!; " + end).output);
    while (::kill(left, 0) == 0 && !is_zombie(left)) std::this_thread::yield();  // its end is under way
  }
}

TEST(a_child_process, that_ended_before_anybody_looked_is_not_waited_for) {
  child_process child({"sh", "-c", "exit 3"}, "");
  siginfo_t ended;
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child.id()), &ended, WEXITED | WNOWAIT), 0);
  const auto outcome = run_to_end(child, std::chrono::seconds(60), -1);
  EXPECT_EQ(outcome.how, child_outcome::end::exited);
  EXPECT_EQ(outcome.status.text(), "ended with exit code 3");
}

TEST(a_child_process, is_not_confused_by_the_end_of_another_one) {
  child_process first({"tail", "-f", "/dev/null"}, "");
  child_process second({"cat"}, "text");
  EXPECT_EQ(run_to_end(second, std::chrono::seconds(60), -1).output, "text");
  EXPECT_FALSE(first.poll().has_value());
  first.kill();
  EXPECT_EQ(run_to_end(first, std::chrono::seconds(60), -1).status.signal, SIGKILL);
}

TEST(a_child_process, whose_status_the_kernel_does_not_keep_is_an_error_and_no_endless_wait) {
  ::signal(SIGCHLD, SIG_IGN);
  child_process child({"true"}, "");
  EXPECT_THROW(child.wait(), std::runtime_error);
  ::signal(SIGCHLD, SIG_DFL);
}

TEST(a_child_process, has_the_cpus_it_was_bound_to_and_so_do_its_children) {
  const auto usable = cpu_list::usable().text();
  const auto first = *cpu_list::parse(usable.substr(0, usable.find_first_of(",-")));
  const auto outcome = run_shell("sh -c 'grep Cpus_allowed_list /proc/self/status'", "", first);
  EXPECT_EQ(outcome.output, "Cpus_allowed_list:\t" + first.text() + "\n");
}

TEST(a_child_process, that_cannot_be_bound_is_not_started) {
  EXPECT_THAT(refusal({"true"}, *cpu_list::parse("1023")), HasSubstr("cannot bind 'true' to its CPUs"));
}

TEST(a_child_process, reports_the_cpu_time_of_itself_and_of_those_it_waited_for) {
  // The grandchild works until it has had 5 clock ticks of 10 ms, by its own account.
  const auto used = run_shell(
                        "sh -c 'u=0; until [ $u -ge 5 ]; do read -r _ _ _ _ _ _ _ _ _ _ _ _ _ u _ "
                        "</proc/$$/stat; done'; true")
                        .used;
  EXPECT_GE(used.cpu_user_ns + used.cpu_system_ns, 50'000'000);
}

TEST(a_child_process, reports_the_peak_of_its_largest_process) {
  rusage own{};  // a child begins with the peak of this process, so its largest one has to be larger
  ASSERT_EQ(::getrusage(RUSAGE_SELF, &own), 0);
  const auto mebibytes = own.ru_maxrss / 1024 + 64;
  const auto peak = run_shell("dd if=/dev/zero of=/dev/null bs=" + std::to_string(mebibytes) +
                              "M count=1 2>/dev/null; true")
                        .used.peak_rss_bytes;
  EXPECT_GE(peak, static_cast<std::uint64_t>(mebibytes) << 20);
  EXPECT_LT(peak, static_cast<std::uint64_t>(mebibytes + 16) << 20);
}

TEST(a_child_process, smaller_than_its_parent_does_not_have_its_parents_peak) {
  const std::vector<char> large(100 << 20, 'x');  // what the child is a copy of, until its exec
  // More than a pipe holds: it lives until somebody reads.
  child_process child({"head", "-c", "200000", "/dev/zero"}, "");
  EXPECT_GE(child.inherited_peak_bytes(), 100u << 20);
  const auto outcome = run_to_end(child, std::chrono::seconds(60), -1);
  EXPECT_EQ(outcome.output.size(), 200'000u);
  EXPECT_GE(child.used().peak_rss_bytes, 100u << 20);  // what wait4 says
  EXPECT_GT(outcome.used.peak_rss_bytes, 0u);
  EXPECT_LT(outcome.used.peak_rss_bytes, 30u << 20);
  EXPECT_EQ(large.back(), 'x');
}

}  // namespace
}  // namespace concbench
