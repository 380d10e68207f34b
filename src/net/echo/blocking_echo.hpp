// A connection on which the server sends back what it receives. For tasks that block; the twin of coroutine_echo.
#pragma once

#include <string>

#include "net/client/blocking_stream.hpp"
#include "net/echo/conversation.hpp"

namespace concbench::net {

class blocking_echo {
 public:
  /// Connects and upgrades the connection. Throws http_error. `timeout` limits this, and each message.
  blocking_echo(const url& where, duration timeout);

  /// Sends each message, and receives as many bytes before the next. Throws http_error when they do not come, or when
  /// more come. A message is sent completely before any of it is read, so it must fit into the buffers of the sockets,
  /// as 64 KiB do.
  void exchange(conversation& conversation);

 private:
  blocking_stream stream_;
  std::string received_;
};

}  // namespace concbench::net
