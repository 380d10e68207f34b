// A PostgreSQL connection for tasks on loops. It never blocks its loop, and sends queries before earlier ones are
// answered.
#pragma once

#include <algorithm>
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
#include "scenarios/sql/postgres_connection.hpp"
#include "scenarios/sql/query_mix.hpp"
#include "system/error.hpp"

namespace concbench {

/// For one task at a time. The work with libpq between two waits for its socket is written only once, as steps.
/// Coroutines, fibers and handlers differ only in how they wait.
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

  // Runs the queries of a task; up to `ahead` ≥ 1 of them are sent before the first is answered. Each write is a
  // transaction of its own, as without a pipeline. Reads between two writes share one transaction.

  template <class Executor>
  asio::awaitable<digest, Executor> ask(task_queries queries, std::uint64_t ahead) {
    asking steps(*this, queries, ahead);
    co_await go_through<Executor>(steps);
    co_return steps.answer();
  }

  digest ask(task_queries queries, std::uint64_t ahead, const fiber_yield& yield) {
    asking steps(*this, queries, ahead);
    go_through(steps, yield);
    return steps.answer();
  }

  /// Calls `handler(std::exception_ptr, digest)` on the loop, at once or later.
  template <class Handler>
  void ask(task_queries queries, std::uint64_t ahead, Handler handler) {
    go_through(std::make_shared<asking>(*this, queries, ahead),
               [handler = std::move(handler)](const std::exception_ptr& error, const asking& steps) mutable {
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
        syncs_ = line_.prepare(std::move(statements_));
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

  class asking {
   public:
    asking(postgres_pipeline& line, task_queries queries, std::uint64_t ahead)
        : line_(line), queries_(queries), ahead_(ahead) {}

    std::optional<wait> go_on() {
      for (;;) {
        if (const auto next = line_.exchange(syncs_, [this](const auto& result) { take(result); }))
          return next;
        if (answered_ == queries_.size()) return {};
        syncs_ = line_.send(queries_, answered_, std::min(answered_ + ahead_, queries_.size()));
      }
    }

    digest answer() const noexcept { return answer_; }

   private:
    void take(const postgres_result& result) {
      answer_ = queries_[answered_++].writes()
                    ? query_mix::after_write(answer_, result.changed())
                    : query_mix::after_read(answer_, result.rows() == 1 ? result.text(0, 0) : "");
    }

    postgres_pipeline& line_;
    task_queries queries_;
    std::uint64_t ahead_;
    std::uint64_t answered_ = 0;
    int syncs_ = 0;
    digest answer_ = 0;
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

  /// Queues both statements, if the server is to store them. Returns the number of synchronisation points after them.
  int prepare(postgres_statements statements) {
    statements_ = std::move(statements);
    auto* const handle = connection_.get();
    if (PQsetnonblocking(handle, 1) != 0 || PQenterPipelineMode(handle) != 1) connection_.fail();
    if (!statements_.named) return 0;
    if (PQsendPrepare(handle, "read", statements_.read.c_str(), 0, nullptr) != 1 ||
        PQsendPrepare(handle, "write", statements_.write.c_str(), 0, nullptr) != 1 ||
        PQpipelineSync(handle) != 1)
      connection_.fail();
    return 1;
  }

  /// Queues the queries `first` … `last`-1. Returns the number of synchronisation points among them.
  int send(const task_queries& queries, std::uint64_t first, std::uint64_t last) {
    int syncs = 0;
    if (sent_ahead_ != nullptr) *sent_ahead_ += static_cast<std::int64_t>(last - first - 1);
    for (auto i = first; i < last; ++i) {
      const auto query = queries[i];
      const auto number = query_mix::number_of(query.row);
      const int queued = query.writes() ? connection_.send_write(statements_, query.adds, number)
                                        : connection_.send_read(statements_, number);
      if (queued != 1) connection_.fail();
      const bool more_reads = i + 1 < last && !queries[i + 1].writes();
      if (!query.writes() && more_reads) continue;
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
    // At most 500 queries are queued, with about 70 bytes each, or 170 with their text. The buffers of the sockets hold
    // them, even while the server waits until its answers are read.
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
  postgres_statements statements_;
  descriptor socket_;
  std::atomic<std::int64_t>* sent_ahead_ = nullptr;
  bool awaits_input_ = false;
  bool lost_ = false;
};

}  // namespace concbench
