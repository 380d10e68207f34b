// The text output as a whole.
#include "report/terminal/text.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/interrupted_cell.hpp"
#include "declared_work.hpp"
#include "example_report.hpp"
#include "golden.hpp"
#include "reading.hpp"
#include "report/exports/html.hpp"
#include "report/figures/results.hpp"
#include "report/pages/run_page.hpp"
#include "report/terminal/display_text.hpp"
#include "swept_report.hpp"

namespace concbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using testing::contains;
using testing::lines_of;

TEST(render_text, gives_the_golden_files) {
  for (const int width : {60, 80, 120})
    testing::expect_golden("full_" + std::to_string(width) + ".txt",
                           render_text(testing::full_report(), {.width = width}));
  testing::expect_golden("full_80_ascii.txt", render_text(testing::full_report(), {.unicode = false}));
  testing::expect_golden("full_80_colour.txt", render_text(testing::full_report(), {.colour = true}));
  for (const int width : {60, 120})
    testing::expect_golden("open_loop_" + std::to_string(width) + ".txt",
                           render_text(testing::open_loop_report(), {.width = width}));
  testing::expect_golden("tutorial_80.txt", render_text(testing::tutorial_report(), {}));
}

TEST(render_text, keeps_within_the_width) {
  for (const auto& from : {testing::full_report(), testing::tutorial_report()})
    for (int width = 40; width <= 160; ++width)
      for (const bool unicode : {true, false})
        for (const auto& line :
             lines_of(render_text(from, {.width = width, .colour = true, .unicode = unicode})))
          EXPECT_LE(display_width(line), width) << line;
}

TEST(render_text, has_no_column_for_latencies_that_no_cell_knows) {
  auto from = testing::full_report();
  EXPECT_TRUE(contains(render_text(from, {.width = 160}), "p99"));
  for (auto& each : from.cells)
    for (auto& taken : each.samples) taken.latency_ns = {};
  EXPECT_FALSE(contains(render_text(from, {.width = 160}), "p99"));
}

TEST(render_text, ends_no_line_in_a_space) {
  for (const auto& line : lines_of(render_text(testing::full_report(), {})))
    EXPECT_FALSE(line.ends_with(' ')) << line;
}

