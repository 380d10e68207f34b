// What readers hold names and values against in fuzzing: the real scenarios and executors are on floors of their own.
#pragma once

#include "core/executor.hpp"
#include "core/registry.hpp"

namespace concbench::testing {

/// A scenario with a parameter of each type.
inline const registration fuzzed_scenario{scenario_declaration{
    .name = "sleep",
    .summary = "",
    .work = work_kind::waiting,
    .tasks = 1,
    .parameters =
        {{.name = "delay", .type = parameter_type::time, .defaults = {"1s"}, .help = "", .maximum = "1h"},
         {.name = "size", .type = parameter_type::size, .defaults = {"1KiB"}, .help = ""},
         {.name = "retries", .type = parameter_type::count, .defaults = {"0"}, .help = ""},
         {.name = "error-rate", .type = parameter_type::ratio, .defaults = {"0"}, .help = "", .maximum = "1"},
         {.name = "scheme",
          .type = parameter_type::choice,
          .defaults = {"http"},
          .help = "",
          .choices = {"http", "https"}}},
    .make = {}}};

inline const registration fuzzed_executor{executor_declaration{.name = "threads", .summary = "", .make = {}}};

}  // namespace concbench::testing
