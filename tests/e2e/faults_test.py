"""Faults that the own server makes on purpose, and limits of the machine."""
import json
import os
import resource
import signal
import stat
from pathlib import Path

import harness
from harness import EXECUTORS


class OnPurpose(harness.Program):
    def test_every_executor_meets_the_same_failures(self):
        arguments = ["-n", "8", "-c", "4", "-p", "error-rate=0.6", "-p", "delay=0s", "-p", "request-timeout=700ms", "--seed", "3"]
        cells = self.cells("api-calls", *arguments, code=1)
        self.every_cell(cells, "failed")
        told = {name: (cell["samples"][0]["tasks_ok"],
                       sorted((each["reason"], each["count"]) for each in cell["samples"][0]["errors"]))
                for name, cell in cells.items()}
        for name in EXECUTORS:
            self.assertEqual(told[name], told["sequential"])
        ok, errors = told["sequential"]
        self.assertGreater(ok, 0)
        reasons = " ".join(reason for reason, _ in errors)
        for word in ("HTTP 503 Service Unavailable", "Connection reset by peer", "no complete answer within 700ms"):
            self.assertIn(word, reasons)

    def test_errors_that_are_allowed_keep_the_verdict_and_are_a_column(self):
        work = ["api-calls", "-n", "40", "-c", "4", "-p", "error-rate=0.3", "-p", "delay=0s", "-p", "request-timeout=300ms",
                "-e", "threads,coroutines"]
        cells = self.cells(*work, "--allow-errors", "70%")
        self.all_ok(cells.values())
        for cell in cells.values():
            self.assertGreater(cell["samples"][0]["tasks_failed"], 0)
        self.every_cell(self.cells(*work, "--allow-errors", "1%", code=1), "failed", executors=("threads", "coroutines"))
        shown = self.concbench("run", *work, "--allow-errors", "70%", "-r", "1", "--warmup", "0").stdout
        self.assertRegex(shown, r"(?m)^executor .*\berrors\b")
        self.assertIn("as was allowed: ", shown)
        self.assertIn("fastest: ", shown)

    def test_each_kind_of_failure_has_a_rate_of_its_own_the_same_tasks_for_all(self):
        reasons = {"503-rate": "HTTP 503 Service Unavailable", "reset-rate": "Connection reset by peer",
                   "stall-rate": "no complete answer within 300ms"}
        for scenario, more in (("api-calls", ["-p", "delay=1ms"]), ("custom", ["-p", "steps=wait 1ms, http 1ms"])):
            for rate, reason in reasons.items():
                with self.subTest(scenario=scenario, rate=rate):
                    cells = self.cells(scenario, *more, "-n", "12", "-c", "12", "-p", f"{rate}=30%",
                                       "-p", "request-timeout=300ms", "--seed", "3", code=1)
                    self.every_cell(cells, "failed")
                    told = [(cell["samples"][0]["digest"], cell["samples"][0]["tasks_failed"]) for cell in cells.values()]
                    self.assertEqual(set(told), {told[0]})
                    self.assertTrue(0 < told[0][1] < 12, told)
                    for cell in cells.values():
                        for each in cell["samples"][0]["errors"]:
                            self.assertIn(reason, each["reason"])

    def test_rates_that_come_to_more_than_all_requests_are_refused(self):
        self.refuses("run", "api-calls", "-p", "503-rate=0.6", "-p", "reset-rate=50%", words=["together", "at most 1"])

    def test_a_task_of_custom_that_is_answered_in_part_of_its_requests_fails(self):
        cells = self.cells("custom", "-n", "20", "-p", "steps=http 0s, http 0s, http 0s", "-p", "503-rate=0.4", "--allow-errors", "99%",
                           "-e", "threads,coroutines,callbacks,fibers")
        self.all_ok(cells.values())
        failed = {cell["samples"][0]["tasks_failed"] for cell in cells.values()}
        self.assertEqual(len(failed), 1)
        self.assertGreater(failed.pop(), 20 * 0.4, "more than one request of three is drawn")

    def test_a_step_of_custom_has_an_error_rate_of_its_own(self):
        cells = self.cells("custom", "-n", "40", "-p", "steps=http 0s errors=50%, wait 1ms p99=3ms, http 1ms exp",
                           "--allow-errors", "99%", "-e", "threads,coroutines,callbacks,fibers")
        self.all_ok(cells.values())
        failed = {cell["samples"][0]["tasks_failed"] for cell in cells.values()}
        self.assertEqual(len(failed), 1)
        self.assertTrue(0 < failed.pop() < 40)
        for cell in cells.values():
            for each in cell["samples"][0]["errors"]:
                self.assertIn("HTTP 503 Service Unavailable", each["reason"])

    def test_an_error_rate_of_a_step_that_leaves_no_room_for_the_others_is_refused(self):
        self.refuses("run", "custom", "-p", "steps=http 0s errors=60%", "-p", "reset-rate=50%", words=["errors of a step", "at most 1"])

    def test_a_long_tail_that_may_pass_the_time_limit_of_a_request_is_refused(self):
        self.refuses("run", "custom", "-p", "steps=http 30ms p99=200ms", "-p", "request-timeout=500ms", words=["784ms", "raise -p request-timeout"])

    def test_another_seed_fails_other_tasks(self):
        def failed(seed):
            cells = self.cells("api-calls", "-n", "10", "-e", "threads", "-p", "error-rate=0.5", "-p", "delay=0s",
                               "-p", "request-timeout=500ms", "--seed", seed, code=1)
            return cells["threads"]["samples"][0]["digest"]
        self.assertNotEqual(failed("1"), failed("2"))

    def test_retries_recover_and_are_counted(self):
        cells = self.cells("api-calls", "-n", "8", "-p", "error-rate=0.3", "-p", "delay=0s", "-p", "request-timeout=500ms",
                           "-p", "retries=10", "-p", "backoff=1ms")
        self.all_ok(cells.values())
        for cell in cells.values():
            self.assertGreater(cell["samples"][0]["counters"]["retries"], 0)
            self.assertEqual(cell["samples"][0]["tasks_failed"], 0)

    def test_when_everything_fails_the_cell_says_so(self):
        cells = self.cells("api-calls", "-n", "3", "-p", "error-rate=1", "-p", "delay=0s", "-p", "request-timeout=200ms", code=1)
        self.every_cell(cells, "failed")
        for cell in cells.values():
            sample = cell["samples"][0]
            self.assertEqual((sample["tasks_ok"], sample["tasks_failed"], sample["latency_ns"]["max"]), (0, 3, 0))

    def test_a_pipeline_whose_queue_is_closed_or_whose_worker_throws_ends_with_that_reason(self):
        for fault, reason in (("close", "a queue was closed before the last item had passed"),
                              ("throw", "a worker failed, as asked for")):
            cells = self.cells("pipeline", "-n", "200", "-e", "threads,thread-pool,coroutines", "-p", f"fault={fault}", code=1)
            self.every_cell(cells, "failed", reason, executors=["threads", "thread-pool", "coroutines"])
            for cell in cells.values():
                self.assertEqual(cell["samples"][0]["errors"], [{"reason": reason, "count": 1}])

    def test_a_timeout_of_the_sample_ends_the_cell_and_the_others_run(self):
        report = self.sample("api-calls", "sleep", "-n", "1", "-e", "threads", "-r", "3", "-p", "api-calls.delay=30min",
                             "-p", "request-timeout=1h", "-p", "sleep.delay=1ms", "--timeout", "500ms", code=1)
        slow, quick = report["cells"]
        self.assertEqual((slow["status"], len(slow["samples"])), ("timeout", 1))
        self.assertEqual((quick["status"], len(quick["samples"])), ("ok", 3))


