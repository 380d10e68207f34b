// Readings of /proc and getrusage, in base units.
#include "system/resource_usage.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
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

/// Field `number`, from 3 on, of a stat file (proc(5)): the name before it, in brackets, may hold anything.
std::uint64_t stat_field(std::string_view stat, int number) {
  auto at = std::min(stat.rfind(')'), stat.size());
  for (int before = 2; before < number; ++before) at = std::min(stat.find(' ', at + 1), stat.size());
  std::uint64_t value = 0;
  if (at < stat.size()) std::from_chars(stat.data() + at + 1, stat.data() + stat.size(), value);
  return value;
}

/// A file of /proc/PROCESS. On the stack, without stdio: reading the figures must not change them.
class proc_file {
 public:
  proc_file(std::string_view process, const char* name) {
    char path[64];
    *fmt::format_to(path, "/proc/{}/{}", process, name) = '\0';
    const file_descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
    const auto length = ::read(file.get(), buffer_, sizeof buffer_);
    length_ = length > 0 ? static_cast<std::size_t>(length) : 0;
  }
  proc_file(pid_t process, const char* name) : proc_file(fmt::format_int(process).c_str(), name) {}

  std::string_view text() const { return {buffer_, length_}; }

 private:
  char buffer_[8192];
  std::size_t length_;
};

memory_usage memory_in(const proc_file& status) {
  const auto text = status.text();
  return {field(text, "\nVmRSS:") * 1024, field(text, "\nVmHWM:") * 1024, field(text, "\nRssFile:") * 1024,
          field(text, "\nVmPTE:") * 1024, field(text, "\nThreads:")};
}

resource_usage usage_of(__rusage_who who) {
  rusage usage{};
  ::getrusage(who, &usage);
  const auto count = [](long value) { return static_cast<std::uint64_t>(value); };
  return {nanoseconds(usage.ru_utime), nanoseconds(usage.ru_stime), count(usage.ru_nvcsw),
          count(usage.ru_nivcsw),      count(usage.ru_minflt),      count(usage.ru_majflt)};
}

}  // namespace

std::int64_t nanoseconds(const timeval& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_usec} * 1'000;
}

resource_usage resource_usage::now() {
  return usage_of(RUSAGE_SELF);
}

resource_usage resource_usage::of_ended() {
  return usage_of(RUSAGE_CHILDREN);
}

resource_usage resource_usage::of(pid_t process) {
  const proc_file stat(process, "stat");
  const proc_file status(process, "status");
  // The clock is exact; the two parts in the file are in ticks, of 10 ms mostly, and give the split.
  const auto cpu = process_cpu_time(process).count();
  const auto user = stat_field(stat.text(), 14);
  const auto system = stat_field(stat.text(), 15);
  const auto part = user + system == 0 ? 1.0 : static_cast<double>(user) / static_cast<double>(user + system);
  const auto user_ns = static_cast<std::int64_t>(static_cast<double>(cpu) * part);
  return {user_ns,
          cpu - user_ns,
          field(status.text(), "\nvoluntary_ctxt_switches:"),
          field(status.text(), "\nnonvoluntary_ctxt_switches:"),
          stat_field(stat.text(), 10),
          stat_field(stat.text(), 12)};
}

resource_usage& resource_usage::operator+=(const resource_usage& other) {
  cpu_user_ns += other.cpu_user_ns;
  cpu_system_ns += other.cpu_system_ns;
  voluntary_switches += other.voluntary_switches;
  involuntary_switches += other.involuntary_switches;
  minor_faults += other.minor_faults;
  major_faults += other.major_faults;
  return *this;
}

resource_usage resource_usage::operator-(const resource_usage& earlier) const {
  // The split of another process may decrease while its sum grows: never below 0.
  const auto cpu = cpu_user_ns + cpu_system_ns - earlier.cpu_user_ns - earlier.cpu_system_ns;
  const auto user =
      std::clamp<std::int64_t>(cpu_user_ns - earlier.cpu_user_ns, 0, std::max<std::int64_t>(cpu, 0));
  return {user,
          cpu - user,
          voluntary_switches - earlier.voluntary_switches,
          involuntary_switches - earlier.involuntary_switches,
          minor_faults - earlier.minor_faults,
          major_faults - earlier.major_faults};
}

memory_usage memory_usage::now() {
  return memory_in({"self", "status"});
}

memory_usage memory_usage::of(pid_t process) {
  return memory_in({process, "status"});
}

std::uint64_t proportional_memory(pid_t process) {
  const proc_file shares(process, "smaps_rollup");
  if (shares.text().find("\nPss_File:") != std::string_view::npos)
    return (field(shares.text(), "\nPss:") - field(shares.text(), "\nPss_File:")) * 1024;
  std::ifstream mappings(fmt::format("/proc/{}/smaps", process));
  return proportional_memory_of(mappings);
}

std::uint64_t proportional_memory_of(std::istream& mappings) {
  double sum = 0;
  std::uint64_t file = 0;
  std::uint64_t resident = 0;
  std::uint64_t share = 0;
  for (std::string line; std::getline(mappings, line);) {
    std::istringstream fields(line);
    std::string range;
    std::string mode;
    std::string offset;
    std::string device;
    std::uint64_t inode = 0;
    if (fields >> range >> mode >> offset >> device >> inode && range.find('-') != std::string::npos) {
      file = inode;
      resident = share = 0;
    } else if (line.starts_with("Rss:")) {
      resident = field(line, "Rss:");
    } else if (line.starts_with("Pss:")) {
      share = field(line, "Pss:");
    } else if (line.starts_with("Anonymous:") && resident > 0) {  // after both
      const auto own = file == 0 ? resident : field(line, "Anonymous:");
      sum += static_cast<double>(share) * static_cast<double>(own) / static_cast<double>(resident);
    }
  }
  return static_cast<std::uint64_t>(sum * 1024);
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
