// redis-get: tasks that ask a Redis server for a value each. Written for threads, and for loops.
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include <boost/asio/bind_executor.hpp>
#include <core/faces.hpp>
#include <core/registry.hpp>
#include <sync/resource_pool.hpp>
#include <system/units.hpp>

#include "redis_connection.hpp"
#include "redis_loop_client.hpp"

namespace {

using namespace concbench;

class redis_get final : public scenario, public blocking_face, public coroutine_face, public callback_face {
 public:
  explicit redis_get(const scenario_setup& setup)
      : address_{setup.params.text("host"), static_cast<int>(setup.params.count("port"))},
        keys_(setup.params.count("keys")),
        bytes_(setup.params.size("value-size").count),
        seed_(setup.seed),
        most_connections_(setup.concurrency) {}

  /// Writes the values that all samples read. Called once for all of them, in a process of its own.
  fixture prepare() override {
    redis_connection connection(address_);
    for (std::uint64_t i = 0; i < keys_; ++i) connection.set(key(i), value(i));
    return {};
  }

  /// Opens the connections before the measurement.
  std::unique_ptr<scenario> warm_up() override;

  /// On a thread. There is one connection for each task that is alive at the same time.
  digest run(blocking_context&, task_id id) override {
    auto connection =
        idle_.acquire(most_connections_, [this] { return std::make_unique<redis_connection>(address_); });
    const auto answer = digest_of(connection->get(key(id)));
    connection.give_back();
    return answer;
  }

  /// On a loop, as a coroutine. All tasks of a loop share one connection.
  awaitable<digest> co_run(coroutine_context& context, task_id id) override {
    auto& client = asio::use_service<redis_loop_client>(context.loop());
    const auto wanted = key(id);
    const auto got = co_await client.get(address_, wanted, use_awaitable);
    co_return digest_of(checked(got));
  }

  /// On a loop, as completion handlers.
  void begin(callback_context& context, task_id id, task_end end) override {
    auto& client = asio::use_service<redis_loop_client>(context.loop());
    client.get(
        address_, key(id),
        asio::bind_executor(context.loop().get_executor(), [end](const redis_loop_client::answer& got) {
          end_with(end, [&] { return digest_of(checked(got)); });
        }));
  }

  /// Judges the answers after the measurement.
  void verify(std::span<const task_record> tasks) override {
    for (std::size_t i = 0; i < tasks.size(); ++i)
      if (tasks[i].outcome == task_outcome::ok && tasks[i].answer != digest_of(value(i)))
        throw wrong_result("task " + std::to_string(i) + " got another value than was written");
  }

  void open_connection() {
    idle_.add(most_connections_, [this] { return std::make_unique<redis_connection>(address_); });
  }

 private:
  std::string key(std::uint64_t i) const {
    return "concbench:" + std::to_string(seed_) + ":" + std::to_string(bytes_) + ":" +
           std::to_string(i % keys_);
  }

  std::string value(std::uint64_t i) const {
    std::string text(bytes_, ' ');
    for (std::size_t at = 0; at < text.size(); ++at)
      text[at] = static_cast<char>('a' + mix(seed_ + i % keys_, at) % 26);
    return text;
  }

  static digest digest_of(const std::string& text) {
    digest all = mix(text.size());
    for (const char letter : text) all = mix(all, static_cast<unsigned char>(letter));
    return all;
  }

  static const std::string& checked(const redis_loop_client::answer& got) {
    if (!got.error.empty()) throw std::runtime_error(got.error);
    return got.value;
  }

  redis_address address_;
  std::uint64_t keys_;
  std::uint64_t bytes_;
  std::uint64_t seed_;
  std::size_t most_connections_;
  sync::resource_pool<redis_connection> idle_;
};

/// Runs once on every lane before the measurement.
class opening final : public scenario, public blocking_face, public coroutine_face, public callback_face {
 public:
  explicit opening(redis_get& work) : work_(work) {}

  digest run(blocking_context&, task_id) override {
    work_.open_connection();
    return 0;
  }
  awaitable<digest> co_run(coroutine_context& context, task_id id) override {
    return work_.co_run(context, id);
  }
  void begin(callback_context& context, task_id id, task_end end) override { work_.begin(context, id, end); }
  void verify(std::span<const task_record>) override {}

 private:
  redis_get& work_;
};

std::unique_ptr<scenario> redis_get::warm_up() {
  return std::make_unique<opening>(*this);
}

const registration registered{scenario_declaration{
    .name = "redis-get",
    .summary = "values from a Redis server: a connection for each thread, or one for each loop",
    .work = work_kind::waiting,
    .tasks = {1000, 10000, 1000},
    .takes_rate = true,
    .parameters = {{.name = "host",
                    .type = parameter_type::text,
                    .defaults = std::string("127.0.0.1"),
                    .help = "where the Redis server is"},
                   {.name = "port",
                    .type = parameter_type::count,
                    .defaults = std::string("6379"),
                    .help = "its port",
                    .minimum = "1",
                    .maximum = "65535"},
                   {.name = "keys",
                    .type = parameter_type::count,
                    .defaults = std::string("100"),
                    .help = "how many different keys there are",
                    .minimum = "1",
                    .maximum = "100000"},
                   {.name = "value-size",
                    .type = parameter_type::size,
                    .defaults = std::string("100B"),
                    .help = "bytes of each value",
                    .minimum = "1B",
                    .maximum = "1MiB"}},
    .make = [](const scenario_setup& setup) { return std::make_unique<redis_get>(setup); },
}};

}  // namespace
