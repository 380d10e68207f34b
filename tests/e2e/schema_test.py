"""Exports against docs/results.schema.json, by a validator that is not ours; and damaged exports, which it must refuse."""
import copy
import json
import os
import unittest

import harness

try:
    import jsonschema
except ImportError:
    jsonschema = None

SCHEMA = harness.ROOT / "docs" / "results.schema.json"
GOLDEN = harness.ROOT / "tests" / "golden"
TIMELINE = {"wall_ns": 9, "began": 1, "peak_tasks": 1, "task": [0], "lane": [1], "thread": [1], "start_ns": [1],
            "end_ns": [2], "failed": []}


def strict(schema):
    """The schema without room for names that it does not have: users must ignore those, exports may not hold them."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(value) for name, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        closed.setdefault("additionalProperties", False)
    return closed


@unittest.skipIf(jsonschema is None, "python3-jsonschema is missing: apt-get install python3-jsonschema")
class Schema(harness.Program):
    def setUp(self):
        super().setUp()
        self.schema = json.loads(SCHEMA.read_text())

    def problems(self, report, schema=None):
        """Where `report` is not as the schema says, with what is wrong there."""
        validator = jsonschema.Draft202012Validator(schema or self.schema)
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(report)]

    def test_is_a_valid_schema_itself(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_describes_every_name_of_a_real_export(self):
        (self.folder / "files").mkdir()
        (self.folder / "files" / "one").write_text("x")
        for arguments, code in [
                (["all", "--profile", "quick", "-n", "2", "-r", "7", "-e", "sequential,coroutines"], 0),  # verdicts, noise
                (["sleep", "-n", "2", "--precision", "50%", "--budget", "200ms", "-r", "9"], 0),
                (["api-calls", "-n", "4", "-p", "error-rate=1", "-p", "retries=0", "-p", "request-timeout=60ms"], 1),  # failed
                (["sleep", "--sweep", "tasks=1,2", "--sweep", "delay=1ms,2ms", "-e", "threads"], 0),
                (["sleep", "-n", "1", "-p", "delay=1h", "--timeout", "50ms", "-e", "threads"], 1),  # timeout
                (["sleep", "fan-out", "-n", "9", "-p", "delay=1ms", "-e", "coroutines,processes", "--timeline"], 0),
                (["api-calls", "-n", "9", "-p", "delay=0s", "-e", "threads", "--rate", "500/s", "--timeline"], 0),
                (["custom", "-p", "steps=wait 1ms", "--profile", "quick", "-e", "threads", "--rate", "100/s..104/s", "--slo",
                  "p99<9s"], 0),
        ]:
            with self.subTest(arguments=arguments):
                self.assertEqual(self.problems(self.sample(*arguments, code=code), strict(self.schema)), [])

    def test_has_a_declaration_of_every_scenario_and_of_all_that_it_counts(self):
        report = self.sample("all", "--profile", "quick", "-n", "4", "-r", "1", "-e", "threads,coroutines")
        declared = {each["name"]: {one["name"] for one in each["counters"]} for each in report["scenarios"]}
        self.assertEqual(list(declared), report["plan"]["scenarios"])
        for cell in report["cells"]:
            for sample in cell["samples"]:
                self.assertLessEqual(set(sample["counters"]), declared[cell["scenario"]], cell["scenario"])

    def test_describes_what_workers_rates_cpus_and_another_server_add(self):
        server = self.start("serve")
        port = json.loads(server.stdout.readline())["http_port"]
        cpu = str(min(os.sched_getaffinity(0)))
        for arguments, names in [
                (["sleep", "-n", "2", "-e", "threads", "--worker", f"old={harness.BINARY}"], ["workers"]),
                (["api-calls", "-n", "4", "-p", "delay=0s", "-e", "threads", "--rate", "100/s"], ["rate"]),
                (["api-calls", "-n", "2", "-e", "threads", "--cpus", cpu, "--server-cpus", cpu], ["cpus", "server_cpus"]),
                (["api-calls", "-n", "2", "-e", "threads", "--server", f"http://127.0.0.1:{port}"], ["server"]),
        ]:
            with self.subTest(arguments=arguments):
                report = self.sample(*arguments)
                for name in names:
                    self.assertTrue(report["plan"][name], name)
                self.assertEqual(self.problems(report, strict(self.schema)), [])

    def test_describes_the_golden_files_and_the_exports_of_each_earlier_version(self):
        for name in ("full.json", "tutorial.json", "schema_1.json"):
            with self.subTest(name=name):
                self.assertEqual(self.problems(json.loads((GOLDEN / name).read_text()), strict(self.schema)), [])

    def test_refuses_a_damaged_export(self):
        whole = json.loads((GOLDEN / "full.json").read_text())

        def damaged(change):
            report = copy.deepcopy(whole)
            change(report, report["cells"][0], report["cells"][0]["samples"][0])
            return report

        for place, change in [
                ("schema_version", lambda r, c, s: r.update(schema_version=9)),
                ("", lambda r, c, s: r.pop("plan")),
                ("", lambda r, c, s: r.pop("noise")),
                ("tool/name", lambda r, c, s: r["tool"].update(name="other")),
                ("plan", lambda r, c, s: r["plan"].pop("rate")),
                ("plan/seed", lambda r, c, s: r["plan"].update(seed=-1)),
                ("environment/x", lambda r, c, s: r["environment"].update(x=[])),
                ("noise/wall_ns/0", lambda r, c, s: r["noise"].update(wall_ns=[[1]])),
                ("cells/0/status", lambda r, c, s: c.update(status="fine")),
                ("cells/0/params/delay", lambda r, c, s: c["params"].update(delay=20)),
                ("cells/0/samples/0/wall_ns", lambda r, c, s: s.update(wall_ns=-5)),
                ("cells/0/samples/0/wall_ns", lambda r, c, s: s.update(wall_ns=0)),
                ("cells/0/samples/0/wall_ns", lambda r, c, s: s.update(wall_ns=1.5)),
                ("cells/0/samples/0/tasks_failed", lambda r, c, s: s.update(tasks_failed=1)),
                ("cells/0/tasks", lambda r, c, s: c.update(tasks=0)),
                ("cells/0/concurrency", lambda r, c, s: c.update(concurrency=0)),
                ("cells/0/samples/0/wall_ns", lambda r, c, s: s.update(wall_ns=10 ** 19)),
                ("cells/0/samples/0/digest", lambda r, c, s: s.update(digest="xyz")),
                ("cells/0/samples/0", lambda r, c, s: s.pop("response_ns")),
                ("cells/0/samples/0/latency_ns", lambda r, c, s: s["latency_ns"].pop("p999")),
                ("results/0/executors/1/speedup", lambda r, c, s: r["results"][0]["executors"][1]["speedup"].pop("interval")),
                ("cells/0/timeline", lambda r, c, s: c.update(timeline={})),
                ("cells/0/timeline/lane/0", lambda r, c, s: c.update(timeline=TIMELINE | {"lane": [-1]})),
                ("warnings/0/where", lambda r, c, s: r["warnings"][0].update(where="here")),
        ]:
            with self.subTest(place=place):
                self.assertIn(place, [each.split(":")[0] for each in self.problems(damaged(change))])

    def test_has_room_for_names_to_come_that_exports_may_not_hold_yet(self):
        report = json.loads((GOLDEN / "full.json").read_text())
        report["cells"][0]["samples"][0]["to_come"] = 1
        self.assertEqual(self.problems(report), [])
        self.assertEqual(len(self.problems(report, strict(self.schema))), 1)


if __name__ == "__main__":
    harness.main()
