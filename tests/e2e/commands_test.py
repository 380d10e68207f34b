"""`list`, `--help`, `--version`, and `worker` by hand."""
import contextlib
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios

import harness

COMMANDS = ["run", "compare", "advise", "cost", "doctor", "list", "explain", "serve", "man", "completion", "worker"]
SPEC = {"protocol": 1, "action": "sample", "scenario": "sleep", "executor": "threads", "params": {"delay": "1ms"},
        "tasks": 3, "concurrency": 2, "seed": 1}


class Help(harness.Program):
    def test_every_command_explains_itself_with_examples(self):
        for command in ([], ["run"], ["compare"], ["advise"], ["cost"], ["doctor"], ["list"], ["explain"], ["serve"], ["man"], ["completion"]):
            done = self.concbench(*command, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)
            self.assertIn("concbench", done.stdout)
            self.assertIn("Example", done.stdout, command)

    def test_the_worker_is_hidden_from_the_main_help_and_explains_itself(self):
        self.assertNotRegex(self.concbench("--help").stdout, r"(?m)^\s+worker\b")
        done = self.concbench("worker", "--help")
        self.assertEqual(done.returncode, 0)
        self.assertIn("JSON", done.stdout)

    def test_the_help_of_run_names_every_option(self):
        text = self.concbench("run", "--help").stdout
        for option in ["--executors", "-e", "--tasks", "-n", "--concurrency", "-c", "--param", "-p", "--rounds", "-r", "--warmup",
                       "--profile", "--seed", "--timeout", "--baseline", "--export-json", "--export-csv",
                       "--export-markdown", "--export-bmf", "--export-benchmark-action", "--format", "--color", "--ascii", "--quiet", "--server", "--url", "--urls", "--ca"]:
            self.assertRegex(text, rf"(?<![\w-]){re.escape(option)}(?![\w-])")

    def test_help_is_a_command_as_well(self):
        self.assertEqual(self.concbench("help").stdout, self.concbench("--help").stdout)
        self.assertEqual(self.concbench("help", "compare").stdout, self.concbench("compare", "--help").stdout)
        self.refuses("help", "compere", words=["unknown command 'compere'", "did you mean 'compare'"])

    def test_words_in_the_wrong_place_lead_to_the_right_ones(self):
        self.refuses("sleep", words=["'sleep' is a scenario: concbench run sleep"])
        self.refuses("coroutines", words=["'coroutines' is an executor: concbench run SCENARIO -e coroutines"])
        self.refuses("run", "sleep", "--delay", "1s", words=["--delay is a parameter", "-p delay=VALUE"])

    def test_every_command_that_has_json_takes_it_as_a_format(self):
        for command in (["list"], ["doctor", "--no-run"]):
            json.loads(self.concbench(*command, "--format", "json").stdout)

    def test_help_lists_and_explanations_fit_the_width(self):
        for width in (60, 80, 120, 160):
            for arguments in (["--help"], *([each, "--help"] for each in COMMANDS), ["list"], ["list", "custom"], ["explain", "threads"],
                              ["explain", "web-scrape"]):
                with self.subTest(arguments=arguments, width=width):
                    lines = self.concbench(*arguments, env={"COLUMNS": str(width)}).stdout.splitlines()
                    self.assertGreater(len(lines), 3)
                    self.assertEqual([line for line in lines if len(line) > width and not line.startswith("    ")], [])

    def test_an_example_that_is_too_long_goes_on_after_a_backslash(self):
        text = self.concbench("run", "--help", env={"COLUMNS": "60"}).stdout
        (command,) = re.findall(r"(?m)^  concbench run sleep --worker(?: \\\n *| )py=(?:.*\\\n)*.*$", text)
        self.assertEqual(" ".join(command.replace("\\\n", " ").split()),
                         "concbench run sleep --worker py='python3 scripts/worker_example.py' --cpus 0-1")

    def test_an_error_fits_the_terminal_and_is_one_line_elsewhere(self):
        arguments = ["run", "sleep", "-p", "delay=" + "word " * 30]
        terminal, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        process = self.start(*arguments, stderr=inside)
        os.close(inside)
        self.assertEqual(process.wait(harness.PATIENCE), 2)
        text = b""
        with contextlib.suppress(OSError):  # the other end has gone
            while part := os.read(terminal, 4096):
                text += part
        os.close(terminal)
        lines = text.decode().splitlines()
        self.assertGreater(len(lines), 2)
        self.assertEqual([line for line in lines if len(line) > 60], [])
        self.assertEqual(" ".join(" ".join(lines).split()), " ".join(self.refuses(*arguments).split()))

    def test_what_is_piped_is_as_wide_as_the_terminal_that_shows_it(self):
        terminal, inside = pty.openpty()
        self.addCleanup(os.close, terminal)
        self.addCleanup(os.close, inside)
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        narrow = self.concbench("explain", "threads", env={"COLUMNS": "60"}).stdout
        self.assertEqual(self.concbench("explain", "threads", stderr=inside).stdout, narrow)  # into a pipe
        with open(self.folder / "section.txt", "w+", encoding="utf-8") as file:
            self.concbench("explain", "threads", stdout=file, stderr=inside)
        wide = self.concbench("explain", "threads", env={"COLUMNS": "100"}).stdout
        self.assertEqual((self.folder / "section.txt").read_text(encoding="utf-8"), wide)
        self.assertNotEqual(wide, narrow)

    def test_the_version_is_told(self):
        done = self.concbench("--version")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"\d+\.\d+\.\d+")


