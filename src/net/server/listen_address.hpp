// The address on which a server listens, and the names that clients may use for it.
#pragma once

#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

namespace concbench::net {

/// The address of `host`, which is an address or a name. Names are looked up (IPv4 first, as in 127.0.0.1). Throws
/// std::runtime_error, which names the host and what to write instead.
boost::asio::ip::address listen_address(const std::string& host);

/// The names that the certificate of this server must contain: localhost, the loopback addresses, `host` and `address`.
/// When `address` stands for all addresses of the machine (0.0.0.0 or ::), also those and the machine's name. No name
/// occurs twice.
std::vector<std::string> names_of(const std::string& host, const boost::asio::ip::address& address);

}  // namespace concbench::net