TEST(render_text, is_ascii_when_it_has_to_be) {
  for (const char c : render_text(testing::full_report(), {.unicode = false}))
    EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

TEST(render_text, has_no_escape_sequence_without_colour_and_only_its_own_with) {
  EXPECT_FALSE(contains(render_text(testing::full_report(), {}), "\x1b"));
  EXPECT_FALSE(contains(render_text(testing::full_report(), {.colour = true}), "\x1b[31mred"));
}

TEST(render_text, says_in_large_letters_that_a_debug_build_means_nothing) {
  auto from = testing::tutorial_report();
  from.environment = {{"build_type", "Debug"}, {"sanitizers", "address,undefined"}};
  const auto lines = lines_of(render_text(from, {.width = 60}));
  EXPECT_EQ(lines[0], std::string(60, '*'));
  EXPECT_EQ(lines[1], "**  WARNING: DEBUG BUILD WITH SANITIZERS                  **");
}

TEST(render_text, says_in_large_letters_that_a_build_was_slowed_down_on_purpose) {
  auto from = testing::tutorial_report();
  from.environment = {{"build_type", "Release"}, {"slowdown", "0.05", true}};
  EXPECT_TRUE(contains(render_text(from, {}), "WARNING: EVERY RUN IS LENGTHENED BY A PART OF 0.05"));
  from.environment = {{"build_type", "Release"}, {"slowdown", "0", true}};
  EXPECT_FALSE(contains(render_text(from, {}), "WARNING"));
}

TEST(render_text, says_that_a_run_was_interrupted_and_which_cells_never_ran) {
  auto from = testing::full_report();
  from.plan.interrupted = true;
  from.cells[12].samples.clear();
  const auto text = render_text(from, {});
  EXPECT_TRUE(contains(text, "Interrupted: only what had finished is shown."));
  EXPECT_TRUE(contains(text, "sequential   not run"));
  EXPECT_TRUE(contains(text, "1 not run"));
}

TEST(render_text, says_in_a_few_lines_that_a_run_was_interrupted_before_its_first_sample) {
  auto from = testing::full_report();
  from.plan.interrupted = true;
  for (auto& each : from.cells) {
    each.samples.clear();
    each.status = status::not_applicable;
    each.reason = "interrupted before its first sample";
  }
  const auto lines = lines_of(render_text(from, {.width = 120}));
  EXPECT_LE(lines.size(), 6u);
  EXPECT_EQ(lines.back(), "no counted sample yet: sleep, image-download, api-calls, file-io");
}

/// sleep at once under two models of which one adds nine times as much.
report two_memories() {
  auto from = testing::tutorial_report();
  from.cells.erase(from.cells.begin() + 2, from.cells.end());
  for (auto& each : from.cells) {
    each.tasks = each.concurrency = 2000;
    for (auto& taken : each.samples) {
      taken.rss_increase_bytes = 2'048'000;
      taken.peak_tasks = 2000;
    }
  }
  for (auto& taken : from.cells[1].samples) taken.rss_increase_bytes *= 9;
  return from;
}

TEST(render_text, shows_the_memory_that_the_run_added_and_each_task_s_share) {
  const auto text = render_text(two_memories(), {.width = 120});
  EXPECT_TRUE(contains(text, "1.95 MiB         1.00 KiB")) << text;
  EXPECT_TRUE(contains(text, "17.6 MiB         9.00 KiB"));
  EXPECT_TRUE(contains(text, "17.6 MiB · 9.00 KiB/task"));
}

TEST(render_text,
     divides_the_memory_by_the_tasks_that_were_alive_at_once_and_not_by_those_that_might_have_been) {
  auto from = two_memories();
  for (auto& each : from.cells)
    for (auto& taken : each.samples) taken.peak_tasks = 100;
  const auto text = render_text(from, {.width = 120});
  EXPECT_TRUE(contains(text, "1.95 MiB         20.0 KiB")) << text;
  EXPECT_TRUE(contains(text, "17.6 MiB · 180 KiB/task")) << text;
  EXPECT_TRUE(contains(text, "the most tasks that were alive at once, where these were at least 100"))
      << text;
}

TEST(render_text, gives_no_share_of_a_task_where_few_were_alive_at_once) {
  auto from = two_memories();
  for (auto& taken : from.cells[0].samples) taken.peak_tasks = 3;
  for (auto& taken : from.cells[1].samples) taken.peak_tasks = 99;
  const auto text = render_text(from, {.width = 120});
  EXPECT_FALSE(contains(text, "a task") || contains(text, "/task")) << text;
}

TEST(render_text, says_in_the_chart_of_memory_that_the_kernel_s_part_of_threads_is_not_in_it) {
  auto from = two_memories();
  for (auto& each : from.cells)
    for (auto& taken : each.samples) taken.peak_threads = 1;
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "without the kernel's part"));
  for (auto& taken : from.cells[1].samples) taken.peak_threads = 2001;
  const auto text = render_text(from, {.width = 120});
  EXPECT_TRUE(contains(text, "memory that the run added, without the kernel's part of")) << text;
  EXPECT_TRUE(
      contains(render_html(run_page(from)), "without the kernel&#39;s part of threads (concbench cost)"));
}

TEST(render_text, has_no_memory_of_a_worker_that_does_not_say_what_its_run_added) {
  auto from = two_memories();
  for (auto& taken : from.cells[1].samples) taken.rss_increase_bytes = 0;
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "9.30 MiB"));
}

TEST(render_text, says_how_many_of_the_planned_rounds_the_figures_come_from) {
  auto from = testing::tutorial_report();
  from.plan.rounds = 30;
  from.plan.interrupted = true;
  auto text = render_text(from, {.width = 120});
  EXPECT_TRUE(contains(text, "30 rounds planned")) << text;
  EXPECT_TRUE(contains(text, "delay=1.5s · 1 of 30 rounds")) << text;
  from.cells[1].samples.push_back(from.cells[1].samples.front());
  EXPECT_TRUE(contains(render_text(from, {.width = 120}), "1 to 2 of 30 rounds"));
}

