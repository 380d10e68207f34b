"""scripts/workers: the same work in other languages, found by a name alone. What is not installed is skipped, and says so."""
import json
import os
import shutil
import sys
from pathlib import Path

import harness
from languages import NEEDS, SCENARIOS, SLEEP, SMALL, WithLanguages, described, path_of_tests, started

EXAMPLE = harness.ROOT / "scripts" / "worker_example.py"


class SameWork(WithLanguages):
    """Each language by itself, so that one that is not installed hides no other."""

    def same_work(self, language):
        self.need(language)
        for scenario in SCENARIOS:
            digests = {}
            for cell in self.runnable(self.all_of(language, scenario, "-n", "9", "-c", "3", *SMALL[scenario])):
                self.assertEqual((cell["status"], cell["reason"]), ("ok", ""), f"{scenario} {cell['executor']}")
                sample = cell["samples"][0]
                digests[cell["executor"]] = sample["digest"]
                self.assertEqual(sample["tasks_ok"], 9)
                self.assertLessEqual(sample["peak_tasks"], 3, cell["executor"])
                self.assertLessEqual(sample["latency_ns"]["max"], sample["wall_ns"])
                if cell["executor"] != "threads":
                    self.assertIn("program_start_ns", sample["counters"])
            self.assertEqual(len(set(digests.values())), 1, digests)
            self.assertGreaterEqual(len(digests), 3, f"{scenario}: threads, and at least two of {language}")

    def test_python_does_the_same_work(self):
        self.same_work("python")

    def test_node_does_the_same_work(self):
        self.same_work("node")

    def test_go_does_the_same_work(self):
        self.same_work("go")

    def test_rust_does_the_same_work(self):
        self.same_work("rust")

    def test_java_does_the_same_work(self):
        self.same_work("java")

    def test_files_of_any_length_and_hashes_come_out_the_same(self):
        languages = self.installed()
        workers = [word for each in languages for word in ("--worker", each)]
        for work in (["file-io", "-p", "op=write", "-p", "size=300001"], ["file-io", "-p", "op=read", "-p", "size=1025"],
                     ["file-io", "-p", "size=1024", "-p", "fsync=on"], ["file-io", "-p", "size=241"],
                     ["cpu-bound", "-p", "work=sha256", "-p", "size=100001"]):
            cells = self.cells(*work, "-n", "3", "-e", ",".join(["threads", *(f"{each}:sequential" for each in languages)]), *workers)
            able = self.runnable(cells.values())
            self.all_ok(able)
            self.assertGreater(len(able), 2, work)
            digests = {cell["executor"]: cell["samples"][0]["digest"] for cell in able}
            self.assertEqual(len(set(digests.values())), 1, f"{work}: {digests}")


    def test_a_parameter_that_is_left_out_has_its_standard_default(self):
        spec = {"protocol": 1, "action": "prepare", "scenario": "cpu-bound", "tasks": 1, "concurrency": 1, "seed": 1}
        prepared = self.concbench("worker", input=json.dumps(spec))
        fixture = json.loads(prepared.stdout)["fixture"]
        own = self.concbench("worker", input=json.dumps({**spec, "action": "sample", "executor": "threads", "fixture": fixture}))
        digest = json.loads(own.stdout)["sample"]["digest"]
        for language in self.installed():
            for executor, answer in self.answers(language, "sleep").items():
                self.assertEqual(answer["status"], "ok", f"{executor}: {answer['reason']}")
                self.assertGreaterEqual(answer["sample"]["latency_ns"]["p50"], 20_000_000 - 1000, executor)
            for executor, answer in self.answers(language, "cpu-bound", fixture=fixture).items():
                self.assertEqual((answer["status"], answer["sample"]["digest"]), ("ok", digest), f"{executor}: {answer['reason']}")

    def test_warm_batches_come_before_the_measured_one_and_leave_nothing(self):
        for language in self.installed():
            for work in (["api-calls", "-p", "delay=1ms", "-p", "503-rate=50%", "-p", "retries=20", "-p", "backoff=1ms"],
                         ["file-io", "-p", "op=write", "-p", "size=5000"]):
                cold, warm = ({cell["executor"]: cell["samples"][0] for cell in
                               self.runnable(self.all_of(language, *work, "-n", "6", "-c", "2", "-p", f"warm={batches}"))} for batches in (0, 2))
                self.assertGreaterEqual(len(warm), 3, f"threads, and at least two of {language}")
                for name, sample in warm.items():
                    self.assertEqual((sample["status"], sample["digest"], sample["tasks_ok"]), ("ok", cold[name]["digest"], 6), f"{name} {work}")
                    self.assertEqual(sample["counters"].get("retries"), cold[name]["counters"].get("retries"), name)
                    if name != "threads":
                        self.assertIn("warm after 2 batches", sample["notes"][0], name)
                        self.assertNotIn("warm", cold[name]["notes"][0], name)
                if language == "java":
                    self.assertIn("cold", cold["java:sequential"]["notes"][0])

    def test_pools_are_up_before_the_clock_starts(self):
        for language, pool in (("python", "thread-pool"), ("python", "processes"), ("go", "worker-pool"), ("node", "worker-threads")):
            with self.subTest(f"{language}:{pool}"):
                self.need(language)
                cells = self.cells("sleep", "-n", "8", "-c", "8", "-p", "delay=0s", "-e", f"{language}:{pool}", "--worker", language)
                sample = cells[f"{language}:{pool}"]["samples"][0]
                self.assertGreater(sample["startup_ns"], 0)
                if pool == "thread-pool":  # Python makes a thread only where no other one is idle, and short tasks leave them idle
                    self.assertEqual(sample["peak_threads"], 9)


