// Against the examples of the standard (FIPS 180-4, NIST's test vectors).
#include "net/content/sha256.hpp"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::net {
namespace {

TEST(Sha256, OfNothingIsTheStandardsValue) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfAbcIsTheStandardsValue) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, OfAMillionLettersIsTheStandardsValue) {
  EXPECT_EQ(to_hex(sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, HashesZeroBytesToo) {
  EXPECT_NE(sha256(std::string("a\0b", 3)), sha256("a"));
}

TEST(Sha256, IsSafeFromManyThreads) {
  const auto expected = sha256("shared");
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([expected] {
      for (int j = 0; j < 100; ++j) EXPECT_EQ(sha256("shared"), expected);
    });
}

TEST(Sha256, OfPartsIsThatOfTheWhole) {
  sha256_of_parts parts;
  for (const std::string_view each : {"a", "", "bc"}) parts.add(each);
  EXPECT_EQ(parts.value(), sha256("abc"));
  EXPECT_EQ(sha256_of_parts().value(), sha256(""));
}

TEST(Sha256, HasItsFirst64BitsAsANumber) {
  EXPECT_EQ(first_64_bits(sha256("")), 0xe3b0c44298fc1c14U);  // FIPS 180-4
}

}  // namespace
}  // namespace concbench::net
