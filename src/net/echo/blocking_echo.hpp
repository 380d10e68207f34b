// A connection on which the server sends back what it receives, for tasks that block: twin of coroutine_echo.
#pragma once

#include <string>

#include "net/client/blocking_stream.hpp"
#include "net/echo/conversation.hpp"

namespace concbench::net {

class blocking_echo {
 public:
  /// Connects and has the connection upgraded. Throws http_error. `timeout` bounds this, and each message.
  blocking_echo(const url& where, duration timeout);

  /// Sends each message and receives as many bytes before the next. Throws http_error when they do not come,
  /// or more of them do. A message is sent whole before any of it is read: it has to fit the sockets'
  /// buffers, as 64 KiB do.
  void exchange(conversation& conversation);

 private:
  blocking_stream stream_;
  std::string received_;
};

}  // namespace concbench::net
