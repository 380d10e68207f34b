"""`run --worker`: other programs as further executors, good and bad ones; and `--cpus`: where processes run."""
import json
import os
import signal
import sys

import harness
from harness import BINARY, ROOT

EXAMPLE = ROOT / "scripts" / "worker_example.py"
USABLE = sorted(os.sched_getaffinity(0))
SMALL = ["-n", "6", "-c", "3", "-p", "delay=2ms"]

# A worker whose executors are named after what they do. `mix` and the digest are those of docs/protocol.md.
PLAYERS = '''
import json, os, resource, sys, time
def mix(a, b=0):
    x = (a + 0x9E3779B97F4A7C15 * (b + 1)) % 2**64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
    return x ^ x >> 31
spec = json.load(sys.stdin)
names = os.environ["PLAYERS"].split()
if spec["action"] == "describe":
    print(json.dumps({"executors": names, "scenarios": ["sleep"]}))
    sys.exit()
tasks, role = spec["tasks"], spec["executor"]
digest = sum(mix(mix(i), i + 1) for i in range(tasks)) % 2**64
sample = {"status": "ok", "wall_ns": 5_000_000, "tasks_ok": tasks, "digest": "%016x" % digest}
if role == "exits": sys.exit("the last words")
if role == "aborts": os.abort()
if role == "hangs": time.sleep(1000)
if role == "garbles": print("no JSON"); sys.exit()
if role == "is-silent": sys.exit()
if role == "refuses": print("cannot do that", file=sys.stderr); sys.exit(2)
if role == "errs": sample["digest"] = "%016x" % 1
if role == "skips": sample["tasks_ok"] -= 1
if role == "takes-no-time": sample["wall_ns"] = 0
if role == "fails-and-is-ok": sample["tasks_failed"] = 5
if role == "answers-a-rate": sample["response_ns"] = {"p99": 5}
if role == "contradicts": print(json.dumps({"status": "ok", "sample": sample | {"status": "failed"}})); sys.exit()
if role == "starts-late": time.sleep(0.3)
if role.startswith("leaves"):
    import subprocess
    subprocess.Popen(["sleep", "1000"])
if role == "leaves-and-aborts": os.abort()
if role == "fails": sample.update(status="failed", tasks_ok=0, tasks_failed=tasks, errors=[{"reason": "no luck", "count": tasks}])
if role == "grows": room = b"x" * (100 << 20); sample["peak_rss_bytes"] = sample["process_cpu_ns"] = 1
if role == "counts": sample.update(cpu_user_ns=7, process_cpu_ns=1)
if role == "looks": sample["notes"] = ["own %s" % sorted(os.sched_getaffinity(0)), sys.argv[1]]
print(json.dumps({"status": sample["status"], "reason": "no luck" if role == "fails" else "", "sample": sample}))
'''


class WithPlayers(harness.Program):
    def setUp(self):
        super().setUp()
        self.script = self.folder / "players.py"
        self.script.write_text(PLAYERS)
        self.players = f"p={sys.executable} '{self.script}'"

    def play(self, *arguments, roles, code=0):
        """Cells of a run of `sleep` with a worker that has an executor for each of the roles."""
        return self.cells("sleep", *SMALL, "--worker", self.players, *arguments, code=code, env={"PLAYERS": roles})


