// libFuzzer's entry: the reader of reports, and all that is made from what it accepts. See CONTRIBUTING.md.
#include <cstddef>
#include <cstdint>

#include "read_and_render.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  concbench::testing::read_and_render({reinterpret_cast<const char*>(data), size});
  return 0;
}