TEST(render_text, says_how_many_rounds_were_taken_where_a_budget_decided_it) {
  auto from = testing::full_report();
  from.plan.budget_ns = 60'000'000'000;
  EXPECT_TRUE(contains(render_text(from, {.width = 120}), "delay=20ms · 8 rounds"));
}

TEST(render_text, does_not_repeat_the_rounds_where_all_that_were_planned_were_taken) {
  EXPECT_FALSE(contains(render_text(testing::full_report(), {.width = 120}), "delay=20ms ·"));
}

TEST(render_text, names_the_scenarios_that_an_interruption_left_without_samples) {
  auto from = testing::full_report();
  from.plan.interrupted = true;
  for (std::size_t i = 4; i < from.cells.size(); ++i) from.cells[i].samples.clear();
  const auto text = render_text(from, {.width = 120});
  EXPECT_TRUE(contains(text, "no counted sample yet: image-download, api-calls, file-io"));
  EXPECT_TRUE(contains(text, "── sleep"));
  EXPECT_FALSE(contains(text, "── file-io"));
}

TEST(render_text, has_a_noise_floor_in_no_header) {
  auto from = testing::full_report();
  for (int i = 0; i < 6; ++i) from.noise.pairs.emplace_back(1000, 1430);
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "noise"));
}

TEST(render_text, shows_in_its_header_what_is_not_the_default) {
  auto from = testing::full_report();
  EXPECT_TRUE(contains(render_text(from, {.width = 120}), "seed 42"));
  from.plan.seed = 1;
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "seed"));
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "baseline"));
  from.plan.baseline = "threads";
  from.plan.targets = {"https://a.example/x", "https://b.example/y"};
  from.plan.allowed_errors = 0.02;
  const auto text = render_text(from, {.width = 120});
  for (const auto* each :
       {"baseline threads", "2 targets: https://a.example/x and others", "up to 2 % errors allowed"})
    EXPECT_TRUE(contains(text, each)) << each;
}

TEST(render_text, shows_what_was_sent_to_foreign_servers_without_its_values) {
  auto from = testing::full_report();
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "GET"));
  from.plan.targets = {"https://***@a.example/x"};
  from.plan.request = {"POST", {"X-Token"}, 2048, std::string(64, 'a'), true};
  const auto text = render_text(from, {.width = 160});
  for (const auto* each :
       {"https://***@a.example/x", "POST", "X-Token: ***", "body of 2.00 KiB, SHA-256 aaaaaaaaaaaaaaaa",
        "certificates not checked (--insecure)"})
    EXPECT_TRUE(contains(text, each)) << each << "\n" << text.substr(0, 800);
}

TEST(render_text, shows_what_holds_for_all_requests_to_foreign_servers) {
  auto from = testing::full_report();
  from.plan.targets = {"http://a.example/x", "http://a.example/y"};
  from.plan.request = {.method = "GET, PUT",
                       .requests = 2,
                       .expected = "200,404",
                       .compressed = true,
                       .routes = {"proxy for http http://p:3128"}};
  const auto text = render_text(from, {.width = 160});
  for (const auto* each : {"GET, PUT", "a request of its own for each target", "expects 200,404",
                           "asks for compressed answers", "proxy for http http://p:3128"})
    EXPECT_TRUE(contains(text, each)) << each << "\n" << text.substr(0, 800);
}

TEST(render_text, says_in_one_line_what_weakens_the_figures_and_where_when_it_is_asked) {
  const auto from = testing::full_report();
  EXPECT_TRUE(contains(
      render_text(from, {.width = 500}),
      "\nweak figures: times spread by 10 % or more (1 cell), samples shorter than 1 ms (1 cell), "));
  EXPECT_FALSE(contains(render_text(from, {.width = 500}), "warning:"));
  EXPECT_TRUE(
      contains(render_text(from, {.width = 500}, true), "\nwarning: times spread by 10 % or more: image"));
}

