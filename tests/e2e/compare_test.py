"""`concbench compare`: real reports, made slower in Python, cut, edited and foreign; exit codes and the shape of its JSON."""
import contextlib
import copy
import fcntl
import json
import os
import pty
import struct
import termios

import harness

GOLDEN = harness.ROOT / "tests" / "golden"


class Compare(harness.Program):
    made = None  # a real report; one run serves all tests

    def setUp(self):
        super().setUp()
        if Compare.made is None:
            Compare.made = self.sample("sleep", "-n", "3", "-p", "delay=100us", "-e", "threads,coroutines", "-r", "8")
        self.report = copy.deepcopy(Compare.made)
        # Every interval is as wide as the noise of the moment. These are made narrow: 1 % from the first round to the last.
        for cell in self.report["cells"]:
            for sample in cell["samples"]:
                sample["wall_ns"] = 1_000_000 + 1_250 * sample["round"]
        self.report["noise"]["wall_ns"] = []
        self.old = self.write("old.json", self.report)

    def write(self, name, report):
        path = self.folder / name
        path.write_text(report if isinstance(report, str) else json.dumps(report))
        return path

    def scaled(self, factor, executor="threads"):
        changed = copy.deepcopy(self.report)
        for cell in changed["cells"]:
            if cell["executor"] == executor:
                for sample in cell["samples"]:
                    sample["wall_ns"] = round(sample["wall_ns"] * factor)
        return self.write("new.json", changed)

    def compare(self, *arguments, code=0):
        done = self.concbench("compare", *arguments)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        return done

    def verdicts(self, *arguments, code=0):
        """Verdict by executor, from the JSON."""
        document = json.loads(self.compare(*arguments, "--format", "json", code=code).stdout)
        return {each["executor"]: each["verdict"] for each in document["comparisons"]}


