// custom: the user's own mix of waiting, computing and reading, without writing code.
#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/faces.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "scenarios/files/file_work.hpp"
#include "scenarios/http/api_answer.hpp"
#include "scenarios/http/due_faults.hpp"
#include "scenarios/http/http_work.hpp"
#include "scenarios/parts/steps.hpp"

namespace concbench {
namespace {

/// The steps that each task draws from.
std::vector<step> declared_steps(const scenario_setup& setup) {
  return with_jitter(parse_steps(setup.params.text("steps")), parse_jitter(setup.params.text("jitter")));
}

class custom final : public scenario,
                     public straight_faces<custom>,
                     public suspending_faces<custom>,
                     public callback_face {
 public:
  explicit custom(const scenario_setup& setup)
      : http_(setup),
        seed_(setup.seed),
        steps_(declared_steps(setup)),
        file_(std::filesystem::path(setup.run_folder) / "custom.dat"),
        content_(setup.seed) {
    for (const auto& each : steps_) faults_.emplace_back(setup, each.errors);
  }

  /// The file to read, and how fast this machine computes: all executors are given the same number of steps.
  fixture prepare() override {
    content_.write(0, largest_read(), open_to_write(file_));
    return {{"steps_per_ns", lcg_steps_per_ns()}};
  }

  void set_up(const fixture& prepared) override {
    steps_per_ns_ = json_field(prepared, "fixture").at("steps_per_ns").number();
    measure_file(file_);  // into the page cache
  }

  template <class Context>
  digest work(Context& context, task_id id) {
    digest sum = 0;
    for (const auto& each : steps_of(id)) {
      switch (each.kind) {
        case step_kind::http:
          sum = mix(sum, api_answer(http_.get(context, url_of(id, each))));
          break;
        case step_kind::cpu:
          sum = mix(sum, context.compute([&] { return computed(id, each); }));
          break;
        case step_kind::read:
          sum = mix(sum, context.offload([&] { return read(each); }));
          break;
        case step_kind::wait:
          context.sleep_for(duration(each.amount));
          break;
      }
    }
    return sum;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    digest sum = 0;
    const auto steps = steps_of(id);
    for (const auto& each : steps) {
      switch (each.kind) {
        case step_kind::http: {
          net::request to = url_of(id, each);
          const auto response = co_await http_.get(context, std::move(to));
          sum = mix(sum, api_answer(response));
          break;
        }
        case step_kind::cpu: {
          auto work = [this, id, each] { return computed(id, each); };
          sum = mix(sum, co_await context.compute(std::move(work)));
          break;
        }
        case step_kind::read: {
          auto work = [this, each] { return read(each); };
          sum = mix(sum, co_await context.offload(std::move(work)));
          break;
        }
        case step_kind::wait: {
          typename Context::timer timer(context.executor(), duration(each.amount));
          co_await timer.async_wait(Context::use_awaitable);
          break;
        }
      }
    }
    co_return sum;
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    std::make_shared<task_in_handlers>(*this, context, id, end)->go_on();
  }

  std::unique_ptr<scenario> warm_up() override { return http_.warm_up(); }

  void verify(std::span<const task_record> tasks) override {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (tasks[i].outcome != task_outcome::ok) continue;
      const auto id = static_cast<task_id>(i);
      if (must_fail(id))
        throw wrong_result(fmt::format("task {} was answered where the server had to fail it", i));
      if (const auto right = right_answer(id); tasks[i].answer != right)
        throw wrong_result(
            fmt::format("task {} came to {:016x} instead of {:016x}", i, tasks[i].answer, right));
      if (const duration took(tasks[i].end_ns - tasks[i].start_ns); took < waiting_of(id))
        throw wrong_result(fmt::format("task {} took {}, less than it had to wait", i, exact_text(took)));
    }
  }

  std::map<std::string, std::int64_t> counters() const override { return http_.counters(); }

