// Certificates for a server that nobody has to trust by hand: made at start-up, gone with the process.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace concbench::net {

struct server_certificate {
  std::string ca_pem;     ///< the authority to verify against; its key is thrown away
  std::string chain_pem;  ///< the server's own certificate
  std::string key_pem;
};

/// When a certificate is valid: so many days from now.
struct validity {
  std::chrono::days since;
  std::chrono::days until;
};

/// A month back, for clients whose clocks are behind; two years on, for servers that nobody starts anew.
/// Together they stay below 825 days: some clients take no certificate that is valid for longer, whoever made it.
inline constexpr validity two_years{std::chrono::days(-30), std::chrono::days(790)};

/// EC P-256, for `names`: host names and addresses. Under 2 ms. Throws std::runtime_error.
server_certificate make_certificate(const std::vector<std::string>& names, validity valid = two_years);

}  // namespace concbench::net
