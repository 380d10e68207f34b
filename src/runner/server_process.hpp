// The run's own `concbench serve`, as a child process.
#pragma once

#include <string>

#include "core/scenario.hpp"
#include "system/child_process.hpp"

namespace concbench::runner {

class server_process {
 public:
  /// Starts `program serve`, bound to `cpus` unless that is empty. Waits until the server says that it is ready, at
  /// most 10 s. Throws std::runtime_error.
  server_process(const std::string& program, int interrupt, const cpu_list& cpus = {});

  const server_address& address() const noexcept { return address_; }
  pid_t id() const noexcept { return child_.id(); }
  bool alive() { return !child_.poll(); }

 private:
  std::string first_line(int interrupt);

  child_process child_;
  server_address address_;
};

}  // namespace concbench::runner