 private:
  /// A task, and where it is: each of its handlers keeps it alive.
  class task_in_handlers : public std::enable_shared_from_this<task_in_handlers> {
   public:
    task_in_handlers(custom& of, callback_context& context, task_id id, task_end end)
        : of_(of), context_(context), id_(id), end_(end), steps_(of.steps_of(id)) {}

    /// Takes steps until one must wait; its handler continues.
    void go_on() {
      try {
        while (next_ < steps_.size())
          if (begin(steps_[next_++])) return;
      } catch (...) {
        return end_(std::current_exception());
      }
      end_(sum_);
    }

   private:
    /// Whether the step must wait.
    bool begin(const step& each) {
      const auto self = shared_from_this();
      switch (each.kind) {
        case step_kind::http:
          of_.http_.get(context_, of_.url_of(id_, each), [self](const auto& error, const auto& response) {
            self->waited(error, [&] { return api_answer(response); });
          });
          return true;
        case step_kind::cpu:
          sum_ = mix(sum_, of_.computed(id_, each));
          return false;
        case step_kind::read:
          context_.offload([self, each] { return self->of_.read(each); },
                           [self](const std::exception_ptr& error, digest sum) {
                             self->waited(error, [sum] { return sum; });
                           });
          return true;
        case step_kind::wait:
          timer_.expires_after(duration(each.amount));
          timer_.async_wait([self](const boost::system::error_code&) { self->go_on(); });
          return true;
      }
      return false;
    }

    template <class Answer>
    void waited(const std::exception_ptr& error, Answer answer) {
      try {
        if (error) return end_(error);
        sum_ = mix(sum_, answer());
      } catch (...) {
        return end_(std::current_exception());
      }
      go_on();
    }

    custom& of_;
    callback_context& context_;
    task_id id_;
    task_end end_;
    std::vector<step> steps_;
    std::size_t next_ = 0;
    digest sum_ = 0;
    loop_timer timer_{context_.loop().get_executor()};
  };

  std::vector<step> steps_of(task_id id) const { return steps_of_task(steps_, seed_, id); }

  net::url url_of(task_id id, const step& at) const {
    auto target = fmt::format("/api/{}?seed={}&delay={}ns", id, seed_, at.amount);
    faults_[at.number].append_query(target, at.number);
    return http_.on_server(std::move(target));
  }

  std::uint64_t lcg_steps(const step& of) const {
    return static_cast<std::uint64_t>(static_cast<double>(of.amount) * steps_per_ns_);
  }
  digest computed(task_id id, const step& of) const { return lcg_walk(id, lcg_steps(of)); }

  digest read(const step& of) const {
    const auto wanted = static_cast<std::uint64_t>(of.amount);
    const auto [size, sum] = measure_file(file_, wanted);
    if (size != wanted) throw std::runtime_error("a file is shorter than it was");
    return sum;
  }

  bool must_fail(task_id id) const {
    return std::ranges::any_of(steps_, [&](const step& each) {
      return each.kind == step_kind::http && faults_[each.number].hit(id, each.number);
    });
  }

  digest right_answer(task_id id) const {
    digest sum = 0;
    for (const auto& each : steps_of(id)) {
      if (each.kind == step_kind::http) sum = mix(sum, right_api_answer(seed_, id));
      if (each.kind == step_kind::cpu) sum = mix(sum, lcg_jump(id, lcg_steps(each)));
      if (each.kind == step_kind::read)
        sum = mix(sum, content_.sum(0, static_cast<std::uint64_t>(each.amount)));
    }
    return sum;
  }

  /// What the task's `wait` and `http` steps take at least.
  duration waiting_of(task_id id) const {
    duration sum{0};
    for (const auto& each : steps_of(id))
      if (each.kind == step_kind::wait || each.kind == step_kind::http) sum += duration(each.amount);
    return sum;
  }

  std::uint64_t largest_read() const {
    std::int64_t largest = 1;
    for (const auto& each : steps_)
      if (each.kind == step_kind::read) largest = std::max(largest, largest_amount(each));
    return static_cast<std::uint64_t>(largest);
  }

