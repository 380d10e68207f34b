// Asks a worker everything that the protocol is about, and compares its answers with those of this program.
#include "runner/conformance.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <poll.h>

#include <boost/json.hpp>

#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "core/sample_json.hpp"
#include "runner/answer_faults.hpp"
#include "runner/declared_by_workers.hpp"
#include "runner/further_worker.hpp"
#include "runner/own_work.hpp"
#include "runner/protocol.hpp"
#include "runner/run_plan.hpp"
#include "runner/worker_process.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::runner {
namespace {

namespace json = boost::json;

constexpr std::string_view unknown_key = "a_key_to_come";
constexpr std::string_view unknown_parameter = "a-parameter-to-come";

/// A sample that was right, to be asked for again with changes.
struct right_sample {
  worker_spec spec;
  digest answer = 0;
  duration took{0};
};

/// `text`, a JSON object, with another member.
std::string with_member(const std::string& text, std::string_view name, json::value value) {
  auto object = json::parse(text).as_object();
  object[name] = std::move(value);
  return json::serialize(object) + "\n";
}

std::string with_parameter(const std::string& text, std::string_view name, std::string_view value) {
  auto object = json::parse(text).as_object();
  object["params"].as_object()[name] = value;
  return json::serialize(object) + "\n";
}

/// The least time in which this work can be done; 0 where that is not known.
duration least_time(const worker_spec& spec) {
  const auto& declared = find_scenario(spec.scenario);
  if (declared.wait_parameter.empty()) return duration::zero();
  const parameter_values standard(declared.parameters, profile::standard);
  const auto turns = (spec.setup.tasks + spec.setup.concurrency - 1) / spec.setup.concurrency;
  return times(standard.time(declared.wait_parameter), turns);
}

/// What is wrong with how a worker ended, or with its answer: judge(standard output) says what, and throws where the answer
/// cannot be read.
std::string fault_of_answer(const worker_end& ended,
                            const std::function<std::string(const std::string&)>& judge) {
  if (auto fault = fault_of_end(ended); !fault.empty()) return fault;
  try {
    return judge(ended.outcome.output);
  } catch (const std::exception& e) {
    return short_line(e.what());
  }
}

class conformance {
 public:
  conformance(const checked_worker& worker, const std::function<void(const worker_check&)>& tell)
      : worker_(worker), tell_(tell), own_work_(worker) {}

  void check() {
    if (!describe()) return;
    describe_with_unknown_key();
    refuse_bad_specs();
    for (const auto& scenario : has_.scenarios) check_scenario(scenario);
    if (!first_right_) return tell_of_no_right_sample();
    ignore_unknown_key();
    refuse_unknown_parameter();
    keep_timeline();
    obey_sigterm();
  }

 private:
  void right(std::string subject, std::string finding) {
    tell_({check_result::right, std::move(subject), std::move(finding)});
  }
  void wrong(std::string subject, std::string finding) {
    tell_({check_result::wrong, std::move(subject), std::move(finding)});
  }
  void skip(std::string subject, std::string finding) {
    tell_({check_result::skipped, std::move(subject), std::move(finding)});
  }
  /// Wrong where there is a fault.
  void judge(std::string subject, const std::string& fault, std::string finding) {
    if (fault.empty())
      right(std::move(subject), std::move(finding));
    else
      wrong(std::move(subject), fault);
  }

  worker_end ask(const std::string& text) {
    worker_end ended{.outcome = {}, .limit = worker_.limit};
    const auto start = clock::now();
    child_process process(worker_.command, text);
    ended.outcome = run_to_end(process, worker_.limit, worker_.interrupt);
    ended.took = std::chrono::duration_cast<duration>(clock::now() - start);
    if (ended.outcome.how == child_outcome::end::interrupted) throw interrupted();
    return ended;
  }

  static std::string describing() {
    return to_text(worker_spec{.action = worker_action::describe, .scenario = ""});
  }