class Example(harness.Program):
    worker = f"py={sys.executable} {EXAMPLE}"

    def test_the_example_is_held_to_the_same_answers_and_meets_them(self):
        report = self.sample("sleep", *SMALL, "-r", "2", "--worker", self.worker)
        self.all_ok(report["cells"])
        cells = {each["executor"]: each for each in report["cells"]}
        self.assertEqual(list(cells), ["sequential", "threads", "py:threads", "thread-pool", "coroutines"])
        self.assertEqual(len({sample["digest"] for cell in cells.values() for sample in cell["samples"]}), 1)
        for sample in cells["py:threads"]["samples"]:
            self.assertEqual(sample["tasks_ok"], 6)
            self.assertGreaterEqual(sample["latency_ns"]["p50"], 2_000_000)
            self.assertLessEqual(sample["latency_ns"]["p50"], sample["latency_ns"]["max"])
            self.assertLessEqual(sample["latency_ns"]["max"], sample["wall_ns"])
            self.assertEqual(sample["peak_threads"], 4)  # three of a pool that is up before the clock starts
            self.assertGreater(sample["peak_rss_bytes"], 4 << 20)  # an interpreter
            self.assertGreater(sample["process_cpu_ns"], sample["cpu_user_ns"] + sample["cpu_system_ns"])
            self.assertTrue(sample["notes"][0].startswith("Python 3"))
        self.assertEqual(report["plan"]["workers"], [{"name": "py", "command": f"{sys.executable} {EXAMPLE}"}])

    def test_the_example_keeps_to_the_concurrency(self):
        cells = self.cells("sleep", "-n", "6", "-c", "2", "-p", "delay=20ms", "--worker", self.worker, "-e", "py:threads")
        self.assertGreaterEqual(cells["py:threads"]["samples"][0]["wall_ns"], 3 * 20_000_000 - 3000)

    def test_what_the_example_does_not_do_is_not_applicable(self):
        cells = self.cells("sleep", *SMALL, "-p", "slack=1ns", "--worker", self.worker, "-e", "threads")
        self.assertEqual((cells["threads"]["status"], cells["py:threads"]["status"]), ("ok", "n/a"))
        self.assertIn("does not know slack=1ns", cells["py:threads"]["reason"])
        cells = self.cells("noop", "-n", "6", "--worker", self.worker, "-e", "threads")
        self.assertEqual((cells["threads"]["status"], cells["py:threads"]["status"]), ("ok", "n/a"))
        self.assertIn("it has: sleep", cells["py:threads"]["reason"])


class OtherBuilds(harness.Program):
    def test_a_concbench_takes_part_as_it_is(self):
        cells = self.cells("sleep", "api-calls", *SMALL, "--worker", f"old={BINARY}", "-e", "threads,old:coroutines",
                           "--baseline", "old:threads")
        self.assertEqual(list(cells), ["threads", "old:threads", "old:coroutines"])
        self.all_ok(cells.values())
        for name in cells:  # memory of one build is read as that of the other
            self.assertNotIn("memory_of_whole_life", cells[name]["samples"][0]["counters"], name)

    def test_one_that_cannot_describe_itself_is_taken_to_have_the_same_and_is_asked_no_more_than_needed(self):
        script = self.folder / "older.py"
        script.write_text(
            "import json, os, sys\n"
            "spec = json.load(sys.stdin)\n"
            "if spec['action'] not in ('prepare', 'sample'):\n"
            "    print(\"concbench worker: 'action' is 'describe'; known: prepare, sample\", file=sys.stderr)\n"
            "    sys.exit(2)\n"
            "if set(spec['params']) - {'delay'}:\n"
            "    print(f\"no parameter {set(spec['params']) - {'delay'}}\", file=sys.stderr)\n"
            "    sys.exit(2)\n"
            "os.lseek(0, 0, 0)\n"
            f"os.execv('{BINARY}', ['{BINARY}', 'worker'])\n")
        worker = ["--worker", f"old={sys.executable} {script}"]
        cells = self.cells("api-calls", *SMALL, *worker)
        self.assertEqual(len(cells), 2 * len(harness.EXECUTORS))
        self.all_ok(cells.values())
        cells = self.cells("api-calls", *SMALL, *worker, "-e", "threads", "-p", "keepalive=off")
        self.assertEqual((cells["threads"]["status"], cells["old:threads"]["status"]), ("ok", "n/a"))
        self.assertIn("no parameter {'keepalive'}", cells["old:threads"]["reason"])


