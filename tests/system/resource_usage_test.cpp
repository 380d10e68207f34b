// What is read of other processes, held against what the kernel says of them afterwards, or is known
// beforehand.
#include "system/resource_usage.hpp"

#include <functional>
#include <memory>
#include <optional>
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

}  // namespace
}  // namespace concbench