TEST(render_text, gives_no_star_to_a_baseline_that_wins_by_doing_nothing) {
  auto from = testing::full_report();
  std::swap(from.cells[0].samples, from.cells[3].samples);  // sequential is the fastest
  EXPECT_TRUE(contains(render_text(from, {.width = 120}), "20.5 ms *"));
  for (std::size_t i = 0; i < 4; ++i) from.cells[i].scenario = "noop";
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "20.5 ms *"));
}

TEST(render_text, shows_how_many_tasks_failed_where_that_was_allowed) {
  auto from = testing::full_report();
  from.plan.allowed_errors = 0.1;
  for (auto& each : from.cells[1].samples) {
    each.tasks_ok -= 2;
    each.tasks_failed = 2;
    each.errors = {{"HTTP 503", 1}, {"connection reset", 1}};
  }
  const auto text = render_text(from, {.width = 160});
  EXPECT_TRUE(contains(text, "errors"));
  EXPECT_TRUE(contains(text, "6.2 %"));
  EXPECT_TRUE(contains(text,
                       "! threads: 16 of 256 tasks failed, as was allowed: HTTP 503 × 8 (3.1 %); connection "
                       "reset × 8 (3.1 %)"));
  EXPECT_TRUE(contains(text, "over threads"));  // it is compared
}

TEST(render_text, shows_what_a_saturated_model_reached_and_compares_it_with_nothing) {
  const auto text = render_text(testing::open_loop_report(), {.width = 120});
  EXPECT_TRUE(contains(text, "\nsequential !"));
  EXPECT_TRUE(
      contains(text, "! sequential: SATURATED: asked for 200/s, tasks ended at 92.3/s; lower --rate"));
  EXPECT_TRUE(contains(text, "3 of 4 cells are ok; 1 saturated"));
  EXPECT_FALSE(contains(text, "lower than sequential"));
}

TEST(render_text, says_how_many_tasks_of_a_saturated_model_were_never_started) {
  auto from = testing::open_loop_report();
  EXPECT_TRUE(contains(render_text(from, {.width = 400}),
                       "lower --rate; every task did start in the end; its latencies"));
  for (auto& each : from.cells[0].samples) {
    each.tasks_ok -= 100;
    each.tasks_failed = each.tasks_dropped = 100;
  }
  EXPECT_TRUE(
      contains(render_text(from, {.width = 400}),
               "lower --rate; of all rounds together, 800 of 9600 tasks were never started; its latencies"));
}

TEST(render_text, says_in_how_many_rounds_a_model_could_not_keep_up) {
  auto from = testing::open_loop_report();
  from.cells[0].samples[2].status = status::ok;
  EXPECT_TRUE(contains(render_text(from, {.width = 400}),
                       "! sequential: SATURATED in 7 of 8 rounds: asked for 200/s, tasks ended at"));
}

TEST(render_text, compares_a_model_that_could_not_keep_up_in_few_of_its_rounds) {
  auto from = testing::open_loop_report();
  auto& late = from.cells[1].samples[2];
  late.status = status::saturated;
  late.tasks_ok -= 100;
  late.tasks_failed = late.tasks_dropped = 100;
  const auto text = render_text(from, {.width = 400});
  EXPECT_TRUE(
      contains(text, "! threads: could not keep up with the rate in 1 of 8 rounds, which its medians count"))
      << text;
  EXPECT_FALSE(contains(text, "as was allowed"));
  EXPECT_TRUE(contains(text, "p99 lower compares with threads"));
}

TEST(render_text,
     does_not_say_that_all_tasks_of_a_saturated_model_were_started_where_some_failed_unexplained) {
  auto from = testing::open_loop_report();
  for (auto& each : from.cells[0].samples) {
    each.tasks_ok -= 100;
    each.tasks_failed = 100;  // by a further worker, which need not say how many of them it dropped
  }
  const auto text = render_text(from, {.width = 400});
  EXPECT_TRUE(contains(text, "lower --rate; its latencies")) << text;
  EXPECT_FALSE(contains(text, "every task did start in the end")) << text;
}

