"""`concbench check-worker`: workers that obey the protocol, and workers with one fault each, which it must name."""
import stat
import sys

import harness
from harness import BINARY, ROOT

EXAMPLE = ROOT / "scripts" / "worker_example.py"

# A worker for `sleep` that is right but for the fault that FAULT names. `mix` and the digest are those of docs/protocol.md.
WORKER = '''
import json, os, sys, time
def mix(a, b=0):
    x = (a + 0x9E3779B97F4A7C15 * (b + 1)) % 2**64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
    return x ^ x >> 31
fault = os.environ["FAULT"]
KEYS = ("protocol action scenario executor params tasks concurrency seed rate round run_folder sample_folder server "
        "targets ca_pem fixture timeline").split()
def refuse(why, code=2):
    if fault == "exits with 1 for a bad spec": code = 1
    if fault == "says two lines": why += "\\nand more"
    if fault == "answers a bad spec": print("{}")
    if fault != "says nothing": print(why, file=sys.stderr)
    sys.exit(code)
try:
    spec = json.loads(sys.stdin.read())
except ValueError:
    if fault == "takes anything for a spec": print("{}"); sys.exit()
    refuse("no JSON")
if not isinstance(spec, dict) or spec.get("protocol") != 1 or spec.get("action") not in ("describe", "sample"):
    refuse("known: protocol 1; action describe, sample")
if fault == "refuses unknown keys" and set(spec) - set(KEYS): refuse("unknown key", code=1)
if spec["action"] == "describe":
    if fault == "cannot describe itself": sys.exit("what is describe?")
    if fault == "hangs": time.sleep(1000)
    if fault == "describes itself in words": print("I can sleep"); sys.exit()
    has = {"executors": ["threads"], "scenarios": ["sleep"], "parameters": {"sleep": ["delay"]}}
    if fault == "has no executor": has["executors"] = []
    if fault == "has an executor of two words": has["executors"] = ["my threads"]
    if fault == "has no scenario": has["scenarios"] = []
    if fault == "has parameters of another scenario": has["parameters"]["noop"] = []
    if fault == "has a model of another executor": has["models"] = {"goroutines": "coroutines"}
    if fault == "promises a timeline": has["keys"] = ["timeline"]
    print(json.dumps(has))
    sys.exit()
unknown = set(spec["params"]) - {"delay"}
if fault == "never applies" or unknown and fault != "takes any parameter":
    print(json.dumps({"status": "n/a", "reason": "it cannot"})); sys.exit()
tasks, width = spec["tasks"], spec["concurrency"]
delay = 0.02 if spec["params"].get("delay") == "20ms" else 3600
if fault == "ends at once": delay = 0
if fault == "runs all at once": width = tasks
start = time.monotonic_ns()
for _ in range(0, tasks, width): time.sleep(delay + 0.001)
wall = time.monotonic_ns() - start
digest = sum(mix(mix(i), i + 1) for i in range(tasks)) % 2**64
sample = {"status": "ok", "wall_ns": wall, "tasks_ok": tasks, "digest": "%016x" % digest}
if fault == "errs": sample["digest"] = "%016x" % 1
if fault == "skips a task": sample["tasks_ok"] -= 1
if fault == "counts microseconds": sample["wall_ns"] //= 1000
if fault == "counts too long": sample["wall_ns"] *= 1000000
if fault == "counts a long start": sample["startup_ns"] = 10**12
if fault == "mixes quantiles up": sample["latency_ns"] = {"p50": 30, "p90": 20, "max": 40}
if fault == "has latencies beyond the run": sample["latency_ns"] = {"max": wall * 10}
if fault == "counts too much CPU": sample["cpu_user_ns"] = 10**12
if fault == "leaves the digest out": del sample["digest"]
if fault == "contradicts itself": sample["status"] = "failed"
answer = {"status": "ok", "reason": "", "sample": sample}
if fault == "fails": answer = {"status": "failed", "reason": "no luck", "sample": {"status": "failed", "tasks_failed": tasks}}
if fault == "talks before": print("Loading")
print(json.dumps([answer] if fault == "answers in an array" else answer))
if fault == "talks after": print("Done")
if fault == "exits with 3": sys.exit(3)
if fault == "aborts": os.abort()
'''

