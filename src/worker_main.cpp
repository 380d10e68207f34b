// The main function of worker programs that are built against the installed package (concbench_add_worker).
#include <iostream>
#include <string_view>

#include "runner/worker.hpp"
#include "system/process_start.hpp"

int main(int argc, char** argv) {
  const std::string_view name = argc > 0 ? argv[0] : "worker";
  if (const auto problem = concbench::begin_process(); !problem.empty()) {
    std::cerr << name << ": " << problem << '\n';
    return concbench::runner::refused_spec;
  }
  if (argc != 2 || std::string_view(argv[1]) != "worker") {
    std::cerr << name
              << ": this is a worker program, which concbench starts: concbench list scenarios --worker mine="
              << name << '\n';
    return concbench::runner::refused_spec;
  }
  return concbench::runner::worker_main(std::cin, std::cout, std::cerr);
}
