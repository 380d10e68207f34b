// What is read about other processes, compared with what the kernel says about them afterwards, or with what is known
// before.
#include "system/resource_usage.hpp"

#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "system/forked_process.hpp"

namespace concbench {
namespace {

constexpr std::size_t mib = 1 << 20;

/// A child that has done its work, said so, and waits.
std::unique_ptr<forked_process> after(const std::function<void()>& work) {
  auto child = std::make_unique<forked_process>([&](int channel) {
    work();
    char byte = 0;
    ::send(channel, &byte, 1, 0);
    ::recv(channel, &byte, 1, 0);
  });
  char byte = 0;
  ::recv(child->channel(), &byte, 1, 0);
  return child;
}

/// Memory that the kernel has touched, and no sanitizer followed.
class populated {
 public:
  explicit populated(std::size_t size)
      : size_(size),
        at_(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1,
                   0)) {}
  populated(const populated&) = delete;
  populated& operator=(const populated&) = delete;
  ~populated() { ::munmap(at_, size_); }

 private:
  std::size_t size_;
  void* at_;
};

void compute_for(duration time) {
  while (process_cpu_time() < time) {
  }
}

TEST(resource_usage, of_a_living_child_is_what_is_told_of_it_after_its_end) {
  const auto ended_before = resource_usage::of_ended();
  const auto child = after([] {
    compute_for(std::chrono::milliseconds(200));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // one switch at least
  });
  const auto living = resource_usage::of(child->id());
  child->hang_up();
  child->wait();
  const auto ended = resource_usage::of_ended() - ended_before;
  const auto cpu = [](const resource_usage& of) {
    return static_cast<double>(of.cpu_user_ns + of.cpu_system_ns);
  };
  EXPECT_NEAR(cpu(living) / cpu(ended), 1, 0.2);
  EXPECT_GE(cpu(living), 200e6);
  EXPECT_GE(living.minor_faults, 1u);
  EXPECT_LE(living.minor_faults, ended.minor_faults);
  EXPECT_GE(living.voluntary_switches, 1u);
  EXPECT_LE(living.voluntary_switches, ended.voluntary_switches);
}

TEST(resource_usage, of_a_process_that_is_gone_is_nothing) {
  const auto child = after([] {});
  const auto id = child->id();
  child->end();
  const auto used = resource_usage::of(id);
  EXPECT_EQ(used.cpu_user_ns + used.cpu_system_ns, 0);
  EXPECT_EQ(used.minor_faults, 0u);
  EXPECT_EQ(proportional_memory(id), 0u);
}

TEST(resource_usage, never_splits_less_than_nothing_off_when_a_split_went_back) {
  const resource_usage earlier{.cpu_user_ns = 100, .cpu_system_ns = 100};
  const auto used = resource_usage{.cpu_user_ns = 90, .cpu_system_ns = 130} - earlier;
  EXPECT_EQ(used.cpu_user_ns, 0);
  EXPECT_EQ(used.cpu_system_ns, 20);
}

TEST(proportional_memory, counts_a_page_once_over_all_processes_that_share_it) {
  const auto before = proportional_memory(::getpid());
  const populated shared(32 * mib);
  std::optional<populated> own;
  const auto child = after([&] { own.emplace(16 * mib); });
  const auto both = proportional_memory(::getpid()) + proportional_memory(child->id()) - before;
  EXPECT_GE(both, 48 * mib);
  EXPECT_LE(both, 56 * mib);  // what else the child has written to is its own
}

TEST(proportional_memory, is_the_same_from_the_mappings_where_the_kernel_does_not_split_the_sum) {
  const populated shared(32 * mib);
  const auto child = after([] {});
  std::ifstream mappings("/proc/self/smaps");
  const auto from_mappings = static_cast<double>(proportional_memory_of(mappings));
  EXPECT_NEAR(from_mappings / static_cast<double>(proportional_memory(::getpid())), 1, 0.02);
}

TEST(proportional_memory, leaves_out_the_pages_of_files_and_counts_what_was_written_in_their_place) {
  std::istringstream mappings(
      "00400000-00500000 r-xp 00000000 fd:00 17 /bin/program\nRss: 900 kB\nPss: 450 kB\nAnonymous: 0 kB\n"
      "00600000-00700000 rw-p 00100000 fd:00 17 /bin/program\nRss: 80 kB\nPss: 40 kB\nAnonymous: 40 kB\n"
      "00700000-00800000 rw-p 00000000 00:00 0 [heap]\nRss: 600 kB\nPss: 300 kB\nAnonymous: 600 kB\n"
      "7ffd00000000-7ffd00021000 r--p 00000000 00:00 0 [vvar]\nRss: 0 kB\nPss: 0 kB\nAnonymous: 0 kB\n");
  EXPECT_EQ(proportional_memory_of(mappings), (20 + 300) * 1024u);
}

}  // namespace
}  // namespace concbench
