// custom: the user's own mix of waiting, computing and reading, without writing code.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <xxhash.h>
#include <boost/json.hpp>

#include "core/faces.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "scenarios/files/file_work.hpp"
#include "scenarios/http/api_answer.hpp"
#include "scenarios/http/due_faults.hpp"
#include "scenarios/http/foreign_answer.hpp"
#include "scenarios/http/http_work.hpp"
#include "scenarios/parts/steps.hpp"

namespace concbench {
namespace {

/// The steps that each task draws from.
std::vector<step> declared_steps(const scenario_setup& setup) {
  return with_jitter(parse_steps(setup.params.text("steps")).steps,
                     parse_jitter(setup.params.text("jitter")));
}

/// Calls `alone(step)` and `at_once(steps)` for the steps in their order.
template <class Alone, class AtOnce>
void for_each_in_turn(std::span<const step> steps, Alone alone, AtOnce at_once) {
  for (; !steps.empty(); steps = steps.subspan(steps.front().at_once)) {
    if (const std::size_t count = steps.front().at_once; count == 1) {
      alone(steps.front());
    } else {
      at_once(steps.first(count));
    }
  }
}

/// What came of one of several steps at once, which is done as a task that has only this step.
struct part_result {
  digest answer = 0;
  std::exception_ptr error = {};
};

step alone(step part) {
  part.at_once = 1;
  return part;
}

/// The answers of the steps that have ended, as one.
class task_answer {
 public:
  void add(const step& of, digest answer) {
    if (of.kind == step_kind::url) {
      foreign_ = mix(foreign_, answer);
    } else if (of.kind != step_kind::wait) {
      own_ = mix(own_, answer);
    }
  }

  /// In the order of the steps, in whatever order they ended. Throws the first error.
  void add(std::span<const step> parts, std::span<const part_result> results) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (results[i].error) std::rethrow_exception(results[i].error);
      add(parts[i], results[i].answer);
    }
  }

  /// What others answer is the same for all tasks, and can be taken out again: see custom::verify.
  digest value() const noexcept { return own_ ^ foreign_; }

 private:
  digest own_ = 0;
  digest foreign_ = 0;
};

scenario_setup without_targets(scenario_setup setup) {
  setup.targets.clear();
  setup.own_requests.clear();
  setup.request = net::request_parts::plain();
  setup.rules = net::request_rules::plain();
  setup.insecure = false;
  setup.ca_pem.clear();
  return setup;
}

/// Whether requests go to the run's own server. Without any request the server is there all the same.
bool asks_own_server(std::span<const step> steps) {
  return std::ranges::any_of(steps, [](const step& each) { return each.kind == step_kind::http; }) ||
         std::ranges::none_of(steps, [](const step& each) { return each.kind == step_kind::url; });
}

