// api-calls: N JSON requests that the server answers after a delay, with faults and retries if asked.

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

#include "core/faces.hpp"
#include "core/registry.hpp"
#include "core/task_subject.hpp"
#include "net/server/routes.hpp"
#include "scenarios/http/api_answer.hpp"
#include "scenarios/http/due_faults.hpp"
#include "scenarios/http/http_work.hpp"

namespace concbench {
namespace {

bool retries_all_methods(const scenario_setup& setup) {
  return setup.params.text("retry-methods") == "all";
}

class api_calls final : public scenario,
                        public has_subjects,
                        public straight_faces<api_calls>,
                        public suspending_faces<api_calls>,
                        public callback_face {
 public:
  explicit api_calls(const scenario_setup& setup)
      : http_(setup),
        asked_(check_of(setup)),
        seed_(setup.seed),
        query_(fmt::format("?seed={}&delay={}", setup.seed, setup.params.shown("delay"))),
        faults_(setup),
        freeze_(setup.params.shown("freeze")),
        freezes_at_(setup.params.time("freeze") > duration::zero() ? std::optional(setup.tasks / 2)
                                                                   : std::nullopt),
        retries_(static_cast<std::uint32_t>(setup.params.count("retries"))),
        retries_all_(retries_all_methods(setup)),
        backoff_(setup.params.time("backoff")) {}

  template <class Context>
  digest work(Context& context, task_id id) {
    for (std::uint32_t attempt = 0;; ++attempt) {
      try {
        return answer_in(http_.get(context, request_of(id, attempt)));
      } catch (const net::http_error&) {
        if (attempt == retries_of(id)) throw;
      }
      ++retried_;
      context.sleep_for(pause_after(attempt));
    }
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    for (std::uint32_t attempt = 0;; ++attempt) {
      try {
        net::request to = request_of(id, attempt);
        const auto response = co_await http_.get(context, std::move(to));
        co_return answer_in(response);
      } catch (const net::http_error&) {
        if (attempt == retries_of(id)) throw;
      }
      ++retried_;
      typename Context::timer pause(context.executor(), pause_after(attempt));
      co_await pause.async_wait(Context::use_awaitable);
    }
  }

  void begin(callback_context& context, task_id id, task_end end) override { attempt(context, id, 0, end); }

  std::unique_ptr<scenario> warm_up() override { return http_.warm_up(); }

  void verify(std::span<const task_record> tasks) override {
    if (http_.foreign()) return http_.verify_targets(tasks);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      const auto id = static_cast<task_id>(i);
      if (tasks[i].outcome != task_outcome::ok) continue;
      if (must_fail(id))
        throw wrong_result(fmt::format("task {} was answered where the server had to fail it", i));
      if (tasks[i].answer != right_api_answer(seed_, id))
        throw wrong_result(fmt::format("task {} got the answer of another request", i));
    }
  }

  std::string subject_of(task_id id) const override { return http_.subject_of(id); }

  std::map<std::string, std::int64_t> counters() const override {
    auto values = http_.counters();
    values["retries"] = retried_;
    return values;
  }

 private:
  /// In completion handlers.
  void attempt(callback_context& context, task_id id, std::uint32_t number, task_end end) {
    http_.get(context, request_of(id, number),
              [=, this, &context](const std::exception_ptr& error, const net::http_response& response) {
                if (error) return retry(context, id, number, end, error);
                digest answer = 0;
                try {
                  answer = answer_in(response);
                } catch (const net::http_error&) {
                  return retry(context, id, number, end, std::current_exception());
                } catch (...) {
                  return end(std::current_exception());
                }
                end(answer);
              });
  }

  void retry(callback_context& context, task_id id, std::uint32_t number, task_end end,
             const std::exception_ptr& error) {
    if (number == retries_of(id)) return end(error);
    ++retried_;
    auto pause = std::make_unique<loop_timer>(context.loop().get_executor(), pause_after(number));
    auto& waiting = *pause;
    waiting.async_wait([=, this, &context, pause = std::move(pause)](const boost::system::error_code&) {
      attempt(context, id, number + 1, end);
    });
  }

  /// None where a request must not be done twice (RFC 9110, 9.2.2), unless the user asks for it.
  std::uint32_t retries_of(task_id id) const {
    return retries_all_ || net::is_repeatable(http_.method_of(id)) ? retries_ : 0;
  }

  net::request request_of(task_id id, std::uint32_t attempt) const {
    if (http_.foreign()) return http_.request_of(id);
    auto target = fmt::format("/api/{}{}", id, query_);
    faults_.append_query(target, attempt);
    if (id == freezes_at_ && attempt == 0) target += "&freeze=" + freeze_;
    return http_.on_server(std::move(target));
  }

