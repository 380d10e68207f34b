// Makes certificates for a server at its start, so that nobody has to trust one by hand. They are never stored.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace concbench::net {

struct server_certificate {
  std::string ca_pem;     ///< the authority that signed the certificate; its key is destroyed
  std::string chain_pem;  ///< the server's own certificate
  std::string key_pem;
};

/// When a certificate is valid, in days from now.
struct validity {
  std::chrono::days since;
  std::chrono::days until;
};

/// From a month ago, because clocks of clients may be behind, to about two years from now, because some servers run for
/// long. Together they are below 825 days, the most that some clients accept.
inline constexpr validity two_years{std::chrono::days(-30), std::chrono::days(790)};

/// An EC P-256 certificate for `names`, which are host names and addresses. Takes less than 2 ms. Throws
/// std::runtime_error.
server_certificate make_certificate(const std::vector<std::string>& names, validity valid = two_years);

}  // namespace concbench::net
