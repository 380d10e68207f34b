// Waiting for a command, in each way to wait. A thread polls its streams and its pidfd, and then calls wait4; a loop
// watches the same descriptors.
#pragma once

#include <memory>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include "scenarios/commands/command_result.hpp"
#include "sync/parked_handler.hpp"
#include "system/event_loop.hpp"

namespace concbench {

/// Blocks the calling thread until the command has ended. It is killed when that takes longer than `limit`.
command_result wait_for(started_program program, duration limit);

/// A command whose end is awaited on `Executor`, which is a loop or a strand of one.
template <class Executor>
class command_on_loop : public std::enable_shared_from_this<command_on_loop<Executor>> {
 public:
  command_on_loop(const Executor& home, started_program program, duration limit)
      : program_(std::move(program)), output_(home), errors_(home), end_(home), timer_(home, limit) {
    if (program_.output()) take(program_.output(), output_);
    take(program_.errors(), errors_);
    take(program_.end(), end_);
  }

  /// Completes as void() when the command has ended; `result` is complete then. It is killed when that takes longer than
  /// the limit. Call it once.
  template <class Token>
  auto async_wait(Token&& token) {
    return asio::async_initiate<Token, void()>(
        [self = this->shared_from_this()](auto handler) {
          self->waiting_ = sync::park(std::move(handler));
          self->watch();
        },
        token);
  }

  command_result& result() noexcept { return result_; }

 private:
  using descriptor = asio::posix::basic_stream_descriptor<Executor>;
  using error_code = boost::system::error_code;

  /// Given away only once the loop has it: assign() may throw.
  static void take(file_descriptor& from, descriptor& to) {
    to.assign(from.get());
    from.release();
  }
  static constexpr auto readable = asio::posix::descriptor_base::wait_read;

  void watch() {
    if (output_.is_open()) watch_output();
    watch_errors();
    end_.async_wait(readable, [self = this->shared_from_this()](const error_code& stopped) {
      if (!stopped) self->ended();
    });
    timer_.async_wait([self = this->shared_from_this()](const error_code& stopped) {
      if (stopped || self->over_) return;
      self->result_.timed_out = true;
      self->program_.kill();  // its end is seen next
    });
  }

  void watch_output() {
    output_.async_wait(readable, [self = this->shared_from_this()](const error_code& stopped) {
      if (!stopped && !self->over_ && self->result_.output.read_output(self->output_.native_handle()))
        self->watch_output();
    });
  }

  void watch_errors() {
    errors_.async_wait(readable, [self = this->shared_from_this()](const error_code& stopped) {
      if (!stopped && !self->over_ && self->result_.output.read_errors(self->errors_.native_handle()))
        self->watch_errors();
    });
  }

  void ended() {
    over_ = true;
    result_.end = program_.reap();
    if (output_.is_open()) result_.output.read_output(output_.native_handle());
    result_.output.read_errors(errors_.native_handle());
    timer_.cancel();
    for (auto* const each : {&output_, &errors_, &end_}) {
      error_code ignored;
      each->close(ignored);
    }
    std::exchange(waiting_, nullptr)->resume();
  }

  started_program program_;
  descriptor output_;
  descriptor errors_;
  descriptor end_;
  timer_on<Executor> timer_;
  bool over_ = false;
  command_result result_;
  std::unique_ptr<sync::parked_task<>> waiting_;
};

}  // namespace concbench