  bool describe() {
    const auto ended = ask(describing());
    if (const auto fault = fault_of_end(ended); !fault.empty()) {
      wrong("describe", fault);
      return false;
    }
    try {
      has_ = read_abilities(ended.outcome.output);
      adopt_declarations({.name = "", .command = {}, .has = has_}, {});
    } catch (const std::exception& e) {
      wrong("describe", short_line(e.what()));
      return false;
    }
    judge("describe", has_.scenarios.empty() ? "the answer names no 'scenarios'" : "",
          fmt::format("it speaks protocol {}, and has {} ({}) and {} ({})", has_.protocol,
                      counted(has_.executors.size(), "executor"), short_line(first_of(has_.executors, 6)),
                      counted(has_.scenarios.size(), "scenario"), short_line(first_of(has_.scenarios, 6))));
    if (has_.scenarios.empty()) return false;
    check_names();
    return true;
  }

  /// Names in the description that lead nowhere.
  void check_names() {
    const auto own = worker_abilities::own();
    const auto contains = [](const auto& names, const auto& name) {
      return std::ranges::find(names, name) != names.end();
    };
    for (const auto& [scenario, names] : has_.parameters) {
      if (!contains(has_.scenarios, scenario))
        wrong("describe: parameters",
              fmt::format("it names parameters of {}, which is not among its 'scenarios'",
                          in_quotes(scenario)));
      const auto known = own.parameters.find(scenario);
      if (known == own.parameters.end()) continue;
      for (const auto& name : names)
        if (!contains(known->second, name))
          skip("describe: parameters",
               fmt::format("this concbench has no parameter {} of {}{}", in_quotes(name), scenario,
                           suggestion(name, known->second)));
    }
    for (const auto& [executor, model] : has_.models) {
      if (!contains(has_.executors, executor))
        wrong("describe: models", fmt::format("it names the model of {}, which is not among its 'executors'",
                                              in_quotes(executor)));
      if (!contains(own.executors, model))
        skip("describe: models", fmt::format("this concbench has no executor {}, the model of {}",
                                             in_quotes(model), in_quotes(executor)));
    }
    for (const auto& key : has_.keys)
      if (!contains(own.keys, key))
        skip("describe: keys", fmt::format("this concbench sends no key {}", in_quotes(key)));
  }

  void describe_with_unknown_key() {
    const auto ended = ask(with_member(describing(), unknown_key, json::object{{"of", json::array{1, "x"}}}));
    const auto fault = fault_of_answer(ended, [&](const std::string& output) -> std::string {
      if (read_abilities(output).executors == has_.executors) return "";
      return "its answer is another one with a key that it cannot know";
    });
    judge("describe with an unknown key", fault, "it ignores the key");
  }

  void refuse_bad_specs() {
    const std::vector<std::pair<std::string, std::string>> bad{
        {"an empty spec", ""},
        {"a spec that is cut off", R"({"protocol":1,"action":"descr)"},
        {"a spec that is no object", "[1]\n"},
        {"a spec of protocol 999", with_member(describing(), "protocol", 999)},
        {"an unknown action", with_member(describing(), "action", "an-action-to-come")},
    };
    for (const auto& [subject, text] : bad)
      judge(subject, fault_of_refusal(ask(text)), "exit code 2, and one line on standard error");
  }

  void tell_of_no_right_sample() {
    if (wrong_samples_)
      skip("the rest", "no sample was right, so nothing more can be checked");
    else
      wrong(
          "samples",
          "it took no sample that could be compared: it needs one scenario of concbench, under one executor, "
          "at the least");
  }

  void check_scenario(const std::string& name) {
    const auto made = own_work_.of(name, has_);
    if (const auto* why_none = std::get_if<std::string>(&made)) return skip(name, *why_none);
    for (const auto& executor : has_.executors)
      if (!passes(std::get<known_work>(made), executor)) wrong_samples_ = true;
  }

