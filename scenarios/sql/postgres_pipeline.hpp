// A PostgreSQL connection for tasks on loops. It never blocks its loop, and sends queries before earlier ones are
// answered.
#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>

#include "core/context.hpp"
#include "core/fiber_context.hpp"
#include "core/task.hpp"
#include "scenarios/sql/postgres_connection.hpp"
#include "system/error.hpp"

namespace concbench {

/// For one task at a time. The work with libpq between two waits for its socket is written only once, as steps.
/// Coroutines, fibers and handlers differ only in how they wait.
///
/// What a task asks is an object of its own:
///
///     std::uint64_t size() const;                        how many queries there are
///     std::uint64_t answered() const;                    how many results `take` has been given
///     std::uint64_t end_of_batch(first, ahead) const;    which queries from `first` on may be sent at once: those before
///                                                        this one; at least one, and `ahead` at most
///     int send(postgres_connection&, index) const;       queues a query; returns what libpq returns
///     bool ends_transaction(index) const;                whether a synchronisation point follows this query
///     void take(const postgres_result&);                 the result of the next query, in their order
///     digest answer() const;
class postgres_pipeline {
  using descriptor = asio::posix::basic_stream_descriptor<loop_executor>;
  using wait = descriptor::wait_type;

 public:
  // Connects, and prepares the statements that have names. Throws postgres_error. libpq's connect_timeout limits all
  // addresses together; with libpq's blocking connect it limits each of them. Only the look-up of a host's name blocks,
  // because libpq does it itself.

  template <class Executor>
  static asio::awaitable<std::unique_ptr<postgres_pipeline>, Executor> open(
      basic_coroutine_context<Executor>& context, std::string dsn, postgres_statements statements) {
    auto made = std::make_unique<postgres_pipeline>(context.loop(), dsn);
    opening steps(*made, context.executor(), std::move(statements));
    co_await made->template go_through<Executor>(steps);
    co_return made;
  }

  static std::unique_ptr<postgres_pipeline> open(fiber_context& context, const std::string& dsn,
                                                 postgres_statements statements) {
    auto made = std::make_unique<postgres_pipeline>(context.loop(), dsn);
    opening steps(*made, context.loop().get_executor(), std::move(statements));
    made->go_through(steps, context.yield());
    return made;
  }

  /// Calls `handler(std::exception_ptr, std::unique_ptr<postgres_pipeline>)` on the loop, at once or later.
  template <class Handler>
  static void open(callback_context& context, const std::string& dsn, postgres_statements statements,
                   Handler handler) {
    std::unique_ptr<postgres_pipeline> made;
    std::shared_ptr<opening> steps;
    try {
      made = std::make_unique<postgres_pipeline>(context.loop(), dsn);
      steps = std::make_shared<opening>(*made, context.loop().get_executor(), std::move(statements));
    } catch (...) {
      return handler(std::current_exception(), std::unique_ptr<postgres_pipeline>());
    }
    auto& line = *made;
    line.go_through(std::move(steps), [made = std::move(made), handler = std::move(handler)](
                                          const std::exception_ptr& error, opening&) mutable {
      handler(error, std::move(made));
    });
  }

  /// From now on `count` counts the queries that are sent before the query before them is answered. It must outlive
  /// this connection.
  void count_sent_ahead(std::atomic<std::int64_t>& count) { sent_ahead_ = &count; }

  // Asks what a task asks; up to `ahead` ≥ 1 queries are sent before the first is answered.

  template <class Executor, class Questions>
  asio::awaitable<digest, Executor> ask(Questions questions, std::uint64_t ahead) {
    asking<Questions> steps(*this, std::move(questions), ahead);
    co_await go_through<Executor>(steps);
    co_return steps.answer();
  }

  template <class Questions>
  digest ask_in_fiber(Questions questions, std::uint64_t ahead, const fiber_yield& yield) {
    asking<Questions> steps(*this, std::move(questions), ahead);
    go_through(steps, yield);
    return steps.answer();
  }

