// The client as completion handlers. Its twins have a loop and a few calls, and this is a state machine: each function
// does what is needed between two operations. The request keeps itself alive until its handler has been called.
#include "net/client/callback_client.hpp"

#include <memory>
#include <optional>

#include "net/client/async_connections.hpp"
#include "net/client/async_stream.hpp"
#include "net/client/callback_connect.hpp"

namespace concbench::net {
namespace {

using error_code = boost::system::error_code;
using stream = async_stream<loop_executor>;
using connections = async_connections<stream>;
using connection = async_connection<stream>;

/// A connection that is being opened, and then a request on it, if there is one to make, and those that its
/// redirects lead to.
class exchange_under_way : public std::enable_shared_from_this<exchange_under_way> {
 public:
  exchange_under_way(event_loop& loop, net::request to, const client_options& options,
                     client_counters& counters, callback_client::handler done)
      : loop_(loop),
        pool_(asio::use_service<connections>(loop)),
        to_(std::move(to)),
        idle_(&pool_.idle(origin())),
        options_(options),
        counters_(counters),
        done_(std::move(done)) {}

  /// Makes the request, on an idle connection where there is one.
  void request() {
    requests_ = true;
    on_ = pool_.take(*idle_, counters_);
    reused_ = on_ != nullptr;
    if (!on_) return connect();
    limit();
    send();
  }

  /// Opens a connection.
  void connect() {
    on_ = std::make_unique<connection>(loop_.get_executor());
    limit();
    auto* const tls = origin().tls ? &tls_for(origin(), options_) : nullptr;
    net::connect(on_->stream, to_.where().where, tls,
                 [self = shared_from_this()](const std::exception_ptr& error) {
                   self->guarded([&] {
                     if (error) std::rethrow_exception(error);
                     self->opened();
                   });
                 });
  }

 private:
  const net::origin& origin() const { return *to_.where().where; }

  void limit() { timed_.emplace(pool_.limits(loop_.get_executor()), *on_, options_.timeout); }

  /// An exception ends the exchange.
  template <class Step>
  void guarded(Step step) {
    try {
      step();
    } catch (const connection_lost&) {
      if (on_ && reused_ && on_->exchange.may_be_repeated()) return again();
      fail_in_time();
    } catch (const http_error&) {
      fail_in_time();
    } catch (...) {
      fail(std::current_exception());
    }
  }

  /// In an exception handler: an operation that the time limit has ended fails as well, and says less.
  void fail_in_time() {
    const bool late = on_ && on_->timed_out;
    fail(late ? std::make_exception_ptr(request_timeout(options_.timeout)) : std::current_exception());
  }

  /// The connection was closed while idle: the request is sent once more, on a new connection.
  void again() {
    reused_ = false;
    timed_.reset();  // before the connection that it limits is destroyed
    ++counters_.connections_retried;
    guarded([this] { connect(); });
  }

  void opened() {
    ++counters_.connections_opened;
    if (requests_) return send();
    keep();
    end({}, {});
  }

  void send() {
    on_->exchange.begin(to_, options_.content_of(to_), options_.keep_alive, options_.max_body);
    error_code error;
    const auto rest = on_->stream.write_now(on_->exchange.request(), error);
    if (error || rest.empty()) return sent_head(error);
    on_->stream.async_write(
        rest, [self = shared_from_this()](const error_code& later, std::size_t) { self->sent_head(later); });
  }

  void sent_head(const error_code& error) {
    const auto body = on_->exchange.large_body();
    if (error || body.empty()) return sent(error);
    on_->stream.async_write(
        body, [self = shared_from_this()](const error_code& later, std::size_t) { self->sent(later); });
  }

  void sent(const error_code& error) {
    guarded([&] {
      check_transfer(error, on_->timed_out, options_);
      receive();
    });
  }

  void receive() {
    if (on_->exchange.done()) return finish();
    on_->stream.async_read_some(on_->exchange.space(),
                                [self = shared_from_this()](const error_code& error, std::size_t size) {
                                  self->guarded([&] {
                                    check_transfer(error, self->on_->timed_out, self->options_);
                                    self->on_->exchange.received(size);
                                    self->receive();
                                  });
                                });
  }

  void finish() {
    auto response = on_->exchange.take();
    if (options_.keep_alive && on_->exchange.reusable()) keep();
    timed_.reset();
    on_.reset();
    if (options_.max_redirects > 0 && response.redirects()) return follow(response);
    counters_.body_bytes += static_cast<std::int64_t>(response.body.size());
    end({}, std::move(response));
  }

  void follow(const http_response& response) {
    if (hops_ == options_.max_redirects) throw http_error("too many redirects");
    ++hops_;
    ++counters_.redirects;
    to_.follow(response, options_.content_of(to_));
    idle_ = &pool_.idle(origin());
    request();
  }

  void keep() {
    timed_.reset();
    idle_->push_back(std::move(on_));
  }

  void fail(const std::exception_ptr& error) {
    timed_.reset();
    on_.reset();
    end(error, {});
  }

  /// Calls the handler once, even if the handler breaks its promise and throws.
  void end(const std::exception_ptr& error, http_response response) {
    const auto done = std::exchange(done_, {});
    if (done) done(error, std::move(response));
  }

  event_loop& loop_;
  connections& pool_;
  net::request to_;
  connections::idle_ones* idle_;  ///< of origin()
  const client_options& options_;
  client_counters& counters_;
  callback_client::handler done_;
  std::unique_ptr<connection> on_;
  std::optional<connections::scope> timed_;  ///< of on_
  int hops_ = 0;
  bool requests_ = false;
  bool reused_ = false;
};

}  // namespace

void callback_client::get(event_loop& loop, request request, handler done) const {
  std::make_shared<exchange_under_way>(loop, std::move(request), options_, counters_, std::move(done))
      ->request();
}

void callback_client::connect(event_loop& loop, std::shared_ptr<const origin> where, handler done) const {
  std::make_shared<exchange_under_way>(loop, url{std::move(where), "/"}, options_, counters_, std::move(done))
      ->connect();
}

}  // namespace concbench::net
