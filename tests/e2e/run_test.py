"""`concbench run`: every scenario under every executor, and what is written about it."""
import csv
import io
import itertools
import json
import os
import pty
import re
import select
import signal
import termios
import threading
import time

import harness
from harness import EXECUTORS

SMALL = ["-n", "3", "-c", "3", "-r", "2", "--warmup", "0", "-p", "delay=2ms", "-p", "latency=1ms", "-p", "size=4KiB", "--seed", "7",
         "-p", "producers=1", "-p", "workers=1", "-p", "command=true"]
NOT_APPLICABLE = [("pipeline", "sequential")]
NOT_ALWAYS_MEASURED = {"server_cpu_ns", "allocations", "missed_starts", "tasks_dropped"}  # else empty
FIGURES = ["wall_ns", "startup_ns", "cpu_user_ns", "cpu_system_ns", "voluntary_switches", "involuntary_switches",
           "peak_rss_bytes", "rss_increase_bytes", "peak_threads", "tasks_ok", "tasks_failed", "server_cpu_ns"]


class AllScenarios(harness.Program):
    """One run of everything, looked at from all sides."""

    def setUp(self):
        super().setUp()
        self.paths = {kind: self.folder / f"run.{kind}" for kind in ("json", "csv", "markdown")}
        exports = [word for kind, path in self.paths.items() for word in (f"--export-{kind}", path)]
        self.done = self.concbench("run", "all", *SMALL, *exports)
        self.report = json.loads(self.paths["json"].read_text())
        self.scenarios = [each["name"] for each in self.declared("scenarios")]

    def test_everything_works_and_every_format_tells_of_it(self):
        with self.subTest("exit code and streams"):
            self.assertEqual(self.done.returncode, 0, self.done.stdout + self.done.stderr)
            self.assertEqual(self.done.stderr, "")
        with self.subTest("all cells are there and ok"):
            pairs = [(cell["scenario"], cell["executor"]) for cell in self.report["cells"]]
            self.assertEqual(pairs, [(one, other) for one in self.scenarios for other in EXECUTORS])
            self.all_ok(cell for cell, pair in zip(self.report["cells"], pairs) if pair not in NOT_APPLICABLE)
        with self.subTest("actors are refused where they cannot be alive at once"):
            refused = [cell for cell, pair in zip(self.report["cells"], pairs) if pair in NOT_APPLICABLE]
            self.assertEqual([cell["status"] for cell in refused], ["n/a"] * len(NOT_APPLICABLE))
            self.assertIn("3 actors must be alive at once", refused[0]["reason"])
        with self.subTest("json"):
            self.check_json()
        with self.subTest("csv"):
            self.check_csv()
        with self.subTest("markdown"):
            text = self.paths["markdown"].read_text()
            for name in self.scenarios + EXECUTORS:
                self.assertIn(name, text)
            self.assertRegex(text, r"(?m)^\|[ :|-]+\|$")
        with self.subTest("text"):
            for name in self.scenarios + EXECUTORS:
                self.assertIn(name, self.done.stdout)
            self.assertRegex(self.done.stdout, r"sequential +[\d.]+ \S*s\b")
            self.assertIn("█", self.done.stdout)
        with self.subTest("only the exports are left"):
            self.assertEqual({each.name for each in self.folder.iterdir()}, {"tmp", "run.json", "run.csv", "run.markdown"})

    def check_json(self):
        self.assertEqual(self.report["schema_version"], 2)
        for name in ("tool", "environment", "plan"):
            self.assertIsInstance(self.report[name], dict)
        self.assertEqual(self.report["plan"]["seed"], 7)
        self.assertIn("--seed 7", json.dumps(self.report["plan"]))
        for name in ("cpu_model", "kernel", "memory_bytes", "cpus_online"):
            self.assertIn(name, self.report["environment"])
        for cell in self.report["cells"]:
            self.assertEqual((cell["tasks"], cell["concurrency"]), (3, 3))
            if cell["status"] == "n/a":
                continue
            self.assertEqual([each["round"] for each in cell["samples"]], [0, 1])
            for sample in cell["samples"]:
                self.check_sample(cell, sample)
        sleep = self.report["cells"][0]
        self.assertEqual(sleep["params"], {"delay": "2ms", "slack": "0s"})
        for sample in sleep["samples"]:
            self.assertGreaterEqual(sample["wall_ns"], 3 * 2_000_000)

    def check_sample(self, cell, sample):
        self.assertEqual((sample["status"], sample["reason"], sample["errors"]), ("ok", "", []))
        for name in FIGURES:
            self.assertIsInstance(sample[name], int, name)
            self.assertGreaterEqual(sample[name], 0, name)
        self.assertEqual((sample["tasks_ok"], sample["tasks_failed"]), (3, 0))
        self.assertGreater(sample["wall_ns"], 0)
        self.assertGreater(sample["peak_rss_bytes"], 0)
        self.assertGreaterEqual(sample["peak_threads"], 1)
        latency = sample["latency_ns"]
        self.assertEqual(set(latency), {"p50", "p90", "p99", "p999", "max"})
        self.assertLessEqual(0 < latency["p50"] and latency["p50"], latency["max"])
        for share, spent in (("server_cpu_share", sample["server_cpu_ns"]),
                             ("client_cpu_share", sample["cpu_user_ns"] + sample["cpu_system_ns"])):
            self.assertAlmostEqual(sample[share], spent / sample["wall_ns"], delta=0.0001)
        if cell["scenario"] in ("sleep", "file-io"):
            self.assertEqual(sample["server_cpu_ns"], 0)

    def check_csv(self):
        rows = list(csv.DictReader(io.StringIO(self.paths["csv"].read_text())))
        refused = [row for row in rows if row["status"] == "n/a"]
        self.assertEqual([(row["scenario"], row["executor"]) for row in refused], NOT_APPLICABLE)
        self.assertEqual(len(rows), 2 * len(self.scenarios) * len(EXECUTORS) - len(refused))  # refused ones are asked once
        for name in ["scenario", "executor", "tasks", "concurrency", "round", "status", "reason", "latency_ns_p50",
                     "latency_ns_p90", "latency_ns_p99", "latency_ns_max", "param_delay", "param_size", *FIGURES]:
            self.assertIn(name, rows[0])
        for row in rows:
            self.assertNotIn(None, row, "a row has more values than the header")
            self.assertNotIn(None, row.values(), "a row has fewer values than the header")
            if row in refused:
                continue
            self.assertEqual(row["status"], "ok")
            for name in FIGURES:
                # Empty, and never 0: no server, nothing that counted allocations, no schedule to be late for.
                self.assertRegex(row[name], r"\A([1-9]\d*)?\Z" if name in NOT_ALWAYS_MEASURED else r"\A\d+\Z")
        by_scenario = {row["scenario"]: row for row in rows}
        self.assertEqual(by_scenario["sleep"]["param_delay"], "2000000")  # ns
        self.assertEqual(by_scenario["file-io"]["param_size"], "4096")  # bytes
        self.assertEqual(by_scenario["image-download"]["param_latency"], "1000000")
        self.assertEqual(by_scenario["file-io"]["param_delay"], "")
        try:
            import pandas
        except ImportError:
            return
        table = pandas.read_csv(self.paths["csv"])
        self.assertEqual(len(table), len(rows))
        measured = table["wall_ns"].dropna()
        self.assertEqual(len(measured), len(rows) - len(refused))
        self.assertTrue((measured > 0).all())


