// Read it beside blocking_echo.cpp. The loop there is a state machine here: each function does what is needed between
// two operations. Handlers keep this state alive, but not the connection: its owner is told when it is done.
#include "net/echo/callback_echo.hpp"

#include <memory>
#include <string_view>
#include <utility>

#include "net/client/callback_connect.hpp"
#include "net/http/http_exchange.hpp"

namespace concbench::net {

class callback_echo::operation {
 protected:
  using error_code = boost::system::error_code;

  operation(callback_echo& on, handler done) : on_(on), done_(std::move(done)) {
    on_.start_limit(on_.limit_);
  }

  /// An exception ends the operation.
  template <class Step>
  void guarded(Step step) {
    try {
      step();
    } catch (const http_error&) {
      end(on_.timed_out() ? std::make_exception_ptr(request_timeout(on_.timeout()))
                          : std::current_exception());
    } catch (...) {
      end(std::current_exception());
    }
  }

  /// The last call, made once: the handler may destroy the connection.
  void end(const std::exception_ptr& error) {
    const auto done = std::exchange(done_, {});
    if (!done) return;
    on_.limit_.reset();
    done(error);
  }

  callback_echo& on_;

 private:
  handler done_;
};

class callback_echo::opening : operation, public std::enable_shared_from_this<opening> {
 public:
  opening(callback_echo& on, url where, handler done)
      : operation(on, std::move(done)), where_(std::move(where)) {}

  void begin() {
    connect(on_.stream_, where_.where, nullptr, [self = shared_from_this()](const std::exception_ptr& error) {
      self->guarded([&] {
        if (error) std::rethrow_exception(error);
        self->ask();
      });
    });
  }

 private:
  void ask() {
    upgrade_.begin_upgrade(where_, "echo");
    on_.stream_.async_write(upgrade_.request(),
                            [self = shared_from_this()](const error_code& error, std::size_t) {
                              self->guarded([&] {
                                self->on_.check(error);
                                self->receive();
                              });
                            });
  }

  void receive() {
    on_.stream_.async_read_some(upgrade_.space(),
                                [self = shared_from_this()](const error_code& error, std::size_t size) {
                                  self->guarded([&] {
                                    self->on_.check(error);
                                    self->take_in(size);
                                  });
                                });
  }

  void take_in(std::size_t size) {
    upgrade_.received(size);
    if (!upgrade_.done()) return receive();
    require_upgrade(where_, upgrade_.take());
    on_.stream_.reset_on_close();  // there are 28,000 ports, and rounds of 10,000 connections each
    end({});
  }

  url where_;
  http_exchange upgrade_;
};

class callback_echo::exchanging : operation, public std::enable_shared_from_this<exchanging> {
 public:
  exchanging(callback_echo& on, conversation& with, handler done)
      : operation(on, std::move(done)), with_(with) {}

  void send() {
    message_ = with_.next();
    if (message_.empty()) return end({});
    on_.begin_message();
    error_code error;
    const auto rest = on_.stream_.write_now(message_, error);
    if (error || rest.empty()) return sent(error);
    on_.stream_.async_write(
        rest, [self = shared_from_this()](const error_code& later, std::size_t) { self->sent(later); });
  }

 private:
  void sent(const error_code& error) {
    guarded([&] {
      on_.check(error);
      on_.received_.resize(message_.size() + 1);  // one too many would be seen
      size_ = 0;
      receive();
    });
  }

  void receive() {
    on_.stream_.async_read_some(asio::buffer(on_.received_) + size_,
                                [self = shared_from_this()](const error_code& error, std::size_t more) {
                                  self->guarded([&] {
                                    self->on_.check(error);
                                    self->take_in(more);
                                  });
                                });
  }

  void take_in(std::size_t more) {
    if (more == 0) throw connection_lost("the server closed the connection before it had sent all back");
    size_ += more;
    if (size_ < message_.size()) return receive();
    if (size_ > message_.size()) throw http_error("the server sent back more than it was sent");
    with_.received(std::string_view(on_.received_).substr(0, size_));
    send();
  }

  conversation& with_;
  std::string_view message_;
  std::size_t size_ = 0;  ///< bytes of the message that are back
};

void callback_echo::open(url where, handler done) {
  std::make_shared<opening>(*this, std::move(where), std::move(done))->begin();
}

void callback_echo::exchange(conversation& conversation, handler done) {
  std::make_shared<exchanging>(*this, conversation, std::move(done))->send();
}

}  // namespace concbench::net