class Verdicts(Compare):
    def test_a_report_is_the_same_as_itself(self):
        self.assertEqual(self.verdicts(self.old, self.old), {"threads": "the same", "coroutines": "the same"})
        self.assertEqual(self.compare(self.old, self.old, "--fail-if", ">1%").stderr,
                         "concbench: --fail-if '>1%' passed: the whole intervals of all 2 cells are below 1 % slower\n")

    def test_two_real_runs_of_the_same_can_be_compared(self):
        again = self.sample("sleep", "-n", "3", "-p", "delay=100us", "-e", "threads,coroutines", "-r", "8")
        first, second = self.write("a.json", Compare.made), self.write("b.json", again)
        self.assertEqual(set(self.verdicts(first, second)), {"threads", "coroutines"})

    def test_slower_and_faster_are_told_apart(self):
        self.assertEqual(self.verdicts(self.old, self.scaled(1.2))["threads"], "slower")
        self.assertEqual(self.verdicts(self.old, self.scaled(0.8))["threads"], "faster")
        self.assertEqual(self.verdicts(self.old, self.scaled(1.2))["coroutines"], "the same")

    def test_json_has_exactly_the_promised_shape(self):
        document = json.loads(self.compare(self.old, self.scaled(1.2), "--format", "json").stdout)
        self.assertEqual(list(document), ["old", "new", "gate", "comparisons"])
        slower = document["comparisons"][0]
        self.assertEqual(list(slower), ["scenario", "executor", "params", "figure", "measured", "ratio", "interval", "verdict", "gate"])
        self.assertEqual((slower["scenario"], slower["executor"], slower["params"]), ("sleep", "threads", {"delay": "100us", "slack": "0s"}))
        self.assertAlmostEqual(slower["ratio"], 1.2, places=3)
        low, high = slower["interval"]
        self.assertTrue(1.18 < low <= slower["ratio"] <= high < 1.22, slower)

    def test_too_few_rounds_give_no_interval_and_say_how_many_it_takes(self):
        for cell in self.report["cells"]:
            del cell["samples"][2:]
        few = self.write("few.json", self.report)
        document = json.loads(self.compare(few, few, "--format", "json").stdout)
        self.assertEqual([each["interval"] for each in document["comparisons"]], [None, None])
        self.assertIn("needs ≥ 5 rounds", self.compare(few, few).stdout)

    def test_a_gate_that_can_judge_nothing_is_not_passed(self):
        for cell in self.report["cells"]:
            del cell["samples"][4:]
        few = self.write("few.json", self.report)
        done = self.compare(self.old, few, "--fail-if", ">5%")
        self.assertNotIn("cannot be judged", done.stderr)
        for arguments, words in (([few, "-e", "threads,coroutines"], ["1 of 1 cell", "6 are needed"]),
                                 ([few, few], ["2 of 2 cells", "5 are needed"])):
            with self.subTest(arguments=arguments):
                done = self.compare(*arguments, "--fail-if", ">5%", code=4)
                for word in ["undecided", "run with -r", *words]:
                    self.assertIn(word, done.stderr)
                self.assertIn("needs ≥", done.stdout)
                document = json.loads(self.compare(*arguments, "--fail-if", ">5%", "--format", "json", code=4).stdout)
                self.assertEqual({document["gate"]["verdict"], *(each["gate"] for each in document["comparisons"])}, {"undecided"})
                self.assertEqual(self.compare(*arguments).stderr, "")

    def test_a_gate_that_fails_says_by_how_many_cells(self):
        done = self.compare(self.old, self.scaled(1.2), "--fail-if", ">5%", code=3)
        self.assertEqual(done.stderr, "concbench: --fail-if '>5%' failed: 1 of 2 cells is more than 5 % slower\n")
        document = json.loads(self.compare(self.old, self.scaled(1.2), "--fail-if", ">5%", "--format", "json", code=3).stdout)
        self.assertEqual(document["gate"]["verdict"], "failed")
        self.assertEqual([(each["condition"], each["figure"], each["verdict"]) for each in document["gate"]["conditions"]], [(">5%", "time", "failed")])
        self.assertEqual({each["executor"]: each["gate"] for each in document["comparisons"]}, {"threads": "failed", "coroutines": "passed"})
        self.assertIn("| **failed** |", self.compare(self.old, self.scaled(1.2), "--fail-if", ">5%", "--format", "markdown", code=3).stdout)

    def test_a_gate_says_that_intervals_are_too_wide_to_tell(self):
        for cell in self.report["cells"]:
            for sample in cell["samples"]:
                sample["wall_ns"] = 1_000_000 if sample["round"] % 2 else 3_000_000
        wide = self.write("wide.json", self.report)
        said = self.compare(wide, wide, "--fail-if", ">5%").stderr
        self.assertRegex(said, r"undecided: none of 2 cells .*; 2 of them may be, by up to \d+ %: their intervals are too wide to tell")

    def test_a_gate_that_can_judge_some_cells_says_how_many_not(self):
        del self.report["cells"][1]["samples"][2:]
        done = self.compare(self.old, self.write("few.json", self.report), "--fail-if", ">5%")
        self.assertIn("undecided: the whole interval of the only cell that has one is below 5 % slower; 1 of 2 cells cannot be judged: its rounds are too few, 5 are needed (run with -r 5)", done.stderr)


    def test_two_executors_of_one_report_are_compared_by_round(self):
        report = self.scaled(1.5, "coroutines")
        self.assertEqual(self.verdicts(report, "-e", "threads,coroutines"), {"coroutines": "slower"})
        self.assertEqual(self.verdicts(report, "-e", "coroutines,threads"), {"threads": "faster"})
        self.compare("-e", "threads,coroutines", report, "--fail-if", ">5%", code=3)

    def test_a_further_workers_executors_are_compared_with_the_own_ones(self):
        self.report["plan"]["workers"] = [{"name": "old", "command": "./old"}]
        self.report["cells"][1]["executor"] = "old:threads"
        for sample in self.report["cells"][0]["samples"]:
            sample["wall_ns"] *= 2
        report = self.write("workers.json", self.report)
        self.assertEqual(self.verdicts(report), {"threads": "slower"})
        self.assertRegex(self.compare(report).stdout, r"(?m)^threads +[0-9.]+×")

    def two_builds(self):
        """A report in which this program's threads take twice the time of those of a worker."""
        self.report["plan"]["workers"] = [{"name": "mine", "command": "./mine"}]
        self.report["cells"][1]["executor"] = "mine:threads"
        for sample in self.report["cells"][0]["samples"]:
            sample["wall_ns"] *= 2
        return self.write("workers.json", self.report)

    def test_the_direction_is_named_and_printed_first(self):
        report = self.two_builds()
        for arguments, first, verdict in (
                (["--old", "mine"], "old: mine (./mine), new: concbench", {"threads": "slower"}),
                (["--new", "mine"], "old: concbench", {"mine:threads": "faster"}),
                (["--old", "threads", "--new", "mine:threads"], "old: threads, new: mine:threads", {"mine:threads": "faster"}),
                (["-e", "threads,mine:threads"], "old: threads, new: mine:threads", {"mine:threads": "faster"})):
            with self.subTest(arguments=arguments):
                self.assertTrue(self.compare(report, *arguments).stdout.startswith(first))
                self.assertEqual(self.verdicts(report, *arguments), verdict)
        self.assertIn("old: old.json, new: new.json", self.concbench("compare", "old.json", self.scaled(1).name).stdout)

    def test_a_gate_does_not_guess_which_build_is_the_old_one(self):
        report = self.two_builds()
        self.assertIn("a guess: --old NAME or --new NAME", self.compare(report).stdout)
        self.refuses("compare", report, "--fail-if", ">5%", words=["does not guess", "--old mine", "--new mine"])
        self.compare(report, "--fail-if", ">5%", "--old", "mine", code=3)
        self.compare(report, "--fail-if", ">5%", "--new", "mine", code=0)
        for name, code in (("old", 3), ("new", 0)):  # such a name says the direction
            named = self.write("named.json", report.read_text().replace("mine", name))
            self.compare(named, "--fail-if", ">5%", code=code)

    def test_sides_that_are_not_there_or_do_not_fit_are_named(self):
        report = self.two_builds()
        for arguments, words in ((["--old", "min"], ["'min'", "did you mean", "mine"]),
                                 (["--old", "threads"], ["is an executor", "--new"]),
                                 (["--old", "mine", "--new", "mine"], ["with itself"]),
                                 (["--old", "mine", "--new", "threads"], ["'mine'", "it is a worker; write 'mine:threads'"]),
                                 (["--old", "mine", "-e", "threads,mine:threads"], ["--executors"]),
                                 ([self.old, "--old", "mine"], ["--old", "within one report"])):
            self.refuses("compare", report, *arguments, words=words)

    def test_a_run_with_a_further_worker_can_be_compared(self):
        run = self.sample("sleep", "-n", "2", "-p", "delay=1ms", "-e", "threads,coroutines", "-r", "7",
                          "--worker", f"old={harness.BINARY}")
        report = self.write("workers.json", run)
        self.assertEqual(set(self.verdicts(report)), {"threads", "coroutines"})

    def test_every_width_and_style_is_kept(self):
        new = self.scaled(1.2)
        for width in (60, 80, 120):
            done = self.concbench("compare", self.old, new, env={"COLUMNS": str(width)})
            for line in done.stdout.splitlines():
                self.assertLessEqual(len(line), width, line)
        self.assertTrue(self.compare(self.old, new, "--ascii").stdout.isascii())
        self.assertIn("\x1b[", self.compare(self.old, new, "--color", "always").stdout)
        self.assertIn("| **slower** |", self.compare(self.old, new, "--format", "markdown").stdout)

    def test_a_pipe_is_read_like_a_file(self):
        done = self.concbench("compare", "/dev/stdin", self.old, input=self.old.read_text())
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_report_of_the_first_schema_is_compared(self):
        first = GOLDEN / "schema_1.json"
        verdicts = self.verdicts(first, first)
        self.assertEqual(set(verdicts), set(harness.EXECUTORS))
        self.assertIn("neither report has a noise floor", " ".join(self.compare(first, first).stdout.split()))

    def test_a_parameter_that_came_later_has_its_default_in_an_older_report(self):
        made = self.sample("api-calls", "-n", "2", "-e", "threads", "-r", "2", "-p", "delay=1ms")
        for cell in made["cells"]:
            self.assertEqual(cell["params"].pop("connections"), "cold")
        older = self.write("older.json", made)
        for setting, code in (("cold", 0), ("warm", 4)):
            newer = self.sample("api-calls", "-n", "2", "-e", "threads", "-r", "2", "-p", "delay=1ms",
                                "-p", f"connections={setting}")
            done = self.compare(older, self.write("newer.json", newer), code=code)
        self.assertIn("connections", done.stderr)

    def test_a_cell_that_breaks_fails_the_gate(self):
        self.report["cells"][0].update(status="incorrect", reason="its answers differ")
        broken = self.write("broken.json", self.report)
        for new in (broken, self.write("gone.json", {**self.report, "cells": self.report["cells"][1:]})):
            self.compare(self.old, new)
            done = self.compare(self.old, new, "--fail-if", ">5%", code=3)
            self.assertIn("sleep/threads was ok, and is no longer", done.stderr)
            self.assertIn("--fail-if '>5%' failed: what was ok before is not ok any more (cells: 1)", done.stderr)

    def test_an_own_cell_that_breaks_beside_the_further_workers_fails_the_gate(self):
        self.report["plan"].update(workers=[{"name": "old", "command": "./old"}], executors=["threads", "old:threads"])
        own, old = self.report["cells"]
        old["executor"] = "old:threads"
        crashed = {**own, "status": "crashed", "reason": "signal 11", "samples": []}
        for cells, now in (([crashed, old], "crashed"), ([old], "gone")):
            broken = self.write("broken.json", {**self.report, "cells": cells})
            with self.subTest(now=now):
                done = self.compare(broken, "--fail-if", ">5%", code=3)
                self.assertIn(f"sleep/threads is not ok, as old:threads is: {now}", done.stderr)
                self.assertIn("not compared:", self.compare(broken, "--fail-if", ">5%", code=3).stdout)
        self.compare(self.write("whole.json", self.report), "--fail-if", ">5%")

    def test_the_gate_fails_when_every_cell_breaks(self):
        for cell in self.report["cells"]:
            cell.update(status="crashed", reason="signal 11")
        broken = self.write("broken.json", self.report)
        done = self.compare(self.old, broken, "--fail-if", ">5%", code=3)
        self.assertEqual(done.stderr.count("was ok, and is no longer: crashed"), 2)
        self.assertIn("nothing to compare", done.stdout)
        self.assertEqual(self.verdicts(self.old, broken, "--fail-if", ">5%", code=3), {})
        self.assertEqual(self.compare(self.old, broken, code=4).stdout, "")

    def test_cells_that_cannot_be_compared_are_named(self):
        self.report["cells"][0].update(status="crashed", reason="signal 11")
        other = self.write("new.json", self.report)
        self.assertIn("crashed in the new report: sleep/threads", self.compare(self.old, other).stdout)


