// What is said on a connection that echoes: all forms of one ask for it in the same way.
#pragma once

#include <string_view>

namespace concbench::net {

class conversation {
 public:
  /// The next message to send, good until the next call; empty when there is none.
  virtual std::string_view next() = 0;

  /// It has come back, as these bytes, which are as many.
  virtual void received(std::string_view bytes) = 0;

 protected:
  ~conversation() = default;
};

}  // namespace concbench::net
