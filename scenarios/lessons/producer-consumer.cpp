// A producer and two consumers share a queue with two places: who is too fast waits.
#include <chrono>
#include <utility>
#include <vector>

#include "sync/async_queue.hpp"
#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<void> produce(async::queue<int>& orders) {
  const story::task task("producer");
  for (int order = 1; order <= 8; ++order) {
    co_await orders.push(order);  // suspends while the queue is full
    story::say("producer: order {} is in the queue", order);
  }
  orders.close();  // no more will come; what is in the queue is still taken out
}

awaitable<void> consume(event_loop& loop, async::queue<int>& orders, int number) {
  while (const auto order = co_await orders.pop()) {  // empty when closed and drained
    const story::task task("consumer {}: order {}", number, *order);
    loop_timer timer(loop.get_executor(), 150ms);
    co_await timer.async_wait(use_awaitable);
  }
  story::say("consumer {}: the queue is closed", number);
}

awaitable<void> run_all(event_loop& loop) {
  async::queue<int> orders(2);
  std::vector<awaitable<void>> all;
  all.push_back(produce(orders));
  all.push_back(consume(loop, orders, 1));
  all.push_back(consume(loop, orders, 2));
  co_await async::gather(std::move(all));
  story::say("main: never more than {} orders in the queue", orders.most());
  story::say("main: {} of 8 orders found it full", orders.waits());
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}