class ExitCodes(Compare):
    def test_a_regression_beyond_the_limit_is_3(self):
        new = self.scaled(1.2)
        self.compare(self.old, new, "--fail-if", ">5%", code=3)
        self.compare(self.old, new, "--fail-if", "> 10 %", code=3)
        self.compare(self.old, new, "--fail-if", ">30%", code=0)
        self.compare(self.old, new, code=0)

    def test_a_limit_of_nothing_is_passed_by_all_but_a_resolved_slowdown(self):
        self.compare(self.old, self.old, "--fail-if", ">0%", code=0)
        self.compare(self.old, self.scaled(0.8), "--fail-if", ">0%", code=0)
        self.compare(self.old, self.scaled(1.03), "--fail-if", ">0%", code=3)
        self.compare(self.old, self.scaled(1.03), "--fail-if", ">5%", code=0)

    def test_a_limit_needs_the_whole_interval_beyond_it(self):
        self.compare(self.old, self.scaled(1.052), "--fail-if", ">5%", code=0)  # resolved, and not all of it beyond 5 %

    def test_what_became_faster_is_no_regression(self):
        self.compare(self.old, self.scaled(0.5), "--fail-if", ">5%", code=0)

    def test_a_gate_names_the_figure_that_may_not_grow(self):
        changed = copy.deepcopy(self.report)
        for cell in (*self.report["cells"], *changed["cells"]):
            for sample in cell["samples"]:
                sample.update(cpu_user_ns=700_000 + sample["round"], cpu_system_ns=300_000, peak_rss_bytes=14_000_000 + sample["round"],
                              rss_increase_bytes=200_000 + sample["round"])
                sample["latency_ns"]["p99"] = 120_000 + sample["round"]
        old = self.write("old.json", self.report)
        for sample in changed["cells"][0]["samples"]:
            sample["cpu_user_ns"] += 500_000
            sample["rss_increase_bytes"] *= 2  # which the peak hides
            sample["latency_ns"]["p99"] *= 3
        new = self.write("new.json", changed)
        self.compare(old, new, "--fail-if", ">5%")
        for figure, words in (("cpu", "uses over 5 % more CPU time"), ("memory", "uses over 5 % more memory"),
                              ("p99", "has a p99 that is more than 5 % higher")):
            with self.subTest(figure=figure):
                done = self.compare(old, new, "--fail-if", f"{figure}>5%", code=3)
                self.assertEqual(done.stderr, f"concbench: --fail-if '{figure}>5%' failed: 1 of 2 cells {words}\n")
                self.compare(old, new, "--fail-if", f"{figure} > 500%")
        done = self.compare(old, new, "--fail-if", ">5%", "--fail-if", "cpu>5%", "--format", "json", code=3)
        gate = json.loads(done.stdout)["gate"]
        self.assertEqual(gate["verdict"], "failed")
        self.assertEqual([(each["condition"], each["figure"], each["verdict"]) for each in gate["conditions"]],
                         [(">5%", "time", "passed"), ("cpu>5%", "cpu", "failed")])
        self.assertEqual(done.stderr.count("--fail-if"), 2)

    def test_memory_is_judged_by_the_peak_where_a_report_does_not_say_what_runs_added(self):
        for cell in self.report["cells"]:
            for sample in cell["samples"]:
                sample.update(peak_rss_bytes=14_000_000 + sample["round"], rss_increase_bytes=0)
        old = self.write("old.json", self.report)
        for sample in self.report["cells"][0]["samples"]:
            sample["peak_rss_bytes"] += 1_000_000
        done = self.compare(old, self.write("new.json", self.report), "--fail-if", "memory>5%", "--format", "json", code=3)
        self.assertIn("2 of 2 cells are judged by the peak of the process", done.stderr)
        self.assertEqual({each["measured"] for each in json.loads(done.stdout)["comparisons"] if each["figure"] == "memory"}, {"peak-memory"})

    def test_one_terminal_shows_each_line_of_a_gate_once(self):
        self.report["cells"][1]["params"]["delay"] = "1ms"
        other = self.write("other.json", self.report)
        arguments = [self.old, other, "--fail-if", ">5%"]
        terminal, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 500, 0, 0))
        process = self.start("compare", *arguments, stdout=inside, stderr=inside)
        os.close(inside)
        text = b""
        with contextlib.suppress(OSError):  # the other end has gone
            while part := os.read(terminal, 4096):
                text += part
        os.close(terminal)
        self.assertEqual(process.wait(harness.PATIENCE), 4)
        done = self.compare(*arguments, code=4)
        for words in ("--fail-if '>5%'", "sleep/coroutines did other work"):
            self.assertEqual(text.decode().count(words), 1, text.decode())
            self.assertEqual(done.stderr.count(words), 1)

    def test_a_condition_that_is_given_twice_is_one(self):
        done = self.compare(self.old, self.old, "--fail-if", ">5%", "--fail-if", "time>5%")
        self.assertEqual(done.stderr.count("--fail-if"), 1)
        for cell in self.report["cells"]:
            for sample in cell["samples"]:
                sample["response_ns"] = {**sample["latency_ns"], "p99": 1_000_000 + 1_250 * sample["round"]}
        self.report["plan"]["rate"] = 500
        paced = self.write("paced.json", self.report)
        done = self.compare(paced, paced, "--fail-if", ">5%", "--fail-if", "p99>5%")
        self.assertEqual(done.stderr.count("--fail-if"), 1)
        self.refuses("compare", paced, paced, "--fail-if", ">5%", "--fail-if", "p99>6%",
                     words=["second condition on the p99", "in an open loop (--rate) a condition without a figure is on the p99"])

    def test_an_undecided_gate_is_5_where_it_was_asked_for(self):
        for cell in self.report["cells"]:
            for sample in cell["samples"]:
                sample["wall_ns"] = 1_000_000 if sample["round"] % 2 else 3_000_000
        wide = self.write("wide.json", self.report)
        self.compare(wide, wide, "--fail-if", ">5%", code=0)
        self.assertIn("undecided:", self.compare(wide, wide, "--fail-if", ">5%", "--fail-if-undecided", code=5).stderr)
        self.compare(wide, wide, "--fail-if", ">500%", "--fail-if-undecided", code=0)
        self.refuses("compare", wide, wide, "--fail-if-undecided", words=["--fail-if-undecided needs --fail-if"])

    def test_other_parameters_are_another_plan_and_no_cell_that_is_gone(self):
        self.report["cells"][0]["params"]["delay"] = "1ms"
        other = self.write("other.json", self.report)
        done = self.compare(self.old, other, "--fail-if", ">5%", code=4)
        self.assertIn("sleep/threads did other work in the new report: delay '1ms' instead of '100us'", done.stderr)
        self.assertIn("undecided: the whole interval of the only cell is below 5 % slower; 1 cell did other work", done.stderr)
        self.assertIn("or leave such cells out with --across-machines", done.stderr)
        self.assertNotIn("gone", done.stderr)
        done = self.compare(self.old, other, "--fail-if", ">5%", "--across-machines", code=0)
        self.assertIn("sleep/threads did other work in the new report, and is left out: delay", done.stderr)
        self.assertIn("passed: the whole interval of the only cell is below 5 % slower; 1 cell did other work in the new report, and is left out",
                      done.stderr)
        self.compare(self.old, other, code=0)  # without a gate other work is left out
        for sample in self.report["cells"][1]["samples"]:
            sample["wall_ns"] *= 2
        self.compare(self.old, self.write("slower.json", self.report), "--fail-if", ">5%", code=3)

    def test_another_machine_or_plan_is_4_and_names_what_differs(self):
        for change, words in [
                (lambda r: r["environment"].update(cpu_model="Other CPU"), ["machines", "cpu_model", "Other CPU"]),
                (lambda r: r["environment"].update(cpus_usable=99), ["machines", "cpus_usable", "99"]),
                (lambda r: r["environment"].update(memory_bytes=1 << 20), ["machines", "memory_bytes"]),
                (lambda r: r["plan"].update(seed=77), ["plans", "seed 1, then 77"]),
                (lambda r: r["plan"].update(profile="quick"), ["plans", "profile standard, then quick"]),
        ]:
            changed = copy.deepcopy(self.report)
            change(changed)
            other = self.write("other.json", changed)
            with self.subTest(words=words):
                done = self.compare(self.old, other, code=4)
                self.assertEqual(done.stdout, "")
                self.assertRegex(done.stderr, r"\Aconcbench: [^\n]+\n\Z")
                for word in [*words, "--across-machines"]:
                    self.assertIn(word, done.stderr)
                self.assertIn(words[-1], " ".join(self.compare(self.old, other, "--across-machines").stdout.split()))

    def test_an_open_loop_is_compared_with_one_of_its_rate_alone(self):
        def at(rate):
            report = copy.deepcopy(self.report)
            report["plan"]["rate"] = rate
            for cell in report["cells"] if rate else []:
                for sample in cell["samples"]:
                    sample["response_ns"] = {**sample["latency_ns"], "p99": 5_000_000 + sample["round"]}
            return self.write(f"at_{rate}.json", report)
        for old, new, words in ((0, 200, "rate none, then 200/s"), (200, 0, "rate 200/s, then none"),
                                (200, 100, "rate 200/s, then 100/s")):
            for further in ([], ["--across-machines"], ["--fail-if", ">5%"]):
                with self.subTest(words=words, further=further):
                    done = self.compare(at(old), at(new), *further, code=4)
                    self.assertEqual(done.stdout, "")
                    self.assertIn(words, done.stderr)
                    self.assertNotIn("--across-machines", done.stderr)
        shown = self.compare(at(200), at(200)).stdout
        self.assertRegex(shown, "old p99 +new p99")
        self.assertIn("5.00 ms", shown)

    def test_another_kernel_is_named_and_compared(self):
        self.report["environment"]["kernel"] = "Linux 1.0"
        other = self.write("other.json", self.report)
        self.assertIn("then Linux 1.0", " ".join(self.compare(self.old, other).stdout.split()))

    def test_nothing_to_compare_is_4_and_names_what_differs(self):
        for cell in self.report["cells"]:
            cell["params"]["delay"] = "1ms"
        done = self.compare(self.old, self.write("other.json", self.report), code=4)
        self.assertIn("delay '1ms' instead of '100us'", done.stderr)


