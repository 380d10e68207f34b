"""The executor `processes`: equal work over processes, what becomes of those that are killed, and what is counted of them.

A Peer that holds an answer back keeps a task under way for as long as the test needs.
"""
import json
import os
import resource
import signal
import threading
from pathlib import Path

import harness
from harness import children, processes, until

POOL = ["-e", "processes"]
SMALL = ["-n", "6", "-c", "3", "-p", "delay=2ms", "-p", "latency=1ms", "-p", "size=4KiB", "--seed", "7"]


class Work(harness.Program):
    def test_every_scenario_has_the_answers_of_the_others(self):
        report = self.sample("all", *SMALL, "-e", "sequential,processes")
        digests = {}
        for cell in report["cells"]:
            if (cell["scenario"], cell["executor"]) == ("pipeline", "sequential"):
                continue
            if cell["status"] == "n/a":
                self.assertIn("in memory, which several processes do not share", cell["reason"])
                continue
            self.all_ok([cell])
            digests.setdefault(cell["scenario"], set()).add(cell["samples"][0]["digest"])
        self.assertGreaterEqual(len(digests), 8)
        for scenario, found in digests.items():
            self.assertEqual(len(found), 1, scenario)
        by_name = {(cell["scenario"], cell["executor"]): cell["status"] for cell in report["cells"]}
        self.assertEqual(by_name["fan-out", "processes"], "n/a")

    def test_it_takes_part_only_where_it_is_asked_for(self):
        self.assertNotIn("processes", self.cells("sleep", "-n", "2", "-p", "delay=1ms"))

    def test_connections_are_counted_and_warmed_as_under_threads(self):
        for state in ("cold", "warm"):
            cells = self.cells("api-calls", "-n", "12", "-c", "3", "-p", "delay=5ms", "-p", f"connections={state}", "-e",
                               "thread-pool,processes")
            self.all_ok(cells.values())
            counters = [cell["samples"][0]["counters"] for cell in cells.values()]
            self.assertEqual(counters[0], counters[1], state)
            self.assertEqual(counters[0]["connections_opened"], 3)

    def test_each_process_has_tls_connections_of_its_own(self):
        cells = self.cells("image-download", "-n", "9", "-c", "3", "-p", "scheme=https", "-p", "connections=warm", "-e",
                           "thread-pool,processes")
        self.all_ok(cells.values())
        self.assertEqual(*(cell["samples"][0]["digest"] for cell in cells.values()))
        self.assertEqual(cells["processes"]["samples"][0]["counters"]["connections_opened"], 3)

    def test_faults_meet_its_tasks_as_those_of_others(self):
        cells = self.cells("api-calls", "-n", "8", "-c", "4", "-p", "error-rate=0.6", "-p", "delay=0s", "-p",
                           "request-timeout=700ms", "-p", "retries=1", "--seed", "3", "-e", "thread-pool,processes", code=1)
        told = [(cell["status"], sorted((each["reason"], each["count"]) for each in cell["samples"][0]["errors"]),
                 cell["samples"][0]["counters"]["retries"]) for cell in cells.values()]
        self.assertEqual(told[0], told[1])
        self.assertGreater(told[0][2], 0)

    def test_an_open_loop_begins_no_task_early(self):
        cell = self.cells("api-calls", "--rate", "100/s", "-n", "30", "-c", "4", "-p", "delay=1ms", *POOL)["processes"]
        self.all_ok([cell])
        self.assertGreaterEqual(cell["samples"][0]["wall_ns"], 29 * 10_000_000)