TEST(render_text, speaks_of_no_speedups_where_an_open_loop_has_none) {
  const auto text = render_text(testing::open_loop_report(), {.width = 160});
  EXPECT_FALSE(contains(text, "speedup")) << text;
  EXPECT_TRUE(contains(text, "\np99 lower compares with threads: sequential is saturated here\n"));
}

TEST(render_text, says_of_no_other_baseline_where_nothing_is_compared) {
  auto from = testing::open_loop_report();
  from.cells.resize(2);
  EXPECT_FALSE(contains(render_text(from, {.width = 160}), "p99 lower"));
}

TEST(render_text, says_of_a_saturated_model_and_of_the_column_which_rate_is_meant) {
  auto from = testing::open_loop_report();
  for (auto& each : from.cells[1].samples) each.last_start_ns = 217'600'000;
  const auto text = render_text(from, {.width = 160});
  EXPECT_TRUE(contains(text, "tasks ended at 92.3/s"));
  EXPECT_TRUE(contains(text, "starts/s: tasks that began in a second"));
  EXPECT_TRUE(contains(text, " 5510 ")) << text;  // as a rate is written, and not 5.51k
}

TEST(render_text, names_a_cell_that_an_interruption_left_without_samples) {
  auto from = testing::full_report();
  from.plan.interrupted = true;
  from.cells[1].samples.clear();
  mark_interrupted(from.cells[1]);
  const auto text = render_text(from, {.width = 120});
  EXPECT_TRUE(contains(text, "\nthreads      interrupted\n")) << text;
  EXPECT_TRUE(contains(text, "\nthreads: interrupted before its first sample\n")) << text;
  EXPECT_TRUE(contains(text, "1 interrupted"));
}

TEST(render_text, says_where_processes_were_bound_and_what_further_workers_are) {
  auto from = testing::full_report();
  EXPECT_FALSE(contains(render_text(from, {.width = 120}), "on CPUs"));
  from.plan.cpus = "0,2-3";
  from.plan.server_cpus = "1";
  from.plan.workers = {{"old", "/opt/old/concbench"}};
  const auto text = render_text(from, {.width = 120});
  EXPECT_TRUE(contains(text, "workers on CPUs 0,2-3"));
  EXPECT_TRUE(contains(text, "server on CPUs 1"));
  EXPECT_TRUE(contains(text, "old: /opt/old/concbench"));
}

TEST(render_text, has_no_speedups_of_one_executor) {
  auto from = testing::tutorial_report();
  from.cells.resize(1);
  EXPECT_FALSE(contains(render_text(from, {}), "speedup"));
}

TEST(render_text, says_what_speedups_refer_to_where_the_baseline_failed) {
  auto from = testing::full_report();
  from.cells[0].status = status::crashed;
  EXPECT_TRUE(contains(render_text(from, {}), "\nspeedups are over threads: sequential is crashed here\n"));
}

TEST(render_text, reports_whether_the_precision_was_reached_and_what_ended_the_rounds) {
  auto from = testing::full_report();
  from.plan.precision = 0.5;
  from.plan.budget_ns = 60'000'000'000;
  from.elapsed_ns = 43'210'000'000;
  for (auto& each : from.cells)
    for (std::int64_t round = 8; round < 14 && each.samples.size() > 2; ++round) {
      each.samples.push_back(each.samples[static_cast<std::size_t>(round) % 8]);
      each.samples.back().round = round;
    }
  from.plan.rounds = 100;
  for (auto& each : from.cells) each.ended = {rounds_limit::budget, 5'300'000'000, 2'100'000'000};
  const auto text = render_text(from, {.width = 200});
  EXPECT_TRUE(contains(text, "rounds until intervals are 50 % wide or 60s have passed, or at most "));
  EXPECT_TRUE(contains(text, "43.2 s of 60s used"));
  EXPECT_TRUE(contains(text, "% wide (upper end over lower end) after 14 rounds; 50 % was asked for\n"));
  EXPECT_TRUE(contains(text, "50 % was asked for and not reached: of the budget of"));
}

