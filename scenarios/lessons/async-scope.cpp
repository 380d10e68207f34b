// A destructor cannot co_await. What must be closed by waiting is opened by a function that takes
// the body, and awaits close() on both ways out.
#include <chrono>
#include <exception>
#include <utility>

#include <boost/asio/this_coro.hpp>

#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

struct session {
  event_loop& loop;
  duration answers_after;

  awaitable<void> talk(duration time) {
    loop_timer timer(loop.get_executor(), time);
    co_await timer.async_wait(use_awaitable);
  }
  awaitable<void> close() {
    const story::task task("close");
    co_await talk(100ms);  // says goodbye to the server
  }
};

template <class Body>
awaitable<void> with_session(event_loop& loop, duration answers_after, Body body) {
  session opened{loop, answers_after};
  std::exception_ptr failure;
  try {
    co_await body(opened);
  } catch (...) {
    failure = std::current_exception();  // co_await is not allowed in here
  }
  co_await asio::this_coro::reset_cancellation_state();  // or close() would be cancelled as well
  co_await opened.close();
  if (failure) std::rethrow_exception(failure);
}

awaitable<void> query(session& server) {
  const story::task task("query");
  co_await server.talk(server.answers_after);
}

awaitable<void> run_all(event_loop& loop) {
  co_await with_session(loop, 200ms, query);
  try {
    auto limited = async::wait_for(with_session(loop, 10s, query), 200ms);
    co_await std::move(limited);
  } catch (const async::timed_out& error) {
    story::say("main: the query {}, and its session is closed", error.what());
  }
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}