class Figures(harness.Program):
    def test_cpu_of_the_children_is_in_the_sample(self):
        cells = self.cells("cpu-bound", "-n", "64", "-c", "2", "-e", "sequential,processes", "-p", "tile=128")
        self.all_ok(cells.values())
        used = {name: cell["samples"][0]["cpu_user_ns"] + cell["samples"][0]["cpu_system_ns"] for name, cell in cells.items()}
        self.assertGreater(used["processes"], 0.7 * used["sequential"])
        whole = cells["processes"]["samples"][0]["process_cpu_ns"]
        self.assertGreater(whole, used["processes"])

    def test_memory_and_threads_are_of_all_processes(self):
        few, many = [self.cells("sleep", "-n", str(count), "-p", "delay=100ms", *POOL)["processes"]["samples"][0]
                     for count in (2, 40)]
        self.assertEqual((few["peak_threads"], many["peak_threads"]), (3, 41))
        self.assertGreater(many["rss_increase_bytes"], 5 * few["rss_increase_bytes"])
        self.assertGreater(many["page_table_bytes"], 5 * few["page_table_bytes"])
        self.assertIn("41 processes", " ".join(many["notes"]))

    def test_memory_of_several_processes_is_more_than_that_of_one(self):
        cells = self.cells("sleep", "-n", "8", "-c", "8", "-p", "delay=20ms", "-e", "sequential,processes")
        self.assertGreater(cells["processes"]["samples"][0]["peak_rss_bytes"],
                           cells["sequential"]["samples"][0]["peak_rss_bytes"])

    def test_the_cost_of_a_task_is_that_of_a_process(self):
        done = self.concbench("cost", "-e", "processes,thread-pool", "--max-tasks", "100", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        cards = {each["executor"]: each["memory_bytes"] for each in json.loads(done.stdout)["cards"]}
        for part in ("user", "page_tables", "total"):
            self.assertGreater(cards["processes"][part]["per_task"], 3 * cards["thread-pool"][part]["per_task"], part)


class Held(harness.Program):
    """`run api-calls` against a server that holds the first request for ever, and answers the others."""

    def run_held(self, *arguments, tasks=6):
        self.held = threading.Event()
        lock, first = threading.Lock(), [True]

        def hold(connection):
            while connection.request():
                with lock:
                    mine, first[0] = first[0], False
                if mine:
                    self.held.set()
                    connection.wait_for_close()
                    return
                connection.answer()

        peer = self.serve(hold)
        manager = self.start("run", "api-calls", "--url", peer.origin, "-n", str(tasks), "-p", "request-timeout=1h", "--warmup",
                             "0", "-r", "1", "--format", "json", *POOL, *arguments)
        self.assertTrue(self.held.wait(harness.PATIENCE), "no request came")
        return manager

    def pool_of(self, manager, size):
        worker = self.worker_of(manager)
        return until(lambda: len(found := children(worker, "worker")) == size and found, "the pool")

    def cell_of(self, manager, code):
        output, errors = manager.communicate(timeout=harness.PATIENCE)
        self.assertEqual(manager.returncode, code, errors)
        return json.loads(output)["cells"][0]

    def test_a_killed_child_is_one_failed_task_and_the_cell_says_how(self):
        manager = self.run_held("-c", "1")
        os.kill(self.pool_of(manager, 1)[0], signal.SIGKILL)
        cell = self.cell_of(manager, 1)
        self.assertEqual(cell["status"], "failed")
        self.assertIn("its worker process was killed by signal 9 (Killed)", cell["reason"])
        sample = cell["samples"][0]
        self.assertEqual((sample["tasks_ok"], sample["tasks_failed"]), (5, 1))

    def test_all_children_killed_end_the_run_all_the_same(self):
        manager = self.run_held("-c", "3")
        for each in self.pool_of(manager, 3):
            os.kill(each, signal.SIGKILL)
        cell = self.cell_of(manager, 1)
        self.assertEqual(cell["status"], "failed")
        self.assertIn("killed by signal 9", cell["reason"])

    def test_a_child_that_stands_still_is_a_timeout_and_leaves_nothing(self):
        manager = self.run_held("-c", "1", "--timeout", "2s")
        os.kill(self.pool_of(manager, 1)[0], signal.SIGSTOP)
        self.assertEqual(self.cell_of(manager, 1)["status"], "timeout")
        self.assertEqual(processes(self.mark), [])

    def test_ctrl_c_leaves_no_child(self):
        manager = self.run_held("-c", "2")
        self.pool_of(manager, 2)
        manager.send_signal(signal.SIGINT)
        self.cell_of(manager, 130)
        self.assertEqual(processes(self.mark), [])

    def test_a_killed_worker_takes_its_children_with_it(self):
        manager = self.run_held("-c", "2")
        self.pool_of(manager, 2)
        os.kill(self.worker_of(manager), signal.SIGKILL)
        self.assertEqual(self.cell_of(manager, 1)["status"], "crashed")
        until(lambda: not processes(self.mark), "the end of the pool")


class Limits(harness.Program):
    def test_too_few_open_files_for_the_pool_fail_the_cell_with_the_limit(self):
        def few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
        cell = self.cells("sleep", "-n", "100", "-p", "delay=1ms", *POOL, code=1, preexec_fn=few_files)["processes"]
        self.assertEqual(cell["status"], "failed")
        for words in ("cannot start a pool of 100 processes: Too many open files", "ulimit -n 40", "lower -c"):
            self.assertIn(words, cell["reason"])

    def test_too_few_processes_fail_the_cell_with_the_limit(self):
        if os.getuid() == 0:
            self.skipTest("root is not held to ulimit -u")
        alive = sum(1 for each in Path("/proc").iterdir() if each.name.isdigit() and each.stat().st_uid == os.getuid())

        def few_processes():
            resource.setrlimit(resource.RLIMIT_NPROC, (alive + 20, alive + 20))
        cell = self.cells("sleep", "-n", "200", "-p", "delay=1ms", *POOL, code=1, preexec_fn=few_processes)["processes"]
        self.assertEqual(cell["status"], "failed")
        for words in ("cannot start a pool of 200 processes: Resource temporarily unavailable", "ulimit -u", "lower -c"):
            self.assertIn(words, cell["reason"])


if __name__ == "__main__":
    harness.main()