  /// The answer in a response's JSON. For a foreign target, whose answers may be anything, it is a hash of the text.
  digest answer_in(const net::http_response& response) const {
    if (!http_.foreign()) return api_answer(response);
    if (asked_ != answer_check::same) return mild_answer(response, asked_);
    require_success(response);
    require_json(response);
    return XXH3_64bits(response.body.data(), response.body.size());
  }

  bool must_fail(task_id id) const {
    for (std::uint32_t attempt = 0; attempt <= retries_; ++attempt)
      if (!faults_.hit(id, attempt)) return false;
    return true;
  }

  /// Doubles with each attempt, up to 64 times the first.
  duration pause_after(std::uint32_t attempt) const { return backoff_ * (1 << std::min(attempt, 6U)); }

  http_work http_;
  answer_check asked_;
  std::uint64_t seed_;
  std::string query_;  ///< what all requests ask for
  due_faults faults_;
  std::string freeze_;
  std::optional<std::uint64_t> freezes_at_;  ///< the task whose request makes the server stand still
  std::uint32_t retries_;
  bool retries_all_;
  duration backoff_;
  std::atomic<std::int64_t> retried_ = 0;
};

void check(const scenario_setup& setup) {
  check_http_parameters(setup);
  check_of(setup);
  check_faults(setup);
  const auto is_repeatable = [](const net::request_parts& each) { return net::is_repeatable(each.method); };
  if (setup.params.count("retries") > 0 && !retries_all_methods(setup) && !setup.any_request(is_repeatable))
    throw usage_error(fmt::format(
        "retries={} sends a request again, and a {} may then be done twice: leave retries out, use a method that "
        "may be repeated, such as GET or PUT, or allow it with -p retry-methods=all",
        setup.params.count("retries"), setup.targets.empty() ? "request" : setup.request_to(0)->method));
  if (!setup.targets.empty()) return;
  const auto limit = setup.params.time("request-timeout");
  for (const auto* name : {"delay", "freeze"})
    if (const auto value = setup.params.time(name); value >= limit)
      throw usage_error(
          fmt::format("api-calls.{} {} is not below request-timeout {}: requests would time out; raise "
                      "-p request-timeout",
                      name, exact_text(value), exact_text(limit)));
}

duration expected(const scenario_setup& setup) {
  const auto rates = due_faults(setup).rates();
  const auto stalled = rates.stalls() * static_cast<double>(setup.params.time("request-timeout").count());
  const auto attempts = static_cast<double>(setup.params.count("retries") + 1);
  double pauses = 0;
  double chance = 1;  // of coming to this retry
  for (std::uint64_t i = 0; i < setup.params.count("retries"); ++i) {
    chance *= rates.sum();
    pauses += chance * static_cast<double>(setup.params.time("backoff").count()) *
              static_cast<double>(1U << std::min<std::uint64_t>(i, 6));
  }
  const auto each = setup.params.time("delay") +
                    duration(static_cast<std::int64_t>(stalled * attempts + pauses)) +
                    std::chrono::milliseconds(1);
  return times(each, setup.tasks) + setup.params.time("freeze");
}

const registration registered{scenario_declaration{
    .name = "api-calls",
    .summary = "JSON requests that the server answers after a delay",
    .work = work_kind::waiting,
    .order = 30,
    .tasks = {10, 24, 10},
    .uses_server = true,
    .takes_targets = true,
    .takes_rate = true,
    .parameters = with_http_parameters(with_fault_parameters({
        {.name = "delay",
         .type = parameter_type::time,
         .defaults = {"10ms", "20ms", "1s"},
         .help = "how long the server takes to answer",
         .minimum = "0s",
         .maximum = "1h",
         .only_for = target_kind::own},
        {.name = "freeze",
         .type = parameter_type::time,
         .defaults = std::string("0s"),
         .help = "once, in the middle of the tasks, the server stands still for so long",
         .minimum = "0s",
         .maximum = exact_text(net::routes::longest_freeze),
         .only_for = target_kind::own},
        {.name = "retries",
         .type = parameter_type::count,
         .defaults = std::string("0"),
         .help = "further attempts after a failed one",
         .minimum = "0",
         .maximum = "20"},
        {.name = "backoff",
         .type = parameter_type::time,
         .defaults = std::string("20ms"),
         .help = "pause before the first retry; doubles with each",
         .minimum = "0s",
         .maximum = "1h",
         .only_with = {"retries!=0"}},
        {.name = "retry-methods",
         .type = parameter_type::choice,
         .defaults = std::string("idempotent"),
         .help = "whose requests retries sends again: idempotent methods, such as GET and PUT, or all",
         .choices = {"idempotent", "all"},
         .only_with = {"retries!=0"},
         .only_for = target_kind::foreign},
        check_parameter(),
    })),
    .counters = with_http_counters({{.name = "retries"}}),
    .make = [](const scenario_setup& setup) { return std::make_unique<api_calls>(setup); },
    .check = check,
    .expected = expected,
}};

}  // namespace
}  // namespace concbench
