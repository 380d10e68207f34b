// A TCP connection, with TLS where asked, whose calls block the calling thread for a bounded time.
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

/// Plain system calls on a blocking socket: one `recv` waits and reads, as in any program written for
/// threads. (Asio's synchronous calls would ask first, then poll, then read: three system calls instead of
/// one.)
class blocking_stream {
 public:
  /// Connects, and shakes hands where there is a `tls`. Throws http_error. `timeout` bounds this together
  /// with all that follows until start_request(). The look-up of a host's name is the one thing that it
  /// cannot cut short.
  blocking_stream(const origin& where, SSL_CTX* tls, duration timeout);
  blocking_stream(const blocking_stream&) = delete;
  blocking_stream& operator=(const blocking_stream&) = delete;

  /// A request begins: it has the whole timeout again.
  void start_request() { deadline_ = clock::now() + timeout_; }

  /// Whether a connection that is idle can carry another request: nothing has come on it, and it has not
  /// ended. Blocks never.
  bool is_quiet();

  /// Closing will reset the connection: its port is free at once, instead of in a minute.
  void reset_on_close();

  /// Both throw request_timeout past the deadline and connection_lost when the server has reset the
  /// connection. `read_some` returns 0 when the server has closed it.
  std::size_t read_some(boost::asio::mutable_buffer space);
  void write(std::string_view bytes);

 private:
  struct tls_free {
    void operator()(SSL* session) const { SSL_free(session); }
  };

  void shake_hands(const origin& where, SSL_CTX* tls);
  void connect(const origin& where);
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
  duration limit_{0};  ///< SO_RCVTIMEO and SO_SNDTIMEO in force
};

}  // namespace concbench::net
