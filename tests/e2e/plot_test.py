"""scripts/plot.py: pictures of reports, the same bytes for the same reports, and one line for what is no report."""
import json
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree

import harness

try:
    import matplotlib
except ImportError:
    matplotlib = None

SCRIPT = harness.ROOT / "scripts" / "plot.py"
GOLDEN = harness.ROOT / "tests" / "golden"
CHARTS = ["times", "speedups", "sweeps", "latency", "memory"]


@unittest.skipIf(matplotlib is None, "python3-matplotlib is missing: apt-get install python3-matplotlib")
class Plot(harness.Program):
    """The script, in a folder of its own."""

    def plot(self, *arguments, env=None):
        return subprocess.run([sys.executable, "-B", str(SCRIPT), *map(str, arguments)], cwd=self.folder, text=True, capture_output=True,
                              timeout=harness.PATIENCE * 2, env=self.environment(**(env or {})), check=False)

    def draw(self, *arguments, **options):
        """The SVG pictures that come of it, by chart."""
        done = self.plot(*arguments, "--formats", "svg", **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return {re.search(r"-(\w+)\.svg$", name)[1]: (self.folder / name).read_text() for name in done.stdout.split()}

    def cannot_draw(self, *arguments, words=(), **options):
        """The script ends with 2 and one line that has all `words`, and no file comes or goes."""
        before = sorted(self.folder.rglob("*"))
        done = self.plot(*arguments, **options)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertRegex(done.stderr, r"\Aplot\.py: [^\n]+\n\Z")
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertEqual(sorted(self.folder.rglob("*")), before, "files came or went")

    def changed(self, change, name="changed.json"):
        """The path of a report that is the golden one but for what `change` does to it."""
        report = json.loads((GOLDEN / "full.json").read_text())
        change(report)
        path = self.folder / name
        path.write_text(json.dumps(report))
        return path

    def measured(self, *arguments):
        """A run of this program: its table, and its exports as sample.json and sample.csv."""
        done = self.concbench("run", *arguments, "--export-json", "sample.json", "--export-csv", "sample.csv", env={"COLUMNS": "160"})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


def texts(svg):
    """All that is written in a picture: matplotlib puts each text, which it draws as shapes, into a comment as well."""
    return [each.strip() for each in re.findall(r"<!--(.*?)-->", svg, re.DOTALL)]


def parts(svg, kind):
    """The ids of all marks of a kind."""
    return re.findall(rf'id="({kind}-[\d\w-]+)"', svg)


class Pictures(Plot):
    def test_every_chart_that_a_report_has_figures_for_is_drawn_in_both_formats(self):
        done = self.plot(GOLDEN / "full.json")
        names = [f"full-{chart}.{kind}" for chart in CHARTS if chart != "sweeps" for kind in ("png", "svg")]
        self.assertEqual((done.returncode, done.stderr, done.stdout.split()), (0, "", names))
        for name in names:
            data = (self.folder / name).read_bytes()
            self.assertTrue(data.startswith(b"\x89PNG\r\n" if name.endswith("png") else b"<?xml"), name)
            if name.endswith("svg"):
                xml.etree.ElementTree.fromstring(data)

    def test_the_same_report_gives_the_same_bytes(self):
        for name, changes in (("one", {"TZ": "Asia/Tokyo"}), ("two", {"SOURCE_DATE_EPOCH": "0", "LC_ALL": "C"})):
            self.assertEqual(self.plot(GOLDEN / "full.json", "--output", name, env=changes).returncode, 0)
        pictures = sorted(self.folder.glob("one-*"))
        self.assertEqual(len(pictures), 8)
        for each in pictures:
            self.assertEqual(each.read_bytes(), (self.folder / each.name.replace("one", "two")).read_bytes(), each.name)

    def test_a_bar_is_drawn_for_every_cell_that_is_ok_and_a_word_for_every_other_one(self):
        pictures = self.draw(GOLDEN / "full.json")
        cells = json.loads((GOLDEN / "full.json").read_text())["cells"]
        for chart, kind in (("times", "bar-time"), ("memory", "bar-memory")):
            self.assertEqual(len(parts(pictures[chart], kind)), sum(cell["status"] == "ok" for cell in cells))
            for word in ("FAILED", "CRASHED", "INCORRECT", "TIMEOUT", "n/a"):
                self.assertIn(word, texts(pictures[chart]))
        speedups = [each for result in json.loads((GOLDEN / "full.json").read_text())["results"]
                    for each in result["executors"] if "speedup" in each]
        self.assertEqual(len(parts(pictures["speedups"], "speedup")), len(speedups))
        self.assertEqual(len(parts(pictures["speedups"], "interval")), sum(each["speedup"]["interval"] is not None for each in speedups))
        self.assertEqual(pictures["speedups"].count('id="parity"'), 1)

    def test_figures_agree_with_the_table_to_the_digit(self):
        table = self.measured("sleep", "noop", "cpu-bound", "-n", "8", "-r", "7", "--warmup", "0", "-p", "delay=1ms")
        pictures = {chart: texts(svg) for chart, svg in self.draw("sample.json").items()}
        rows = re.findall(r"(?m)^(\S+) +(\S+ [mµn]?s) .*?…\S+ [mµn]?s +(the same|\S+×(?: slower)?(?: \?| \[.*?\])?) ", table)
        self.assertEqual([executor for executor, _, _ in rows], harness.EXECUTORS * 3, table)
        for executor, time, speedup in rows:
            self.assertIn(time, pictures["times"])
            if executor != "sequential":
                self.assertIn(speedup, pictures["speedups"])
        added = set(re.findall(r"(?m)^\S+ +\S+ [mµn]?s .* [mµn]?s +([\d.]+ (?:KiB|MiB)) +.*\d$", table))
        self.assertEqual(added, {re.match(r"(.*) \(peak .*\)", each)[1] for each in pictures["memory"] if "(peak" in each}, table)

    def test_a_sweep_is_a_line_for_each_executor_from_json_and_from_csv(self):
        self.measured("sleep", "-e", "sequential,threads", "--sweep", "tasks=1,2,4", "-p", "delay=1ms", "-r", "2", "--warmup", "0")
        for report in ("sample.json", "sample.csv"):
            pictures = self.draw(report)
            self.assertEqual(list(pictures), ["sweeps"], report)
            self.assertEqual(len(parts(pictures["sweeps"], "sweep")), 4, report)  # of time and of memory
            self.assertIn("along tasks", texts(pictures["sweeps"]))

    def test_a_sweep_over_words_is_a_panel_for_each(self):
        self.measured("file-io", "-e", "sequential,threads", "--sweep", "op=read,write", "-n", "2", "-r", "1", "--warmup", "0")
        for report in ("sample.json", "sample.csv"):
            self.assertEqual(len(parts(self.draw(report, "--charts", "times")["times"], "bar-time")), 4, report)

    def test_latencies_of_an_open_loop_are_drawn_corrected_and_as_they_were(self):
        def open_the_loop(report):
            report["plan"]["rate"] = 200
            for cell in report["cells"]:
                for sample in cell["samples"]:
                    sample["response_ns"] = {name: 2 * time for name, time in sample["latency_ns"].items()}
            del report["results"]
        pictures = self.draw(self.changed(open_the_loop), "--charts", "times,latency")
        self.assertIn("P99 from when tasks were due: shorter is better", texts(pictures["times"]))
        self.assertIn("41.8 ms", texts(pictures["times"]))  # twice the p99 of sleep under all but one
        picture = pictures["latency"]
        kinds = [each.rpartition("-")[2] for each in parts(picture, "latency")]
        self.assertEqual(kinds.count("response"), kinds.count("latency"))
        self.assertEqual(kinds.count("response"), 11)

    def test_reports_of_the_first_schema_are_drawn_without_speedups(self):
        self.assertEqual(list(self.draw(GOLDEN / "schema_1.json")), ["times", "latency", "memory"])

    def test_a_csv_gives_the_bars_of_its_json(self):
        from_json, from_csv = (self.draw(GOLDEN / f"full.{kind}", "--charts", "times,memory") for kind in ("json", "csv"))
        for chart, picture in from_json.items():
            self.assertEqual(parts(picture, "bar"), parts(from_csv[chart], "bar"))
            self.assertEqual([each for each in texts(picture) if re.match(r"[\d.]+ (ms|s|µs|.?i?B)", each)],
                             [each for each in texts(from_csv[chart]) if re.match(r"[\d.]+ (ms|s|µs|.?i?B)", each)])

    def test_two_runs_in_one_csv_and_two_reports_are_drawn_side_by_side(self):
        text = (GOLDEN / "full.csv").read_text()
        header, _, rows = text.partition("\n")
        (self.folder / "both.csv").write_text(text + rows.replace("2026-03-14", "2026-03-15"))
        self.assertIn("2026-03-14", header + rows)
        self.assertEqual(len(parts(self.draw("both.csv", "--charts", "times")["times"], "bar")), 22)
        two = self.draw(GOLDEN / "full.json", self.changed(lambda report: None, "new.json"), "--charts", "times")
        self.assertEqual(len(parts(two["times"], "bar")), 22)
        self.assertIn("threads · new", texts(two["times"]))

    def test_only_the_scenarios_and_charts_that_were_asked_for_are_drawn(self):
        picture = self.draw(GOLDEN / "full.json", "--scenarios", "sleep,file-io", "--charts", "speedups")
        self.assertEqual(list(picture), ["speedups"])
        self.assertIn("sleep", texts(picture["speedups"]))
        self.assertNotIn("api-calls", texts(picture["speedups"]))

    def test_an_interrupted_run_is_drawn_as_far_as_it_came(self):
        def interrupt(report):
            report["plan"]["interrupted"] = True
            report["cells"][3]["samples"] = []
            del report["results"]
        self.assertIn("not run", texts(self.draw(self.changed(interrupt))["times"]))

    def test_names_from_outside_stay_text(self):
        hostile = "$\\frac{1}{2}$ <script>alert(1)</script> -- --> & \x1b[31m \ud800"
        def rename(report):
            report["environment"]["cpu_model"] = hostile
            for each in [*report["cells"], *(one for result in report["results"] for one in result["executors"])]:
                if each["executor"] == "threads":
                    each["executor"] = hostile
        picture = self.draw(self.changed(rename), "--charts", "times")["times"]
        root = xml.etree.ElementTree.fromstring(picture)
        self.assertEqual([each.tag for each in root.iter() if "script" in str(each.tag)], [])
        self.assertEqual(len(parts(picture, "bar")), 11)
        self.assertTrue(any("$\\frac{1}{2}$" in each for each in texts(picture)))

    def test_what_cannot_be_written_leaves_nothing(self):
        (self.folder / "in-the-way-latency.svg").mkdir()
        self.cannot_draw(GOLDEN / "full.json", "--output", "in-the-way", words=["in-the-way-latency.svg", "folder"])
        self.cannot_draw(GOLDEN / "full.json", "--output", "nowhere/picture", words=["nowhere/picture", "No such file"])

    def test_a_chart_without_figures_that_was_asked_for_is_an_error(self):
        self.cannot_draw(GOLDEN / "full.json", "--charts", "times,sweeps", words=["sweeps", "swept"])
        self.cannot_draw(GOLDEN / "full.csv", "--charts", "speedups", words=["speedups", "JSON"])


class Problems(Plot):
    """What is found before matplotlib is needed."""

    def test_help_has_examples_and_names_every_chart(self):
        done = self.plot("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for word in [*CHARTS, "examples:", "scripts/plot.py run.json", "exit codes:"]:
            self.assertIn(word, done.stdout)

    def test_a_matplotlib_that_is_missing_is_named_with_its_package(self):
        (self.folder / "matplotlib.py").write_text("raise ImportError('there is none')\n")
        self.cannot_draw(GOLDEN / "full.json", words=["matplotlib", "apt-get install python3-matplotlib"],
                         env={"PYTHONPATH": str(self.folder)})

    def test_options_that_say_nothing_useful_are_refused(self):
        for arguments, words in ((["--charts", "pie"], ["'pie'", "times", "--help"]), (["--formats", "gif"], ["'gif'", "png"]),
                                 (["--charts", ","], ["at least one"]), (["--scenarios", "nosuch"], ["'nosuch'", "sleep"]),
                                 (["--nosuch"], ["--nosuch"])):
            with self.subTest(arguments=arguments):
                self.cannot_draw(GOLDEN / "full.json", *arguments, words=words)
        self.cannot_draw(words=["REPORT"])

    def test_what_is_no_report_is_refused(self):
        good = (GOLDEN / "full.json").read_text()
        for name, text, words in (("empty", "", ["no report"]), ("text", "hello\n", ["no report", "--export-json"]),
                                  ("list.json", "[]", ["no report of `concbench run`"]), ("other.json", '{"a": 1}', ["no report of `concbench run`"]),
                                  ("cut.json", good[:len(good) // 2], ["cut off"]), ("deep.json", "[" * 100000, ["nested too deeply"]),
                                  ("other.csv", "a,b\n1,2\n", ["no report"])):
            with self.subTest(name=name):
                (self.folder / name).write_text(text)
                self.cannot_draw(name, words=[f"'{name}'", *words])
        (self.folder / "utf-16").write_bytes(good.encode("utf-16"))
        self.cannot_draw("utf-16", words=["not UTF-8"])
        self.cannot_draw("missing.json", words=["'missing.json'", "No such file"])
        self.cannot_draw(".", words=["directory"])

    def test_a_later_schema_version_is_refused(self):
        self.cannot_draw(self.changed(lambda report: report.update(schema_version=3)), words=["schema version 3", "up to 2"])

    def test_a_report_without_a_counted_sample_is_refused(self):
        def fail(report):
            for cell in report["cells"]:
                cell["status"] = "failed"
        self.cannot_draw(self.changed(fail), words=["no sample that counts"])
        self.cannot_draw(self.changed(lambda report: report.update(cells=[], results=[])), words=["no sample that counts"])

    def test_a_damaged_report_is_refused_with_the_place(self):
        def first(report):
            return report["cells"][0]["samples"][0]
        for place, change in (("plan", lambda r: r.pop("plan")), ("cells", lambda r: r.update(cells={})),
                              ("cells[0].tasks", lambda r: r["cells"][0].update(tasks=0)), ("cells[0].tasks", lambda r: r["cells"][0].update(tasks=1.5)),
                              ("cells[0].scenario", lambda r: r["cells"][0].update(scenario=5)),
                              ("cells[0].samples[0].wall_ns", lambda r: first(r).update(wall_ns=-1)),
                              ("cells[0].samples[0].wall_ns", lambda r: first(r).update(wall_ns=10**400)),
                              ("cells[0].samples[0].wall_ns", lambda r: first(r).update(wall_ns=float("nan"))),
                              ("cells[0].samples[0].wall_ns", lambda r: first(r).update(wall_ns=True)),
                              ("cells[0].samples[0].latency_ns", lambda r: first(r).update(latency_ns=[])),
                              ("results[0].executors[1].speedup", lambda r: r["results"][0]["executors"][1]["speedup"].update(ratio=0)),
                              ("'results'", lambda r: r["results"].pop())):
            with self.subTest(place=place):
                self.cannot_draw(self.changed(change), words=["is not valid", place])

    def test_a_csv_that_is_cut_off_or_damaged_is_refused(self):
        good = (GOLDEN / "full.csv").read_text()
        lines = good.splitlines(keepends=True)
        for text, words in ((good[:-1], ["cut off"]), (good[:-20] + "\n", ["line", "fields"]), (lines[0], ["no sample that counts"]),
                            (lines[0] + lines[1].replace("sleep,sequential,32", "sleep,sequential,many"), ["tasks", "'many'", "line 2"])):
            (self.folder / "damaged.csv").write_text(text)
            with self.subTest(words=words):
                self.cannot_draw("damaged.csv", words=["'damaged.csv'", *words])


if __name__ == "__main__":
    harness.main()