  /// Calls `handler(std::exception_ptr, digest)` on the loop, at once or later.
  template <class Questions, class Handler>
  void ask_then(Questions questions, std::uint64_t ahead, Handler handler) {
    go_through(std::make_shared<asking<Questions>>(*this, std::move(questions), ahead),
               [handler = std::move(handler)](const std::exception_ptr& error,
                                              const asking<Questions>& steps) mutable {
                 handler(error, steps.answer());
               });
  }

  /// Only begins to connect; `open` uses it.
  postgres_pipeline(event_loop& loop, const std::string& dsn)
      : connection_(dsn, postgres_connection::begun{}), socket_(loop) {}

 private:
  // Steps: each call of go_on() does what is possible without waiting, and returns what to wait for before the next
  // call. It returns nothing when all is done.

  class opening {
   public:
    /// The waiting task resumes on `home`.
    template <class Executor>
    opening(postgres_pipeline& line, const Executor& home, postgres_statements statements)
        : line_(line), limit_(line.socket_.get_executor()), statements_(std::move(statements)) {
      // libpq's own limit works only for its blocking calls.
      const auto time = line.connection_.connect_limit();
      if (time <= duration::zero()) return;
      limit_.expires_after(time);
      // The handler may be called after this has ended. The objects that it would use no longer exist then.
      limit_.async_wait(asio::bind_executor(
          home, [this, still = std::weak_ptr(connecting_)](const boost::system::error_code& error) {
            if (error || still.expired()) return;
            too_late_ = true;
            line_.socket_.cancel();
          }));
    }

    std::optional<wait> go_on() {
      if (connecting_) {
        if (const auto next = connect()) return next;
        connecting_.reset();
        syncs_ = line_.prepare(statements_);
      }
      return line_.exchange(syncs_, [](const postgres_result&) {});
    }

   private:
    std::optional<wait> connect() {
      if (too_late_) throw postgres_error("timeout expired");  // the message is that of libpq
      if (std::exchange(waited_, true)) polled_ = PQconnectPoll(line_.connection_.get());
      if (polled_ == PGRES_POLLING_FAILED) line_.connection_.fail_to_connect();
      line_.watch_socket();  // the socket may be another one, for another address or another try
      if (polled_ == PGRES_POLLING_OK) return {};
      return polled_ == PGRES_POLLING_READING ? wait::wait_read : wait::wait_write;
    }

    postgres_pipeline& line_;
    loop_timer limit_;
    postgres_statements statements_;
    std::shared_ptr<void> connecting_ = std::make_shared<int>();  ///< null when it is connected
    PostgresPollingStatusType polled_ = PGRES_POLLING_WRITING;
    bool waited_ = false;
    bool too_late_ = false;
    int syncs_ = 0;
  };

  template <class Questions>
  class asking {
   public:
    asking(postgres_pipeline& line, Questions questions, std::uint64_t ahead)
        : line_(line), questions_(std::move(questions)), ahead_(ahead) {}

    std::optional<wait> go_on() {
      for (;;) {
        const auto take = [this](const postgres_result& result) { questions_.take(result); };
        if (const auto next = line_.exchange(syncs_, take)) return next;
        const auto first = questions_.answered();
        if (first == questions_.size()) return {};
        syncs_ = line_.send(questions_, first, questions_.end_of_batch(first, ahead_));
      }
    }

    digest answer() const noexcept { return questions_.answer(); }

   private:
    postgres_pipeline& line_;
    Questions questions_;
    std::uint64_t ahead_;
    int syncs_ = 0;
  };

  // The ways to wait. Only the steps themselves cancel a wait; they know the reason.

  template <class Executor, class Steps>
  asio::awaitable<void, Executor> go_through(Steps& steps) {
    boost::system::error_code error;
    auto resume = asio::redirect_error(asio::use_awaitable_t<Executor>(), error);
    while (const auto next = steps.go_on()) {
      co_await socket_.async_wait(*next, resume);
      check(error);
    }
  }

