"""Messages of the worker protocol against docs/protocol.schema.json, by a validator that is not ours; and damaged ones, which it must
refuse."""
import copy
import json
import re
import subprocess
import sys
import unittest

import harness
from harness import BINARY, ROOT
from schema_test import strict

try:
    import jsonschema
except ImportError:
    jsonschema = None

DOCS = ROOT / "docs"
EXAMPLE = ROOT / "scripts" / "worker_example.py"
# A worker that keeps each spec and each answer of a concbench.
RECORDER = f'''#!/bin/sh
cat >"$RECORDS/$$.read" || exit 1
'{BINARY}' worker <"$RECORDS/$$.read" >"$RECORDS/$$.written"
code=$?
cat "$RECORDS/$$.written"
exit $code
'''
OK = {"status": "ok", "reason": "", "sample": {"status": "ok", "wall_ns": 5, "tasks_ok": 1, "digest": "0123456789abcdef"}}
HAS = {"executors": ["threads"], "scenarios": ["sleep"], "parameters": {"sleep": ["delay"]}}
PARSE = {"name": "parse", "tasks": {"quick": 1, "standard": 20, "tutorial": 10},
         "parameters": [{"name": "size", "type": "size", "default": "64KiB", "minimum": "1B"},
                        {"name": "how", "type": "choice", "default": "fast", "choices": ["fast", "slow"]}]}
HAS_2 = HAS | {"protocol": 2, "scenarios": ["parse"], "declarations": [PARSE]}
SPEC = {"protocol": 1, "action": "sample", "scenario": "sleep", "executor": "threads", "params": {"delay": "10ms"}, "tasks": 2,
        "concurrency": 1, "seed": 1, "rate": 0, "server": {"pid": 0}}