SLEEP = "sleep under threads"
# The fault, what it is found in, and words that name it.
FAULTS = [
    ("cannot describe itself", "describe", ["ended with exit code 1: what is describe?"]),
    ("describes itself in words", "describe", ["not one JSON object"]),
    ("has no executor", "describe", ["names no 'executors'"]),
    ("has an executor of two words", "describe", ["'my threads' is not a word"]),
    ("has no scenario", "describe", ["names no 'scenarios'"]),
    ("has parameters of another scenario", "describe: parameters", ["'noop'", "not among its 'scenarios'"]),
    ("has a model of another executor", "describe: models", ["'goroutines'", "not among its 'executors'"]),
    ("takes anything for a spec", "an empty spec", ["exit code 0, which must be 2", "nothing on standard error", "'{}' to standard output"]),
    ("exits with 1 for a bad spec", "a spec of protocol 999", ["exit code 1, which must be 2"]),
    ("says two lines", "an unknown action", ["2 lines to standard error instead of one: and more"]),
    ("says nothing", "a spec that is cut off", ["says nothing on standard error"]),
    ("answers a bad spec", "a spec that is no object", ["writes '{}' to standard output, which must stay empty"]),
    ("refuses unknown keys", "describe with an unknown key", ["ended with exit code 1: unknown key"]),
    ("refuses unknown keys", f"{SLEEP} with an unknown key", ["ended with exit code 1: unknown key"]),
    ("takes any parameter", f"{SLEEP} with an unknown parameter", ["answers ok", "must answer n/a"]),
    ("promises a timeline", f"{SLEEP} with a timeline", ["there is none in its answer"]),
    ("never applies", "samples", ["no sample that could be compared"]),
    ("errs", SLEEP, ["its digest is 0000000000000001, and that of concbench's", "The digest"]),
    ("skips a task", SLEEP, ["tasks_ok is 7 of 8 tasks"]),
    ("counts microseconds", SLEEP, ["takes 40.000 ms at least", "not in nanoseconds"]),
    ("runs all at once", SLEEP, ["takes 40.000 ms at least", "more tasks than 'concurrency'"]),
    ("ends at once", SLEEP, ["takes 40.000 ms at least", "end early"]),
    ("counts too long", SLEEP, ["but the whole process took", "nanoseconds"]),
    ("counts a long start", SLEEP, ["startup_ns, wall_ns and teardown_ns", "but the whole process took"]),
    ("mixes quantiles up", SLEEP, ["latency_ns.p90", "the smaller quantile p50"]),
    ("has latencies beyond the run", SLEEP, ["latency_ns.max", "longer than the run"]),
    ("counts too much CPU", SLEEP, ["cpu_user_ns and cpu_system_ns", "the kernel counted"]),
    ("leaves the digest out", SLEEP, ["digest"]),
    ("contradicts itself", SLEEP, ["answer is ok, and its sample is failed"]),
    ("fails", SLEEP, ["it answers failed: no luck"]),
    ("talks before", SLEEP, ["'Loading' before the JSON object", "belong on standard error"]),
    ("talks after", SLEEP, ["'Done' after the JSON object", "belong on standard error"]),
    ("answers in an array", SLEEP, ["JSON, but not an object"]),
    ("exits with 3", SLEEP, ["wrote its answer and then ended with exit code 3"]),
    ("aborts", SLEEP, ["was killed by signal 6"]),
]
# A fault in how a worker refuses shows in each bad spec.
OF_REFUSALS = {"exits with 1 for a bad spec", "says two lines", "says nothing", "answers a bad spec", "takes anything for a spec",
               "refuses unknown keys"}


class Checked(harness.Program):
    def check(self, command, *options, fault="none", code):
        """The lines of `check-worker` by their first word, each as its subject and what it says."""
        done = self.concbench("check-worker", command, *options, env={"FAULT": fault})
        self.assertEqual((done.returncode, done.stderr), (code, ""), done.stdout)
        lines = [line.split(maxsplit=1) for line in done.stdout.split("\n\n")[0].splitlines()]
        found = {"right": {}, "wrong": {}, "skipped": {}}
        for word, text in lines:
            # A subject may have a colon of its own, as in "describe: models", and a finding begins behind the last name.
            subject, _, finding = text.partition(": ")
            if finding.split(":")[0] in ("parameters", "models", "keys"):
                more, _, finding = finding.partition(": ")
                subject += ": " + more
            found[word].setdefault(subject, []).append(finding)
        return found

    def script(self, name, text):
        path = self.folder / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path


