// Names of statuses, as they stand in every export.
#include "core/report.hpp"

#include "system/word_table.hpp"

namespace concbench {
namespace {

constexpr word_table<status, 7> names{{
    {status::ok, "ok"},
    {status::saturated, "saturated"},
    {status::failed, "failed"},
    {status::timeout, "timeout"},
    {status::crashed, "crashed"},
    {status::incorrect, "incorrect"},
    {status::not_applicable, "n/a"},
}};

constexpr word_table<rounds_limit, 6> limit_names{{
    {rounds_limit::rounds, "rounds"},
    {rounds_limit::precision, "precision"},
    {rounds_limit::budget, "budget"},
    {rounds_limit::nothing_to_compare, "nothing-to-compare"},
    {rounds_limit::failures, "failures"},
    {rounds_limit::interruption, "interruption"},
}};

constexpr word_table<rate_stop, 4> stop_names{{
    {rate_stop::nothing, "nothing"},
    {rate_stop::late_starts, "late-starts"},
    {rate_stop::latency, "latency"},
    {rate_stop::errors, "errors"},
}};

}  // namespace

std::string to_string(rate_stop value) {
  return std::string(word_of(stop_names, value));
}

std::optional<rate_stop> parse_rate_stop(std::string_view text) {
  return find_word(stop_names, text);
}

std::string to_string(rounds_limit value) {
  return std::string(word_of(limit_names, value));
}

std::optional<rounds_limit> parse_rounds_limit(std::string_view text) {
  return find_word(limit_names, text);
}

std::string to_string(status value) {
  return std::string(word_of(names, value));
}

std::optional<status> parse_status(std::string_view text) {
  return find_word(names, text);
}

}  // namespace concbench
