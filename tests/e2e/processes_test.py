"""Processes that are killed, hung or interrupted; standard streams that are closed or full; what is left behind.

A Peer that holds an answer back keeps a sample under way for as long as the test needs.
"""
import json
import os
import signal
import subprocess
import threading

import harness
from harness import processes, spec_of, until

PATIENT = ["-p", "request-timeout=1h", "--warmup", "0"]


class Held(harness.Program):
    """`run api-calls` against a server that answers `answered` requests at once, holds the next one, and answers the rest."""

    def run_held(self, *arguments, answered=0):
        self.held = threading.Event()
        lock, count = threading.Lock(), [0]

        def hold(connection):
            while connection.request():
                with lock:
                    count[0] += 1
                    mine = count[0]
                if mine == answered + 1:
                    self.held.set()
                    connection.wait_for_close()
                    return
                connection.answer()

        self.peer = self.serve(hold)
        self.exported = self.folder / "run.json"
        manager = self.start("run", "api-calls", "--url", self.peer.origin, "-n", "1", *PATIENT, "--export-json", self.exported,
                             *arguments)
        self.assertTrue(self.held.wait(harness.PATIENCE), "no request came")
        return manager

    def ends(self, manager, code):
        output, errors = manager.communicate(timeout=harness.PATIENCE)
        self.assertEqual(manager.returncode, code, errors)
        return json.loads(self.exported.read_text()), output


class Workers(Held):
    def test_a_killed_worker_is_a_crashed_cell_and_the_others_run(self):
        manager = self.run_held("-r", "3", "-e", "threads,coroutines")
        worker = self.worker_of(manager)
        victim = spec_of(worker)["executor"]
        os.kill(worker, signal.SIGKILL)
        report, _ = self.ends(manager, 1)
        for cell in report["cells"]:
            if cell["executor"] == victim:
                self.assertEqual(cell["status"], "crashed")
                self.assertIn("signal 9", cell["reason"])
                self.assertEqual([each["status"] for each in cell["samples"]], ["crashed"])
            else:
                self.assertEqual([each["status"] for each in cell["samples"]], ["ok"] * 3)

    def test_a_worker_that_aborts_is_a_crashed_cell_with_its_signal(self):
        manager = self.run_held("-r", "1", "-e", "threads")
        os.kill(self.worker_of(manager), signal.SIGSEGV)
        report, _ = self.ends(manager, 1)
        self.assertEqual(report["cells"][0]["status"], "crashed")
        self.assertIn("Segmentation fault", report["cells"][0]["reason"])

    def test_a_stopped_worker_is_a_timeout_and_the_others_run(self):
        manager = self.run_held("-r", "2", "-e", "threads,coroutines", "--timeout", "2s")
        worker = self.worker_of(manager)
        victim = spec_of(worker)["executor"]
        os.kill(worker, signal.SIGSTOP)
        report, _ = self.ends(manager, 1)
        for cell in report["cells"]:
            if cell["executor"] == victim:
                self.assertEqual((cell["status"], len(cell["samples"])), ("timeout", 1))
                self.assertIn("2s", cell["reason"])
            else:
                self.assertEqual([each["status"] for each in cell["samples"]], ["ok"] * 2)

    def test_what_was_measured_before_a_crash_is_kept(self):
        manager = self.run_held("-r", "5", "-e", "threads", answered=2)
        os.kill(self.worker_of(manager), signal.SIGKILL)
        report, _ = self.ends(manager, 1)
        cell = report["cells"][0]
        self.assertEqual([each["status"] for each in cell["samples"]], ["ok", "ok", "crashed"])
        self.assertEqual(cell["status"], "crashed")


