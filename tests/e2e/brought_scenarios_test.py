"""Scenarios that a worker brings (protocol 2): listed, checked, swept, prepared and verified like those of concbench; and declarations
that cannot be used or that clash."""
import json
import sys

import harness

# A worker with the scenario "parse". Its declaration is the file DECLARED, and each spec that it reads is added to the file HEARD.
WORKER = '''
import json, os, sys
from pathlib import Path
spec = json.load(sys.stdin)
declared = json.loads(Path(os.environ["DECLARED"] + sys.argv[1]).read_text())
if spec["action"] == "describe":
    assert spec["protocol"] == 1
    print(json.dumps({"protocol": 2, "executors": ["straight", "skewed"], "scenarios": ["parse"], "declarations": [declared]} |
                     json.loads(os.environ.get("MORE", "{}"))))
    sys.exit()
with open(os.environ["HEARD"], "a") as heard: heard.write(json.dumps(spec) + "\\n")
if spec["action"] == "prepare":
    if spec["params"]["size"] == "13B": print(json.dumps({"status": "failed", "reason": "thirteen bytes are no document"})); sys.exit()
    if spec["params"]["size"] == "14B" and spec["executor"] == "straight": print(json.dumps({"status": "n/a", "reason": "not I"})); sys.exit()
    (Path(spec["run_folder"]) / "document").write_text(spec["params"]["size"])
    print(json.dumps({"status": "ok", "fixture": {"secret": 42}}))
    sys.exit()
assert spec["fixture"] == {"secret": 42} and (Path(spec["run_folder"]) / "document").read_text() == spec["params"]["size"]
digest = spec["tasks"] + (1 if spec["executor"] == "skewed" and spec["params"]["size"] == "15B" else 0)
print(json.dumps({"status": "ok", "sample": {"status": "ok", "wall_ns": 5_000_000, "tasks_ok": spec["tasks"], "digest": "%016x" % digest}}))
'''
PARSE = {"name": "parse", "summary": "documents, parsed", "work": "computing", "tasks": {"quick": 2, "standard": 6, "tutorial": 4},
         "parameters": [{"name": "size", "type": "size", "default": {"quick": "1KiB", "standard": "64KiB", "tutorial": "2KiB"},
                         "minimum": "10B", "maximum": "1MiB", "help": "bytes of a document"},
                        {"name": "how", "type": "choice", "default": "fast", "choices": ["fast", "exact"]}]}


class Brought(harness.Program):
    def setUp(self):
        super().setUp()
        (self.folder / "worker.py").write_text(WORKER)
        self.declare("a")

    def declare(self, version, **changes):
        (self.folder / f"declared-{version}").write_text(json.dumps(PARSE | changes))

    def worker(self, name="mine", version="a"):
        return ["--worker", f"{name}={sys.executable} worker.py {version}"]

    def environment(self, **changes):
        return super().environment(DECLARED=str(self.folder / "declared-"), HEARD=str(self.folder / "heard"), **changes)

    def heard(self):
        return [json.loads(line) for line in (self.folder / "heard").read_text().splitlines()]


class Lists(Brought):
    def test_a_scenario_of_a_worker_is_listed_with_its_parameters_ranges_and_defaults(self):
        listed = self.concbench("list", "scenarios", *self.worker()).stdout
        self.assertIn("documents, parsed", listed)
        for name in ("parse", "mine:parse"):
            one = self.concbench("list", name, *self.worker()).stdout
            for words in ("2 / 6 / 4", "1KiB / 64KiB / 2KiB: bytes of a document", "10B to 1MiB", "fast|exact"):
                self.assertIn(words, one)

    def test_as_json_it_is_the_declaration_of_the_worker(self):
        one = json.loads(self.concbench("list", "parse", "--json", *self.worker()).stdout)
        self.assertEqual((one["name"], one["tasks"], one["work"]), (PARSE["name"], PARSE["tasks"], "computing"))
        self.assertEqual([each["default"] for each in one["parameters"]],
                         [PARSE["parameters"][0]["default"], {"quick": "fast", "standard": "fast", "tutorial": "fast"}])

    def test_without_the_worker_nobody_knows_it(self):
        self.refuses("list", "parse", words=["no scenario or executor 'parse'"])


