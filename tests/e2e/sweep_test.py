"""Sweeps of the real program: what is run, what is shown, what is exported, and what is refused."""
import csv
import io
import json

import harness

TWO = ["-e", "threads,coroutines"]


def points(report, *names):
    """The distinct points of the cells, in their order, by the named parameters."""
    found = []
    for cell in report["cells"]:
        values = {"tasks": cell["tasks"], "concurrency": cell["concurrency"], **cell["params"]}
        point = tuple(values[name] for name in names)
        if point not in found:
            found.append(point)
    return found


class Sweep(harness.Program):
    def test_runs_every_executor_at_every_pair_of_values_of_two_sweeps(self):
        report = self.sample("sleep", *TWO, "--sweep", "tasks=1..4:x2", "--sweep", "delay=1ms..2ms:+1ms", "-r", "2")
        self.assertEqual(points(report, "tasks", "delay"),
                         [(1, "1ms"), (2, "1ms"), (4, "1ms"), (1, "2ms"), (2, "2ms"), (4, "2ms")])
        self.assertEqual(len(report["cells"]), 2 * 6)
        self.all_ok(report["cells"])
        for cell in report["cells"]:
            self.assertEqual([taken["tasks_ok"] for taken in cell["samples"]], [cell["tasks"]] * 2)
        self.assertEqual(report["plan"]["sweeps"], [{"parameter": "tasks", "values": ["1", "2", "4"]},
                                                    {"parameter": "delay", "values": ["1ms", "2ms"]}])

    def test_sweeps_concurrency_with_the_tasks_as_they_are(self):
        report = self.sample("sleep", *TWO, "-n", "8", "-p", "delay=1ms", "--sweep", "concurrency=1,4,8")
        self.assertEqual(points(report, "tasks", "concurrency"), [(8, 1), (8, 4), (8, 8)])
        for cell in report["cells"]:
            self.assertLessEqual(cell["samples"][0]["peak_tasks"], cell["concurrency"])

    def test_prepares_each_point_for_itself(self):
        report = self.sample("file-io", *TWO, "-n", "3", "--sweep", "size=1KiB,4KiB",
                             "--sweep", "op=read,write,copy", "-r", "2")
        self.assertEqual(len(points(report, "size", "op")), 6)
        self.all_ok(report["cells"])

    def test_prepares_images_and_pages_for_each_point(self):
        report = self.sample("image-download", "api-calls", *TWO, "--sweep", "tasks=1,3", "--profile", "quick")
        self.all_ok(report["cells"])
        self.assertEqual(points(report, "tasks"), [(1,), (3,)])

    def test_shows_tables_and_charts_within_the_width(self):
        for width in (60, 80, 120):
            with self.subTest(width=width):
                done = self.concbench("run", "sleep", *TWO, "-p", "delay=1ms", "--sweep", "tasks=1..100:x10", "-r", "1",
                                      env={"COLUMNS": str(width)})
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                for words in ("sleep over tasks", "time over tasks", "memory + over tasks", "growth: ", "T threads"):
                    self.assertIn(words, done.stdout)
                self.assertLessEqual(max(map(len, done.stdout.splitlines())), width)

    def test_says_how_many_rounds_a_crossover_needs(self):
        done = self.concbench("run", "sleep", *TWO, "-p", "delay=1ms", "--sweep", "tasks=1,2", "-r", "2", "--ascii")
        self.assertIn(">= 7 rounds are needed (-r 7)", done.stdout)

    def test_finds_the_crossover_of_work_that_is_too_short_for_threads(self):
        # One after another costs the sum, threads cost their start: the gap is tenfold on either side.
        done = self.concbench("run", "sleep", "-e", "sequential,threads", "-n", "64", "--sweep", "delay=0s,20ms", "-r", "8",
                              "--warmup", "0")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"crossover: sequential faster while delay is below about \S+ \S+,\s+threads")

    def test_exports_a_table_in_markdown_and_columns_to_plot_from_in_csv(self):
        arguments = ["run", "sleep", *TWO, "--sweep", "delay=1ms,2ms", "-n", "2", "-r", "2"]
        markdown = self.concbench(*arguments, "--format", "markdown").stdout
        self.assertIn("## sleep over delay", markdown)
        self.assertIn("| delay | threads | coroutines |", markdown)
        rows = list(csv.DictReader(io.StringIO(self.concbench(*arguments, "--format", "csv").stdout)))
        self.assertEqual({row["param_delay"] for row in rows}, {"1000000", "2000000"})
        for row in rows:
            self.assertGreater(int(row["wall_ns"]), 0)
            self.assertGreater(int(row["peak_rss_bytes"]), 0)

    def test_has_a_section_without_a_sweep_for_scenarios_that_lack_the_parameter(self):
        done = self.concbench("run", "sleep", "file-io", *TWO, "-n", "2", "--sweep", "delay=1ms,2ms", "-r", "1", "--ascii")
        self.assertIn("-- sleep over delay", done.stdout)
        self.assertIn("-- file-io | 2 tasks", done.stdout)

    def test_goes_on_past_a_point_that_fails(self):
        report = self.sample("sleep", *TWO, "-n", "1", "--sweep", "delay=1h,1ms", "--timeout", "3s", code=1)
        self.assertEqual([cell["status"] for cell in report["cells"]], ["timeout", "timeout", "ok", "ok"])

    def test_refuses_what_cannot_be_swept(self):
        for sweeps, words in [
                (["task=1,2"], ["'task'", "'tasks'"]),
                (["sleep.tsks=1,2"], ["'tsks'", "'tasks'"]),
                (["slep.delay=1ms"], ["'slep'", "'sleep'"]),
                (["latency=1ms"], ["'latency'"]),
                (["tasks"], ["'tasks'", "key=value"]),
                (["tasks="], ["no value"]),
                (["tasks=0,1"], ["'0'", "1 to"]),
                (["tasks=1,x"], ["'x'", "whole number"]),
                (["tasks=1,1"], ["1 is there twice"]),
                (["tasks=1..10"], ["step", "1..10:x10"]),
                (["tasks=10..1:x10"], ["descends"]),
                (["tasks=1..10:x1"], ["x1", "above 1"]),
                (["tasks=1..10:+0"], ["+0", "above 0"]),
                (["delay=0s..1s:x2"], ["0"]),
                (["delay=1ms..2h:x10"], ["'2h'", "1h"]),
                (["tasks=1..1000:+1"], ["more than 100 values"]),
                (["tasks=1..20:+1", "delay=1ms..9ms:+1ms"], ["180 points", "100"]),
                (["tasks=1,2", "sleep.tasks=3,4"], ["swept twice"]),
                (["tasks=1", "delay=1ms", "concurrency=1"], ["3 times"]),
                (["concurrency=1,1000"], ["1000", "sleep has"]),
        ]:
            with self.subTest(sweeps=sweeps):
                self.refuses("run", "sleep", *[word for each in sweeps for word in ("--sweep", each)], words=words)

    def test_refuses_a_parameter_that_is_swept_and_set(self):
        for given, words in [(["--sweep", "tasks=1,2", "-n", "3"], ["-n 3"]),
                             (["--sweep", "concurrency=1,2", "-c", "3"], ["-c 3"]),
                             (["--sweep", "delay=1ms,2ms", "-p", "delay=3ms"], ["-p delay=3ms"])]:
            with self.subTest(given=given):
                self.refuses("run", "sleep", *given, words=words)

    def test_compares_two_exports_of_a_sweep_point_by_point(self):
        for name in ("old", "new"):
            done = self.concbench("run", "sleep", *TWO, "--sweep", "tasks=1,2", "-p", "delay=1ms", "-r", "2", "-q",
                                  "--export-json", f"{name}.json")
            self.assertEqual(done.returncode, 0, done.stderr)
        done = self.concbench("compare", "old.json", "new.json", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(json.loads(done.stdout)["comparisons"]), 4)


if __name__ == "__main__":
    harness.main()