class Interruptions(Held):
    def test_ctrl_c_and_sigterm_keep_the_finished_rounds_and_leave_nothing(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            manager = self.run_held("-r", "5", "-e", "threads", "--format", "json", answered=2)
            manager.send_signal(number)
            report, output = self.ends(manager, 130)
            cell = report["cells"][0]
            self.assertEqual([each["round"] for each in cell["samples"]], [0, 1])
            self.assertEqual(cell["status"], "ok")
            self.assertEqual(json.loads(output), report)
            self.assertTrue(report["plan"]["interrupted"])
            self.assertEqual(processes(self.mark), [])
            self.assertEqual(os.listdir(self.temporary), [])

    def test_ctrl_c_shows_the_table_of_what_there_is(self):
        manager = self.run_held("-r", "5", "-e", "threads", answered=1)
        manager.send_signal(signal.SIGINT)
        _, output = self.ends(manager, 130)
        self.assertIn("threads", output)
        self.assertIn("interrupted", output.lower())

    def test_ctrl_c_ends_the_own_server_too(self):
        manager = self.start("run", "api-calls", "-n", "1", "-e", "threads", "-r", "1", "--warmup", "0", "-p", "delay=30min",
                             "-p", "request-timeout=1h")
        self.worker_of(manager)
        manager.send_signal(signal.SIGINT)
        self.assertEqual(manager.wait(harness.PATIENCE), 130)
        self.assertEqual(processes(self.mark), [])

    def test_ctrl_c_before_the_first_sample_still_gives_a_whole_report(self):
        manager = self.run_held("-r", "5", "-e", "threads", "--format", "json")
        manager.send_signal(signal.SIGINT)
        report, _ = self.ends(manager, 130)
        self.assertEqual(report["cells"][0]["samples"], [])

    def test_a_killed_manager_leaves_no_process(self):
        manager = self.start("run", "api-calls", "-n", "2", "-e", "threads", "-r", "1", "--warmup", "0", "-p", "delay=30min",
                             "-p", "request-timeout=1h")
        self.worker_of(manager)
        self.assertGreaterEqual(len(processes(self.mark)), 3)  # manager, server, worker
        manager.kill()
        manager.wait()
        until(lambda: not processes(self.mark), "the end of worker and server")
        for each in self.temporary.iterdir():  # nobody was left to remove it
            harness.shutil.rmtree(each)

    def test_exports_are_whole_after_every_sample(self):
        manager = self.run_held("-r", "3", "-e", "threads", answered=2)
        report = json.loads(self.exported.read_text())  # while it runs
        self.assertEqual(len(report["cells"][0]["samples"]), 2)
        manager.kill()
        manager.wait()
        self.assertEqual(json.loads(self.exported.read_text()), report)
        self.assertEqual([each.name for each in self.folder.iterdir() if each.name.endswith(".tmp")], [])
        until(lambda: not processes(self.mark), "the worker's end")
        for each in self.temporary.iterdir():
            harness.shutil.rmtree(each)


class OwnServer(harness.Program):
    def test_a_server_that_dies_fails_its_cell_and_another_serves_the_rest(self):
        manager = self.start("run", "api-calls", "sleep", "-n", "1", "-e", "threads,coroutines", "-r", "1", "--warmup", "0",
                             "-p", "api-calls.delay=1500ms", "-p", "sleep.delay=1ms", "-p", "request-timeout=1h", "--format",
                             "json")
        victim = spec_of(self.worker_of(manager))["executor"]
        server = until(lambda: harness.children(manager.pid, "serve"), "the server")[0]
        os.kill(server, signal.SIGKILL)
        output, _ = manager.communicate(timeout=harness.PATIENCE)
        self.assertEqual(manager.returncode, 1)
        for cell in json.loads(output)["cells"]:
            broken = cell["scenario"] == "api-calls" and cell["executor"] == victim
            self.assertEqual(cell["status"], "failed" if broken else "ok", cell)
            if broken:
                self.assertRegex(cell["reason"], "connection|connect")

    def test_a_cell_recovers_in_later_rounds_and_stays_failed(self):
        manager = self.start("run", "image-download", "-n", "1", "-e", "threads", "-r", "2", "--warmup", "0", "-p",
                             "latency=1500ms", "--format", "json")
        self.worker_of(manager)
        os.kill(until(lambda: harness.children(manager.pid, "serve"), "the server")[0], signal.SIGKILL)
        output, _ = manager.communicate(timeout=harness.PATIENCE)
        cell = json.loads(output)["cells"][0]
        self.assertEqual([each["status"] for each in cell["samples"]], ["failed", "ok"])
        self.assertEqual((cell["status"], manager.returncode), ("failed", 1))


class Streams(harness.Program):
    RUN = ["run", "sleep", "-n", "1", "-r", "1", "--warmup", "0", "-p", "delay=1ms", "-e", "sequential,threads"]

    def with_redirection(self, redirection, *arguments):
        return subprocess.run(["sh", "-c", f'exec "$0" "$@" {redirection}', str(harness.BINARY), *self.RUN, *arguments],
                              env=self.environment(), cwd=self.folder, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=2 * harness.PATIENCE)

    def exported_is_ok(self):
        report = json.loads((self.folder / "run.json").read_text())
        self.all_ok(report["cells"])
        self.assertEqual([len(cell["samples"]) for cell in report["cells"]], [1, 1])

    def test_standard_input_may_be_closed(self):
        done = self.with_redirection("<&-", "--export-json", "run.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.exported_is_ok()

    def test_standard_output_may_be_closed_when_quiet(self):
        done = self.with_redirection(">&-", "--export-json", "run.json", "--quiet")
        self.exported_is_ok()
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_closed_standard_output_is_an_error_and_the_work_is_done(self):
        done = self.with_redirection(">&-", "--export-json", "run.json")
        self.exported_is_ok()
        self.assertEqual(done.returncode, 1, done.stderr)

    def test_standard_error_may_be_closed(self):
        done = self.with_redirection("2>&-", "--export-json", "run.json")
        self.assertEqual(done.returncode, 0)
        self.exported_is_ok()

    def test_all_standard_streams_may_be_closed(self):
        done = self.with_redirection("<&- >&- 2>&-", "--export-json", "run.json", "--quiet")
        self.exported_is_ok()
        self.assertEqual(done.returncode, 0)

    def test_an_export_may_go_to_a_device_and_tells_when_that_is_full(self):
        self.assertEqual(self.concbench(*self.RUN, "--export-json", "/dev/null").returncode, 0)
        done = self.concbench(*self.RUN, "--export-json", "/dev/full")
        self.assertEqual(done.returncode, 1)
        self.assertIn("'/dev/full': No space left", done.stderr)
        self.assertIn("sequential", done.stdout)

    def test_an_export_may_go_to_standard_output(self):
        done = self.concbench(*self.RUN, "--quiet", "--export-csv", "/dev/stdout")
        self.assertEqual(done.returncode, 0)
        self.assertIn("scenario,executor", done.stdout)


if __name__ == "__main__":
    harness.main()