  template <class Steps>
  void go_through(Steps& steps, const fiber_yield& yield) {
    while (const auto next = steps.go_on()) {
      boost::system::error_code error;
      socket_.async_wait(*next, yield[error]);
      check(error);
    }
  }

  /// Calls `handler(std::exception_ptr, Steps&)`, at once or later.
  template <class Steps, class Handler>
  void go_through(std::shared_ptr<Steps> steps, Handler handler,
                  const boost::system::error_code& waited = {}) {
    std::exception_ptr failure;
    try {
      check(waited);
      if (const auto next = steps->go_on())
        return socket_.async_wait(*next, [this, steps = std::move(steps), handler = std::move(handler)](
                                             const boost::system::error_code& error) mutable {
          go_through(std::move(steps), std::move(handler), error);
        });
    } catch (...) {
      failure = std::current_exception();
    }
    handler(failure, *steps);
  }

  static void check(const boost::system::error_code& error) {
    if (error && error != asio::error::operation_aborted) throw postgres_error(error.message());
  }

  /// The loop uses a copy of the descriptor of libpq's socket, because libpq closes its own when the connection is
  /// lost.
  void watch_socket() {
    const int own = ::fcntl(PQsocket(connection_.get()), F_DUPFD_CLOEXEC, 0);
    if (own < 0) throw_errno("cannot watch a connection to PostgreSQL");
    socket_.close();
    socket_.assign(own);
  }

  /// Queues the statements that have names. Returns the number of synchronisation points after them.
  int prepare(const postgres_statements& statements) {
    auto* const handle = connection_.get();
    if (PQsetnonblocking(handle, 1) != 0 || PQenterPipelineMode(handle) != 1) connection_.fail();
    int queued = 0;
    for (const auto& each : statements) {
      if (each.name.empty()) continue;
      if (PQsendPrepare(handle, each.name.c_str(), each.text.c_str(), 0, nullptr) != 1) connection_.fail();
      ++queued;
    }
    if (queued == 0) return 0;
    if (PQpipelineSync(handle) != 1) connection_.fail();
    return 1;
  }

  /// Queues the queries `first` … `last`-1. Returns the number of synchronisation points among them.
  template <class Questions>
  int send(const Questions& questions, std::uint64_t first, std::uint64_t last) {
    int syncs = 0;
    if (sent_ahead_ != nullptr) *sent_ahead_ += static_cast<std::int64_t>(last - first - 1);
    for (auto i = first; i < last; ++i) {
      if (questions.send(connection_, i) != 1) connection_.fail();
      if (i + 1 < last && !questions.ends_transaction(i)) continue;
      if (PQpipelineSync(connection_.get()) != 1) connection_.fail();
      ++syncs;
    }
    return syncs;
  }

  /// A step: sends what is queued, and passes each result to `take`, until the last of `syncs` synchronisation points,
  /// which it counts down.
  template <class Take>
  std::optional<wait> exchange(int& syncs, Take take) {
    auto* const handle = connection_.get();
    // The buffers of the sockets hold what a batch has, even while the server waits until its answers are read.
    const int unsent = PQflush(handle);
    // When the connection is lost, the last messages of the server can still be read: they have the reason.
    if (unsent < 0) lost_ = true;
    if (unsent > 0) return wait::wait_write;
    if (std::exchange(awaits_input_, false) && PQconsumeInput(handle) != 1) lost_ = true;
    while (syncs > 0) {
      if (PQisBusy(handle)) {
        if (lost_) connection_.fail();
        awaits_input_ = true;
        return wait::wait_read;
      }
      const postgres_result result(PQgetResult(handle));
      if (!result) {  // the end of one query's results
        if (PQstatus(handle) == CONNECTION_BAD) connection_.fail();
      } else if (result.status() == PGRES_PIPELINE_SYNC) {
        --syncs;
      } else {
        connection_.check(result);
        take(result);
      }
    }
    return {};
  }

  postgres_connection connection_;
  descriptor socket_;
  std::atomic<std::int64_t>* sent_ahead_ = nullptr;
  bool awaits_input_ = false;
  bool lost_ = false;
};

}  // namespace concbench
