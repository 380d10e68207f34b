// Certificates for a server that nobody has to trust by hand: made at start-up, gone with the process.
#pragma once

#include <string>
#include <vector>

namespace concbench::net {

struct server_certificate {
  std::string ca_pem;     ///< the authority to verify against; its key is thrown away
  std::string chain_pem;  ///< the server's own certificate
  std::string key_pem;
};

/// EC P-256, valid from an hour ago for 30 days, for `names`: host names and addresses. Under 2 ms. Throws
/// std::runtime_error.
server_certificate make_certificate(const std::vector<std::string>& names);

}  // namespace concbench::net