class Runs(Brought):
    def test_run_with_the_defaults_of_the_profile_and_are_prepared_once_by_their_worker(self):
        cells = self.cells("mine:parse", "-e", "all", "--profile", "quick", *self.worker())
        self.assertEqual(list(cells), ["mine:straight", "mine:skewed"])  # nobody else has code for it
        self.all_ok(cells.values())
        self.assertEqual({(cell["tasks"], cell["params"]["size"], cell["params"]["how"]) for cell in cells.values()}, {(2, "1KiB", "fast")})
        heard = self.heard()
        self.assertEqual([each["action"] for each in heard].count("prepare"), 1)
        self.assertEqual({each["protocol"] for each in heard}, {2})

    def test_own_scenarios_run_beside_them_where_this_program_has_them(self):
        report = self.sample("sleep", "mine:parse", "-e", "sequential,mine:straight", "-n", "1", *self.worker())
        status = {(cell["scenario"], cell["executor"]): cell["status"] for cell in report["cells"]}
        self.assertEqual(status, {("sleep", "sequential"): "ok", ("sleep", "mine:straight"): "n/a",
                                  ("parse", "sequential"): "n/a", ("parse", "mine:straight"): "ok"})

    def test_parameters_are_checked_and_swept_as_those_of_concbench_are(self):
        report = self.sample("parse", "--sweep", "size=1KiB,2KiB", "-p", "how=exact", *self.worker())
        self.assertEqual({(cell["params"]["size"], cell["params"]["how"], cell["status"]) for cell in report["cells"]},
                         {("1KiB", "exact", "ok"), ("2KiB", "exact", "ok")})
        for given, words in [("size=9B", ["'size' cannot be '9B'", "10B to 1MiB"]), ("size=soon", ["'soon'"]),
                             ("how=well", ["fast|exact"]), ("siz=1KiB", ["did you mean 'size'?"])]:
            with self.subTest(given=given):
                self.refuses("run", "parse", "-p", given, *self.worker(), words=words)
        self.refuses("run", "parse", "--rate", "10/s", *self.worker(), words=["parse"])

    def test_answers_must_be_equal_among_all_executors_that_have_them(self):
        cells = self.cells("parse", "-p", "size=15B", *self.worker(), code=1)
        self.assertEqual((cells["mine:straight"]["status"], cells["mine:skewed"]["status"]), ("ok", "incorrect"))
        self.assertIn("differ from the first ones of mine:straight", cells["mine:skewed"]["reason"])

    def test_what_the_worker_says_when_it_prepares_is_the_reason_of_the_cells(self):
        cells = self.cells("parse", "-p", "size=13B", *self.worker(), code=1)
        for cell in cells.values():
            self.assertEqual((cell["status"], cell["reason"]), ("failed", "thirteen bytes are no document"))

    def test_where_one_executor_cannot_prepare_the_next_one_is_asked(self):
        cells = self.cells("parse", "-p", "size=14B", *self.worker())
        self.assertEqual((cells["mine:straight"]["status"], cells["mine:straight"]["reason"]), ("n/a", "not I"))
        self.all_ok([cells["mine:skewed"]])

    def test_names_that_lead_nowhere_are_refused(self):
        for name, words in [("mine:pars", ["--worker mine has no 'pars'", "'parse'"]), ("min:parse", ["no --worker is called 'min'", "'mine'"]),
                            ("pars", ["did you mean 'parse'?"])]:
            with self.subTest(name=name):
                self.refuses("run", name, *self.worker(), words=words)