class Explain(harness.Program):
    def explained(self, *arguments, **environment):
        done = self.concbench("explain", *arguments, env=environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_every_executor_and_every_scenario_is_explained(self):
        for what in ("executors", "scenarios"):
            for each in self.declared(what):
                with self.subTest(each["name"]):
                    text = self.explained(each["name"])
                    self.assertEqual(text.splitlines()[0], each["name"])
                    self.assertGreater(len(text.splitlines()), 3)
                    self.assertNotRegex(text, r"(?m)\*\*|\]\(\.\.|^\||<!--|```|\x1b")

    def test_the_section_of_the_reference_is_printed_as_it_stands(self):
        page = (harness.ROOT / "docs" / "executors.md").read_text()
        section = self.explained("threads", "--format", "markdown")
        self.assertTrue(section.startswith("## `threads`\n"))
        self.assertIn("\n" + section, page)
        self.assertNotIn("std-async", section)

    def test_an_executor_says_when_it_wins_and_when_not(self):
        text = " ".join(self.explained("thread-pool", COLUMNS="60").split())
        for words in ("- Waits: `thread-pool` waits by blocking one of the pool's threads.", "- Use it for", "- Not: do not use it for tasks that wait for tasks",
                      "src/executors/thread_pool.cpp, src/sync/thread_pool.hpp", "concbench cost -e thread-pool"):
            self.assertIn(words, text)

    def test_parameters_are_left_to_the_list(self):
        text = self.explained("file-io")
        self.assertIn("concbench list file-io", text)
        self.assertNotIn("allowed", text)
        self.assertIn("concbench explain file-io", self.concbench("list", "file-io").stdout)

    def test_headings_are_bold_where_there_are_colours(self):
        self.assertIn("\x1b[1mthreads\x1b[0m\n", self.explained("threads", "--color", "always"))
        self.assertIn("\x1b[1mUse it\x1b[0m", self.explained("threads", "--color", "always"))

    def test_a_name_that_there_is_not_leads_to_the_nearest(self):
        self.refuses("explain", "thread-pol", words=["'thread-pol'", "did you mean 'thread-pool'"])

    def test_a_name_that_nothing_is_near_to_leads_to_the_list(self):
        for command in ("explain", "list"):
            said = self.refuses(command, "nosuch", words=["there is no scenario or executor 'nosuch'; concbench list shows them all"])
            self.assertNotIn("coroutines", said)

    def test_without_a_name_it_says_what_there_is_to_explain(self):
        done = self.concbench("explain")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for name in ("threads", "coroutines", "file-io", "web-scrape", "concbench explain NAME"):
            self.assertIn(name, done.stdout)


class List(harness.Program):
    def listed(self, *arguments):
        done = self.concbench("list", *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_all_is_listed_with_parameters(self):
        text = self.listed()
        for name in ["sleep", "image-download", "api-calls", "file-io", "delay", "error-rate", "max-body", *harness.EXECUTORS]:
            self.assertIn(name, text)

    def test_one_scenario_or_executor_is_listed_by_its_name(self):
        self.assertIn("cache", self.listed("file-io"))
        self.assertNotIn("sleep", self.listed("file-io"))
        self.assertIn("std::jthread", self.listed("threads"))
        self.assertEqual(json.loads(self.listed("sleep", "--format", "json"))["name"], "sleep")
        self.refuses("list", "file-oi", words=["file-oi", "did you mean 'file-io'"])

    def test_one_kind_alone_is_listed_when_asked_for(self):
        self.assertNotIn("thread-pool", self.listed("scenarios"))
        self.assertNotIn("file-io", self.listed("executors"))
        self.assertEqual(set(json.loads(self.listed("executors", "--json"))), {"executors"})

    def test_json_has_defaults_ranges_and_units(self):
        listed = json.loads(self.listed("--json"))
        self.assertEqual([each["name"] for each in listed["executors"] if each["default"]], harness.EXECUTORS)
        scenarios = {each["name"]: each for each in listed["scenarios"]}
        parameters = {each["name"]: each for each in scenarios["api-calls"]["parameters"]}
        delay = parameters["delay"]
        self.assertEqual((delay["unit"], delay["minimum"], delay["maximum"]), ("ns", "0s", "1h"))
        self.assertEqual(delay["default"]["tutorial"], "1s")
        self.assertEqual(parameters["max-body"]["unit"], "bytes")
        self.assertEqual(parameters["keepalive"]["choices"], ["on", "off"])
        for scenario in scenarios.values():
            self.assertTrue(scenario["summary"])
            for each in scenario["parameters"]:
                self.assertTrue(each["help"] and each["type"] and "default" in each, each["name"])

    def test_every_default_that_is_listed_is_accepted(self):
        for scenario in json.loads(self.listed("--json"))["scenarios"]:
            values = [word for each in scenario["parameters"] if each["name"] != scenario["required_parameter"] for word in
                      ("-p", f"{scenario['name']}.{each['name']}={each['default']['quick']}")]
            if scenario["required_parameter"]:
                values += ["-p", "command=true"]  # the one that has no default
            executor = "threads" if scenario["name"] == "pipeline" else "sequential"  # its actors run at once
            self.all_ok(self.cells(scenario["name"], "-n", "5", "-e", executor, *values).values())


class Worker(harness.Program):
    def work(self, spec):
        return self.concbench("worker", input=spec if isinstance(spec, str) else json.dumps(spec))

    def test_a_sample_is_taken_by_hand(self):
        done = self.work(SPEC)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        answer = json.loads(done.stdout)
        self.assertEqual((answer["status"], answer["sample"]["tasks_ok"]), ("ok", 3))
        self.assertEqual(done.stdout.count("\n"), 1)

    def test_the_digest_is_the_documented_one(self):
        def mix(a, b):
            mask = (1 << 64) - 1
            x = (a + 0x9e3779b97f4a7c15 * (b + 1)) & mask
            x = ((x ^ x >> 30) * 0xbf58476d1ce4e5b9) & mask
            x = ((x ^ x >> 27) * 0x94d049bb133111eb) & mask
            return x ^ x >> 31
        right = sum(mix(mix(index, 0), index + 1) for index in range(3)) % (1 << 64)
        for executor in harness.EXECUTORS:
            answer = json.loads(self.work({**SPEC, "executor": executor}).stdout)
            self.assertEqual(answer["sample"]["digest"], f"{right:016x}", executor)

    def test_parameters_and_other_keys_have_defaults(self):
        done = self.work({"protocol": 1, "action": "sample", "scenario": "sleep", "executor": "sequential", "tasks": 1})
        self.assertEqual(json.loads(done.stdout)["status"], "ok")

    def test_prepare_answers_with_a_fixture(self):
        folder = self.folder / "shared"
        own = self.folder / "own"
        folder.mkdir()
        own.mkdir()
        spec = {**SPEC, "action": "prepare", "scenario": "file-io", "params": {"op": "read", "size": "1KiB"},
                "run_folder": str(folder)}
        prepared = json.loads(self.work(spec).stdout)
        self.assertEqual((prepared["status"], len(prepared["fixture"]["files"])), ("ok", 3))
        taken = json.loads(self.work({**spec, "action": "sample", "sample_folder": str(own), "fixture": prepared["fixture"]}).stdout)
        self.assertEqual((taken["status"], taken["sample"]["tasks_ok"]), ("ok", 3))

    def test_a_set_up_that_fails_is_an_answer(self):
        spec = {**SPEC, "action": "prepare", "scenario": "file-io", "params": {"op": "read"}, "run_folder": "/proc"}
        done = self.work(spec)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(json.loads(done.stdout)["status"], "failed")

    def test_a_spec_that_cannot_be_understood_gets_one_line(self):
        for spec, word in [("", "JSON"), ("{", "JSON"), ("[]", "object"), ({**SPEC, "protocol": 3}, "3"),
                           ({**SPEC, "action": "dance"}, "dance"), ({**SPEC, "scenario": "slep"}, "sleep"),
                           ({**SPEC, "tasks": 0}, "tasks"),
                           ({**SPEC, "tasks": "three"}, "tasks"), ({**SPEC, "concurrency": 4}, "concurrency"),
                           ({**SPEC, "params": {"delay": "soon"}}, "soon"), ({**SPEC, "params": 7}, "params"),
                           ({**SPEC, "server": []}, "server"), ({**SPEC, "round": -1}, "round")]:
            with self.subTest(spec=spec):
                self.refuses("worker", words=[word], input=spec if isinstance(spec, str) else json.dumps(spec))

    def test_a_spec_without_the_folders_that_its_work_needs_is_refused_and_nothing_is_touched(self):
        mine = self.folder / "file-io"
        mine.mkdir()
        (mine / "letter.txt").write_text("mine")
        for scenario in ("file-io", "database", "custom"):
            spec = {**SPEC, "scenario": scenario, "params": {}}
            for action, folders, word in [("prepare", {}, "run_folder"), ("sample", {}, "run_folder"), ("prepare", {"run_folder": "."}, "run_folder"),
                                          ("prepare", {"run_folder": "/nonexistent-folder"}, "/nonexistent-folder"),
                                          ("sample", {"run_folder": str(self.folder)}, "sample_folder")]:
                with self.subTest(scenario=scenario, action=action, folders=folders):
                    self.refuses("worker", words=[word], input=json.dumps({**spec, "action": action, **folders}))
        self.assertEqual((mine / "letter.txt").read_text(), "mine")

    def test_a_fixture_that_prepare_did_not_make_is_an_answer_in_words(self):
        folders = {"run_folder": str(self.folder), "sample_folder": str(self.temporary)}
        for fixture, words in [
                ({}, "'fixture.files' is missing or empty"), ({"files": 7}, "'fixture.files' is 7; it must be an array"),
                ({"files": [{"path": 7}]}, "'fixture.files[0].path' is 7; it must be a text"),
                ({"files": [{"path": "a", "size": 1, "sum": "x"}]}, "'fixture.files[0].sum' is \"x\"")]:
            answer = json.loads(self.work({**SPEC, "scenario": "file-io", "params": {"op": "read"}, **folders, "fixture": fixture}).stdout)
            self.assertEqual(answer["status"], "failed")
            self.assertIn(words, answer["reason"])
            self.assertNotIn("boost", answer["reason"])

    def test_files_that_hold_no_block_are_an_answer_in_words(self):
        folders = {"run_folder": str(self.folder), "sample_folder": str(self.temporary)}
        small = self.folder / "small"
        small.write_text("x")
        fixture = {"files": [{"path": str(small), "size": 1, "sum": "0"}]}
        answer = json.loads(self.work({**SPEC, "scenario": "file-io", "params": {"op": "read", "block": "4KiB"}, **folders,
                                       "fixture": fixture}).stdout)
        self.assertEqual((answer["status"], answer["reason"][:34]), ("failed", "no file of the fixture holds a blo"))

    def test_a_spec_with_names_that_are_not_known_gets_one_line(self):
        for spec, word in [({**SPEC, "executor": "thread"}, "threads"), ({**SPEC, "params": {"dealy": "1ms"}}, "dealy"),
                           ({**SPEC, "targets": "x"}, "targets"),
                           ({**SPEC, "scenario": "api-calls", "targets": ["ftp://x/"]}, "ftp")]:
            with self.subTest(spec=spec):
                self.refuses("worker", words=[word], input=json.dumps(spec))

    def test_a_worker_whose_reader_has_gone_ends(self):
        process = self.start("worker", stdin=subprocess.PIPE)
        process.stdout.close()
        process.stdin.write(json.dumps(SPEC))
        process.stdin.close()
        process.wait(harness.PATIENCE)


if __name__ == "__main__":
    harness.main()
