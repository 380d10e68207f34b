// Which parameters are possible together, and sums over a folder.
#include "scenarios/files/file_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/files/file_blocks.hpp"
#include "scenarios/files/file_work.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

bool reads_blocks(const scenario_setup& setup) {
  return setup.params.size("block").count > 0;
}

/// The bytes of the files that are made, or of the user's own files that are read.
std::uint64_t all_bytes(const scenario_setup& setup) {
  const bool blocks = reads_blocks(setup);
  if (setup.params.text("dir").empty()) return setup.params.size("size").count * (blocks ? 1 : setup.tasks);
  if (blocks) return setup.params.size("block").count * setup.tasks;
  std::uint64_t bytes = 0;
  for (const auto& path : own_files(setup)) bytes += std::filesystem::file_size(path);
  return bytes;
}

void check_blocks(const scenario_setup& setup) {
  const auto block = setup.params.size("block");
  const auto& shown = setup.params.shown("block");
  if (block.count == 0) {
    if (setup.params.on("direct"))
      throw usage_error("file-io.direct=on is about reading blocks; choose their size: -p block=4KiB");
    return;
  }
  if (setup.params.text("op") != "read")
    throw usage_error(
        fmt::format("file-io.block={} reads blocks of open files: it goes with op=read, not op={}", shown,
                    setup.params.text("op")));
  if (setup.params.on("direct") && block.count % file_blocks::direct_unit != 0)
    throw usage_error(fmt::format("file-io.direct=on reads multiples of 4KiB, which block={} is not", shown));
  const auto& folder = setup.params.text("dir");
  if (folder.empty() && setup.params.size("size").count < block.count)
    throw usage_error(fmt::format("file-io.block={} does not fit into a file of size={}; raise size", shown,
                                  setup.params.shown("size")));
  const auto holds_none = [&](const auto& path) { return std::filesystem::file_size(path) < block.count; };
  if (!folder.empty() && std::ranges::all_of(files_below(folder), holds_none))
    throw usage_error(fmt::format("no file in '{}' holds a block of {}; lower file-io.block", folder, shown));
}

}  // namespace

std::vector<std::filesystem::path> own_files(const scenario_setup& setup) {
  auto files = files_below(setup.params.text("dir"));
  if (!reads_blocks(setup) && files.size() > setup.tasks) files.resize(setup.tasks);
  return files;
}

std::uint64_t implied_file_tasks(const scenario_setup& setup) {
  const auto& folder = setup.params.text("dir");
  return folder.empty() || reads_blocks(setup) ? 0 : files_below(folder).size();
}

void check_files(const scenario_setup& setup) {
  const auto& op = setup.params.text("op");
  if (setup.params.text("engine") == "io_uring" && !no_uring().empty())
    throw usage_error(
        fmt::format("file-io.engine=io_uring cannot be had: {}; choose engine=offload", no_uring()));
  check_blocks(setup);
  if (!setup.params.text("dir").empty() && op == "write")
    throw usage_error(
        "file-io.dir is read and never written: op=write does not go with it; choose op=read or op=copy");
  if (setup.params.text("cache") == "cold" && !setup.params.text("dir").empty() && !reads_blocks(setup) &&
      setup.tasks > implied_file_tasks(setup))
    throw usage_error(fmt::format(
        "file-io.cache=cold reads each file once: {} are more than the {} in '{}'; lower -n",
        counted(setup.tasks, "task"), counted(implied_file_tasks(setup), "file"), setup.params.text("dir")));
  if (op == "write" && setup.params.text("cache") == "cold")
    throw usage_error(
        "file-io.cache=cold is about reading: op=write has nothing to read; choose op=read or op=copy");
}

duration expected_time_of_files(const scenario_setup& setup) {
  // A slow disk: 1 ms for each file, and 50 MB/s. All of it three times, because files that are read are also measured
  // and warmed.
  return std::chrono::milliseconds(3) * static_cast<std::int64_t>(setup.tasks) +
         times(std::chrono::nanoseconds(60), all_bytes(setup));
}

}  // namespace concbench
