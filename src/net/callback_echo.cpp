// Read it beside blocking_echo.cpp. What is a loop there is a state machine here: each function is what
// happens between two operations. The handler of all is handed on from one to the next.
#include "net/callback_echo.hpp"

#include <utility>

namespace concbench::net {

void callback_echo::open(url where, handler done) {
  where_ = std::move(where);
  time(timed_);
  candidates_ = stream_.numeric(*where_.where);
  if (!candidates_.empty()) return try_endpoint(0, std::move(done));
  stream_.async_resolve(*where_.where,
                        [this, done = std::move(done)](const error_code& error, const auto& results) mutable {
                          guarded(done, [&] {
                            candidates_ = stream_.found(*where_.where, error, results);
                            try_endpoint(0, std::move(done));
                          });
                        });
}

void callback_echo::exchange(conversation& with, handler done) {
  with_ = &with;
  time(timed_);
  send(std::move(done));
}

/// What throws ends it all.
template <class Step>
void callback_echo::guarded(handler& done, Step step) {
  std::exception_ptr error;
  try {
    return step();
  } catch (const http_error&) {
    error = timed_out() ? std::make_exception_ptr(request_timeout(timeout())) : std::current_exception();
  } catch (...) {
    error = std::current_exception();
  }
  finish(std::move(done), error);
}

void callback_echo::try_endpoint(std::size_t index, handler done) {
  stream_.async_connect(candidates_[index],
                        [this, index, done = std::move(done)](const error_code& error) mutable {
                          if (error && !stream_.cancelled() && index + 1 < candidates_.size())
                            return try_endpoint(index + 1, std::move(done));
                          guarded(done, [&] {
                            stream_.connected(*where_.where, error);
                            ask(std::move(done));
                          });
                        });
}

void callback_echo::ask(handler done) {
  upgrade_.begin_upgrade(where_, "echo");
  stream_.async_write(upgrade_.request(),
                      [this, done = std::move(done)](const error_code& error, std::size_t) mutable {
                        guarded(done, [&] {
                          check(error);
                          receive_answer(std::move(done));
                        });
                      });
}

void callback_echo::receive_answer(handler done) {
  stream_.async_read_some(
      upgrade_.space(), [this, done = std::move(done)](const error_code& error, std::size_t size) mutable {
        guarded(done, [&] {
          check(error);
          if (size == 0) {
            upgrade_.closed();
          } else {
            upgrade_.received(size);
          }
          if (!upgrade_.done()) return receive_answer(std::move(done));
          require_upgrade(where_, upgrade_.take());
          stream_.reset_on_close();  // there are 28,000 ports, and rounds of 10,000 connections
          finish(std::move(done), {});
        });
      });
}

void callback_echo::send(handler done) {
  message_ = with_->next();
  if (message_.empty()) return finish(std::move(done), {});
  begin_message();
  error_code error;
  const auto rest = stream_.write_now(message_, error);
  if (error || rest.empty()) return sent(error, std::move(done));
  stream_.async_write(rest, [this, done = std::move(done)](const error_code& later, std::size_t) mutable {
    sent(later, std::move(done));
  });
}

void callback_echo::sent(const error_code& error, handler done) {
  guarded(done, [&] {
    check(error);
    received_.resize(message_.size() + 1);  // one too many would be seen
    size_ = 0;
    receive(std::move(done));
  });
}

void callback_echo::receive(handler done) {
  stream_.async_read_some(
      asio::buffer(received_) + size_,
      [this, done = std::move(done)](const error_code& error, std::size_t more) mutable {
        guarded(done, [&] {
          check(error);
          if (more == 0)
            throw connection_lost("the server closed the connection before it had sent all back");
          size_ += more;
          if (size_ < message_.size()) return receive(std::move(done));
          if (size_ > message_.size()) throw http_error("the server sent back more than it was sent");
          with_->received(std::string_view(received_).substr(0, size_));
          send(std::move(done));
        });
      });
}

/// Last: `done` may be the end of this.
void callback_echo::finish(handler done, const std::exception_ptr& error) {
  timed_.reset();
  done(error);
}

}  // namespace concbench::net