class custom final : public scenario,
                     public straight_faces<custom>,
                     public suspending_faces<custom>,
                     public callback_face {
 public:
  explicit custom(const scenario_setup& setup)
      : seed_(setup.seed),
        steps_(declared_steps(setup)),
        asked_(check_of(setup)),
        file_(std::filesystem::path(setup.run_folder) / "custom.dat"),
        content_(setup.seed) {
    if (asks_own_server(steps_)) http_.emplace(without_targets(setup));
    if (!setup.targets.empty()) foreign_.emplace(setup);
    for (const auto& each : steps_) faults_.emplace_back(setup, each.errors);
    if (const auto* model = known_executor(setup.executor)) parts_ = model->parts;
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
    return do_steps(context, id, steps_of(id));
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    return co_do_steps(context, id, steps_of(id));
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    std::make_shared<task_in_handlers>(*this, context, id, end, steps_of(id))->go_on();
  }

  std::unique_ptr<scenario> warm_up() override { return foreign_ ? foreign_->warm_up() : http_->warm_up(); }

  void verify(std::span<const task_record> tasks) override {
    std::optional<digest> foreign;  // what others answered to the first task
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (tasks[i].outcome != task_outcome::ok) continue;
      const auto id = static_cast<task_id>(i);
      if (must_fail(id))
        throw wrong_result(fmt::format("task {} was answered where the server had to fail it", i));
      const auto right = right_answer(id);
      if (!foreign) foreign = foreign_ ? tasks[i].answer ^ right : 0;
      if (tasks[i].answer != (right ^ *foreign))
        throw wrong_result(
            foreign_
                ? fmt::format("a URL of a step answered task {} differently from another task, or a step of "
                              "the task has a wrong answer; -p check=json, length or status asks for less",
                              i)
                : fmt::format("task {} came to {:016x} instead of {:016x}", i, tasks[i].answer, right));
      if (const duration took(tasks[i].end_ns - tasks[i].start_ns); took < waiting_of(id))
        throw wrong_result(fmt::format("task {} took {}, less than it had to wait", i, exact_text(took)));
    }
  }

  std::map<std::string, std::int64_t> counters() const override {
    std::map<std::string, std::int64_t> sum;
    for (const auto* each : {&http_, &foreign_})
      if (*each)
        for (const auto& [name, value] : (*each)->counters()) sum[name] += value;
    if (has_parts()) sum["steps_at_once"] = begun_at_once_;
    return sum;
  }

  std::vector<std::string> notes() const override {
    if (!has_parts() || parts_ == part_order::at_once) return {};
    if (parts_ == part_order::where_idle)
      return {"the steps of parallel(…) ran at once only where threads were idle"};
    return {"the steps of parallel(…) ran one after another: a task of this model has one thread"};
  }

 private:
  template <class Context>
  digest do_steps(Context& context, task_id id, const std::vector<step>& steps) {
    task_answer sum;
    for (std::size_t next = 0; next < steps.size(); next += steps[next].at_once) {
      const auto& each = steps[next];
      if (each.at_once > 1) {
        const std::span<const step> parts(&each, each.at_once);
        auto results = begin_parts(parts.size());
        context.run_parts(parts.size(), [&](auto& own_context, std::size_t i) {
          try {
            results[i].answer = do_steps(own_context, id, {alone(parts[i])});
          } catch (...) {
            results[i].error = std::current_exception();
          }
        });
        sum.add(parts, results);
        continue;
      }
      switch (each.kind) {
        case step_kind::http:
          sum.add(each, api_answer(http_->get(context, url_of(id, each))));
          break;
        case step_kind::url:
          sum.add(each, foreign_answer(each, foreign_->get(context, foreign_->request_of(each.request))));
          break;
        case step_kind::cpu:
          sum.add(each, context.compute([&] { return computed(id, each); }));
          break;
        case step_kind::read:
          sum.add(each, context.offload([&] { return read(each); }));
          break;
        case step_kind::wait:
          context.sleep_for(duration(each.amount));
          break;
      }
    }
    return sum.value();
  }

  /// The twin of do_steps. It has no coroutine of its own for a single step, which would cost 7 % more instructions.
  template <class Context>
  typename Context::template awaitable<digest> co_do_steps(Context& context, task_id id,
                                                           std::vector<step> steps) {
    task_answer sum;
    for (std::size_t next = 0; next < steps.size(); next += steps[next].at_once) {
      const auto& each = steps[next];
      if (each.at_once > 1) {
        const std::span<const step> parts(&each, each.at_once);
        auto results = begin_parts(parts.size());
        auto part = [&](std::size_t i) { return co_do_part(context, id, parts[i], results[i]); };
        co_await context.run_parts(parts.size(), part);
        sum.add(parts, results);
        continue;
      }
      switch (each.kind) {
        case step_kind::http: {
          net::request to = url_of(id, each);
          const auto response = co_await http_->get(context, std::move(to));
          sum.add(each, api_answer(response));
          break;
        }
        case step_kind::url: {
          net::request to = foreign_->request_of(each.request);
          const auto response = co_await foreign_->get(context, std::move(to));
          sum.add(each, foreign_answer(each, response));
          break;
        }
        case step_kind::cpu: {
          auto work = [this, id, each] { return computed(id, each); };
          sum.add(each, co_await context.compute(std::move(work)));
          break;
        }
        case step_kind::read: {
          auto work = [this, each] { return read(each); };
          sum.add(each, co_await context.offload(std::move(work)));
          break;
        }
        case step_kind::wait: {
          typename Context::timer timer(context.executor(), duration(each.amount));
          co_await timer.async_wait(Context::use_awaitable);
          break;
        }
      }
    }
    co_return sum.value();
  }

  /// `result` must outlive it.
  template <class Context>
  typename Context::template awaitable<void> co_do_part(Context& context, task_id id, step part,
                                                        part_result& result) {
    try {
      std::vector<step> steps{alone(part)};
      result.answer = co_await co_do_steps(context, id, std::move(steps));
    } catch (...) {
      result.error = std::current_exception();
    }
  }

  /// A task, and where it is: each of its handlers keeps it alive. It hears when its parts end, which are tasks of one
  /// step.
  class task_in_handlers final : public std::enable_shared_from_this<task_in_handlers>,
                                 private task_end::listener {
   public:
    task_in_handlers(custom& of, callback_context& context, task_id id, task_end end, std::vector<step> steps)
        : of_(of), context_(context), id_(id), end_(end), steps_(std::move(steps)) {}

    /// Takes steps until one must wait; its handler continues.
    void go_on() {
      try {
        while (next_ < steps_.size()) {
          if (steps_[next_].at_once > 1) return begin_parts(steps_[next_].at_once);
          if (begin(steps_[next_++])) return;
        }
      } catch (...) {
        return end_(std::current_exception());
      }
      end_(sum_.value());
    }

   private:
    /// Whether the step must wait.
    bool begin(const step& each) {
      const auto self = shared_from_this();
      switch (each.kind) {
        case step_kind::http:
          of_.http_->get(context_, of_.url_of(id_, each), [self](const auto& error, const auto& response) {
            self->waited(error, [&] { return api_answer(response); });
          });
          return true;
        case step_kind::url:
          of_.foreign_->get(context_, of_.foreign_->request_of(each.request),
                            [self, each](const auto& error, const auto& response) {
                              self->waited(error, [&] { return self->of_.foreign_answer(each, response); });
                            });
          return true;
        case step_kind::cpu:
          sum_.add(each, of_.computed(id_, each));
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
        sum_.add(steps_[next_ - 1], answer());
      } catch (...) {
        return end_(std::current_exception());
      }
      go_on();
    }

    void begin_parts(std::size_t count) {
      const auto self = shared_from_this();  // a part may end at once, and the task with it
      results_ = of_.begin_parts(count);
      parts_left_ = count;
      while_parts_run_ = self;
      const auto first = next_;
      for (std::size_t i = 0; i < count; ++i) {
        std::vector<step> one{alone(steps_[first + i])};
        std::make_shared<task_in_handlers>(of_, context_, id_, task_end(*this, static_cast<task_id>(i)),
                                           std::move(one))
            ->go_on();
      }
    }

    void ended(task_id part, digest answer, const std::exception_ptr& error) override {
      results_[part] = {answer, error};
      if (--parts_left_ > 0) return;
      const auto self = std::move(while_parts_run_);
      const std::span<const step> parts(&steps_[next_], results_.size());
      try {
        sum_.add(parts, results_);
      } catch (...) {
        return end_(std::current_exception());
      }
      next_ += parts.size();
      go_on();
    }

    custom& of_;
    callback_context& context_;
    task_id id_;
    task_end end_;
    std::vector<step> steps_;
    std::size_t next_ = 0;
    task_answer sum_;
    loop_timer timer_{context_.loop().get_executor()};
    std::size_t parts_left_ = 0;
    std::vector<part_result> results_;                   ///< of the parts that run, or ran last
    std::shared_ptr<task_in_handlers> while_parts_run_;  ///< itself
  };

  bool has_parts() const {
    return std::ranges::any_of(steps_, [](const step& each) { return each.at_once > 1; });
  }

  /// Results for the steps that begin now, as parts of a task.
  std::vector<part_result> begin_parts(std::size_t count) {
    if (parts_ == part_order::at_once) begun_at_once_ += static_cast<std::int64_t>(count);
    return std::vector<part_result>(count);
  }

  std::vector<step> steps_of(task_id id) const { return steps_of_task(steps_, seed_, id); }

  net::url url_of(task_id id, const step& at) const {
    auto target = fmt::format("/api/{}?seed={}&delay={}ns", id, seed_, at.amount);
    faults_[at.number].append_query(target, at.number);
    return http_->on_server(std::move(target));
  }

  /// What a server of somebody else answered. An error names the request, as a task may have several.
  digest foreign_answer(const step& at, const net::http_response& response) const {
    try {
      if (asked_ != answer_check::same) return mild_answer(response, asked_);
      require_success(response);
      return XXH3_64bits(response.body.data(), response.body.size());
    } catch (const net::http_error& e) {
      throw net::http_error(fmt::format("{}: {}", foreign_->subject_of(at.request), e.what()));
    }
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

  /// Without what others answer.
  digest right_answer(task_id id) const {
    const auto is_known = [](const step& each) { return each.kind != step_kind::url; };
    task_answer sum;
    for_each_in_turn(
        steps_of(id),
        [&](const step& each) {
          if (is_known(each)) sum.add(each, right_answer(id, each));
        },
        [&](std::span<const step> parts) {
          for (const auto& each : parts) {
            if (!is_known(each)) continue;
            task_answer part;
            part.add(each, right_answer(id, each));
            sum.add(each, part.value());
          }
        });
    return sum.value();
  }

  /// Of one step; 0 where there is none, or others give it.
  digest right_answer(task_id id, const step& of) const {
    switch (of.kind) {
      case step_kind::http:
        return right_api_answer(seed_, id);
      case step_kind::cpu:
        return lcg_jump(id, lcg_steps(of));
      case step_kind::read:
        return content_.sum(0, static_cast<std::uint64_t>(of.amount));
      case step_kind::url:
      case step_kind::wait:
        return 0;
    }
    return 0;
  }

  /// What the task's `wait` and `http` steps take at least.
  duration waiting_of(task_id id) const {
    const auto time_of = [](const step& each) {
      return each.kind == step_kind::wait || each.kind == step_kind::http ? duration(each.amount)
                                                                          : duration::zero();
    };
    duration sum{0};
    for_each_in_turn(
        steps_of(id), [&](const step& each) { sum += time_of(each); },
        [&](std::span<const step> parts) {
          duration longest{0};
          duration all{0};
          for (const auto& each : parts) {
            longest = std::max(longest, time_of(each));
            all += time_of(each);
          }
          sum += parts_ == part_order::in_turn ? all : longest;
        });
    return sum;
  }

  std::uint64_t largest_read() const {
    std::int64_t largest = 1;
    for (const auto& each : steps_)
      if (each.kind == step_kind::read) largest = std::max(largest, largest_amount(each));
    return static_cast<std::uint64_t>(largest);
  }

  std::optional<http_work> http_;     ///< to the run's own server
  std::optional<http_work> foreign_;  ///< to the URLs of steps: a target for each
  std::uint64_t seed_;
  std::vector<step> steps_;
  answer_check asked_;
  part_order parts_ = part_order::where_idle;  ///< of the executor; that of an unknown one may be any
  std::atomic<std::int64_t> begun_at_once_ = 0;
  std::vector<due_faults> faults_;  ///< of each step
  std::filesystem::path file_;
  file_content content_;
  double steps_per_ns_ = 0;
};

