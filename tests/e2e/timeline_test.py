"""`run --timeline` and `--export-trace`: what the tasks of one more round did, in the report, at the terminal, and in the
Trace Event format as its description has it (metadata, complete events and counters)."""
import json
import signal
from collections import defaultdict

import harness

MS = 1_000_000
WORKER_WITHOUT = """
import json, sys
spec = json.load(sys.stdin)
if spec["action"] == "describe":
    answer = {"executors": ["threads"], "scenarios": ["sleep"]}
else:
    assert "timeline" not in spec
    answer = {"status": "ok", "reason": "", "sample": {"status": "ok", "wall_ns": 5, "tasks_ok": spec["tasks"],
              "digest": "%016x" % DIGEST}}
print(json.dumps(answer))
"""


def lanes_of(timeline):
    """By lane its tasks as (start, end), in the order in which they began."""
    lanes = defaultdict(list)
    for lane, start, end in zip(timeline["lane"], timeline["start_ns"], timeline["end_ns"]):
        lanes[lane].append((start, end))
    return lanes


class Timelines(harness.Program):
    def timelines(self, *arguments, **options):
        """By executor the timelines of one round of `run ARGUMENTS --timeline`."""
        return {name: cell["timeline"] for name, cell in self.cells(*arguments, "--timeline", **options).items()}

    def test_has_one_task_after_another_of_sequential_on_one_lane(self):
        timeline = self.timelines("sleep", "-n", "5", "-p", "delay=10ms", "-e", "sequential")["sequential"]
        self.assertEqual(timeline["task"], [0, 1, 2, 3, 4])
        self.assertEqual(timeline["lane"], [1] * 5)
        self.assertEqual(timeline["thread"], [1] * 5)
        self.assertEqual((timeline["began"], timeline["peak_tasks"], timeline["failed"]), (5, 1, []))
        for before, after in zip(timeline["end_ns"], timeline["start_ns"][1:]):
            self.assertLessEqual(before, after)
        for start, end in zip(timeline["start_ns"], timeline["end_ns"]):
            self.assertGreaterEqual(end - start, 10 * MS)
        self.assertGreaterEqual(timeline["wall_ns"], timeline["end_ns"][-1])

    def test_has_a_lane_for_each_thread_of_a_pool(self):
        timeline = self.timelines("sleep", "-n", "12", "-c", "3", "-p", "delay=10ms", "-e", "thread-pool")["thread-pool"]
        self.assertEqual(timeline["lane"], timeline["thread"])
        self.assertLessEqual(set(timeline["lane"]), {1, 2, 3})
        self.assertEqual(sorted(timeline["task"]), list(range(12)))
        for tasks in lanes_of(timeline).values():
            for (_, ended), (began, _) in zip(tasks, tasks[1:]):
                self.assertLessEqual(ended, began)

    def test_has_all_coroutines_at_once_on_one_thread(self):
        timeline = self.timelines("sleep", "-n", "20", "-c", "20", "-p", "delay=1s", "-e", "coroutines")["coroutines"]
        self.assertEqual(set(timeline["thread"]), {1})
        self.assertEqual(sorted(timeline["lane"]), list(range(1, 21)))
        self.assertEqual(timeline["peak_tasks"], 20)
        self.assertLess(max(timeline["start_ns"]), min(timeline["end_ns"]))

    def test_never_has_more_lanes_than_tasks_may_run_at_once(self):
        executors = self.available()
        timelines = self.timelines("sleep", "-n", "40", "-c", "4", "-p", "delay=2ms", "-e", "all")
        self.assertEqual(list(timelines), executors)
        for name, timeline in timelines.items():
            with self.subTest(executor=name):
                self.assertEqual(sorted(timeline["task"]), list(range(40)))
                self.assertLessEqual(max(timeline["lane"]), 4)
                self.assertLessEqual(timeline["peak_tasks"], 4)
                self.assertEqual(len(timeline["task"]), timeline["began"])

    def test_knows_the_memory_of_one_process_and_not_of_several(self):
        timelines = self.timelines("sleep", "-n", "4", "-p", "delay=20ms", "-e", "threads,processes")
        threads = timelines["threads"]
        self.assertEqual(threads["memory_at_ns"][0], 0)
        self.assertEqual(threads["memory_at_ns"], sorted(threads["memory_at_ns"]))
        self.assertGreater(min(threads["resident_bytes"]), 1 << 20)
        self.assertEqual(timelines["processes"]["resident_bytes"], [])
        self.assertEqual(set(timelines["processes"]["thread"]), {0})

    def test_has_when_tasks_were_due_in_an_open_loop_and_which_failed(self):
        timeline = self.timelines("api-calls", "-n", "10", "-p", "delay=0s", "-p", "error-rate=1", "-p", "retries=0",
                                  "-p", "request-timeout=60ms", "--rate", "1000/s", "-e", "coroutines",
                                  code=1)["coroutines"]
        due = dict(zip(timeline["task"], timeline["due_ns"]))
        self.assertEqual(due, {task: task * MS for task in range(10)})
        for task, start in zip(timeline["task"], timeline["start_ns"]):
            self.assertGreaterEqual(start, due[task])
        self.assertEqual(sorted(timeline["failed"]), list(range(10)))

    def test_counts_the_round_in_no_figure(self):
        report = self.sample("sleep", "-n", "4", "-p", "delay=1ms", "-e", "threads", "-r", "2", "--timeline")
        self.assertEqual([each["round"] for each in report["cells"][0]["samples"]], [0, 1])
        self.assertEqual(report["plan"]["rounds"], 2)

    def test_says_that_a_scenario_without_times_of_its_tasks_has_none(self):
        timeline = self.timelines("fan-out", "-n", "50", "-e", "threads")["threads"]
        self.assertEqual(list(timeline), ["problem"])
        self.assertIn("all of its tasks at once", timeline["problem"])

    def test_keeps_100000_of_more_tasks_and_says_so(self):
        done = self.concbench("run", "noop", "-n", "150000", "-e", "sequential", "-r", "1", "--warmup", "0", "--timeline",
                              "--export-json", "run.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        timeline = json.loads((self.folder / "run.json").read_text())["cells"][0]["timeline"]
        self.assertEqual(timeline["began"], 150_000)
        self.assertLessEqual(len(timeline["task"]), 100_000)
        self.assertGreater(len(timeline["task"]), 98_000)
        self.assertEqual((timeline["task"][0], timeline["task"][-1]), (0, 149_999))
        self.assertRegex(done.stdout, r"sequential: \d+ of 150000 tasks are drawn")

    def test_says_why_a_worker_that_knows_no_timelines_has_none(self):
        own = self.cells("sleep", "-n", "3", "-p", "delay=1ms", "-e", "threads")
        script = self.folder / "worker.py"
        digest = int(own["threads"]["samples"][0]["digest"], 16)
        script.write_text(WORKER_WITHOUT.replace("DIGEST", str(digest)))
        cells = self.cells("sleep", "-n", "3", "-p", "delay=1ms", "-e", "threads,py:threads", "--worker",
                           f"py=python3 {script}", "--timeline")
        self.assertIn("task", cells["threads"]["timeline"])
        self.assertEqual(cells["py:threads"]["status"], "ok", cells["py:threads"]["reason"])
        self.assertIn("this worker keeps none", cells["py:threads"]["timeline"]["problem"])

    def test_takes_timelines_of_another_concbench(self):
        timelines = self.timelines("sleep", "-n", "3", "-p", "delay=1ms", "-e", "threads,old:threads", "--worker",
                                   f"old={harness.BINARY}")
        self.assertEqual(len(timelines["old:threads"]["task"]), 3)

    def test_draws_the_executors_one_under_another_on_one_time_axis(self):
        done = self.concbench("run", "sleep", "-n", "4", "-c", "4", "-p", "delay=100ms", "-e", "sequential,coroutines",
                              "-r", "1", "--warmup", "0", "--timeline", "--ascii")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.split("\n")
        first = next(i for i, line in enumerate(lines) if line.startswith("when each task ran"))
        rows = [line.split("|", 1)[1] for line in lines[first + 1:first + 10] if "|" in line]
        staircase, gap, wave = rows[:4], rows[4], rows[5:9]
        self.assertEqual(gap, "")
        starts = [row.index("#") for row in staircase]
        self.assertEqual(starts, sorted(set(starts)), "each task begins after the one before it")
        self.assertLess(max(row.index("#") for row in wave), starts[2], "they began together")

    def test_ends_at_once_and_keeps_the_samples_when_interrupted_in_the_round_of_timelines(self):
        manager = self.start("run", "sleep", "-n", "2", "-p", "delay=1s", "-e", "sequential", "-r", "1", "--warmup", "0",
                             "--timeline", "--export-json", "run.json")
        worker = harness.until(lambda: next((each for each in harness.children(manager.pid, "worker")
                                             if harness.spec_of(each).get("timeline")), None), "the round of timelines")
        self.assertTrue(worker)
        manager.send_signal(signal.SIGINT)
        manager.communicate(timeout=harness.PATIENCE)
        self.assertEqual(manager.returncode, 130)
        report = json.loads((self.folder / "run.json").read_text())
        self.assertTrue(report["plan"]["interrupted"])
        self.assertEqual(len(report["cells"][0]["samples"]), 1)
        self.assertNotIn("timeline", report["cells"][0])

    def test_has_a_timeline_at_each_point_of_a_sweep_whatever_ends_it(self):
        report = self.sample("sleep", "--sweep", "tasks=1,3", "-p", "delay=1ms", "-e", "threads,coroutines", "-r", "9",
                             "--budget", "1ms", "--timeline")
        self.assertEqual([len(cell["timeline"]["task"]) for cell in report["cells"]], [1, 1, 3, 3])

    def test_shows_no_timeline_unless_it_is_asked_for(self):
        done = self.concbench("run", "sleep", "-n", "2", "-p", "delay=1ms", "-e", "threads", "-r", "1")
        self.assertNotIn("when each task ran", done.stdout)


class Traces(harness.Program):
    def trace(self, *arguments):
        """The events of `run ARGUMENTS --export-trace`."""
        done = self.concbench("run", *arguments, "-r", "1", "--warmup", "0", "--export-trace", "run.trace", "-q")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.folder / "run.trace").read_text())["traceEvents"]

    def of_format(self, events):
        """Holds each event to what the description of the format asks of its kind."""
        processes = {event["pid"] for event in events if (event["ph"], event["name"]) == ("M", "process_name")}
        tracks = {(event["pid"], event["tid"]) for event in events if (event["ph"], event["name"]) == ("M", "thread_name")}
        for event in events:
            self.assertIn(event["ph"], "MXC", event)
            self.assertIsInstance(event["name"], str)
            self.assertIsInstance(event["pid"], int)
            self.assertIsInstance(event["tid"], int)
            self.assertIn(event["pid"], processes)
            if event["ph"] == "M":
                key, kind = {"process_name": ("name", str), "thread_name": ("name", str), "process_sort_index":
                             ("sort_index", int), "thread_sort_index": ("sort_index", int)}[event["name"]]
                self.assertIsInstance(event["args"][key], kind)
                continue
            self.assertIsInstance(event["ts"], (int, float))
            self.assertGreaterEqual(event["ts"], 0)
            if event["ph"] == "X":
                self.assertIsInstance(event["dur"], (int, float))
                self.assertGreaterEqual(event["dur"], 0)
                self.assertIsInstance(event["cat"], str)
                self.assertIn((event["pid"], event["tid"]), tracks)
            else:
                self.assertTrue(event["args"])
                for value in event["args"].values():
                    self.assertIsInstance(value, int)

    def no_overlap(self, events):
        """Complete events of one track may nest, but not cross; ours follow one another."""
        tracks = defaultdict(list)
        for event in events:
            if event["ph"] == "X":
                start = round(event["ts"] * 1000)
                tracks[event["pid"], event["tid"]].append((start, start + round(event["dur"] * 1000)))
        for spans in tracks.values():
            spans.sort()
            for (_, ended), (began, _) in zip(spans, spans[1:]):
                self.assertLessEqual(ended, began)

    def test_is_in_the_trace_event_format(self):
        events = self.trace("sleep", "noop", "-n", "20", "-c", "5", "-e", "all")
        self.of_format(events)
        self.no_overlap(events)
        executors = self.available()
        names = [event["args"]["name"] for event in events if event["name"] == "process_name"]
        self.assertEqual([name for name in names if name.endswith(": sleep")], [f"{each}: sleep" for each in executors])

    def test_has_an_event_for_each_task_and_counts_those_that_run(self):
        events = self.trace("sleep", "-n", "4", "-c", "4", "-p", "delay=500ms", "-e", "sequential,coroutines")
        names = {event["pid"]: event["args"]["name"] for event in events if event["name"] == "process_name"}
        self.assertEqual(sorted(names.values()), ["coroutines", "sequential"])
        tasks = defaultdict(list)
        running = defaultdict(list)
        for event in events:
            if event["ph"] == "X":
                tasks[names[event["pid"]]].append(event["name"])
            elif event["name"] == "running tasks":
                running[names[event["pid"]]].append(event["args"]["tasks"])
        everyone = [f"task {id}" for id in range(4)]
        self.assertEqual({name: sorted(those) for name, those in tasks.items()},
                         {"sequential": everyone, "coroutines": everyone})
        self.assertEqual(max(running["sequential"]), 1)
        self.assertEqual(max(running["coroutines"]), 4)
        self.assertEqual((running["sequential"][-1], running["coroutines"][-1]), (0, 0))
        self.assertTrue(any(event["name"] == "resident memory" for event in events))

    def test_is_the_same_from_a_report_that_was_kept(self):
        done = self.concbench("run", "sleep", "-n", "6", "-p", "delay=1ms", "-e", "default", "-r", "1", "--warmup", "0", "-q",
                              "--export-json", "run.json", "--export-trace", "run.trace", "--export-html", "run.html")
        self.assertEqual(done.returncode, 0, done.stderr)
        again = self.concbench("report", "run.json", "--format", "trace")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(again.stdout, (self.folder / "run.trace").read_text())
        self.assertIn("when each task ran", (self.folder / "run.html").read_text())
        self.assertIn("when each task ran", self.concbench("report", "run.json").stdout)

    def test_is_refused_where_it_cannot_be_written(self):
        self.refuses("run", "sleep", "--export-trace", "none/run.trace", words=["none/run.trace"])


if __name__ == "__main__":
    harness.main()
