// Readings of /proc and getrusage, in base units.
#include "system/resource_usage.hpp"

#include <charconv>
#include <ctime>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "system/file_descriptor.hpp"

namespace concbench {
namespace {

duration read_clock(clockid_t id) {
  timespec time{};
  if (::clock_gettime(id, &time) != 0) return duration::zero();
  return std::chrono::seconds(time.tv_sec) + duration(time.tv_nsec);
}

/// The number after "Name:" in a status file; 0 when it is not there.
std::uint64_t field(std::string_view status, std::string_view name) {
  const auto at = status.find(name);
  if (at == std::string_view::npos) return 0;
  const auto digits = status.substr(status.find_first_of("0123456789", at));
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Of the status file at `path`. On the stack, without stdio: reading the figure must not change it.
memory_usage memory_in(const char* path) {
  char buffer[8192];
  const file_descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
  const auto length = ::read(file.get(), buffer, sizeof buffer);
  const std::string_view status(buffer, length > 0 ? static_cast<std::size_t>(length) : 0);
  return {field(status, "\nVmRSS:") * 1024, field(status, "\nVmHWM:") * 1024,
          field(status, "\nVmPTE:") * 1024, field(status, "\nThreads:")};
}

}  // namespace

std::int64_t nanoseconds(const timeval& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_usec} * 1'000;
}

resource_usage resource_usage::now() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto count = [](long value) { return static_cast<std::uint64_t>(value); };
  return {nanoseconds(usage.ru_utime), nanoseconds(usage.ru_stime), count(usage.ru_nvcsw),
          count(usage.ru_nivcsw),      count(usage.ru_minflt),      count(usage.ru_majflt)};
}

resource_usage resource_usage::operator-(const resource_usage& earlier) const {
  return {cpu_user_ns - earlier.cpu_user_ns,
          cpu_system_ns - earlier.cpu_system_ns,
          voluntary_switches - earlier.voluntary_switches,
          involuntary_switches - earlier.involuntary_switches,
          minor_faults - earlier.minor_faults,
          major_faults - earlier.major_faults};
}

memory_usage memory_usage::now() {
  return memory_in("/proc/self/status");
}

memory_usage memory_usage::of(pid_t process) {
  char path[32];
  *fmt::format_to(path, "/proc/{}/status", process) = '\0';
  return memory_in(path);
}

bool reset_peak_memory() {
  const file_descriptor file(::open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC));
  return file && ::write(file.get(), "5", 1) == 1;
}

duration process_cpu_time() {
  return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

duration process_cpu_time(pid_t process) {
  clockid_t id{};
  if (::clock_getcpuclockid(process, &id) != 0) return duration::zero();
  return read_clock(id);
}

}  // namespace concbench
