// Parsing, drawing, and computing of a given length.
#include "scenarios/parts/steps.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "net/http/request.hpp"
#include "system/foreign_text.hpp"
#include "system/hash.hpp"
#include "system/trimmed.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t multiplier = 6364136223846793005;
constexpr std::uint64_t increment = 1442695040888963407;
constexpr duration most_time = std::chrono::hours(1);
constexpr byte_size most_bytes{1ULL << 30};

/// A number from 0 up to 1, the same for the same key.
double uniform(std::uint64_t key) {
  return static_cast<double>(key >> 11) * 0x1p-53;
}

constexpr double most_exponential = 10;
constexpr double most_deviations = 4;

/// The standard deviation of the logarithm of a log-normal step.
double log_deviation(const step& of) {
  constexpr double deviations_to_p99 =
      2.3263478740408408;  // the 99th percentile of the standard normal distribution
  return std::log(static_cast<double>(of.p99) / static_cast<double>(of.amount)) / deviations_to_p99;
}

/// A draw from the standard normal distribution (Box and Muller 1958).
double normal(std::uint64_t key) {
  const auto radius = std::sqrt(-2 * std::log1p(-uniform(mix(key, 1))));
  return radius * std::cos(2 * std::numbers::pi * uniform(mix(key, 2)));
}

/// What the amount of a step is multiplied by.
double drawn_factor(const step& of, std::uint64_t key) {
  switch (of.drawn_from) {
    case distribution::constant:
      return 1;
    case distribution::uniform:
      return 0.5 + uniform(key);
    case distribution::exponential:
      return std::min(-std::log1p(-uniform(key)), most_exponential);
    case distribution::log_normal:
      return std::exp(log_deviation(of) * std::clamp(normal(key), -most_deviations, most_deviations));
  }
  return 1;
}

double largest_factor(const step& of) {
  switch (of.drawn_from) {
    case distribution::constant:
      return 1;
    case distribution::uniform:
      return 1.5;
    case distribution::exponential:
      return most_exponential;
    case distribution::log_normal:
      return std::exp(log_deviation(of) * most_deviations);
  }
  return 1;
}

std::int64_t multiplied(std::int64_t amount, double factor) {
  return std::llround(static_cast<double>(amount) * factor);
}

/// Reads a list of steps from left to right, and knows the column of each word.
class step_reader {
 public:
  explicit step_reader(std::string_view text) : text_(text), rest_(text) {}

  step_list read() && {
    refuse_credentials();
    read_steps(false);
    if (!rest_.empty())
      refuse_sign("a ')' ends what 'parallel(' begins, and there is none before it; in a URL it is %29");
    return std::move(list_);
  }

 private:
  /// Reads up to the end, or up to a ')'. `inside`: of a parallel(…).
  void read_steps(bool inside) {
    for (;;) {
      rest_ = without_blanks(rest_);
      const auto text = trimmed(rest_.substr(0, rest_.find_first_of(signs)));
      const auto begin = rest_;
      rest_.remove_prefix(std::min(rest_.find_first_of(signs), rest_.size()));
      if (text == "parallel" && rest_.starts_with('(')) {
        if (inside)
          refuse_at(begin.substr(0, text.size()),
                    "a parallel(…) cannot be inside of another one: write its steps into the outer one");
        read_parallel(begin.substr(0, text.size()));
      } else {
        if (rest_.starts_with('('))
          refuse_sign("a '(' follows 'parallel' and nothing else; in a URL it is %28");
        add(read_step(text));
      }
      if (!rest_.starts_with(',')) return;
      rest_.remove_prefix(1);
    }
  }

  /// From the '(' to behind the ')'.
  void read_parallel(std::string_view verb) {
    const auto first = list_.steps.size();
    rest_.remove_prefix(1);
    read_steps(true);
    if (rest_.empty()) refuse_at(verb, "its ')' is missing");
    const auto count = list_.steps.size() - first;
    if (count > most_steps_at_once)
      refuse_at(verb,
                fmt::format("it has {} steps, and at most {} can run at once", count, most_steps_at_once));
    for (auto i = first; i < list_.steps.size(); ++i) list_.steps[i].at_once = 0;
    list_.steps[first].at_once = static_cast<std::uint32_t>(count);
    rest_ = without_blanks(rest_.substr(1));
    if (const auto tail = rest_.substr(0, rest_.find_first_of(signs)); !tail.empty())
      refuse_at(trimmed(tail), "a ',' or the end follows the ')' of parallel(…), which has no options");
    if (rest_.starts_with('(')) refuse_sign("a ',' or the end follows the ')' of parallel(…)");
  }

