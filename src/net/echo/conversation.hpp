// The messages on a connection that echoes. All kinds of connections ask for them in the same way.
#pragma once

#include <string_view>

namespace concbench::net {

class conversation {
 public:
  /// The next message to send, valid until the next call; empty when there is none.
  virtual std::string_view next() = 0;

  /// Is called when the message has come back. `bytes` are what was received; there are as many as were sent.
  virtual void received(std::string_view bytes) = 0;

 protected:
  ~conversation() = default;
};

}  // namespace concbench::net