class Formats(harness.Program):
    TINY = ["run", "sleep", "-n", "2", "-r", "1", "--warmup", "0", "-p", "delay=1ms", "-e", "sequential,threads"]

    def run_tiny(self, *arguments, **options):
        done = self.concbench(*self.TINY, *arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_standard_output_holds_the_format_asked_for_and_nothing_else(self):
        for kind in ("json", "csv", "markdown", "bmf", "benchmark-action"):
            path = self.folder / kind
            done = self.run_tiny("--format", kind, f"--export-{kind}", path)
            self.assertEqual(done.stdout, path.read_text(), kind)
            self.assertEqual(done.stderr, "", kind)

    def test_a_format_for_dashboards_leaves_out_what_failed_and_says_so(self):
        work = ("run", "api-calls", "-n", "3", "-r", "1", "--warmup", "0", "-e", "sequential,threads", "-p", "503-rate=1")
        for kind, nothing in (("bmf", "{}\n"), ("benchmark-action", "[]\n")):
            done = self.concbench(*work, "--format", kind)
            self.assertEqual((done.returncode, done.stdout), (1, nothing), kind)
            self.assertRegex(done.stderr, rf"(?m)^concbench: the format {kind} holds only cells that are ok, and leaves out: "
                                          r"api-calls/sequential \(failed\), api-calls/threads \(failed\)$")

    def test_a_format_for_dashboards_leaves_out_what_cannot_run_without_a_word(self):
        done = self.concbench("run", "pipeline", "-n", "3", "-c", "3", "-p", "producers=1", "-p", "workers=1", "-r", "1", "--warmup", "0",
                              "-e", "sequential,threads", "--format", "bmf")
        self.assertEqual((done.returncode, done.stderr, list(json.loads(done.stdout))), (0, "", ["pipeline/threads"]))

    def test_exports_are_written_with_quiet_and_nothing_is_shown(self):
        done = self.run_tiny("--quiet", "--export-json", self.folder / "run.json")
        self.assertEqual((done.stdout, done.stderr), ("", ""))
        self.all_ok(json.loads((self.folder / "run.json").read_text())["cells"])

    def test_quiet_leaves_the_format_on_standard_output(self):
        self.assertEqual(json.loads(self.run_tiny("-q", "--format", "json").stdout)["schema_version"], 2)

    def test_an_export_replaces_a_file_at_once_and_follows_a_link(self):
        old, link = self.folder / "old.json", self.folder / "link.json"
        old.write_text("old")
        link.symlink_to(old)
        with old.open() as held:
            self.run_tiny("--export-json", link)
            self.assertEqual(held.read(), "old", "the file was overwritten in place")
        self.assertTrue(link.is_symlink())
        self.assertEqual(json.loads(old.read_text())["schema_version"], 2)

    def test_ascii_output_has_no_other_byte(self):
        done = self.run_tiny("--ascii", text=False)
        self.assertTrue(done.stdout)
        self.assertEqual(bytes(byte for byte in done.stdout if byte > 126), b"")

    def test_output_is_ascii_where_the_locale_is_and_on_a_dumb_terminal(self):
        for setting in ({"LC_ALL": "C"}, {"TERM": "dumb"}):
            done = self.run_tiny(text=False, env=setting)
            self.assertEqual(bytes(byte for byte in done.stdout if byte > 126), b"", setting)

    def test_unicode_is_used_where_the_locale_has_it(self):
        self.assertIn("█", self.run_tiny().stdout)

    def test_colour_is_for_terminals_unless_asked_for(self):
        self.assertNotIn("\033", self.run_tiny().stdout)
        self.assertNotIn("\033", self.run_tiny("--color", "never").stdout)
        self.assertIn("\033", self.run_tiny("--color", "always").stdout)

    def test_lines_fit_the_width_asked_for(self):
        for width in (60, 80):
            done = self.run_tiny(env={"COLUMNS": str(width)})
            longest = max(done.stdout.splitlines(), key=len)
            self.assertLessEqual(len(longest), width, longest)

    def test_a_whole_run_fits_60_columns(self):
        done = self.concbench("run", "all", "-n", "2", "-r", "1", "--warmup", "0", "-p", "delay=1ms", "-p", "latency=0s",
                              "-p", "size=1KiB", env={"COLUMNS": "60"})
        self.assertEqual(done.returncode, 0)
        for line in done.stdout.splitlines():
            self.assertLessEqual(len(line), 60, line)

    def test_the_command_is_kept_as_a_shell_would_read_it(self):
        report = self.sample("sleep", "-n", "1", "-e", "sequential", "-p", "delay=1ms", "--export-csv", "it's here.csv")
        self.assertIn("'it'\\''s here.csv'", report["plan"]["command"])


def progress_lines(terminal):
    """The texts that the progress line shows on a terminal, one after the other, each without its end; none is empty."""
    rewrites = b"\r\033[K"
    seen = b""
    while select.select([terminal], [], [], harness.PATIENCE)[0]:
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            raise AssertionError("the run ended") from None
        *whole, seen = seen.split(rewrites)
        yield from (line.decode() for line in whole if line)
    raise AssertionError(f"no progress for {harness.PATIENCE} s")


class Terminal(harness.Program):
    """With standard streams on a terminal."""

    def run_on_terminal(self, *arguments, **settings):
        controller, terminal = pty.openpty()
        try:
            process = self.start("run", "sleep", "-n", "1", "-r", "1", "--warmup", "0", "-p", "delay=1ms", *arguments,
                                 env=settings, stdout=terminal, stderr=terminal)
            os.close(terminal)
            seen = b""
            while True:
                try:
                    part = os.read(controller, 65536)
                except OSError:  # the last holder of the terminal has ended
                    break
                if not part:
                    break
                seen += part
            self.assertEqual(process.wait(harness.PATIENCE), 0)
            return seen.decode()
        finally:
            os.close(controller)

    def test_there_are_colours_and_progress(self):
        seen = self.run_on_terminal()
        self.assertIn("left", seen)
        self.assertRegex(seen, r"\033\[[\d;]*m")

    def test_the_progress_line_leaves_nothing_among_the_tables_that_appear_while_it_runs(self):
        seen = self.run_on_terminal("noop", "fan-out", "-e", "sequential,threads", NO_COLOR="1").replace("\r\n", "\n")
        self.assertIn("round 1 of 1", seen)
        text = re.sub(r"\r\033\[K[^\r\n]*(?=\r\033\[K)", "", seen).replace("\r\033[K", "")
        self.assertNotIn("round 1 of 1", text)
        for heading in ("sleep", "noop", "fan-out", "summary"):
            self.assertRegex(text, rf"(?m)^\S+ {heading}\b")

    def test_the_progress_line_fits_into_a_terminal_that_is_resized_while_it_runs(self):
        controller, terminal = pty.openpty()
        self.addCleanup(os.close, controller)
        termios.tcsetwinsize(controller, (24, 120))
        process = self.start("run", "noop", "-e", "threads,coroutines", "-n", "10", "-r", "3000", stderr=terminal)
        os.close(terminal)
        lines = progress_lines(controller)

        def resize(columns):
            termios.tcsetwinsize(controller, (24, columns))
            process.send_signal(signal.SIGWINCH)

        def first_line_where(holds):  # those before it may have been written before the terminal had its new size
            deadline = time.monotonic() + harness.PATIENCE
            for line in lines:
                if holds(len(line)):
                    return
                self.assertLess(time.monotonic(), deadline, f"still {len(line)} columns wide: {line}")

        narrow, wide = 30, 45  # columns; the whole line has more than `wide`
        first_line_where(lambda width: width > wide)
        resize(narrow)
        first_line_where(lambda width: width < narrow)
        for line in itertools.islice(lines, 10):
            self.assertLess(len(line), narrow, line)
        resize(120)
        first_line_where(lambda width: width > wide)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(process.returncode, 130)

    def test_no_color_turns_off_colours_alone(self):
        seen = self.run_on_terminal(NO_COLOR="1")
        self.assertIn("left", seen)
        self.assertIn("█", seen)
        self.assertIsNone(re.search(r"\033\[[\d;]*m", seen))

    def test_color_always_overrides_no_color(self):
        self.assertRegex(self.run_on_terminal("--color", "always", NO_COLOR="1"), r"\033\[[\d;]*m")

    def test_quiet_shows_no_progress(self):
        self.assertEqual(self.run_on_terminal("--quiet"), "")

    def test_a_dumb_terminal_gets_neither(self):
        self.assertNotIn("\033", self.run_on_terminal(TERM="dumb"))


class Plan(harness.Program):
    def test_concurrency_above_the_task_count_is_cut_to_it(self):
        for cell in self.cells("sleep", "-n", "3", "-c", "50", "-p", "delay=1ms").values():
            self.assertEqual(cell["concurrency"], 3)

    def test_no_more_threads_run_than_concurrency_allows(self):
        cells = self.cells("sleep", "-n", "8", "-c", "3", "-p", "delay=5ms")
        for name in ("threads", "thread-pool"):
            self.assertLessEqual(cells[name]["samples"][0]["peak_threads"], 4, name)
        for name in ("sequential", "coroutines"):
            self.assertEqual(cells[name]["samples"][0]["peak_threads"], 1, name)

    def test_no_more_requests_are_under_way_than_concurrency_allows(self):
        lock, state = threading.Lock(), {"now": 0, "most": 0}

        def count(connection):
            while connection.request() is not None:
                with lock:
                    state["now"] += 1
                    state["most"] = max(state["most"], state["now"])
                with lock:
                    state["now"] -= 1  # before the answer: the client may send its next request at once
                connection.answer()

        peer = self.serve(count)
        for name in EXECUTORS:
            state["most"] = 0
            self.cells("api-calls", "--url", peer.origin, "-n", "10", "-c", "2", "-e", name)
            self.assertLessEqual(state["most"], 1 if name == "sequential" else 2, name)

    def test_concurrent_models_do_run_at_once(self):
        for name in EXECUTORS[1:]:
            met = threading.Barrier(3)  # an answer needs all three requests to be there

            def together(connection):
                while connection.request() is not None:
                    met.wait(harness.PATIENCE)
                    connection.answer()

            peer = self.serve(together)
            self.all_ok(self.cells("api-calls", "--url", peer.origin, "-n", "3", "-c", "3", "-e", name).values())

    def test_executors_that_are_not_default_run_every_scenario_with_the_same_answers(self):
        others = [each for each in self.available() if each not in EXECUTORS]
        self.assertIn("coroutine-pool", others)
        report = self.sample("all", "-n", "5", "-c", "3", "-p", "delay=2ms", "-p", "latency=1ms", "-p", "size=4KiB",
                             "-p", "producers=1", "-p", "workers=1", "-p", "command=echo {#}", "-e", ",".join(["sequential", *others]))
        without = {"processes": {"database", "web-scrape", "fan-out", "cancellation", "pipeline"},
                   **{each: {"pipeline"} for each in ("sequential", "async-sequential", "work-stealing")}}
        digests = {}
        for cell in report["cells"]:
            if cell["scenario"] in without.get(cell["executor"], ()):
                self.assertEqual(cell["status"], "n/a", (cell["scenario"], cell["executor"]))
                self.assertRegex(cell["reason"], "this scenario has no|in memory|at once")
            else:
                self.all_ok([cell])
                digests.setdefault(cell["scenario"], set()).add(cell["samples"][0]["digest"])
        self.assertEqual({name: len(found) for name, found in digests.items()}, {each["name"]: 1 for each in self.declared("scenarios")})

    def test_a_parameter_applies_to_every_scenario_that_has_it(self):
        report = self.sample("sleep", "api-calls", "-n", "1", "-e", "sequential", "-p", "delay=3ms")
        self.assertEqual([cell["params"]["delay"] for cell in report["cells"]], ["3ms", "3ms"])

    def test_a_scoped_parameter_applies_to_its_scenario_alone(self):
        report = self.sample("sleep", "api-calls", "-n", "1", "-e", "sequential", "-p", "delay=3ms",
                             "-p", "api-calls.delay=4ms")
        self.assertEqual([cell["params"]["delay"] for cell in report["cells"]], ["3ms", "4ms"])

    def test_a_parameter_splits_at_the_first_equals_sign(self):
        folder = self.folder / "a=b"
        self.all_ok(self.cells("image-download", "-n", "1", "-e", "sequential", "-p", f"save={folder}").values())
        self.assertTrue((folder / "sequential").is_dir())

    def test_executors_are_listed_once_in_the_order_asked_for(self):
        cells = self.cells("sleep", "-n", "1", "-e", "threads,sequential,threads", "-p", "delay=1ms")
        self.assertEqual(list(cells), ["threads", "sequential"])

    def test_the_seed_chooses_the_content(self):
        digests = [self.cells("image-download", "-n", "2", "-e", "threads", "-p", "latency=0s", "--seed", seed)["threads"]
                   ["samples"][0]["digest"] for seed in ("1", "1", "2")]
        self.assertEqual(digests[0], digests[1])
        self.assertNotEqual(digests[0], digests[2])

    def test_an_export_to_a_pipe_is_one_document(self):
        done = self.concbench("run", "sleep", "-n", "2", "-r", "3", "--warmup", "0", "--quiet", "--export-json", "/dev/stdout",
                              "-p", "delay=1ms")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["schema_version"], 2)

    def test_the_limits_of_requests_do_not_apply_to_set_up(self):
        cells = self.cells("image-download", "-n", "40", "-p", "request-timeout=1ms", "-p", "latency=200ms",
                           "-p", "max-body=1KiB", code=1)
        for cell in cells.values():  # the tasks ran and failed: without its manifest there would be no samples
            self.assertEqual((cell["status"], len(cell["samples"])), ("failed", 1), cell["reason"])

    def test_what_ended_the_rounds_is_said_and_exported(self):
        for arguments, by, words in (
                (["--budget", "300ms", "--warmup", "0"], "budget", ["ended after", "the budget of 300ms"]),
                (["--budget", "1ms"], "budget", ["ended after 1 round: the budget of 1ms is used up"]),
                (["--budget", "1h", "-r", "2"], "rounds", ["ended after 2 rounds: no more were asked for (-r)"]),
                (["--precision", "0.01%", "-r", "2"], "rounds", ["not reached: these are the most rounds that are taken for it"]),
                (["--precision", "0.01%", "--budget", "300ms"], "budget", ["0.01 % was asked for and not reached", "the budget of 300ms"]),
                (["--precision", "1000%"], "precision", ["1000 % was asked for"]),
                (["-r", "2"], "rounds", [])):
            with self.subTest(arguments=arguments):
                path = self.folder / "ended.json"
                done = self.concbench("run", "sleep", "-n", "2", "-p", "delay=20ms", "-e", "threads,coroutines", *arguments, "--export-json", path)
                self.assertEqual(done.returncode, 0, done.stderr)
                cells = json.loads(path.read_text())["cells"]
                self.assertEqual([each["rounds_ended"]["by"] for each in cells], [by, by])
                for word in words:
                    self.assertIn(word, " ".join(done.stdout.split()))
                self.assertEqual(words == [], "ended after" not in done.stdout and "asked for" not in done.stdout)

    def test_a_budget_that_holds_too_few_rounds_is_warned_of_before_the_run(self):
        work = ["run", "sleep", "-n", "2", "-p", "delay=20ms", "-e", "threads,coroutines"]
        done = self.concbench(*work, "--budget", "1ms")
        self.assertRegex(done.stderr, r"\Aconcbench: warning: --budget 1ms may hold no more than one round, .*: an interval takes 6; --budget \d+s holds them")
        self.assertNotIn("warning", self.concbench(*work, "--budget", "1h", "-r", "1").stderr)

    def test_warm_up_rounds_are_not_kept(self):
        done = self.concbench("run", "sleep", "-n", "1", "-e", "threads", "-p", "delay=1ms", "-r", "2", "--warmup", "2",
                              "--format", "json")
        rounds = [each["round"] for each in json.loads(done.stdout)["cells"][0]["samples"]]
        self.assertEqual(rounds, [0, 1])

    def test_a_scenario_is_shown_when_it_ends_and_the_others_run_on(self):
        process = self.start("run", "noop", "sleep", "-e", "sequential", "-n", "1", "-p", "delay=20s", "-r", "1", "--warmup", "0")
        self.worker_of(process)
        shown = ""
        while "memory that the run added" not in shown:  # ends the section of noop
            line = process.stdout.readline()
            self.assertTrue(line, shown)
            shown += line
        self.assertIsNone(process.poll())
        self.assertRegex(shown, r"(?m)^concbench .*(\n.*)*^\S+ noop")
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual((process.returncode, errors), (130, ""))
        self.assertIn("Interrupted: only what had finished is shown.\nno counted sample yet: sleep\n", rest)
        self.assertNotIn("noop", rest)

    def test_parameters_without_effect_are_in_no_output(self):
        done = self.concbench("run", "api-calls", "file-io", "custom", "-n", "1", "-e", "sequential", "-r", "1", "--warmup", "0",
                              "-p", "op=read", "-p", "custom.steps=wait 1ms", "-p", "delay=1ms", "--export-json", "run.json",
                              env={"COLUMNS": "200"})
        self.assertEqual(done.returncode, 0, done.stderr)
        cells = {each["scenario"]: each["params"] for each in json.loads((self.folder / "run.json").read_text())["cells"]}
        self.assertNotIn("check", cells["api-calls"])
        self.assertNotIn("backoff", cells["api-calls"])
        self.assertIn("scheme", cells["api-calls"])
        self.assertEqual(set(cells["file-io"]), {"op", "size", "cache", "block", "engine", "dir"})
        self.assertEqual(set(cells["custom"]), {"steps", "jitter"})
        self.assertRegex(done.stdout, r"(?m)^\S+ api-calls .* delay=1ms scheme=http keepalive=on connections=cold")

    def test_parameters_of_foreign_targets_are_shown_with_them_alone(self):
        cell = self.cells("api-calls", "--url", self.pages({"/": b"{}"}).origin + "/", "-n", "1", "-e", "sequential")["sequential"]
        self.all_ok([cell])
        self.assertIn("check", cell["params"])
        for own in ("delay", "freeze", "error-rate", "503-rate", "scheme"):
            self.assertNotIn(own, cell["params"])

    def test_the_tutorial_has_the_classic_sizes(self):
        report = self.sample("sleep", "--profile", "tutorial", "-e", "coroutines", "-p", "delay=1ms")
        self.assertEqual(report["cells"][0]["tasks"], 10)

    def test_https_on_the_own_server_is_verified_and_works(self):
        for scenario in ("image-download", "api-calls"):
            self.all_ok(self.cells(scenario, "-n", "3", "-p", "scheme=https").values())

    def test_warm_connections_are_opened_once_on_every_lane(self):
        cells = self.cells("api-calls", "-n", "12", "-c", "4", "-p", "scheme=https", "-p", "connections=warm",
                           "-e", "default,coroutine-pool")
        self.all_ok(cells.values())
        opened = {name: cell["samples"][0]["counters"]["connections_opened"] for name, cell in cells.items()}
        self.assertEqual(opened, {"sequential": 1, "threads": 4, "thread-pool": 4, "coroutines": 4, "coroutine-pool": 4})

    def test_connections_are_kept_alive_the_same_way_by_all_and_not_when_turned_off(self):
        for setting, opened in (("on", 1), ("off", 4)):
            cells = self.cells("api-calls", "-n", "4", "-c", "1", "-p", "delay=0s", "-p", f"keepalive={setting}")
            for name, cell in cells.items():
                self.assertEqual(cell["samples"][0]["counters"]["connections_opened"], opened, name)


if __name__ == "__main__":
    harness.main()
