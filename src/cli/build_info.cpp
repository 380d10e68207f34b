// Build facts: from the build system's definitions and the libraries' own.
#include "cli/build_info.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <png.h>
#include <boost/version.hpp>

#include "revision.hpp"

namespace concbench::cli {

std::string version() {
  return CONCBENCH_VERSION;
}

std::string revision() {
  return CONCBENCH_REVISION;
}

std::string version_text() {
  return fmt::format("concbench {} ({})", version(), revision());
}

environment build_facts() {
  return {
#ifdef __clang__
      {"compiler", fmt::format("clang {}", __clang_version__)},
#else
      {"compiler", fmt::format("g++ {}", __VERSION__)},
#endif
      {"compiler_flags", CONCBENCH_FLAGS},
      {"build_type", CONCBENCH_BUILD_TYPE},
      {"sanitizers", CONCBENCH_SANITIZE},
      {"slowdown", CONCBENCH_SLOWDOWN, true},
      {"boost",
       fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100)},
      {"openssl", OpenSSL_version(OPENSSL_VERSION)},
      {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
      {"libpng", PNG_LIBPNG_VER_STRING},
      {"liburing", CONCBENCH_URING},
  };
}

}  // namespace concbench::cli