  http_work http_;
  std::uint64_t seed_;
  std::vector<step> steps_;
  std::vector<due_faults> faults_;  ///< of each step
  std::filesystem::path file_;
  file_content content_;
  double steps_per_ns_ = 0;
};

void check(const scenario_setup& setup) {
  check_http_parameters(setup);
  check_faults(setup);
  const auto limit = setup.params.time("request-timeout");
  for (const auto& each : declared_steps(setup)) {
    if (each.kind != step_kind::http) continue;
    check_faults(setup, each.errors);
    if (const duration longest(largest_amount(each)); longest >= limit)
      throw usage_error(
          fmt::format("custom.steps: 'http {}' may take {}, which is not less than request-timeout {}: "
                      "raise -p request-timeout",
                      exact_text(duration(each.amount)),
                      exact_text(std::chrono::ceil<std::chrono::milliseconds>(longest)), exact_text(limit)));
  }
}

duration expected(const scenario_setup& setup) {
  const auto stalls = due_faults(setup).rates().stalls();
  const auto stalled_ns =
      static_cast<std::int64_t>(stalls * static_cast<double>(setup.params.time("request-timeout").count()));
  const auto expected_ns = [&](const step& each) {
    if (each.kind == step_kind::http) return each.amount + stalled_ns;
    return each.kind == step_kind::read ? each.amount / 10
                                        : each.amount * (each.kind == step_kind::cpu ? 2 : 1);
  };
  // The draws are known before the run: so a rare long one, too, is in the expected time of the task that has it.
  constexpr std::size_t most_drawn = 10'000;
  const auto drawn = std::clamp<std::size_t>(setup.tasks, 1, most_drawn);
  const auto steps = declared_steps(setup);
  double sum_ns = 0;
  for (std::size_t id = 0; id < drawn; ++id)
    for (const auto& each : steps_of_task(steps, setup.seed, static_cast<task_id>(id)))
      sum_ns += static_cast<double>(expected_ns(each));
  const auto task_ns = 1'000'000 + std::llround(sum_ns / static_cast<double>(drawn));
  return times(duration(task_ns), setup.tasks);
}

/// Without an http step, what is about requests has no effect.
std::vector<parameter> only_with_requests(std::vector<parameter> parameters) {
  for (auto& each : parameters) each.only_with.emplace_back("steps~http");
  return parameters;
}

std::vector<parameter> with_requests(std::vector<parameter> own) {
  const auto about_requests = only_with_requests(with_http_parameters(with_fault_parameters({})));
  own.insert(own.end(), about_requests.begin(), about_requests.end());
  return own;
}

const registration registered{scenario_declaration{
    .name = "custom",
    .summary = "your own mix: requests, computing, file reads and waits, one after another in each task",
    .work = work_kind::own,
    .order = 80,
    .tasks = {10, 24, 10},
    .uses_server = true,
    .uses_folders = true,
    .takes_rate = true,
    .parameters = with_requests({
        {.name = "steps",
         .type = parameter_type::text,
         .defaults = {"http 5ms, cpu 500us, read 16KiB, wait 2ms", "http 10ms, cpu 1ms, read 64KiB, wait 5ms",
                      "http 20ms, cpu 2ms, read 64KiB, wait 5ms"},
         .help =
             "what each task does: http TIME, cpu TIME, read SIZE, wait TIME, separated by commas; behind each may be exp or "
             "p99=AMOUNT, and behind http errors=PERCENT"},
        {.name = "jitter",
         .type = parameter_type::choice,
         .defaults = std::string("none"),
         .help =
             "multiplies each step without exp or p99: by 0.5 to 1.5, or exponentially with mean 1, at most 10",
         .choices = {"none", "uniform", "exponential"}},
    }),
    .counters = with_http_counters(),
    .make = [](const scenario_setup& setup) { return std::make_unique<custom>(setup); },
    .check = check,
    .expected = expected,
}};

}  // namespace
}  // namespace concbench
