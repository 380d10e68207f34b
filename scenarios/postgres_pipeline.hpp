// A PostgreSQL connection for tasks that suspend: it never blocks its loop, and sends queries before the
// answers to those before them have come.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include <fcntl.h>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>

#include "core/context.hpp"
#include "postgres_connection.hpp"
#include "query_mix.hpp"
#include "system/error.hpp"

namespace concbench {

/// Used by one coroutine at a time: of a loop, or of any strand of it.
class postgres_pipeline {
 public:
  /// Connects and prepares both statements. Throws postgres_error. libpq's connect_timeout holds for all
  /// addresses together; its blocking connect has it for each. Only looking up a host's name blocks, which
  /// libpq does by itself.
  template <class Executor>
  static asio::awaitable<std::unique_ptr<postgres_pipeline>, Executor> open(
      basic_coroutine_context<Executor>& context, std::string dsn, std::string read, std::string write) {
    std::unique_ptr<postgres_pipeline> made(new postgres_pipeline(context.loop(), dsn));
    co_await made->connect(context.executor());
    co_await made->template prepare<Executor>(std::move(read), std::move(write));
    co_return made;
  }

  /// The queries of a task, up to `ahead` ≥ 1 of them sent at once. Each write is a transaction of its own,
  /// as it is without a pipeline; reads between two of them may share theirs.
  template <class Executor>
  asio::awaitable<digest, Executor> ask(task_queries queries, std::uint64_t ahead) {
    digest answer = 0;
    std::uint64_t answered = 0;
    const auto take = [&](const postgres_result& result) {
      answer = queries[answered++].writes()
                   ? query_mix::after_write(answer, result.changed())
                   : query_mix::after_read(answer, result.rows() == 1 ? result.text(0, 0) : "");
    };
    while (answered < queries.size()) {
      const int syncs = send(queries, answered, std::min(answered + ahead, queries.size()));
      co_await exchange<Executor>(syncs, take);
    }
    co_return answer;
  }

 private:
  postgres_pipeline(event_loop& loop, const std::string& dsn)
      : connection_(dsn, postgres_connection::begun{}), socket_(loop) {}

  /// libpq's own limit holds for its blocking calls alone.
  template <class Executor>
  asio::awaitable<void, Executor> connect(const Executor& home) {
    // The timer's handler may come when this has ended: then what it would look at is gone.
    const auto limited = std::make_shared<bool>(false);
    timer_on<Executor> limit(home);
    if (const auto time = connection_.connect_limit(); time > duration::zero()) {
      limit.expires_after(time);
      limit.async_wait([this, late = std::weak_ptr(limited)](const boost::system::error_code& error) {
        const auto told = late.lock();
        if (error || !told) return;
        *told = true;
        socket_.cancel();
      });
    }
    auto next = PGRES_POLLING_WRITING;
    for (; next != PGRES_POLLING_OK; next = PQconnectPoll(connection_.get())) {
      if (next == PGRES_POLLING_FAILED) connection_.fail();
      if (*limited) throw postgres_error("timeout expired");  // in libpq's words
      watch_socket();  // of another address, or of another try, it is another one
      boost::system::error_code error;
      const auto wait = next == PGRES_POLLING_READING ? socket_.wait_read : socket_.wait_write;
      co_await socket_.async_wait(wait, asio::redirect_error(asio::use_awaitable_t<Executor>(), error));
      if (error && !*limited) throw postgres_error(error.message());
    }
    watch_socket();
  }

  /// The loop has a descriptor of its own for libpq's socket, which libpq closes when the connection is lost.
  void watch_socket() {
    const int own = ::fcntl(PQsocket(connection_.get()), F_DUPFD_CLOEXEC, 0);
    if (own < 0) throw_errno("cannot watch a connection to PostgreSQL");
    socket_.close();
    socket_.assign(own);
  }

  template <class Executor>
  asio::awaitable<void, Executor> prepare(std::string read, std::string write) {
    auto* const on = connection_.get();
    if (PQsetnonblocking(on, 1) != 0 || PQenterPipelineMode(on) != 1 ||
        PQsendPrepare(on, "read", read.c_str(), 0, nullptr) != 1 ||
        PQsendPrepare(on, "write", write.c_str(), 0, nullptr) != 1 || PQpipelineSync(on) != 1)
      connection_.fail();
    const auto ignore = [](const postgres_result&) {};
    co_await exchange<Executor>(1, ignore);
  }

  /// Queues queries `first` … `last`-1; the number of synchronisation points among them.
  int send(const task_queries& queries, std::uint64_t first, std::uint64_t last) {
    int syncs = 0;
    for (auto i = first; i < last; ++i) {
      const auto query = queries[i];
      const auto number = query_mix::number_of(query.row);
      if (query.writes()) {
        queue<2>("write", {query.adds, number});
      } else {
        queue<1>("read", {number});
      }
      if (!query.writes() && i + 1 < last) continue;
      if (PQpipelineSync(connection_.get()) != 1) connection_.fail();
      ++syncs;
    }
    return syncs;
  }

  template <std::size_t Count>
  void queue(const char* name, const std::array<std::int64_t, Count>& values) {
    const postgres_parameters<Count> given(values);
    if (PQsendQueryPrepared(connection_.get(), name, given.count(), given.values(), nullptr, nullptr,
                            /*text=*/0) != 1)
      connection_.fail();
  }

  /// Sends what is queued and gives each result to `take`, up to the last of `syncs` synchronisation points.
  template <class Executor, class Take>
  asio::awaitable<void, Executor> exchange(int syncs, Take take) {
    constexpr asio::use_awaitable_t<Executor> resume{};
    auto* const on = connection_.get();
    // At most 500 queries are queued, of some 70 bytes: the sockets' buffers hold them even while the server
    // waits for its answers to be read.
    for (int unsent = PQflush(on); unsent != 0; unsent = PQflush(on)) {
      if (unsent < 0) connection_.fail();
      co_await socket_.async_wait(socket_.wait_write, resume);
    }
    while (syncs > 0) {
      while (PQisBusy(on)) {
        co_await socket_.async_wait(socket_.wait_read, resume);
        if (PQconsumeInput(on) != 1) connection_.fail();
      }
      const postgres_result result(PQgetResult(on));
      if (!result) {  // the end of one query's results
        if (PQstatus(on) == CONNECTION_BAD) connection_.fail();
      } else if (result.status() == PGRES_PIPELINE_SYNC) {
        --syncs;
      } else {
        result.check();
        take(result);
      }
    }
  }

  postgres_connection connection_;
  asio::posix::basic_stream_descriptor<loop_executor> socket_;
};

}  // namespace concbench