  /// Lets the worker take a sample. Returns whether nothing in it is wrong.
  bool passes(const known_work& work, const std::string& executor) {
    const auto subject = fmt::format("{} under {}", work.spec.scenario, executor);
    auto spec = work.spec;
    spec.protocol = has_.protocol;
    spec.setup.executor = executor;
    spec.setup.params =
        values_for({.name = "", .command = {}, .has = has_}, find_scenario(spec.scenario), spec.setup.params);
    const temporary_folder own(worker_.folder);
    spec.setup.sample_folder = own.path();
    const auto ended = ask(to_text(spec));
    std::vector<std::string> faults;
    std::string why_skipped;
    std::string finding;
    if (is_refusal(ended)) {
      faults = as_list(fault_of_refusal(ended));
      why_skipped = fmt::format("it refuses the spec (exit code 2): {}", last_line(ended.outcome.errors));
    } else if (faults = as_list(fault_of_end(ended)); faults.empty()) {
      try {
        const auto answer = read_answer(ended.outcome.output, spec);
        if (answer.status == status::not_applicable)
          why_skipped = fmt::format("it answers n/a: {}", answer.reason);
        else
          faults = faults_of_sample(answer, work, spec, ended);
        finding =
            fmt::format("{} ended ok with the right digest, in {:.1f} ms of a process of {:.1f} ms",
                        counted(spec.setup.tasks, "task"), static_cast<double>(answer.sample.wall_ns) / 1e6,
                        static_cast<double>(ended.took.count()) / 1e6);
      } catch (const std::runtime_error& e) {
        faults = {short_line(e.what())};
      }
    }
    for (const auto& each : faults) wrong(subject, each);
    if (!faults.empty()) return false;
    if (!why_skipped.empty()) {
      skip(subject, why_skipped);
      return true;
    }
    right(subject, finding);
    const right_sample taken{spec, work.answer, ended.took};
    if (!first_right_) first_right_ = taken;
    if (!waiting_ && !find_scenario(spec.scenario).wait_parameter.empty()) waiting_ = taken;
    return true;
  }

  static std::vector<std::string> as_list(std::string fault) {
    if (fault.empty()) return {};
    return {std::move(fault)};
  }

  static bool is_refusal(const worker_end& ended) {
    return ended.outcome.how == child_outcome::end::exited && ended.outcome.status.code == refused_spec;
  }

  static std::vector<std::string> faults_of_sample(const worker_answer& answer, const known_work& work,
                                                   const worker_spec& spec, const worker_end& ended) {
    if (answer.status != status::ok)
      return {fmt::format("it answers {}: {}", to_string(answer.status), answer.reason)};
    const auto& taken = answer.sample;
    auto faults = faults_of_times(taken, ended, least_time(spec));
    if (taken.tasks_ok != spec.setup.tasks)
      faults.push_back(fmt::format("it answers ok, and its tasks_ok is {} of {}", taken.tasks_ok,
                                   counted(spec.setup.tasks, "task")));
    if (taken.digest != work.answer)
      faults.push_back(
          fmt::format("its digest is {}, and that of {} is {}: either its tasks did other work, or "
                      "the digest is computed in another way (see \"The digest\" in docs/protocol.md)",
                      digest_text(taken.digest), work.whose, digest_text(work.answer)));
    return faults;
  }

  /// Asks for a right sample again, as `text` says it, with a folder of its own.
  worker_end ask_again(right_sample& again, const std::function<std::string(const std::string&)>& changed) {
    const temporary_folder own(worker_.folder);
    again.spec.setup.sample_folder = own.path();
    return ask(changed(to_text(again.spec)));
  }

  static std::string name_of(const right_sample& taken) {
    return fmt::format("{} under {}", taken.spec.scenario, taken.spec.setup.executor);
  }

  void ignore_unknown_key() {
    auto& again = *first_right_;
    const auto ended = ask_again(again, [](const auto& text) {
      return with_member(text, unknown_key, json::object{{"of", json::array{1, "x"}}});
    });
    const auto fault = fault_of_answer(ended, [&](const std::string& output) -> std::string {
      const auto answer = read_answer(output, again.spec);
      if (answer.status != status::ok)
        return fmt::format("it answers {}: {}", to_string(answer.status), answer.reason);
      return answer.sample.digest == again.answer
                 ? ""
                 : "its digest is another one with a key that it cannot know";
    });
    judge(fmt::format("{} with an unknown key", name_of(again)), fault, "it ignores the key");
  }

