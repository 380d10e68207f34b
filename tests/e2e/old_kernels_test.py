"""Kernels and container engines that lack what is new: every cell is ok, or n/a with its reason.

Only system calls are refused here. That the rest of an old kernel is as it was is not tested.
"""
import errno
import json

import harness
import system_calls

OLD_KERNEL = system_calls.refuse_newer_than_4_18(errno.ENOSYS)
OLD_ENGINE = system_calls.refuse_newer_than_4_18(errno.EPERM)
SECCOMP = "a seccomp filter refuses clone3 with EPERM"


class OldKernel(harness.Program):
    """Linux 4.18, or a container engine that says ENOSYS to what it does not know."""

    def setUp(self):
        system_calls.needs_filters()
        super().setUp()

    def test_every_cell_is_ok_or_says_why_not(self):
        report = self.sample("all", "-e", "all", "--profile", "quick", "-n", "8", preexec_fn=OLD_KERNEL)
        self.assertEqual({cell["status"] for cell in report["cells"]}, {"ok", "n/a"})
        for cell in report["cells"]:
            if cell["status"] == "n/a":
                self.assertTrue(cell["reason"], cell)

    def test_no_cell_is_lost_that_the_present_kernel_has(self):
        def states(**options):
            cells = self.sample("sleep", "noop", "file-io", "api-calls", "-n", "2", "-e", "all", **options)["cells"]
            return {(cell["scenario"], cell["executor"]): cell["status"] for cell in cells}
        self.assertEqual(states(preexec_fn=OLD_KERNEL), states())

    def test_files_go_to_a_pool_and_that_is_told(self):
        for engine in ("auto", "offload"):
            cell = self.cells("file-io", "-n", "2", "-e", "coroutines", "-p", f"engine={engine}", preexec_fn=OLD_KERNEL)["coroutines"]
            self.all_ok([cell])
            self.assertRegex(" ".join(cell["samples"][0]["notes"]), "all file work on a pool: (engine=offload|io_uring is refused|built without)")

    def test_doctor_notes_what_is_missing(self):
        findings = json.loads(self.concbench("doctor", "--no-run", "--json", preexec_fn=OLD_KERNEL).stdout)["findings"]
        uring = next(each for each in findings if each["subject"] == "io-uring")
        self.assertEqual(uring["severity"], "note")
        self.assertNotEqual(next(each for each in findings if each["subject"] == "threads")["what"], "none can be started")

    def test_cost_and_doctor_measure(self):
        names = ["sequential", "threads", "processes", "coroutines"]
        done = self.concbench("cost", "-e", ",".join(names), "--max-tasks", "300", "-r", "2", "--json", preexec_fn=OLD_KERNEL)
        self.assertEqual(done.returncode, 0, done.stderr)
        cards = json.loads(done.stdout)["cards"]
        self.assertEqual([card["executor"] for card in cards if card["dispatch_ns"] and card["cpu_ns"]], names)
        noise = json.loads(self.concbench("doctor", "--json", "-r", "6", preexec_fn=OLD_KERNEL).stdout)["noise"]
        self.assertEqual((len(noise["wall_ns"]), noise["problem"]), (6, ""))

    def test_a_worker_that_hangs_is_ended(self):
        cells = self.cells("sleep", "-n", "1", "-p", "delay=1h", "--timeout", "200ms", code=1, preexec_fn=OLD_KERNEL)
        self.every_cell(cells, "timeout")


class OldContainerEngine(harness.Program):
    """EPERM to all that is not known: the C library takes that for a last word, and starts no thread."""

    def setUp(self):
        system_calls.needs_filters()
        super().setUp()

    def test_what_needs_a_thread_names_the_filter_and_the_rest_works(self):
        cells = self.cells("sleep", "-n", "2", "-e", "all", code=1, preexec_fn=OLD_ENGINE)
        for name in ("sequential", "async-sequential", "coroutines", "callbacks", "processes"):
            self.assertEqual(cells[name]["status"], "ok", f"{name}: {cells[name]['reason']}")
        for name in ("threads", "std-async", "thread-pool", "loop-per-core"):
            self.assertEqual(cells[name]["status"], "failed", name)
            self.assertIn(SECCOMP, cells[name]["reason"])

    def test_no_cell_fails_for_a_reason_that_is_not_named(self):
        cells = self.sample("all", "-e", "all", "--profile", "quick", "-n", "8", code=1, preexec_fn=OLD_ENGINE)["cells"]
        self.assertIn("ok", {cell["status"] for cell in cells})
        for cell in cells:
            if cell["status"] != "ok":
                self.assertIn(cell["status"], ("failed", "n/a"), cell["reason"])
            if cell["status"] == "failed":
                self.assertIn(SECCOMP, cell["reason"], f"{cell['scenario']} {cell['executor']}")

    def test_doctor_warns_that_no_thread_can_be_started(self):
        findings = json.loads(self.concbench("doctor", "--no-run", "--json", preexec_fn=OLD_ENGINE).stdout)["findings"]
        threads = next(each for each in findings if each["subject"] == "threads")
        self.assertEqual((threads["severity"], threads["what"]), ("warning", "none can be started"))
        self.assertIn(SECCOMP, threads["meaning"])


if __name__ == "__main__":
    harness.main()
