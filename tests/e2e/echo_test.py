"""The scenario echo: many connections at once, and what becomes of them when a server or the files run out."""
import json
import os
import resource
import signal
from pathlib import Path

import harness

FEW_FILES = 200


def limit_files(soft, hard):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class Good(harness.Program):
    def test_every_executor_gets_the_same_messages_back(self):
        cells = self.cells("echo", "-e", ",".join(self.available()), "-n", "12", "-c", "4", "-p", "messages=5", "-p", "size=100B")
        self.all_ok(cells.values())
        ok = {name: cell["samples"][0] for name, cell in cells.items()}
        self.assertEqual(len({each["digest"] for each in ok.values()}), 1)
        opened = {name: sample["counters"]["connections_opened"] for name, sample in ok.items()}
        self.assertEqual({opened.pop("sequential"), opened.pop("async-sequential")}, {1})
        self.assertEqual(set(opened.values()), {4})

    def test_cold_connections_are_opened_by_each_task(self):
        cells = self.cells("echo", "-n", "12", "-c", "4", "-p", "messages=2", "-p", "connections=cold",
                           "-e", "default,callbacks,fibers,coroutine-pool")
        self.all_ok(cells.values())
        self.assertEqual({each["samples"][0]["counters"]["connections_opened"] for each in cells.values()}, {12})

    def test_messages_may_be_of_any_size(self):
        digests = set()
        for size in ("1B", "7B", "4KiB", "64KiB"):
            cells = self.cells("echo", "-n", "3", "-p", "messages=3", "-p", f"size={size}", "-e", "threads,coroutines")
            self.all_ok(cells.values())
            digests.add(cells["coroutines"]["samples"][0]["digest"])
        self.assertEqual(len(digests), 4)

    def test_a_thousand_connections_are_open_at_once_on_one_thread(self):
        if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 1100:
            self.skipTest("the hard limit of open files is below 1,100")
        cell = self.cells("echo", "-n", "1000", "-c", "1000", "-e", "coroutines", "-p", "messages=5")["coroutines"]
        sample = cell["samples"][0]
        self.assertEqual((cell["status"], sample["tasks_ok"], sample["counters"]["connections_opened"]), ("ok", 1000, 1000))
        self.assertLess(sample["peak_threads"], 10)


class Bad(harness.Program):
    FORMS = ["threads", "callbacks", "fibers", "coroutines"]

    def pretend(self, echo):
        """The origin of a server that upgrades connections and then calls `echo(connection)`."""
        def handle(connection):
            if connection.request() == "/health":
                return connection.answer(json.dumps({"status": "ok", "https_port": 1, "cpu_ns": 0, "ca_pem": ""}).encode())
            self.assertIn(b"\r\nConnection: Upgrade\r\nUpgrade: echo\r\n", connection.head + b"\r\n")
            connection.send(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            return echo(connection)
        return self.serve(handle).origin

    def test_other_bytes_than_were_sent_are_incorrect(self):
        def flip(connection):
            while part := connection.socket.recv(65536):
                connection.send(bytes([part[0] ^ 1]) + part[1:])
        cells = self.cells("echo", "--server", self.pretend(flip), "-n", "2", "-e", ",".join(self.FORMS), code=1)
        self.every_cell(cells, "incorrect", "other bytes", executors=self.FORMS)

    def test_a_server_that_falls_silent_is_told_of_after_the_limit(self):
        cells = self.cells("echo", "--server", self.pretend(lambda connection: connection.wait_for_close()), "-n", "2", "-e",
                           ",".join(self.FORMS), "-p", "request-timeout=200ms", code=1)
        self.every_cell(cells, "failed", "no complete answer within 200ms", executors=self.FORMS)

    def test_a_server_killed_in_the_middle_fails_its_cell_and_the_others_run(self):
        for executor in self.FORMS:
            manager = self.start("run", "echo", "sleep", "-n", "8", "-e", executor, "-r", "1", "--warmup", "0", "-p",
                                 "messages=1000000", "-p", "delay=1ms", "--format", "json")
            server = harness.until(lambda: harness.children(manager.pid, "serve"), "the server")[0]
            harness.until(lambda: self.cpu_ticks(server) >= 20, "messages: connecting takes less than a tick")
            os.kill(server, signal.SIGKILL)
            output, _ = manager.communicate(timeout=harness.PATIENCE)
            self.assertEqual(manager.returncode, 1)
            cells = {cell["scenario"]: cell for cell in json.loads(output)["cells"]}
            self.assertEqual(cells["sleep"]["status"], "ok")
            self.assertEqual((cells["echo"]["status"], cells["echo"]["samples"][0]["tasks_failed"]), ("failed", 8))
            self.assertRegex(cells["echo"]["reason"], "the connection was lost: |the server closed the connection")

    @staticmethod
    def cpu_ticks(process):
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def test_too_few_open_files_are_told_with_what_to_try_and_few_connections_still_work(self):
        limit = limit_files(FEW_FILES, FEW_FILES)
        cells = self.cells("echo", "-n", "1000", "-c", "1000", "-p", "messages=1", code=1, preexec_fn=limit)
        self.assertEqual(cells.pop("sequential")["status"], "ok")
        for name, cell in cells.items():
            self.assertEqual(cell["status"], "failed", name)
            for word in ("1000 connections at once", f"ulimit -n is {FEW_FILES}", "lower -c"):
                self.assertIn(word, cell["reason"], name)
        self.all_ok(self.cells("echo", "-n", "1000", "-c", "150", "-p", "messages=1", preexec_fn=limit).values())

    def test_the_soft_limit_of_open_files_is_raised_at_both_ends(self):
        if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 400:
            self.skipTest("the hard limit of open files is below 400")
        limit = limit_files(30, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        self.all_ok(self.cells("echo", "-n", "200", "-p", "messages=1", preexec_fn=limit).values())


if __name__ == "__main__":
    harness.main()