  void add(step read) {
    read.number = static_cast<std::uint32_t>(list_.steps.size());
    list_.steps.push_back(read);
  }

  step read_step(std::string_view text) {
    auto rest = text;
    const auto verb = next_word(rest);
    const auto kind = kind_of(verb);
    if (!kind) refuse_step(text);
    const auto word = next_word(rest);
    if (kind == step_kind::http && names_method(word)) return read_url_step(text, word, rest);
    const auto amount = read_amount(*kind, word);
    if (!amount) refuse_step(text);
    step result{*kind, *amount};
    for (auto option = next_word(rest); !option.empty(); option = next_word(rest))
      read_option(result, option);
    return result;
  }

  static bool names_method(std::string_view word) {
    return !word.empty() && std::isalpha(static_cast<unsigned char>(word.front())) != 0;
  }

  step read_url_step(std::string_view text, std::string_view method, std::string_view rest) {
    if (method.find("://") != method.npos)
      refuse_at(method, "a method is missing before the URL: write http GET, or another method");
    try {
      net::check_parts({.method = std::string(method)});
    } catch (const std::invalid_argument& e) {
      refuse_at(method, e.what());
    }
    const auto url = next_word(rest);
    if (url.empty()) refuse_step(text);
    if (const auto option = next_word(rest); !option.empty())
      refuse_at(
          option,
          "a request to a URL has no options: its server decides how long it takes; a space in a URL is %20");
    step result{step_kind::url, 0};
    result.request = static_cast<std::uint32_t>(list_.requests.size());
    try {
      list_.requests.push_back({std::string(method), net::parse_url(url)});
    } catch (const std::invalid_argument& e) {
      refuse_at(url, e.what());
    }
    return result;
  }

  void read_option(step& of, std::string_view word) const {
    if (word == "exp") {
      choose(of, distribution::exponential, word);
    } else if (word.starts_with("p99=")) {
      choose(of, distribution::log_normal, word);
      of.p99 = read_amount(of.kind, word.substr(4)).value_or(0);
      if (of.amount == 0 || of.p99 <= of.amount)
        refuse_at(word, "p99 must be more than the amount of the step, which is the median and more than 0");
      if (largest_factor(of) * static_cast<double>(of.amount) > most_amount(of.kind))
        refuse_at(word,
                  fmt::format("a task could draw more than {}: choose a p99 that is nearer to the median",
                              of.kind == step_kind::read ? exact_text(most_bytes) : exact_text(most_time)));
    } else if (word.starts_with("errors=") && of.kind == step_kind::http) {
      const auto part = parse_percent(word.substr(7));
      if (!part || *part > 1) refuse_at(word, "errors must be a percentage from 0% to 100%");
      of.errors = *part;
    } else {
      refuse_at(word, of.kind == step_kind::http   ? "allowed are 'exp', 'p99=TIME' and 'errors=PERCENT'"
                      : of.kind == step_kind::read ? "allowed are 'exp' and 'p99=SIZE'"
                                                   : "allowed are 'exp' and 'p99=TIME'");
    }
  }

  void choose(step& of, distribution chosen, std::string_view word) const {
    if (of.drawn_from != distribution::constant)
      refuse_at(word, "a step has one distribution: either 'exp' or 'p99=…', once");
    of.drawn_from = chosen;
  }

  static std::string_view without_blanks(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
  }

  static std::string_view next_word(std::string_view& rest) {
    rest = trimmed(rest);
    const auto word = rest.substr(0, rest.find_first_of(" \t"));
    rest.remove_prefix(word.size());
    return word;
  }

  static std::optional<step_kind> kind_of(std::string_view verb) {
    if (verb == "http") return step_kind::http;
    if (verb == "cpu") return step_kind::cpu;
    if (verb == "read") return step_kind::read;
    if (verb == "wait") return step_kind::wait;
    return {};
  }

  static double most_amount(step_kind kind) {
    return kind == step_kind::read ? static_cast<double>(most_bytes.count)
                                   : static_cast<double>(most_time.count());
  }

