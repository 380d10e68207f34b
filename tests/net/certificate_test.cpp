// Certificates are checked by OpenSSL's verifier, as a client would.
#include "net/server/certificate.hpp"

#include <algorithm>
#include <ctime>
#include <memory>

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "net/server/listen_address.hpp"

namespace concbench::net {
namespace {

using certificate_ptr = std::unique_ptr<X509, decltype(&X509_free)>;

certificate_ptr read(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free};
}

/// Whether a client that trusts `ca_pem` accepts the certificate at a time, in seconds from now.
bool trusted(const std::string& chain_pem, const std::string& ca_pem, std::time_t seconds = 0) {
  const auto ca = read(ca_pem);
  const auto own = read(chain_pem);
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), &X509_STORE_free);
  X509_STORE_add_cert(store.get(), ca.get());
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(X509_STORE_CTX_new(),
                                                                                &X509_STORE_CTX_free);
  X509_STORE_CTX_init(context.get(), store.get(), own.get(), nullptr);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  X509_STORE_CTX_set_time(context.get(), 0, std::time(nullptr) + seconds);
  return X509_verify_cert(context.get()) == 1;
}

class CertificateTest : public ::testing::Test {
 protected:
  server_certificate made_ = make_certificate({"localhost", "127.0.0.1", "::1"});
};

TEST_F(CertificateTest, IsTrustedThroughItsOwnAuthority) {
  EXPECT_TRUE(trusted(made_.chain_pem, made_.ca_pem));
}

TEST_F(CertificateTest, IsNotTrustedThroughAnother) {
  EXPECT_FALSE(trusted(made_.chain_pem, make_certificate({"localhost"}).ca_pem));
}

TEST_F(CertificateTest, IsValidForEachOfItsNames) {
  const auto own = read(made_.chain_pem);
  EXPECT_EQ(X509_check_host(own.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(own.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(own.get(), "::1", 0), 1);
}

TEST_F(CertificateTest, IsNotValidForOthers) {
  const auto own = read(made_.chain_pem);
  EXPECT_EQ(X509_check_host(own.get(), "example.org", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_ip_asc(own.get(), "127.0.0.2", 0), 0);
}

TEST_F(CertificateTest, IsValidForClocksThatAreBehindAndForTwoYears) {
  constexpr std::time_t day = 24 * 3600;
  EXPECT_FALSE(trusted(made_.chain_pem, made_.ca_pem, -31 * day));
  EXPECT_TRUE(trusted(made_.chain_pem, made_.ca_pem, -29 * day));
  EXPECT_TRUE(trusted(made_.chain_pem, made_.ca_pem, 2 * 365 * day));
  EXPECT_FALSE(trusted(made_.chain_pem, made_.ca_pem, 791 * day));
}

TEST_F(CertificateTest, IsNotValidForLongerThanClientsTake) {
  EXPECT_LT(two_years.until - two_years.since, std::chrono::days(825));
}

TEST_F(CertificateTest, IsValidWhenItIsAskedToBe) {
  const auto past = make_certificate({"localhost"}, {std::chrono::days(-3), std::chrono::days(-1)});
  EXPECT_FALSE(trusted(past.chain_pem, past.ca_pem));
  EXPECT_TRUE(trusted(past.chain_pem, past.ca_pem, -2 * 24 * 3600));
}

TEST_F(CertificateTest, HasAnotherKeyEachTime) {
  EXPECT_NE(made_.key_pem, make_certificate({"localhost"}).key_pem);
}

TEST(ListenAddress, TakesAddressesAsTheyAre) {
  EXPECT_EQ(listen_address("127.0.0.1").to_string(), "127.0.0.1");
  EXPECT_EQ(listen_address("::1").to_string(), "::1");
}

TEST(ListenAddress, LooksNamesUp) {
  EXPECT_TRUE(listen_address("localhost").is_loopback());
}

TEST(ListenAddress, NamesWhatItCannotUse) {
  try {
    listen_address("no such host");
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("'no such host'"), std::string::npos) << e.what();
  }
}

TEST(NamesOf, HoldsEachNameOnce) {
  const std::vector<std::string> expected{"localhost", "127.0.0.1", "::1", "192.0.2.1"};
  EXPECT_EQ(names_of("127.0.0.1", listen_address("127.0.0.1")),
            (std::vector<std::string>{"localhost", "127.0.0.1", "::1"}));
  EXPECT_EQ(names_of("192.0.2.1", listen_address("192.0.2.1")), expected);
}

TEST(NamesOf, AllAddressesGiveACertificateThatCanBeMade) {
  const auto names = names_of("0.0.0.0", listen_address("0.0.0.0"));
  EXPECT_GE(names.size(), 4U);
  EXPECT_FALSE(make_certificate(names).chain_pem.empty());
}

}  // namespace
}  // namespace concbench::net
