// concbench: compares concurrency models on real work. Parse, dispatch.
#include "cli/application.hpp"

int main(int argc, char** argv) {
  return concbench::cli::main(argc, argv);
}