void check(const scenario_setup& setup) {
  check_http_parameters(setup);
  check_faults(setup);
  if (setup.targets.empty() && setup.params.text("check") != "same")
    throw usage_error(fmt::format(
        "custom.check={} goes with a step that has a URL, such as 'http GET https://a.example/': what the own server "
        "answers is known, and always checked in full",
        setup.params.text("check")));
  check_of(setup);
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
  // As long as `delay` of api-calls is by default: nobody knows how long a server of somebody else takes.
  constexpr std::int64_t foreign_ns = 20'000'000;
  const auto expected_ns = [&](const step& each) {
    switch (each.kind) {
      case step_kind::http:
        return each.amount + stalled_ns;
      case step_kind::url:
        return foreign_ns;
      case step_kind::cpu:
        return each.amount * 2;
      case step_kind::read:
        return each.amount / 10;
      case step_kind::wait:
        return each.amount;
    }
    return each.amount;
  };
  // Steps at once take as long as the longest, and computing as long as all of it: a loop has one thread for it.
  const auto* model = known_executor(setup.executor);
  const bool at_once = model != nullptr && model->parts == part_order::at_once;
  const auto expected_of_parts = [&](std::span<const step> parts) {
    std::int64_t longest = 0;
    std::int64_t in_turn = 0;
    for (const auto& each : parts) {
      const auto one = expected_ns(each);
      const bool waits = at_once && each.kind != step_kind::cpu;
      if (waits) longest = std::max(longest, one);
      if (!waits) in_turn += one;
    }
    return longest + in_turn;
  };
  // The draws are known before the run: so a rare long one, too, is in the expected time of the task that has it.
  constexpr std::size_t most_drawn = 10'000;
  const auto drawn = std::clamp<std::size_t>(setup.tasks, 1, most_drawn);
  const auto steps = declared_steps(setup);
  double sum_ns = 0;
  for (std::size_t id = 0; id < drawn; ++id)
    for_each_in_turn(
        steps_of_task(steps, setup.seed, static_cast<task_id>(id)),
        [&](const step& each) { sum_ns += static_cast<double>(expected_ns(each)); },
        [&](std::span<const step> parts) { sum_ns += static_cast<double>(expected_of_parts(parts)); });
  const auto task_ns = 1'000'000 + std::llround(sum_ns / static_cast<double>(drawn));
  return times(duration(task_ns), setup.tasks);
}

