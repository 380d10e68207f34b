// poll, and then wait4.
#include "scenarios/commands/command_wait.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include <poll.h>

namespace concbench {
namespace {

timespec time_left(clock::time_point deadline) {
  const auto left = std::max(duration(deadline - clock::now()), duration::zero());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  return {.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
}

}  // namespace

command_result wait_for(started_program program, duration limit) {
  command_result result;
  const auto deadline = clock::now() + limit;
  std::array<pollfd, 3> watched{{{program.end().get(), POLLIN, 0},
                                 {program.output().get(), POLLIN, 0},
                                 {program.errors().get(), POLLIN, 0}}};
  auto& [end, output, errors] = watched;
  while (end.revents == 0) {
    const auto left = time_left(deadline);
    // After the limit it has been killed, and its end comes without a further limit.
    const int ready = ::ppoll(watched.data(), watched.size(), result.timed_out ? nullptr : &left, nullptr);
    if (ready < 0) continue;  // a signal
    if (ready == 0) {
      result.timed_out = true;
      program.kill();
      continue;
    }
    if (output.revents != 0 && !result.output.read_output(output.fd)) output.fd = -1;
    if (errors.revents != 0 && !result.output.read_errors(errors.fd)) errors.fd = -1;
    output.revents = errors.revents = 0;
  }
  result.end = program.reap();
  if (output.fd >= 0) result.output.read_output(output.fd);
  if (errors.fd >= 0) result.output.read_errors(errors.fd);
  return result;
}

}  // namespace concbench