class Started(WithLanguages):
    def test_what_is_compiled_is_compiled_once(self):
        calls = self.folder / "calls"
        worker = f"#!/bin/sh\\nexec {sys.executable} {EXAMPLE} worker\\n"
        path = self.programs(rustc=f'[ "$1" != --version ] || exit 0\necho x >>{calls}\n'
                                   f'while [ "$1" != -o ]; do shift; done; printf "{worker}" >"$2"; {shutil.which("chmod")} +x "$2"\n')
        environment = {"PATH": path, "XDG_CACHE_HOME": str(self.folder / "cache")}
        for _ in range(2):
            cells = self.cells("sleep", *SLEEP, "-e", "rust:threads", "--worker", "rust", env=environment)
            self.all_ok(cells.values())
        self.assertEqual(calls.read_text(), "x\n")

    def test_a_compiler_that_was_replaced_compiles_again(self):
        calls = self.folder / "calls"
        path = self.programs(go=f'echo x >>{calls}\nprintf "#!/bin/sh\\necho {{}}\\n" >"$3"; {shutil.which("chmod")} +x "$3"\n')
        for changed in (1_000_000_000, 1_000_000_000, 1_100_000_000):
            os.utime(Path(path) / "go", (changed, changed))
            started("go", path, '{"protocol":1,"action":"describe"}', cache=str(self.folder / "cache"))
        self.assertEqual(calls.read_text(), "x\nx\n")

    def test_a_worker_that_cannot_be_started_describes_itself_as_one_that_can(self):
        nothing = self.programs()
        for language in self.installed():
            real, fallback = described(language, path_of_tests()), described(language, nothing)
            self.assertEqual(set(real.pop("parameters")), set(SCENARIOS), language)
            self.assertEqual(sorted(real["executors"]), sorted(fallback["executors"]), language)
            self.assertEqual((real["models"], sorted(real["scenarios"])), (fallback["models"], sorted(fallback["scenarios"])), language)

    def test_executors_are_chosen_by_their_model_and_what_is_left_out_is_said(self):
        nothing = self.programs()
        done = self.concbench("run", "sleep", *SLEEP, "-e", "threads,coroutines", "-r", "1", "--warmup", "0", "--format", "json",
                              *(word for each in NEEDS for word in ("--worker", each)), env={"PATH": nothing})
        self.assertEqual(done.returncode, 0, done.stderr)
        names = [cell["executor"] for cell in json.loads(done.stdout)["cells"]]
        self.assertEqual(sorted(names), sorted(["threads", "coroutines", "python:threads", "python:asyncio", "node:promises",
                                                "go:goroutines", "rust:threads", "rust:tokio", "java:platform-threads",
                                                "java:virtual-threads"]))
        self.assertIn("left out of what the workers have: python:sequential", done.stderr)
        self.assertIn("node:worker-threads", done.stderr)
        self.assertNotIn("left out", self.concbench("run", "sleep", *SLEEP, "-r", "1", "--warmup", "0", "-e", "node:all", "--worker", "node",
                                                    env={"PATH": nothing}).stderr)


if __name__ == "__main__":
    harness.main()
