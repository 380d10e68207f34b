// A connection to Redis for the tasks of one loop: the asynchronous client of hiredis, whose socket the loop watches.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <hiredis/async.h>

#include <boost/asio/async_result.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <sync/parked_handler.hpp>
#include <system/event_loop.hpp>

#include "redis_connection.hpp"

/// A service of a loop: asio::use_service<redis_loop_client>(loop) makes it on first use, and it ends with its loop. All
/// tasks of the loop share the connection. Requests are sent at once, also while others wait for their answers.
class redis_loop_client final : public concbench::asio::execution_context::service {
 public:
  struct answer {
    std::string value;
    std::string error = {};  ///< empty: the value is right
  };

  inline static concbench::asio::execution_context::id id;
  explicit redis_loop_client(concbench::asio::execution_context& loop)
      : service(loop), socket_(static_cast<concbench::event_loop&>(loop)) {}

  /// Asks for the value of a key, and completes `token` with void(answer). Connects on the first call.
  template <class Token>
  auto get(const redis_address& address, const std::string& key, Token&& token) {
    return concbench::asio::async_initiate<Token, void(answer)>(
        [this, &address, &key](auto handler) {
          send(address, key, concbench::sync::park<answer>(std::move(handler)));
        },
        token);
  }

 private:
  using task = concbench::sync::parked_task<answer>;

  void shutdown() noexcept override;
  void send(const redis_address& address, const std::string& key, std::unique_ptr<task> waiting);
  void connect(const redis_address& address);

  // What hiredis asks of an event loop; `self` is this.
  static void begin_reading(void* self);
  static void stop_reading(void* self);
  static void begin_writing(void* self);
  static void stop_writing(void* self);
  static void forget_socket(void* self);

  void await_reading();
  void await_writing();

  concbench::asio::posix::basic_stream_descriptor<concbench::loop_executor> socket_;
  redisAsyncContext* context_ = nullptr;  ///< null: not connected
  bool wants_to_read_ = false;
  bool wants_to_write_ = false;
  bool awaits_reading_ = false;  ///< a handler waits for the socket
  bool awaits_writing_ = false;
};
