// Timelines to draw: the same tasks one after another, on a pool and all at once.
#pragma once

#include <cstdint>
#include <string>

#include "core/report.hpp"

namespace concbench::testing {

/// `tasks` tasks of `length_ns`, `lanes` of them at once.
inline task_timeline waves(std::uint32_t tasks, std::uint32_t lanes, std::int64_t length_ns) {
  task_timeline made{.began = tasks, .peak_tasks = lanes};
  for (std::uint32_t id = 0; id < tasks; ++id) {
    const auto start = id / lanes * length_ns;
    made.tasks.push_back({.id = id,
                          .lane = id % lanes + 1,
                          .thread = lanes < tasks ? id % lanes + 1 : 1,
                          .start_ns = start,
                          .end_ns = start + length_ns});
  }
  made.wall_ns = made.tasks.back().end_ns;
  return made;
}

/// One cell of a report, with a timeline.
inline cell timeline_cell(std::string executor, task_timeline timeline) {
  cell made;
  made.scenario = "sleep";
  made.executor = std::move(executor);
  made.tasks = made.concurrency = timeline.began;
  made.timeline = std::move(timeline);
  return made;
}

/// 10 tasks of 1.5 s under three models, and one that keeps no timeline.
inline report timelines_report() {
  constexpr std::int64_t length = 1'500'000'000;
  report made;
  made.plan.scenarios = {"sleep"};
  made.plan.rounds = 1;
  made.plan.baseline = "sequential";
  made.cells = {timeline_cell("sequential", waves(10, 1, length)),
                timeline_cell("thread-pool", waves(10, 4, length)),
                timeline_cell("coroutines", waves(10, 10, length)),
                timeline_cell("py:threads", {.problem = "this worker keeps none", .began = 10})};
  made.cells[1].timeline->tasks[3].ok = false;
  made.cells[2].timeline->memory = {{0, 4096}, {1'000'000, 8192}};
  return made;
}

}  // namespace concbench::testing
