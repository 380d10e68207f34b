// Scenarios of each kind of work, and two models: the real ones are on floors of their own.
#pragma once

#include "core/executor.hpp"
#include "core/registry.hpp"

namespace concbench::testing {

inline scenario_declaration declared_work(const char* name, work_kind work) {
  return {.name = name, .summary = "", .work = work, .tasks = 1, .parameters = {}, .make = {}};
}

inline scenario_declaration declared_client() {
  auto made = declared_work("wait", work_kind::waiting);
  made.counters = {{.name = "connections_opened", .meaning = counter_meaning::connections}};
  return made;
}

inline scenario_declaration declared_noop() {
  auto made = declared_work("noop", work_kind::overhead);
  made.empty_tasks = true;
  return made;
}

inline const registration declared_works[]{
    registration(declared_client()),
    registration(declared_work("wait-more", work_kind::waiting)),
    registration(declared_work("compute", work_kind::computing)),
    registration(declared_work("fetch-and-compute", work_kind::mixed)),
    registration(declared_work("write-files", work_kind::files)),
    registration(declared_work("query", work_kind::database)),
    registration(declared_work("own-steps", work_kind::own)),
    registration(declared_noop()),
    registration(declared_work("fan-out", work_kind::overhead)),
};

inline const registration declared_models[]{
    registration(executor_declaration{
        .name = "sequential", .summary = "", .concurrent = false, .is_baseline = true, .make = {}}),
    registration(executor_declaration{.name = "threads", .summary = "", .make = {}}),
    registration(executor_declaration{.name = "a-model-that-no-report-has", .summary = "", .make = {}}),
};

}  // namespace concbench::testing
