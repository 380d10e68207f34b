// libFuzzer's entry: CMake says which input it is, and how that is taken. See CONTRIBUTING.md.
#include <cstddef>
#include <cstdint>

#include CONCBENCH_FUZZED_INPUT

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  concbench::testing::CONCBENCH_FUZZED_TAKER({reinterpret_cast<const char*>(data), size});
  return 0;
}