class BadInput(Compare):
    def test_files_that_cannot_be_read_are_named(self):
        self.refuses("compare", self.old, "gone.json", words=["gone.json", "No such file"])
        self.refuses("compare", self.folder, self.old, words=[str(self.folder), "directory"])
        self.refuses("compare", self.old, self.write("empty.json", ""), words=["empty.json", "is empty"])
        self.refuses("compare", "/dev/zero", self.old, words=["/dev/zero", "MiB"])

    def test_a_truncated_report_says_where_it_ends(self):
        whole = self.old.read_text()
        for length in (1, 100, len(whole) // 2, len(whole) - 1):
            with self.subTest(length=length):
                self.refuses("compare", self.old, self.write("cut.json", whole[:length]),
                             words=["cut.json", f"at byte {length}", "cut off"])

    def test_a_report_in_utf_16_is_named_as_such(self):
        path = self.folder / "utf-16.json"
        path.write_text("{}", encoding="utf-16")
        self.refuses("compare", path, path, words=["utf-16.json", "UTF-16", "save it as UTF-8"])

    def test_a_foreign_file_is_no_report(self):
        for text in ("hello", "[1, 2]", '{"results": [{"command": "ls", "mean": 1.0}]}', '{"context": {}, "benchmarks": []}'):
            with self.subTest(text=text):
                self.refuses("compare", self.old, self.write("foreign.json", text),
                             words=["foreign.json", "not a concbench report"])

    def test_a_report_of_a_later_schema_asks_for_a_newer_concbench(self):
        self.report["schema_version"] = 9
        self.refuses("compare", self.old, self.write("future.json", self.report), words=["schema version 9", "newer concbench"])

    def test_what_was_edited_by_hand_is_named_with_its_place(self):
        def sample(report):
            return report["cells"][0]["samples"][0]
        for change, words in [
                (lambda r: sample(r).update(wall_ns=-1), ["'cells[0].samples[0].wall_ns'", "-1", "1 to 10^18"]),
                (lambda r: sample(r).update(wall_ns=0), ["'cells[0].samples[0].wall_ns' is 0", "1 to 10^18"]),
                (lambda r: sample(r).update(wall_ns=10 ** 19), ["wall_ns", "10^18"]),
                (lambda r: sample(r).update(wall_ns="NaN"), ["wall_ns", '"NaN"']),
                (lambda r: sample(r).update(wall_ns=float("nan")), ["not JSON"]),
                (lambda r: sample(r).update(latency_ns=3), ["latency_ns", "an object"]),
                (lambda r: sample(r).update(status="fine"), ["status", '"fine"', "incorrect"]),
                (lambda r: r.update(cells={}), ["'cells'", "an array"]),
                (lambda r: r["cells"].append(r["cells"][0]), ["'cells[2]'", "twice"]),
                (lambda r: sample(r).update(round=5), ["round", "5"]),
                (lambda r: r["plan"].update(precision="narrow"), ["'plan.precision'", '"narrow"']),
                (lambda r: r["cells"][0].update(executor="\x1b[2J"), ["'cells[0].executor'", "control"]),
                (lambda r: r.pop("environment"), ["'environment' is missing"]),
                (lambda r: sample(r)["response_ns"].update(p99=5), ["'cells[0].samples[0].response_ns.p99' is 5", "no rate"]),
                (lambda r: r["plan"].update(rate=10), ["'cells[0].samples[0].response_ns.p99' is 0", "rate"]),
                (lambda r: sample(r).update(status="crashed"), ["'cells[0].samples[0].status'", "no worse than its cell, which is ok"]),
                (lambda r: sample(r).update(tasks_failed=5), ["'cells[0].samples[0].tasks_failed' is 5"]),
                (lambda r: sample(r).update(digest="0" * 16), ["'cells[0].samples[1].digest'", "0" * 16]),
                (lambda r: r["cells"][0].update(tasks=0, concurrency=0), ["'cells[0].tasks' is 0"]),
                (lambda r: r["cells"][0].update(tasks=10 ** 18, concurrency=10 ** 18), ["'cells[0].samples[0].tasks_ok' is 3"]),
                (lambda r: r["cells"][0].update(concurrency=4), ["'cells[0].concurrency' is 4", "1 to 3"]),
        ]:
            changed = copy.deepcopy(self.report)
            change(changed)
            with self.subTest(words=words):
                self.refuses("compare", self.old, self.write("edited.json", changed), words=["edited.json", *words])

    def test_bad_usage_is_2(self):
        for arguments, words in [
                ([], ["OLD"]),
                (["a", "b", "c"], ["c"]),
                ([self.old, self.old, "--fail-if", "5%"], ["--fail-if", "'5%'", "'>5%'"]),
                ([self.old, self.old, "--fail-if", ">five"], ["--fail-if", "'>five'"]),
                ([self.old, self.old, "--fail-if", ">5"], ["--fail-if", "'>5'"]),
                ([self.old, self.old, "--fail-if", ">-1%"], ["--fail-if", "'>-1%'", "from 0"]),
                ([self.old, self.old, "--fail-if"], ["--fail-if needs a value", "in quotes", "'>5%'"]),
                ([self.old, "--fail-if", self.old], ["--fail-if", "old.json", "in quotes"]),
                ([self.old, self.old, "--fail-if", "cpu"], ["--fail-if", "'cpu'", "in quotes"]),
                ([self.old, self.old, "--fail-if", "cpus>5%"], ["'cpus'", "did you mean 'cpu'"]),
                ([self.old, self.old, "--fail-if", ">5%", "--fail-if", "time>6%"], ["second condition on the time"]),
                ([self.old, self.old, "--format", "csv"], ["--format", "csv"]),
                ([self.old, self.old, "-e", "threads,coroutines"], ["--executors", "one report"]),
                ([self.old], ["second report", "--old NAME", "--worker"]),
                ([self.old, "-e", "threads"], ["--executors", "two"]),
                ([self.old, "-e", "threads,corutines"], ["corutines", "'coroutines'"]),
                ([self.old, "-e", "threads,threads"], ["threads", "itself"]),
                ([self.old, "-e", "threads,coroutines", "--across-machines"], ["--across-machines"]),
        ]:
            with self.subTest(arguments=arguments):
                self.refuses("compare", *arguments, words=words)


if __name__ == "__main__":
    harness.main()
