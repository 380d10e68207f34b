// Where a server listens, and the names by which clients may know it.
#pragma once

#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

namespace concbench::net {

/// The address that `host` means: an address as it is, a name by look-up (IPv4 first, as for 127.0.0.1).
/// Throws std::runtime_error that names the host and what to write instead.
boost::asio::ip::address listen_address(const std::string& host);

/// What a certificate for that server must be valid for: localhost, the loopback addresses, `host`,
/// `address`; and when that stands for all of the machine's (0.0.0.0 or ::), also those and the machine's
/// name. Each once.
std::vector<std::string> names_of(const std::string& host, const boost::asio::ip::address& address);

}  // namespace concbench::net