class StoppedServer(harness.Program):
    def test_an_own_server_that_somebody_stopped_is_named_and_replaced(self):
        manager = self.start("run", "api-calls", "-n", "1", "-e", "threads,coroutines", "-r", "2", "--warmup", "0", "-p",
                             "delay=2s", "-p", "request-timeout=4s", "--format", "json")
        self.worker_of(manager)
        server = harness.children(manager.pid, "serve")[0]
        os.kill(server, signal.SIGSTOP)
        output, errors = manager.communicate(timeout=2 * harness.PATIENCE)
        self.assertEqual(manager.returncode, 1, errors)
        cells = json.loads(output)["cells"]
        reasons = [cell["reason"] for cell in cells if cell["status"] == "failed"]
        self.assertEqual(len(reasons), 1, [cell["status"] for cell in cells])
        self.assertIn("the run's own server did not answer", reasons[0])
        self.assertEqual([cell["status"] for cell in cells].count("ok"), 1)
        self.assertFalse(Path(f"/proc/{server}").exists())


class Limits(harness.Program):
    def test_too_few_open_files_fail_tasks_with_the_reason_and_others_run(self):
        def few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
        peer = self.serve(lambda connection: connection.wait_for_close())  # so that nobody gives a socket back
        report = self.sample("api-calls", "sleep", "--url", peer.origin, "-n", "100", "-p", "delay=1ms", "-e",
                             "threads,thread-pool,coroutines", "-p", "request-timeout=300ms", code=1, preexec_fn=few_files)
        for cell in report["cells"]:
            if cell["scenario"] == "sleep":
                self.assertEqual(cell["status"], "ok", cell["executor"])
                continue
            self.assertEqual(cell["status"], "failed", cell["executor"])
            reasons = " ".join(each["reason"] for each in cell["samples"][0]["errors"])
            self.assertIn("Too many open files", reasons, cell["executor"])

    def test_a_server_short_of_files_goes_on(self):
        def few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
        process = self.start("serve", preexec_fn=few_files)
        ready = harness.json.loads(process.stdout.readline())
        origin = f"http://127.0.0.1:{ready['http_port']}"
        self.all_ok(self.cells("api-calls", "--server", origin, "-n", "100", "-e", "threads,coroutines", "-p", "delay=1ms",
                               "-p", "keepalive=off").values())

    def test_the_soft_limit_of_open_files_is_raised(self):
        def soft():
            resource.setrlimit(resource.RLIMIT_NOFILE, (30, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 400:
            self.skipTest("the hard limit of open files is below 400")
        self.all_ok(self.cells("api-calls", "-n", "100", "-p", "delay=5ms", preexec_fn=soft).values())

    def test_too_few_processes_fail_what_needs_threads_and_the_others_run(self):
        if os.geteuid() != 0:
            self.skipTest("needs root, to become a user that runs nothing else: the limit counts all of a user's threads")
        nobody_else = 64321
        for each in (self.folder, self.temporary):
            os.chown(each, nobody_else, nobody_else)

        def few_processes():
            os.setgid(nobody_else)
            os.setuid(nobody_else)
            resource.setrlimit(resource.RLIMIT_NPROC, (8, 8))
        if not all(each.stat().st_mode & stat.S_IXOTH for each in [harness.BINARY, *harness.BINARY.parents]):
            self.skipTest(f"{harness.BINARY} cannot be run by other users")
        refusals = {"threads": "no thread for this task", "std-async": "no thread for this task",
                    "thread-pool": "cannot start a pool of 30 threads", "work-stealing": "cannot start an arena of 30 threads"}
        cells = self.cells("sleep", "-n", "30", "-c", "30", "-p", "delay=300ms", "-e", ",".join(["coroutines", *refusals]), code=1,
                           preexec_fn=few_processes, cwd="/")
        if "libtbb-dev" in cells["work-stealing"].get("reason", ""):
            del cells["work-stealing"]
        self.assertEqual(cells.pop("coroutines")["status"], "ok")
        for name, cell in cells.items():
            self.assertEqual(cell["status"], "failed")
            self.assertIn(refusals[name], cell["reason"])
            self.assertIn("ulimit -u 8", cell["reason"])
        self.assertEqual(cells["thread-pool"]["samples"], [])
        cells = self.cells("pipeline", "-n", "100", "-p", "workers=20", "-e", "threads,std-async", code=1,
                           preexec_fn=few_processes, cwd="/")
        self.every_cell(cells, "failed", "no thread for this task", "ulimit -u 8", executors=["threads", "std-async"])

    def test_too_little_memory_is_told(self):
        def little_memory():
            resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20))
        cells = self.cells("sleep", "-n", "10000000", "-e", "threads,coroutines", "-p", "delay=0s", code=1,
                           preexec_fn=little_memory)
        self.every_cell(cells, "failed", "out of memory", executors=["threads", "coroutines"])
        for cell in cells.values():
            self.assertEqual(cell["samples"], [])


if __name__ == "__main__":
    harness.main()