class Declarations(Brought):
    def changed_size(self, **changes):
        return {"parameters": [PARSE["parameters"][0] | changes, PARSE["parameters"][1]]}

    def test_two_workers_with_the_same_declaration_share_the_scenario(self):
        cells = self.cells("parse", "-e", "straight", *self.worker("one"), *self.worker("two"))
        self.assertEqual(list(cells), ["one:straight", "two:straight"])
        self.all_ok(cells.values())

    def test_a_worker_may_have_a_parameter_that_the_other_does_not_know(self):
        self.declare("b", parameters=[*PARSE["parameters"], {"name": "depth", "type": "count", "default": "3"}], summary="deeper")
        cells = self.cells("parse", "-e", "straight", *self.worker("old"), *self.worker("new", "b"))
        self.all_ok(cells.values())
        self.assertEqual([each["params"].get("depth") for each in self.heard() if each["action"] == "sample"], [None, "3"])

    def test_a_clash_is_one_line_that_names_both_and_the_difference(self):
        for changes, words in [(self.changed_size(maximum="2MiB"), ["parameter 'size'", "'maximum' is \"2MiB\", and there \"1MiB\""]),
                               (self.changed_size(type="count", default="64", minimum="10", maximum="99"), ["'size'", "type"]),
                               (self.changed_size(default="32KiB"), ["parameter 'size'", "'default'"]),
                               ({"tasks": 5}, ["'tasks'"]), ({"work": "waiting"}, ["'work' is \"waiting\", and there \"computing\""])]:
            with self.subTest(changes=changes):
                self.declare("b", **changes)
                for command in (["run", "parse"], ["list", "scenarios"]):
                    self.refuses(*command, *self.worker("one"), *self.worker("two", "b"),
                                 words=["--worker two: its declaration of the scenario 'parse' clashes with that of --worker one", *words])
        self.assertFalse((self.folder / "heard").exists())  # nothing was prepared, and nothing run

    def test_a_scenario_of_concbench_cannot_get_a_parameter_of_another_type(self):
        self.declare("b", name="sleep", parameters=[{"name": "delay", "type": "count", "default": "5"}])
        said = self.refuses("run", "sleep", *self.worker("two", "b"), words=["clashes with that of concbench itself", "'delay'", "count"],
                            env={"MORE": '{"scenarios": ["sleep"]}'})
        self.assertIn("duration", said)

    def test_a_declaration_that_cannot_be_used_is_refused_with_its_place(self):
        for changes, words in [({"name": "two words"}, ["declarations[0].name", "letters"]), ({"name": "all"}, ["'all' means all"]),
                               ({"name": "other"}, ["one of its 'scenarios'"]), ({"tasks": 0}, ["declarations[0].tasks", "from 1"]),
                               ({"tasks": {"quick": 1}}, ["standard"]), (self.changed_size(default="9B"), ["default", "10B to 1MiB"]),
                               (self.changed_size(minimum="soon"), ["minimum"]), (self.changed_size(type="area"), ["type", "duration"]),
                               (self.changed_size(choices=["1KiB"]), ["choice"]), (self.changed_size(name="tasks"), ["--sweep"]),
                               (self.changed_size(name="how"), ["parameters[1].name"]), ({"required_parameter": "depth"}, ["required_parameter"])]:
            with self.subTest(changes=changes):
                self.declare("b", **changes)
                self.refuses("run", "parse", *self.worker("two", "b"), words=["--worker two", "no description", *words])

    def test_a_description_of_version_1_has_no_declarations(self):
        self.refuses("run", "parse", *self.worker(), words=["unknown scenario 'parse'"], env={"MORE": '{"protocol": 1}'})

    def test_a_worker_of_a_version_to_come_is_spoken_to_in_this_one(self):
        self.all_ok(self.cells("parse", *self.worker(), env={"MORE": '{"protocol": 7}'}).values())
        self.assertEqual({each["protocol"] for each in self.heard()}, {2})

    def test_texts_of_a_declaration_reach_no_terminal(self):
        self.declare("b", summary="red \u001b[31m\nalarm")
        listed = self.concbench("list", "parse", *self.worker("two", "b")).stdout
        self.assertNotIn("\u001b", listed)
        self.assertIn("alarm", listed)


class Checks(Brought):
    def test_check_worker_holds_the_executors_of_a_worker_against_each_other(self):
        done = self.concbench("check-worker", f"{sys.executable} worker.py a")
        for line in ("it speaks protocol 2, and has 2 executors", "parse under straight: 2 tasks ended ok", "parse under skewed: 2 tasks ended ok"):
            self.assertIn(line, done.stdout)

    def test_check_worker_names_the_one_that_differs(self):
        self.declare("a", **{"parameters": [PARSE["parameters"][0] | {"default": "15B"}, PARSE["parameters"][1]]})
        done = self.concbench("check-worker", f"{sys.executable} worker.py a")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"wrong +parse under skewed: its digest is 0{15}3, and that of its own straight is 0{15}2")


if __name__ == "__main__":
    harness.main()
