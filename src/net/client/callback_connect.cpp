// Read it beside fiber_connect.cpp: each function is what happens between two operations, whose handlers keep
// it all alive.
#include "net/client/callback_connect.hpp"

#include <utility>

namespace concbench::net {
namespace {

using error_code = boost::system::error_code;
using stream = async_stream<loop_executor>;

class connecting : public std::enable_shared_from_this<connecting> {
 public:
  connecting(stream& on, std::shared_ptr<const origin> where, asio::ssl::context* tls,
             std::function<void(const std::exception_ptr&)> done)
      : on_(on), where_(std::move(where)), tls_(tls), done_(std::move(done)) {}

  void begin() {
    candidates_ = on_.known(*where_);
    if (!candidates_.empty()) return try_endpoint(0);
    on_.async_resolve(*where_, [self = shared_from_this()](const error_code& error, const auto& results) {
      self->guarded([&] {
        self->candidates_ = self->on_.found(*self->where_, error, results);
        self->try_endpoint(0);
      });
    });
  }

 private:
  /// An exception ends the connecting.
  template <class Step>
  void guarded(Step step) {
    try {
      step();
    } catch (...) {
      end(std::current_exception());
    }
  }

  void try_endpoint(std::size_t index) {
    on_.async_connect(candidates_[index], [self = shared_from_this(), index](const error_code& error) {
      self->guarded([&] {
        if (error && !self->on_.cancelled() && index + 1 < self->candidates_.size())
          return self->try_endpoint(index + 1);
        self->on_.connected(*self->where_, error);
        if (is_routed_by(*self->where_, origin_route::kind::tunnel)) return self->ask_for_tunnel();
        self->shake_hands();
      });
    });
  }

  void ask_for_tunnel() {
    tunnel_ = std::make_unique<http_exchange>();
    tunnel_->begin_tunnel(*where_);
    on_.async_write(tunnel_->request(), [self = shared_from_this()](const error_code& error, std::size_t) {
      self->guarded([&] {
        check_transfer(error);
        self->await_tunnel();
      });
    });
  }

  void await_tunnel() {
    on_.async_read_some(tunnel_->space(),
                        [self = shared_from_this()](const error_code& error, std::size_t size) {
                          self->guarded([&] {
                            check_transfer(error);
                            self->tunnel_->received(size);
                            if (!self->tunnel_->done()) return self->await_tunnel();
                            self->tunnel_->require_tunnel(*self->where_);
                            self->shake_hands();
                          });
                        });
  }

  void shake_hands() {
    if (tls_ == nullptr) return end({});
    on_.async_handshake(*where_, *tls_, [self = shared_from_this()](const error_code& error) {
      self->guarded([&] {
        self->on_.shaken(*self->where_, error);
        self->end({});
      });
    });
  }

  /// Calls `done` once, even if `done` breaks its promise and throws.
  void end(const std::exception_ptr& error) {
    const auto done = std::exchange(done_, {});
    if (done) done(error);
  }

  stream& on_;
  std::shared_ptr<const origin> where_;
  asio::ssl::context* tls_;
  std::function<void(const std::exception_ptr&)> done_;
  stream::endpoints candidates_;
  std::unique_ptr<http_exchange> tunnel_;  ///< null where none is asked for
};

}  // namespace

void connect(stream& on, std::shared_ptr<const origin> where, asio::ssl::context* tls,
             std::function<void(const std::exception_ptr&)> done) {
  std::make_shared<connecting>(on, std::move(where), tls, std::move(done))->begin();
}

}  // namespace concbench::net
