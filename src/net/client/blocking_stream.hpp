// A connection, with TLS where asked. Its calls block the calling thread for a limited time.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include <boost/asio/buffer.hpp>

#include "net/client/client.hpp"
#include "net/http/url.hpp"
#include "system/clock.hpp"
#include "system/file_descriptor.hpp"

namespace concbench::net {

/// Uses plain system calls on a blocking socket: one `recv` waits and reads, as in any program written for threads.
/// Asio's synchronous calls would need three system calls: one to ask, one to poll, one to read.
class blocking_stream {
 public:
  /// Connects by the route to `where`, and does the TLS handshake when there is a `tls`. Throws http_error. `timeout`
  /// limits this together with everything until start_request(). Only the look-up of a host's name cannot be cut short.
  blocking_stream(const origin& where, SSL_CTX* tls, duration timeout);
  blocking_stream(const blocking_stream&) = delete;
  blocking_stream& operator=(const blocking_stream&) = delete;

  /// Begins a request, which has the whole timeout again.
  void start_request() { deadline_ = clock::now() + timeout_; }

  /// Whether an idle connection can be used for another request: no bytes have arrived, and it has not been closed.
  /// Never blocks.
  bool is_quiet();

  /// Makes closing reset the connection: its port is free at once, and not only after a minute.
  void reset_on_close();

  /// Both throw request_timeout after the deadline, and connection_lost when the server has reset the connection.
  /// `read_some` returns 0 when the server has closed it.
  std::size_t read_some(boost::asio::mutable_buffer space);
  void write(std::string_view bytes);

 private:
  struct tls_free {
    void operator()(SSL* session) const { SSL_free(session); }
  };

  void shake_hands(const origin& where, SSL_CTX* tls);
  void connect(const origin& where);
  void open_tunnel(const origin& where);
  [[nodiscard]] bool apply_deadline();
  bool has_no_data();
  void set_blocking(bool blocks);
  [[noreturn]] void fail() const;

  static long before_transfer(BIO* socket, int operation, const char*, std::size_t, int, long, int result,
                              std::size_t*);

  duration timeout_;
  clock::time_point deadline_;
  file_descriptor socket_;
  std::unique_ptr<SSL, tls_free> tls_;
  duration limit_{0};  ///< the present SO_RCVTIMEO and SO_SNDTIMEO
};

}  // namespace concbench::net