  static std::optional<std::int64_t> read_amount(step_kind kind, std::string_view text) {
    if (kind == step_kind::read) {
      const auto size = parse_size(text);
      if (!size || size->count == 0 || *size > most_bytes) return {};
      return static_cast<std::int64_t>(size->count);
    }
    const auto time = parse_duration(text);
    if (!time || *time > most_time) return {};
    return time->count();
  }

  /// Where a part of the text begins.
  std::size_t column_of(std::string_view part) const {
    return static_cast<std::size_t>(part.data() - text_.data()) + 1;
  }

  [[noreturn]] void refuse_step(std::string_view text) const {
    throw usage_error(fmt::format(
        "custom.steps has no step '{}' (column {}): allowed are 'http TIME', 'cpu TIME', 'wait TIME' up to {}, "
        "'read SIZE' up to {}, 'http METHOD URL', and 'parallel(STEP, STEP)', separated by commas{}",
        escaped(text), column_of(text), exact_text(most_time), exact_text(most_bytes),
        list_.requests.empty() ? "" : "; a comma in a URL is %2C"));
  }

  [[noreturn]] void refuse_at(std::string_view part, std::string_view rule) const {
    throw usage_error(
        fmt::format("custom.steps cannot have '{}' (column {}): {}", escaped(part), column_of(part), rule));
  }

  /// Of the character that comes next.
  [[noreturn]] void refuse_sign(std::string_view rule) const { refuse_at(rest_.substr(0, 1), rule); }

  /// The steps are a part of reports and of what a shell remembers.
  void refuse_credentials() const {
    const auto hidden = without_credentials(text_);
    if (hidden == text_) return;
    const auto at = std::ranges::mismatch(hidden, text_).in2 - text_.begin();
    throw usage_error(fmt::format(
        "custom.steps has a URL with a user name (column {}), which reports would show: leave it out, "
        "and name the user with --user",
        at + 1));
  }

  static constexpr std::string_view signs = ",()";

  std::string_view text_;
  std::string_view rest_;  ///< what was not yet read
  step_list list_;
};

}  // namespace

step_list parse_steps(std::string_view text) {
  return step_reader(text).read();
}

distribution parse_jitter(std::string_view name) {
  if (name == "none") return distribution::constant;
  if (name == "uniform") return distribution::uniform;
  if (name == "exponential") return distribution::exponential;
  throw std::invalid_argument("unknown jitter");
}

std::vector<step> with_jitter(std::vector<step> steps, distribution jitter) {
  for (auto& each : steps)
    if (each.drawn_from == distribution::constant) each.drawn_from = jitter;
  return steps;
}

std::int64_t largest_amount(const step& asked) {
  return multiplied(asked.amount, largest_factor(asked));
}

std::vector<step> steps_of_task(const std::vector<step>& steps, std::uint64_t seed, task_id id) {
  auto own = steps;
  for (auto& each : own)
    each.amount = multiplied(each.amount, drawn_factor(each, mix(mix(seed, id), each.number)));
  return own;
}

std::uint64_t lcg_walk(std::uint64_t start, std::uint64_t count) noexcept {
  for (std::uint64_t i = 0; i < count; ++i) start = start * multiplier + increment;
  return start;
}

std::uint64_t lcg_jump(std::uint64_t start, std::uint64_t count) noexcept {
  std::uint64_t factor_of_all = 1;
  std::uint64_t sum_of_all = 0;
  // A step that is repeated 1, 2, 4, … times is again of the form x · a + c.
  for (std::uint64_t a = multiplier, c = increment; count > 0; count /= 2) {
    if (count % 2 == 1) {
      factor_of_all *= a;
      sum_of_all = sum_of_all * a + c;
    }
    c *= a + 1;
    a *= a;
  }
  return start * factor_of_all + sum_of_all;
}

double lcg_steps_per_ns() {
  constexpr std::uint64_t steps = 3'000'000;  // some 4 ms
  auto best = duration::max();
  volatile std::uint64_t sink = 0;
  for (int i = 0; i < 10; ++i) best = std::min(best, time_of([&] { sink = lcg_walk(sink, steps); }));
  return static_cast<double>(steps) / static_cast<double>(best.count());
}

}  // namespace concbench