@unittest.skipIf(jsonschema is None, "python3-jsonschema is missing: apt-get install python3-jsonschema")
class Schema(harness.Program):
    def setUp(self):
        super().setUp()
        self.schema = json.loads((DOCS / "protocol.schema.json").read_text())

    def problems(self, kind, message, closed=True):
        """Where `message` is not as the schema says, with what is wrong there. `closed`: names that it does not have are wrong."""
        definitions = self.schema["$defs"]
        of_kind = {"$ref": f"#/$defs/{kind}", "$defs": strict(definitions) if closed else definitions}
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
                for error in jsonschema.Draft202012Validator(of_kind).iter_errors(message)]

    def recorded(self, *arguments, code=0):
        """What a concbench that took part in a run as a further worker has read and written, in pairs."""
        script = self.folder / "recorder"
        script.write_text(RECORDER)
        script.chmod(0o755)
        records = self.folder / "records"
        records.mkdir(exist_ok=True)
        self.sample(*arguments, "-e", "old:threads", "--worker", f"old={script}", code=code, env={"RECORDS": str(records)})
        pairs = []
        for read in records.glob("*.read"):
            pairs.append((json.loads(read.read_text()), json.loads(read.with_suffix(".written").read_text())))
            read.unlink()
        self.assertGreaterEqual(len(pairs), 2)  # a description, and a sample
        return pairs

    def asked(self, command, spec):
        done = subprocess.run([*command, "worker"], input=json.dumps(spec), capture_output=True, text=True, timeout=harness.PATIENCE,
                              check=True, cwd=self.folder)
        return json.loads(done.stdout)

    def test_is_a_valid_schema_itself(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_describes_every_name_of_real_messages(self):
        page = self.pages({"/": b"one"})
        (self.folder / "lines").write_text("x\ny\n")
        keys = set()
        for arguments, code in [
                (["sleep", "-n", "2", "-p", "delay=1ms", "--timeline"], 0),
                (["api-calls", "file-io", "-n", "2", "-p", "delay=0s"], 0),
                (["api-calls", "-n", "4", "-p", "error-rate=1", "-p", "retries=0"], 1),
                (["api-calls", "-n", "4", "-p", "delay=0s", "--rate", "500/s"], 0),
                (["image-download", "-n", "2", "--url", "http://service.invalid/", "--connect-to", f"service.invalid:80:{page.origin[7:]}",
                  "-H", "X-One: 1", "--expect-status", "200", "--compressed"], 0),
                (["command", "-n", "2", "--inputs", "lines", "-p", "command=true {in}"], 0),
        ]:
            with self.subTest(arguments=arguments):
                for read, written in self.recorded(*arguments, code=code):
                    keys |= set(read)
                    self.assertEqual(self.problems("spec", read), [])
                    self.assertEqual(self.problems("description" if read["action"] == "describe" else "answer", written), [])
        self.assertLessEqual({"request", "expect_status", "compressed", "routes", "inputs", "timeline"}, keys)

    def test_describes_what_a_worker_that_prepares_reads_and_writes(self):
        folder = self.folder / "run"
        folder.mkdir()
        spec = {"protocol": 1, "action": "prepare", "scenario": "file-io", "executor": "", "tasks": 2, "run_folder": str(folder)}
        self.assertEqual(self.problems("spec", spec), [])
        answer = self.asked([str(BINARY)], spec)
        self.assertEqual((answer["status"], self.problems("answer", answer)), ("ok", []))

    def test_describes_the_messages_of_the_example(self):
        example = [sys.executable, str(EXAMPLE)]
        self.assertEqual(self.problems("description", self.asked(example, {"protocol": 1, "action": "describe"})), [])
        for params, status in [({"delay": "1ms"}, "ok"), ({"slack": "1ns"}, "n/a")]:
            answer = self.asked(example, SPEC | {"params": params})
            self.assertEqual((answer["status"], self.problems("answer", answer)), (status, []))

    def test_has_each_key_of_a_spec_that_the_document_has(self):
        section = (DOCS / "protocol.md").read_text().split("## The spec")[1].split("\n\n")[0]
        documented = {name for line in section.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[1])}
        self.assertEqual(documented, set(self.schema["$defs"]["spec"]["properties"]))

    def test_says_of_a_sample_and_a_timeline_what_the_schema_of_a_report_says(self):
        report = json.loads((DOCS / "results.schema.json").read_text())["$defs"]
        own = self.schema["$defs"]
        for name in ("timeline", "numbers", "figure", "name", "status"):
            self.assertEqual(own[name], report[name])
        self.assertEqual(own["quantiles"]["properties"], report["quantiles"]["properties"])
        computed = {"client_cpu_share", "server_cpu_share", "found"}  # by the report; by the manager of a search
        self.assertEqual(own["sample"]["properties"],
                         {name: each for name, each in report["sample"]["properties"].items() if name not in computed})

    def test_refuses_damaged_messages(self):
        def damaged(whole, change):
            message = copy.deepcopy(whole)
            change(message)
            return message

        for kind, whole in [("spec", SPEC), ("spec", SPEC | {"protocol": 2}), ("description", HAS), ("description", HAS_2), ("answer", OK)]:
            self.assertEqual(self.problems(kind, whole), [])
        for kind, whole, place, change in [
                ("spec", SPEC, "", lambda m: m.pop("protocol")),
                ("spec", SPEC, "", lambda m: m.pop("executor")),
                ("spec", SPEC, "executor", lambda m: m.update(executor="")),
                ("spec", SPEC, "protocol", lambda m: m.update(protocol=3)),
                ("spec", SPEC, "action", lambda m: m.update(action="rest")),
                ("spec", SPEC, "params/delay", lambda m: m["params"].update(delay=10)),
                ("spec", SPEC, "tasks", lambda m: m.update(tasks=0)),
                ("spec", SPEC, "seed", lambda m: m.update(seed=-1)),
                ("spec", SPEC, "rate", lambda m: m.update(rate=1e7)),
                ("spec", SPEC, "request/headers/0", lambda m: m.update(request={"headers": [["Host"]]})),
                ("spec", SPEC, "routes/connect_to/0", lambda m: m.update(routes={"connect_to": [["a", "1", "b"]]})),
                ("description", HAS, "", lambda m: m.pop("executors")),
                ("description", HAS, "executors", lambda m: m.update(executors=[])),
                ("description", HAS, "executors", lambda m: m.update(executors=["a", "a"])),
                ("description", HAS, "executors/0", lambda m: m.update(executors=["my threads"])),
                ("description", HAS, "parameters/sleep", lambda m: m.update(parameters={"sleep": "delay"})),
                ("description", HAS_2, "", lambda m: m.pop("protocol")),
                ("description", HAS_2, "protocol", lambda m: m.update(protocol=1)),
                ("description", HAS_2, "declarations/0", lambda m: m["declarations"][0].pop("tasks")),
                ("description", HAS_2, "declarations/0/name", lambda m: m["declarations"][0].update(name="two words")),
                ("description", HAS_2, "declarations/0/parameters/0", lambda m: m["declarations"][0]["parameters"][0].pop("type")),
                ("description", HAS_2, "declarations/0/parameters/1", lambda m: m["declarations"][0]["parameters"][1].pop("choices")),
                ("answer", OK, "", lambda m: m.pop("sample")),
                ("answer", OK, "", lambda m: m.pop("status")),
                ("answer", OK, "status", lambda m: m.update(status="crashed")),
                ("answer", OK, "sample", lambda m: m["sample"].pop("digest")),
                ("answer", OK, "sample/wall_ns", lambda m: m["sample"].update(wall_ns=0)),
                ("answer", OK, "sample/wall_ns", lambda m: m["sample"].update(wall_ns=1.5)),
                ("answer", OK, "sample/tasks_failed", lambda m: m["sample"].update(tasks_failed=1)),
                ("answer", OK, "sample/digest", lambda m: m["sample"].update(digest="xyz")),
                ("answer", OK, "sample/latency_ns/p50", lambda m: m["sample"].update(latency_ns={"p50": -1})),
                ("answer", OK, "timeline", lambda m: m.update(timeline={})),
        ]:
            with self.subTest(kind=kind, place=place):
                self.assertIn(place, [each.split(":")[0] for each in self.problems(kind, damaged(whole, change))])

    def test_has_room_for_names_to_come(self):
        for kind, whole in [("spec", SPEC), ("description", HAS), ("answer", OK)]:
            self.assertEqual(self.problems(kind, whole | {"to_come": 1}, closed=False), [])
            self.assertEqual(len(self.problems(kind, whole | {"to_come": 1})), 1)


if __name__ == "__main__":
    harness.main()