  void refuse_unknown_parameter() {
    auto& again = *first_right_;
    const auto subject = fmt::format("{} with an unknown parameter", name_of(again));
    const auto ended =
        ask_again(again, [](const auto& text) { return with_parameter(text, unknown_parameter, "1"); });
    if (is_refusal(ended)) return judge(subject, fault_of_refusal(ended), "it refuses it (exit code 2)");
    const auto fault = fault_of_answer(ended, [&](const std::string& output) -> std::string {
      const auto answer = read_answer(output, again.spec);
      if (answer.status == status::not_applicable) return "";
      return fmt::format(
          "it answers {}; a parameter that it does not know could change the work, so it must answer n/a, or end "
          "with exit code 2",
          to_string(answer.status));
    });
    judge(subject, fault, "it refuses it (n/a)");
  }

  void keep_timeline() {
    if (!has_.keeps_timelines()) return;
    auto again = *first_right_;
    again.spec.timeline = true;
    const auto subject = fmt::format("{} with a timeline", name_of(again));
    const auto ended = ask_again(again, [](const auto& text) { return text; });
    const auto fault = fault_of_answer(ended, [&](const std::string& output) -> std::string {
      if (read_answer(output, again.spec).timeline) return "";
      return "its 'keys' name the timeline, and there is none in its answer";
    });
    judge(subject, fault, "its answer has a timeline");
  }

  /// Sends SIGTERM while a task of an hour waits.
  void obey_sigterm() {
    if (!waiting_) {
      skip("SIGTERM", "it does not do the scenario with which this is checked: one whose tasks only wait");
      return;
    }
    auto spec = waiting_->spec;
    const auto& declared = find_scenario(spec.scenario);
    const auto known = std::ranges::find(declared.parameters, declared.wait_parameter, &parameter::name);
    spec.setup.params.set(parse_value(*known, "1h"));
    spec.setup.tasks = spec.setup.concurrency = 1;
    const temporary_folder own(worker_.folder);
    spec.setup.sample_folder = own.path();
    child_process process(worker_.command, to_text(spec));
    // Twice as long as the whole of an earlier sample took: it waits by then.
    const auto early = wait_for_end(process, 2 * waiting_->took);
    if (early) return wrong("SIGTERM", fmt::format("a task of 1 h was over at once: it {}", early->text()));
    ::kill(process.id(), SIGTERM);
    const auto end = wait_for_end(process, patience);
    if (!end) return wrong("SIGTERM", "it still runs 5 s after the signal; leave signals at their defaults");
    judge("SIGTERM",
          end->success()
              ? "it ends with exit code 0, as if its sample were whole; leave signals at their defaults"
              : "",
          fmt::format("it {}", end->text()));
  }

  /// How `process` ended, if it does so within `limit`. Nothing is read: it writes a line at most.
  std::optional<exit_status> wait_for_end(child_process& process, duration limit) {
    constexpr int step_ms = 5;
    const auto deadline = clock::now() + limit;
    while (clock::now() < deadline) {
      if (const auto end = process.poll()) return end;
      pollfd watched{worker_.interrupt, POLLIN, 0};
      if (::poll(&watched, 1, step_ms) > 0) throw interrupted();
    }
    return process.poll();
  }

  static constexpr duration patience = std::chrono::seconds(5);

  const checked_worker& worker_;
  const std::function<void(const worker_check&)>& tell_;
  worker_abilities has_;
  own_work own_work_;
  bool wrong_samples_ = false;
  std::optional<right_sample> first_right_;
  std::optional<right_sample> waiting_;  ///< of the scenario whose tasks only wait
};

}  // namespace

void check_worker(const checked_worker& worker, const std::function<void(const worker_check&)>& tell) {
  conformance(worker, tell).check();
}

}  // namespace concbench::runner
