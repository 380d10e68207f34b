"""Advice from reports of real runs, and what is refused."""
import json
import re

import harness

WAITS = ["sleep", "-e", "sequential,threads,coroutines", "-n", "20", "-p", "delay=20ms", "--warmup", "0", "-q"]


class Advice(harness.Program):
    def report(self, *words, code=0):
        done = self.concbench("run", *words, "--export-json", "run.json")
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads((self.folder / "run.json").read_text())

    def advice(self, *words, **options):
        done = self.concbench("advise", "run.json", *words, **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_waiting_side_by_side_is_advised_and_one_after_another_is_not(self):
        self.report(*WAITS, "-r", "10")  # 400 ms against 20, and the intervals leave one round of ten aside
        text = self.advice(env={"COLUMNS": "200"})
        (use,) = re.findall(r"(?m)^Use ([^:]*): in sleep no other model is shown to be faster", text)
        self.assertNotIn("sequential", use)
        self.assertRegex(text, r"(?m)^sequential +1 of 1 +[0-9.]+×$")
        self.assertRegex(text, r"(?m)^why: sequential ran one task at a time; [a-z]+ had up to \d+ under way at once\.$")

    def test_it_says_the_same_in_every_format(self):
        self.report(*WAITS, "-r", "10")
        text = " ".join(self.advice().split())
        (sentence,) = re.findall(r"Use [^:]*: in sleep no other model is shown to be faster", text)
        self.advice("--export-html", "advice.html", "--export-markdown", "advice.md")
        self.assertIn(sentence, (self.folder / "advice.html").read_text(encoding="utf-8"))
        self.assertIn(sentence, (self.folder / "advice.md").read_text(encoding="utf-8"))
        self.assertEqual(self.advice("--format", "html"), (self.folder / "advice.html").read_text(encoding="utf-8"))
        self.assertEqual(self.advice("--format", "markdown"), (self.folder / "advice.md").read_text(encoding="utf-8"))
        self.assertTrue(self.advice("--ascii").isascii())
        waits = json.loads(self.advice("--format", "json"))["situations"][0]
        self.assertIn("Use " + " or ".join(waits["use"]) + ":", sentence)

    def test_one_round_rules_out_what_can_be_seen_and_says_what_to_do(self):
        many = ["100" if each == "20" else each for each in WAITS]  # 2 s one after another: no stall hides that
        self.report(*many, "-r", "1")
        text = " ".join(self.advice().split())
        self.assertRegex(text, r"Not sequential: in sleep it took [0-9.]+ \w+, and [a-z]+ [0-9.]+ \w+\. One round has no interval")
        self.assertIn("run the same command with -r 7.", text)
        self.assertIn("7 rounds are enough for every interval (-r 7)", text)

    def test_what_the_report_does_not_have_comes_with_commands_that_the_program_takes(self):
        self.report(*WAITS, "-r", "1")
        text = self.advice(env={"COLUMNS": "1000"})
        commands = re.findall(r"(?m)^  \$ concbench (run .*)$", text)
        self.assertEqual(len(commands), 3)
        declared = {each["name"] for each in self.declared("scenarios") if not each["required_parameter"]}
        named = {name for command in commands for name in command.split() if name in declared}
        self.assertEqual(named, declared)  # sleep as well: many at once
        for command in commands:
            # Nothing is run: the file cannot be written.
            self.refuses(*command.replace("--export-json ", "--export-json no/such/folder/").split(), words=["no/such/folder"])

    def test_every_scenario_of_this_build_is_of_a_known_kind(self):
        names = [each["name"] for each in self.declared("scenarios")]
        report = self.report("noop", "-e", "sequential", "-n", "1", "-r", "1", "-q")
        cell = report["cells"][0]
        report["cells"] = [dict(cell, scenario=name) for name in names] + [dict(cell, scenario="from-elsewhere")]
        (self.folder / "run.json").write_text(json.dumps(report))
        unknown = self.advice().split("── work of unknown kind")[1]
        self.assertEqual(re.findall(r"evidence: ([\w-]+)", unknown), ["from-elsewhere"])

    def test_a_failed_model_is_named_and_not_advised(self):
        self.report("api-calls", "-e", "threads,coroutines", "-n", "8", "-p", "503-rate=1", "-r", "2", "-q", code=1)
        text = self.advice()
        self.assertIn("No model is ok here", text)
        self.assertIn("FAILED", text)

    def test_what_is_no_report_gives_one_line_and_no_page(self):
        whole = self.report("noop", "-e", "sequential", "-n", "1", "-r", "1", "-q")
        empty = dict(whole, cells=[dict(cell, samples=[]) for cell in whole["cells"]])
        texts = {"none.json": "hello", "cut.json": json.dumps(whole)[:-20], "later.json": json.dumps(dict(whole, schema_version=999)),
                 "empty.json": json.dumps(empty)}
        for name, text in texts.items():
            with self.subTest(name):
                (self.folder / name).write_text(text)
                self.refuses("advise", name, "--export-html", "page.html", words=[name])
                self.assertFalse((self.folder / "page.html").exists())
        self.refuses("advise", words=["REPORT"])
        self.refuses("advise", "missing.json", words=["missing.json"])


if __name__ == "__main__":
    harness.main()
