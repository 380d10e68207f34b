"""`concbench cost`: cards of the real executors, at sizes that take seconds."""
import json
import os
import resource
import signal

import harness
from harness import EXECUTORS

SMALL = ["--max-tasks", "300", "-r", "2"]
NOBODY = 65533  # a user who runs nothing else


class Cost(harness.Program):
    def cards(self, *arguments, **options):
        done = self.concbench("cost", *SMALL, "--json", *arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout[-2000:])
        document = json.loads(done.stdout)
        return document, {each["executor"]: each for each in document["cards"]}

    def test_every_executor_has_its_card(self):
        document, cards = self.cards()
        self.assertEqual(list(cards), EXECUTORS)
        for name, card in cards.items():
            with self.subTest(name):
                for figure in ("dispatch_ns", "cpu_ns"):
                    self.assertGreater(card[figure]["median"], 0)
                    self.assertLessEqual(card[figure]["least"], card[figure]["most"])
                if name == "sequential":
                    self.assertIsNone(card["memory_bytes"])
                    self.assertIn("one task is alive at a time", " ".join(card["remarks"]))
                else:
                    self.check_memory(card["memory_bytes"], threads=name != "coroutines")
        for report in ("timed", "counted"):
            self.assertEqual(document[report]["schema_version"], 2)
            self.all_ok(document[report]["cells"])

    def check_memory(self, memory, threads):
        parts = [memory[part]["per_task"] for part in ("user", "page_tables", "kernel_stacks_computed") if memory[part]]
        self.assertAlmostEqual(sum(parts), memory["total"]["per_task"], delta=1)
        self.assertEqual(memory["most_tasks"], 300)
        low, high = memory["total"]["interval"]
        self.assertTrue(low <= memory["total"]["per_task"] <= high)
        if os.uname().machine == "x86_64":
            # A thread has at least a page of stack, a page of page tables for it, and its kernel stack.
            self.assertEqual(memory["kernel_stacks_computed"]["per_task"] > 15_000, threads)
            self.assertEqual(memory["page_tables"]["per_task"] > 3_000, threads)
            self.assertEqual(memory["user"]["per_task"] > 4_096, threads)

    def test_allocations_are_counted_per_task(self):
        _, cards = self.cards()
        if not cards["threads"]["allocations"]:
            self.skipTest("allocations cannot be counted here: " + "; ".join(cards["threads"]["remarks"]))
        self.assertAlmostEqual(cards["sequential"]["allocations"]["per_task"], 0, delta=0.01)
        for name in ("threads", "coroutines"):  # the thread's state; the coroutine's frame
            self.assertGreaterEqual(cards[name]["allocations"]["per_task"], 1, name)

    def test_chosen_executors_alone_are_shown(self):
        _, cards = self.cards("-e", "coroutines")
        self.assertEqual(list(cards), ["coroutines"])

    def test_lines_fit_the_width_asked_for(self):
        for width in (60, 80):
            done = self.concbench("cost", *SMALL, "-e", "threads,coroutines", env={"COLUMNS": str(width)})
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("memory of a task", done.stdout)
            for line in done.stdout.splitlines():
                self.assertLessEqual(len(line), width, line)

    def test_a_limit_on_threads_is_named_and_the_card_goes_on(self):
        os.chmod(self.folder, 0o777)
        os.chmod(self.temporary, 0o777)

        def limited():
            resource.setrlimit(resource.RLIMIT_NPROC, (150, 150))
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        if os.getuid() != 0:
            self.skipTest("only root can become a user who runs nothing else")
        if not os.access(harness.BINARY, os.X_OK) or any(not each.stat().st_mode & 0o001 for each in harness.BINARY.parents):
            self.skipTest("other users cannot reach the program")
        document, cards = self.cards(preexec_fn=limited)
        self.assertEqual({each["executor"]: each["limit"]["name"] for each in document["stopped"]},
                         {"threads": "ulimit -u", "thread-pool": "ulimit -u"})
        for each in document["stopped"]:
            self.assertEqual(each["limit"]["value"], 150)
            self.assertIn("--nproc=600", each["limit"]["raise"])
            self.assertLess(each["tasks"], 150)
            self.assertEqual(cards[each["executor"]]["memory_bytes"]["most_tasks"], each["tasks"])
        self.assertEqual(cards["coroutines"]["memory_bytes"]["most_tasks"], 300)

    def test_few_open_files_are_enough_as_a_sleeping_task_holds_none(self):
        document, _ = self.cards(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24)))
        self.assertEqual(document["stopped"], [])

    def test_ctrl_c_ends_it(self):
        process = self.start("cost", "--max-tasks", "1000")
        harness.until(lambda: harness.children(process.pid, "worker"), "a worker")
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=harness.PATIENCE)
        self.assertEqual(process.returncode, 130)
        self.assertIn("Interrupted", output)

    def test_what_cannot_be_had_is_refused(self):
        for arguments, words in [(["-e", "thread"], ["thread", "'threads'"]),
                                 (["--max-tasks", "99"], ["--max-tasks", "99", "100"]),
                                 (["--max-tasks", "1e6"], ["--max-tasks", "1e6"]),
                                 (["-r", "0"], ["--rounds", "'0'", "1"])]:
            with self.subTest(arguments):
                self.refuses("cost", *arguments, words=words)


class Counting(harness.Program):
    def allocations(self, tasks):
        spec = {"protocol": 1, "action": "sample", "scenario": "noop", "executor": "threads", "tasks": tasks,
                "concurrency": 1, "seed": 1}
        done = self.concbench("worker", "--count-allocations", input=json.dumps(spec))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        answer = json.loads(done.stdout)
        if answer["status"] == "n/a":
            self.skipTest(answer["reason"])
        return answer["sample"]["allocations"]

    def test_a_worker_that_counts_finds_the_same_number_each_time(self):
        first = self.allocations(100)
        self.assertEqual(first, self.allocations(100))
        self.assertGreaterEqual(first, 100)

    def test_other_workers_do_not_count(self):
        cell = self.cells("noop", "-n", "100", "-e", "threads")["threads"]
        self.assertEqual(cell["samples"][0]["allocations"], 0)


if __name__ == "__main__":
    harness.main()