std::vector<named_request> requests_in(const parameter_values& params) {
  return parse_steps(params.text("steps")).requests;
}

/// Without a step that has a URL, what is about servers of others has no effect.
parameter check_with_urls() {
  auto check = check_parameter();
  check.help =
      "for steps with a URL: what must be alike in all answers of a URL: all of it, that it is JSON, its length, or its status";
  check.only_for = target_kind::any;
  check.only_with = {"steps~://"};
  return check;
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
    .summary =
        "your own mix: requests, computing, file reads and waits, one after another or at once in each task",
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
             "what each task does: http TIME, cpu TIME, read SIZE, wait TIME, http METHOD URL, separated by commas; at once in "
             "parallel(STEP, STEP); behind an amount may be exp or p99=AMOUNT, and behind http TIME errors=PERCENT"},
        {.name = "jitter",
         .type = parameter_type::choice,
         .defaults = std::string("none"),
         .help =
             "multiplies each step without exp or p99: by 0.5 to 1.5, or exponentially with mean 1, at most 10",
         .choices = {"none", "uniform", "exponential"}},
        check_with_urls(),
    }),
    .counters = with_http_counters({{.name = "steps_at_once", .meaning = counter_meaning::sent_ahead}}),
    .make = [](const scenario_setup& setup) { return std::make_unique<custom>(setup); },
    .check = check,
    .expected = expected,
    .named_requests = requests_in,
    .names_own_server =
        [](const parameter_values& params) {
          return asks_own_server(parse_steps(params.text("steps")).steps);
        },
}};

}  // namespace
}  // namespace concbench