TEST(render_text, says_which_limit_ended_the_rounds) {
  auto from = testing::full_report();
  from.cells.resize(4);
  const auto text_of = [&](const rounds_end& end) {
    for (auto& each : from.cells) each.ended = end;
    return render_text(from, {.width = 200});
  };
  EXPECT_FALSE(
      contains(text_of({rounds_limit::rounds}), "ended after"));  // as was asked for, and nothing else was
  from.plan.budget_ns = 60'000'000'000;
  EXPECT_TRUE(contains(
      text_of({rounds_limit::budget, 5'300'000'000, 2'100'000'000}),
      "\nended after 8 rounds: of the budget of 60s there were 2.100 s left, and another round takes "
      "about 5.300 s\n"));
  EXPECT_TRUE(contains(text_of({rounds_limit::budget, 5'300'000'000, 0}),
                       "\nended after 8 rounds: the budget of 60s is used up\n"));
  EXPECT_TRUE(
      contains(text_of({rounds_limit::rounds}), "\nended after 8 rounds: no more were asked for (-r)\n"));
  EXPECT_TRUE(
      contains(text_of({rounds_limit::interruption}), "\nended after 8 rounds: the run was interrupted\n"));
  EXPECT_TRUE(contains(text_of({rounds_limit::failures}),
                       "\nended after 8 rounds: none of its cells can be run any more\n"));
  from.plan.precision = 0.0001;
  EXPECT_TRUE(contains(
      text_of({rounds_limit::rounds}),
      "0.01 % was asked for and not reached: these are the most rounds that are taken for it; -r without "
      "--precision takes more, a wider --precision fewer\n"));
  EXPECT_TRUE(contains(text_of({rounds_limit::nothing_to_compare}),
                       "not reached: no two of its cells can be compared\n"));
}

TEST(render_text, draws_no_chart_where_there_is_nothing_to_draw) {
  auto from = testing::tutorial_report();
  for (auto& each : from.cells) {
    each.status = status::failed;
    each.reason = "no route to host";
    each.samples.clear();
  }
  const auto text = render_text(from, {});
  EXPECT_FALSE(contains(text, "peak memory"));
  EXPECT_TRUE(contains(text, "! sequential, threads, thread-pool, coroutines: FAILED: no route to host"));
  EXPECT_TRUE(contains(text, "0 of 4 cells are ok; 4 failed"));
}

TEST(render_text, says_once_what_holds_for_all) {
  auto from = testing::tutorial_report();
  for (auto& each : from.cells) each.samples.front().notes = {"over io_uring"};
  EXPECT_TRUE(contains(render_text(from, {}), "\nall: over io_uring\n"));
}

TEST(render_text, says_for_each_executor_how_soon_tasks_ended_that_were_told_to_stop) {
  auto from = testing::tutorial_report();
  auto& stopped = from.cells[1];
  stopped.samples.resize(3, stopped.samples[0]);
  from.scenarios = {testing::facts_of_cancellation("sleep")};
  for (std::size_t i = 0; i < 3; ++i)
    stopped.samples[i].counters = {{"stop_p50_ns", std::vector{90'000, 30'000, 50'000}[i]},
                                   {"stop_max_ns", std::vector{900'000, 300'000, 500'000}[i]}};
  EXPECT_TRUE(contains(render_text(from, {.width = 120}),
                       "\nthreads: waiting tasks ended 50.0 µs after the stop (median), the last one 500 µs "
                       "after it\n"));
}

TEST(render_text, says_of_a_failed_cell_that_it_could_not_keep_up_either) {
  auto from = testing::open_loop_report();
  auto& failed = from.cells[1];
  failed.status = status::failed;
  for (auto& each : failed.samples) {
    each.status = status::failed;
    each.tasks_failed = 1;
    each.errors = {{"HTTP 503", 1}};
    each.saturation = "asked for 100/s, tasks ended at 18/s; lower --rate";
  }
  EXPECT_THAT(render_text(from, {.width = 300}),
              HasSubstr("it could not keep up either: asked for 100/s, tasks ended at 18/s; lower --rate\n"));
}

TEST(render_text, says_of_a_short_or_late_open_loop_that_it_may_not_keep_up_for_longer) {
  auto from = testing::open_loop_report();
  EXPECT_THAT(render_text(from, {.width = 300}), Not(HasSubstr("began late, although")));
  for (auto& each : from.cells[2].samples) each.missed_starts = each.tasks_ok;
  EXPECT_THAT(
      render_text(from, {.width = 300}),
      HasSubstr(
          "thread-pool: 100 % of its tasks began late, although it caught up in the end: a larger -n says"));
  for (auto& each : from.cells[2].samples) each.response_ns.p99 = 3'600'000'000'000;
  EXPECT_THAT(render_text(from, {.width = 300}),
              HasSubstr("thread-pool: its p99 is 3600 s, and tasks were due for"));
}

TEST(render_text, shows_three_reasons_and_counts_the_others) {
  auto from = testing::tutorial_report();
  auto& failed = from.cells[1];
  failed.status = failed.samples[0].status = status::failed;
  failed.samples[0].tasks_failed = 15;
  failed.samples[0].errors = {{"a", 5}, {"b", 4}, {"c", 3}, {"d", 2}, {"e", 1}};
  EXPECT_THAT(
      render_text(from, {.width = 200}),
      HasSubstr("! threads: FAILED 15 of 25 tasks: a × 5 (20 %); b × 4 (16 %); c × 3 (12 %); 2 more reasons; "
                "the times are those of the other tasks, and with so many failures nobody knows the p99\n"));
}

TEST(render_text, has_no_p99_where_more_than_a_hundredth_of_the_tasks_failed) {
  auto from = testing::open_loop_report();
  auto& failed = from.cells[1];
  failed.status = status::failed;
  for (auto& each : failed.samples) {
    each.status = status::failed;
    each.tasks_failed = each.tasks_ok / 50;
    each.errors = {{"timed out", each.tasks_failed}};
  }
  const auto group = results_of(from).front();
  EXPECT_EQ(group.cells[1].figures->response.p99, 0);
  EXPECT_GT(group.cells[1].figures->response.p50, 0);
}

TEST(render_text, says_of_a_p99_near_a_second_that_connections_may_have_been_asked_for_again) {
  auto from = testing::open_loop_report();
  from.scenarios = {
      {.name = "api-calls", .counters = {{.name = "opened", .meaning = counter_meaning::connections}}}};
  constexpr auto said = "Linux asks for a connection again";
  EXPECT_THAT(render_text(from, {.width = 300}), Not(HasSubstr(said)));
  for (auto& each : from.cells[1].samples) {
    each.latency_ns.p99 = 1'030'000'000;
    each.counters = {{"opened", 5}};
  }
  EXPECT_THAT(render_text(from, {.width = 300}), HasSubstr(said));
}

TEST(render_text, says_where_one_long_task_took_nearly_all_of_the_time) {
  auto from = testing::tutorial_report();
  auto& taken = from.cells[1].samples[0];
  constexpr auto said = "no model can end before its longest task";
  EXPECT_THAT(render_text(from, {.width = 300}), Not(HasSubstr(said)));
  taken.latency_ns = {.p50 = taken.wall_ns / 10, .p90 = 0, .p99 = 0, .p999 = 0, .max = taken.wall_ns};
  EXPECT_THAT(render_text(from, {.width = 300}), HasSubstr(said));
}

TEST(render_text, is_fine_with_an_empty_report) {
  EXPECT_TRUE(render_text(testing::empty_report(), {}).starts_with("concbench 0.1.0"));
}

}  // namespace
}  // namespace concbench