class Outcomes(WithPlayers):
    def test_every_way_to_go_wrong_is_its_own_cells_outcome(self):
        expected = {
            "plays": ("ok", ""),
            "starts-late": ("ok", ""),
            "exits": ("crashed", "exit code 1: the last words"),
            "aborts": ("crashed", "signal 6"),
            "garbles": ("crashed", "not JSON"),
            "is-silent": ("crashed", "not JSON"),
            "refuses": ("n/a", "cannot do that"),
            "takes-no-time": ("crashed", "'sample.wall_ns' is 0"),
            "fails-and-is-ok": ("crashed", "'sample.tasks_failed' is 5"),
            "answers-a-rate": ("crashed", "'sample.response_ns.p99' is 5"),
            "contradicts": ("crashed", "answer is ok, and its sample is failed"),
            "errs": ("incorrect", "its answers differ"),
            "skips": ("incorrect", "5 of 6 tasks"),
            "fails": ("failed", "no luck"),
        }
        cells = self.play("-r", "2", roles=" ".join(expected), code=1)
        for role, (status, words) in expected.items():
            cell = cells[f"p:{role}"]
            self.assertEqual(cell["status"], status, f"{role}: {cell['reason']}")
            self.assertIn(words, cell["reason"])
        for name in harness.EXECUTORS:
            self.assertEqual((cells[name]["status"], len(cells[name]["samples"])), ("ok", 2), name)
        self.assertEqual([each["wall_ns"] for each in cells["p:starts-late"]["samples"]], [5_000_000] * 2)  # its own words

    def test_one_that_hangs_is_a_timeout_and_the_others_run(self):
        cells = self.play("-r", "2", "-e", "threads,hangs", "--timeout", "5s", roles="hangs", code=1)
        self.assertEqual(cells["p:hangs"]["status"], "timeout")
        self.assertEqual(len(cells["threads"]["samples"]), 2)

    def test_its_memory_and_cpu_are_what_the_kernel_counts(self):
        cells = self.play("-e", "grows,counts,plays", roles="grows counts plays")
        grown, counted, plain = (cells[f"p:{role}"]["samples"][0] for role in ("grows", "counts", "plays"))
        self.assertGreater(grown["peak_rss_bytes"], 100 << 20)
        self.assertLess(grown["peak_rss_bytes"], 150 << 20)
        self.assertEqual(grown["counters"], {"memory_of_whole_life": 1})  # not to be compared with that of a run
        self.assertLess(plain["peak_rss_bytes"], 60 << 20)
        for sample in (grown, plain):
            self.assertGreater(sample["process_cpu_ns"], 1_000_000)  # an interpreter's start
            self.assertEqual(sample["cpu_user_ns"] + sample["cpu_system_ns"], sample["process_cpu_ns"])
            self.assertEqual(sample["notes"], ["CPU of the whole process, interpreter start included"])
        self.assertEqual((counted["cpu_user_ns"], counted["notes"]), (7, []))
        self.assertGreater(counted["process_cpu_ns"], 1_000_000)

    def test_the_text_names_the_worker_and_its_command(self):
        done = self.concbench("run", "sleep", *SMALL, "-r", "1", "--warmup", "0", "--worker", self.players, "-e", "plays",
                              env={"PLAYERS": "plays"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("p:plays", done.stdout)
        self.assertIn("p: ", done.stdout)

    def test_ctrl_c_ends_a_worker_too(self):
        manager = self.start("run", "sleep", "--worker", self.players, "-e", "hangs", "--warmup", "0", "--format", "json",
                             env={"PLAYERS": "hangs"})
        harness.until(lambda: [each for each in harness.processes(self.mark)
                               if harness.spec_of(each).get("executor") == "hangs"], "the worker")
        manager.send_signal(signal.SIGINT)
        output, _ = manager.communicate(timeout=harness.PATIENCE)
        self.assertEqual(manager.returncode, 130)
        self.assertEqual(json.loads(output)["cells"][0]["samples"], [])


class LeftBehind(WithPlayers):
    """That no process is left is looked at after each test."""
    def test_what_a_worker_leaves_is_ended_after_a_normal_end_and_after_a_crash(self):
        cells = self.play("-e", "leaves,leaves-and-aborts", roles="leaves leaves-and-aborts", code=1)
        self.assertEqual([each["status"] for each in cells.values()], ["ok", "crashed"])

    def test_what_a_worker_leaves_when_it_has_described_itself_is_ended(self):
        describe = 'echo "{\\"executors\\": [\\"x\\"]}"'
        self.refuses("run", "sleep", "-e", "y", "--worker", f"p=sh -c 'sleep 1000 & {describe}'", words=["'y'"])

    def test_ctrl_c_ends_a_worker_that_describes_itself_and_all_that_it_has_started(self):
        manager = self.start("run", "sleep", "--timeout", "1h", "--worker", "p=sh -c 'sleep 1000 & sleep 1000; :'")
        harness.until(lambda: len(harness.processes(self.mark)) == 4, "the worker and what it starts")
        manager.send_signal(signal.SIGINT)
        output, errors = manager.communicate(timeout=harness.PATIENCE)
        self.assertEqual((manager.returncode, output), (130, ""))
        self.assertEqual(errors, "concbench: interrupted before anything ran\n")


class BadUsage(WithPlayers):
    def worker(self, text, *arguments, roles="plays", words):
        self.refuses("run", "sleep", "--worker", text, *arguments, env={"PLAYERS": roles}, words=["--worker", *words])

    def test_a_worker_that_is_no_name_and_command(self):
        self.worker("concbench", words=["NAME=COMMAND"])
        self.worker("=true", words=["''", "letters"])
        self.worker("a:b=true", words=["'a:b'"])
        self.worker("a,b=true", words=["'a,b'"])
        self.worker("p=", words=["p: its command is empty"])
        self.worker("p='true", words=["a quote or a brace is not closed"])
        self.worker("p=true | true", words=["no shell is run"])
        self.worker("p=true $(true)", words=["no shell is run"])
        self.worker(self.players, "--worker", self.players, words=["twice"])

    def test_a_program_that_cannot_be_started(self):
        self.worker("p=/no/such/program", words=["p: cannot start '/no/such/program': No such file"])
        self.worker("p=no-such-interpreter x.py", words=["cannot start 'no-such-interpreter': No such file"])
        self.worker(f"p={self.script}", words=["Permission denied"])
        self.script.chmod(0o755)
        self.script.write_text("#!/no/such/interpreter\n")
        self.worker(f"p={self.script}", words=["No such file"])

    def test_a_program_that_does_not_describe_itself(self):
        self.worker("p=false", words=["exit code 1"])
        self.worker("p=true", words=["not JSON"])
        self.worker(f"p={sys.executable} /no/such.py", words=["exit code 2", "can't open file"])
        self.worker("p=sh -c 'kill -9 $$'", words=["signal 9"])
        self.worker("p=sh -c 'exec sleep 1000'", "--timeout", "100ms", words=["within 100ms"])

    def test_a_program_that_describes_more_than_anybody_needs(self):
        names = 'import json; print(json.dumps({"executors": ["x%d" % i for i in range(NUMBER)]}))'
        script = self.folder / "many.py"
        for number, words in ((100_000, ["100000", "1000 at most"]), (1_001, ["1001", "1000 at most"])):
            script.write_text(names.replace("NUMBER", str(number)))
            self.worker(f"p={sys.executable} {script}", words=words)
        script.write_text("import sys\nwhile True: sys.stdout.write('x' * 1000000)")
        self.worker(f"p={sys.executable} {script}", words=["more than 64 MiB"])

    def test_executors_that_nobody_has(self):
        self.worker(self.players, "-e", "threads", words=["p has none of the chosen executors", "it has: plays"])
        self.refuses("run", "sleep", "--worker", self.players, "-e", "p:play", env={"PLAYERS": "plays"},
                     words=["'p:play'", "did you mean 'plays'?"])
        self.refuses("run", "sleep", "--worker", self.players, "-e", "q:plays", env={"PLAYERS": "plays"},
                     words=["'q:plays'", "no --worker is called 'q'"])
        self.refuses("run", "sleep", "-e", "old:threads", words=["'old:threads'", "no --worker is called 'old'"])
        self.refuses("run", "sleep", "--worker", self.players, "--baseline", "plays", env={"PLAYERS": "plays"},
                     words=["--baseline 'plays'", "p:plays"])


class Cpus(WithPlayers):
    def test_a_further_worker_is_bound_and_it_is_recorded(self):
        cpu = USABLE[-1]
        report = self.sample("sleep", *SMALL, "--worker", self.players, "-e", "looks", "--cpus", str(cpu),
                             env={"PLAYERS": "looks"})
        self.assertEqual(report["cells"][0]["samples"][0]["notes"][:2], [f"own [{cpu}]", "worker"])
        self.assertEqual((report["plan"]["cpus"], report["plan"]["server_cpus"]), (str(cpu), ""))
        self.assertEqual(report["environment"]["cpus_affinity"], len(USABLE))  # the manager's own

    def test_own_workers_and_the_server_are_bound_each_to_its_own(self):
        first, last = USABLE[0], USABLE[-1]
        manager = self.start("run", "api-calls", "-n", "2", "-e", "threads", "-r", "1", "--warmup", "0", "-p", "delay=30min",
                             "-p", "request-timeout=1h", "--cpus", str(first), "--server-cpus", str(last), "--format", "json")
        worker = self.worker_of(manager)
        server = harness.until(lambda: harness.children(manager.pid, "serve"), "the server")[0]
        for process, cpu in ((worker, first), (server, last)):
            threads = [int(each) for each in os.listdir(f"/proc/{process}/task")]
            self.assertEqual({frozenset(os.sched_getaffinity(each)) for each in threads}, {frozenset({cpu})})
        self.assertEqual(sorted(os.sched_getaffinity(manager.pid)), USABLE)
        manager.send_signal(signal.SIGINT)
        output, _ = manager.communicate(timeout=harness.PATIENCE)
        plan = json.loads(output)["plan"]
        self.assertEqual((plan["cpus"], plan["server_cpus"]), (str(first), str(last)))

    def test_the_text_says_so(self):
        done = self.concbench("run", "sleep", *SMALL, "-r", "1", "--cpus", str(USABLE[0]), "--server-cpus", str(USABLE[0]))
        self.assertIn(f"workers on CPUs {USABLE[0]}", done.stdout)
        self.assertIn(f"server on CPUs {USABLE[0]}", done.stdout)

    def test_a_list_may_have_ranges_and_is_written_back_in_short(self):
        given = ",".join(str(each) for each in reversed(USABLE))
        report = self.sample("sleep", *SMALL, "-e", "threads", "--cpus", given)
        listed = report["plan"]["cpus"]
        if USABLE == list(range(USABLE[0], USABLE[-1] + 1)) and len(USABLE) > 1:
            self.assertEqual(listed, f"{USABLE[0]}-{USABLE[-1]}")
        self.assertEqual(self.sample("sleep", *SMALL, "-e", "threads", "--cpus", listed)["plan"]["cpus"], listed)

    def test_what_is_no_list_or_not_usable_is_refused(self):
        for option in ("--cpus", "--server-cpus"):
            for text in ("x", "1-0", "0,,1", "1023", "99999999999999999999"):
                self.refuses("run", "sleep", f"{option}={text}", words=[f"{option} cannot be '{text}'", "may use: "])
        self.refuses("run", "sleep", "--server", "http://127.0.0.1:1", "--server-cpus", str(USABLE[0]), words=["--server-cpus"])

    def test_cpus_that_were_taken_from_the_program_are_not_usable(self):
        if len(USABLE) < 2:
            self.skipTest("there is one CPU")
        self.refuses("run", "sleep", "--cpus", str(USABLE[1]), words=[f"may use: {USABLE[0]}\n"],
                     preexec_fn=lambda: os.sched_setaffinity(0, {USABLE[0]}))


if __name__ == "__main__":
    harness.main()