class GoodWorkers(Checked):
    def test_nothing_is_wrong_with_the_example(self):
        found = self.check(f"{sys.executable} {EXAMPLE}", code=0)
        self.assertEqual(found["skipped"], {})
        self.assertIn("8 tasks ended ok with the right digest", found["right"]["sleep under threads"][0])
        for subject in ("describe", "describe with an unknown key", "an empty spec", "a spec that is cut off", "a spec that is no object",
                        "a spec of protocol 999", "an unknown action", f"{SLEEP} with an unknown key",
                        f"{SLEEP} with an unknown parameter", "SIGTERM"):
            self.assertIn(subject, found["right"])

    def test_nothing_is_wrong_with_the_worker_of_this_test_but_for_its_faults(self):
        worker = self.script("worker.py", WORKER)
        self.assertEqual(self.check(f"{sys.executable} {worker}", code=0)["skipped"], {})

    def test_nothing_is_wrong_with_concbench_itself(self):
        found = self.check(str(BINARY), code=0)
        for executor in ("threads", "coroutines"):
            for scenario in ("sleep", "api-calls", "image-download", "file-io", "cpu-bound", "fan-out", "pipeline", "echo"):
                self.assertIn(f"{scenario} under {executor}", found["right"])
        self.assertIn("sleep under sequential with a timeline", found["right"])
        self.assertIn("command", found["skipped"])

    def test_what_cannot_be_compared_is_skipped_and_not_wrong(self):
        worker = self.script("worker.py", WORKER.replace('"scenarios": ["sleep"]', '"scenarios": ["sleep", "to-come"]')
                             .replace('{"sleep": ["delay"]}', '{"sleep": ["delay", "dela"]}'))
        found = self.check(f"{sys.executable} {worker}", code=0)
        self.assertIn("no such scenario", found["skipped"]["to-come"][0])
        self.assertIn("no parameter 'dela' of sleep; did you mean 'delay'?", found["skipped"]["describe: parameters"][0])


class BadWorkers(Checked):
    def setUp(self):
        super().setUp()
        self.worker = self.script("worker.py", WORKER)

    def test_names_each_fault_and_no_other(self):
        for fault, subject, words in FAULTS:
            with self.subTest(fault=fault, subject=subject):
                wrong = self.check(f"{sys.executable} {self.worker}", fault=fault, code=1)["wrong"]
                self.assertIn(subject, wrong)
                if fault not in OF_REFUSALS:
                    self.assertEqual((list(wrong), len(wrong[subject])), ([subject], 1))
                for word in words:
                    self.assertIn(word, wrong[subject][0])

    def test_names_a_worker_that_hangs(self):
        wrong = self.check(f"{sys.executable} {self.worker}", "--timeout", "200ms", fault="hangs", code=1)["wrong"]
        self.assertIn("did not end within 200ms, and was killed; --timeout allows more", wrong["describe"][0])

    # In a shell, which sets what it does with signals before it starts anything.
    def test_names_a_worker_that_ignores_sigterm(self):
        script = self.script("ignores", f"#!/bin/sh\ntrap '' TERM\nexec {sys.executable} {self.worker}\n")
        wrong = self.check(str(script), code=1)["wrong"]
        self.assertEqual(wrong, {"SIGTERM": ["it still runs 5 s after the signal; leave signals at their defaults"]})

    def test_names_a_worker_that_ends_well_after_sigterm(self):
        script = self.script("ends", f"#!/bin/sh\ntrap 'exit 0' TERM\nexec 3<&0\n{sys.executable} {self.worker} <&3 &\nwait $!\n")
        wrong = self.check(str(script), code=1)["wrong"]
        self.assertEqual(list(wrong), ["SIGTERM"])
        self.assertIn("ends with exit code 0, as if its sample were whole", wrong["SIGTERM"][0])


class BadUsage(Checked):
    def test_refuses_a_command_that_cannot_be_started(self):
        self.refuses("check-worker", "./there-is-none", words=["check-worker", "cannot start './there-is-none'"])
        self.refuses("check-worker", "a | b", words=["no shell is run"])
        self.refuses("check-worker", " ", words=["its command is empty"])

    def test_refuses_a_time_that_is_none(self):
        self.refuses("check-worker", str(EXAMPLE), "--timeout", "soon", words=["--timeout cannot be 'soon'", "60s"])

    def test_ends_with_1_where_its_findings_cannot_be_written(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = self.concbench("check-worker", f"{sys.executable} {EXAMPLE}", stdout=full)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write the findings to standard output", done.stderr)

    def test_ends_when_it_is_interrupted_and_leaves_nothing(self):
        worker = self.script("worker.py", WORKER)
        process = self.start("check-worker", f"{sys.executable} {worker}", env={"FAULT": "hangs"})
        harness.until(lambda: harness.children(process.pid, str(worker)), "the worker")
        process.send_signal(2)
        output, _ = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual((process.returncode, output), (130, ""))


if __name__ == "__main__":
    harness.main()
