// Adds up figures of processes.
#include "runner/process_tree.hpp"

#include <algorithm>

#include <unistd.h>

namespace concbench::runner {

resource_usage usage_elsewhere(const executor& model) {
  auto sum = resource_usage::of_ended();
  for (const auto each : model.processes()) sum += resource_usage::of(each);
  return sum;
}

tree_memory tree_memory::now(const executor& model) {
  tree_memory sum;
  std::uint64_t given_back = 0;
  std::uint64_t files = 0;
  auto processes = model.processes();
  processes.push_back(::getpid());
  for (const auto each : processes) {
    const auto whole = memory_usage::of(each);
    sum.bytes += proportional_memory(each);
    sum.page_table_bytes += whole.page_table_bytes;
    sum.threads += whole.threads;
    given_back += whole.peak_resident_bytes - whole.resident_bytes;
    files = std::max(files, whole.file_bytes);
  }
  sum.bytes += files;
  sum.peak_bytes = sum.bytes + given_back;
  sum.processes = processes.size();
  return sum;
}

}  // namespace concbench::runner
