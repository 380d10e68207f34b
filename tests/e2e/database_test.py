"""`database` on SQLite and on a real PostgreSQL: equal work, what is left behind, and every fault in a clear outcome."""
import json
import math
import os
import signal
import sqlite3
import stat
import subprocess

import harness
from pgbouncer import PgBouncer
from postgres_server import PostgresServer

SMALL = ["-p", "rows=2000", "-p", "queries=30", "-p", "write-ratio=0.2"]


class Sqlite(harness.Program):
    def work(self, folders, action, executor="thread-pool", tasks=16, **options):
        """Has a worker do one action on folders that the test can look into; its answer, or with `wait=False` the process."""
        params = {"rows": "2000", "busy-timeout": "100ms", **options.pop("params", {})}
        spec = {"protocol": 1, "action": action, "scenario": "database", "executor": executor, "params": params, "tasks": tasks,
                "concurrency": 16, "seed": 1, "run_folder": str(folders["run"]), "sample_folder": str(folders["sample"]),
                "fixture": {}}
        process = self.start("worker", stdin=subprocess.PIPE, **{name: each for name, each in options.items() if name != "wait"})
        process.stdin.write(json.dumps(spec))
        process.stdin.close()
        process.stdin = None
        return self.answer(process) if options.get("wait", True) else process

    def answer(self, process):
        output, errors = process.communicate(timeout=2 * harness.PATIENCE)
        self.assertEqual((process.returncode, errors), (0, ""))
        return json.loads(output)

    def folders(self):
        made = {name: self.folder / name for name in ("run", "sample")}
        for each in made.values():
            each.mkdir()
        return made

    def test_every_executor_gives_the_same_answers_in_every_round(self):
        cells = self.cells("database", "-e", ",".join(self.available()), "-n", "20", *SMALL, "-r", "2")
        self.assertIn("memory", cells.pop("processes")["reason"])
        self.all_ok(cells.values())
        self.assertEqual(len({sample["digest"] for cell in cells.values() for sample in cell["samples"]}), 1)

    def test_coroutines_tell_that_their_queries_are_on_a_pool(self):
        cell = self.cells("database", "-n", "20", *SMALL, "-e", "coroutines")["coroutines"]
        self.assertIn("pool of threads", " ".join(cell["samples"][0]["notes"]))

    def test_the_pool_bounds_the_connections(self):
        for cell in self.cells("database", "-n", "20", *SMALL, "-p", "pool=2", "-p", "connections=warm",
                               "-e", "default,coroutine-pool").values():
            self.assertEqual(cell["samples"][0]["counters"]["handles_opened"], 1 if cell["executor"] == "sequential" else 2)

    def test_a_file_that_another_process_locks_fails_what_waits_too_long(self):
        for executor in ("threads", "coroutines"):
            folders = self.folders() if executor == "threads" else {name: self.folder / name for name in ("run", "sample")}
            self.work(folders, "prepare")
            # Each of the tasks writes now and then, and takes long enough to be met.
            process = self.work(folders, "sample", executor, params={"queries": "50000", "write-ratio": "0.01"}, wait=False)
            log = folders["sample"] / "items.sqlite-wal"
            harness.until(lambda log=log: log.exists() and log.stat().st_size > 0, "the first write")
            other = sqlite3.connect(folders["sample"] / "items.sqlite", timeout=harness.PATIENCE, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            answer = self.answer(process)
            other.close()
            self.assertEqual(answer["status"], "failed")
            self.assertEqual(answer["reason"], "SQLite: database is locked for longer than busy-timeout 100ms")
            self.assertGreater(answer["sample"]["counters"]["busy_waits"], 0)
            for each in folders["sample"].iterdir():
                each.unlink()

    def test_a_file_that_may_only_be_read_fails_writes_and_not_reads(self):
        folders = self.folders()
        nobody_else = 64321
        as_user = {}
        if os.geteuid() == 0:  # whom no permission holds back
            if not all(each.stat().st_mode & stat.S_IXOTH for each in [harness.BINARY, *harness.BINARY.parents]):
                self.skipTest(f"{harness.BINARY} cannot be run by other users")
            as_user = {"user": nobody_else, "group": nobody_else, "extra_groups": [], "cwd": "/"}
            for each in (self.folder, *folders.values()):
                os.chown(each, nobody_else, nobody_else)
        self.work(folders, "prepare", **as_user)
        (folders["run"] / "items.sqlite").chmod(0o444)  # a sample's copy is as its original
        answer = self.work(folders, "sample", params={"write-ratio": "0.5"}, **as_user)
        self.assertEqual((answer["status"], answer["reason"]), ("failed", "SQLite: attempt to write a readonly database"))
        for each in folders["sample"].iterdir():
            each.unlink()
        self.assertEqual(self.work(folders, "sample", params={"write-ratio": "0"}, **as_user)["status"], "ok")

    def test_a_corrupt_file_fails_the_tasks_with_its_reason(self):
        for damage, reason in [(lambda content: b"\xff" * 100 + content[100:], "SQLite: file is not a database"),
                               (lambda content: content[:8192] + b"\xff" * (len(content) - 8192),
                                "SQLite: database disk image is malformed")]:
            with self.subTest(reason=reason):
                folders = {name: self.folder / name / reason[-9:] for name in ("run", "sample")}
                for each in folders.values():
                    each.mkdir(parents=True)
                self.work(folders, "prepare")
                file = folders["run"] / "items.sqlite"
                file.write_bytes(damage(file.read_bytes()))
                for executor in ("sequential", "coroutines"):
                    answer = self.work(folders, "sample", executor)
                    self.assertEqual((answer["status"], answer["reason"]), ("failed", reason))
                    (folders["sample"] / "items.sqlite").unlink()

    def test_parameters_that_cannot_be_are_refused(self):
        for parameter, words in [("pool=0", ["pool", "1 to 1000"]), ("rows=0", ["rows"]), ("write-ratio=1.1", ["write-ratio", "0 to 1"]),
                                 ("pipeline=501", ["pipeline", "500"]), ("busy-timeout=5", ["busy-timeout", "'5'"]),
                                 ("connections=hot", ["connections", "cold|warm"]),
                                 ("dsn=nonsense", ["dsn", "'nonsense'", "postgresql://"]),
                                 ("dsn=postgresql://me:secret@host/x", ["password", "PGPASSWORD"])]:
            with self.subTest(parameter=parameter):
                said = self.refuses("run", "database", "-p", parameter, words=words)
                self.assertNotIn("secret", said)


class Postgres(harness.Program):
    @classmethod
    def setUpClass(cls):
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.close)

    def query(self, *arguments, tasks=20, dsn=None, **options):
        return self.cells("database", *SMALL, "-n", tasks, "-p", f"dsn={dsn or self.server.dsn()}", *arguments, **options)

    def start_long_run(self, executor, tasks=20000, dsn=None):
        """A run that takes long enough to be met; waits for its queries."""
        process = self.start("run", "database", "-e", executor, "-n", tasks, "-c", "16", "-r", "1", "--warmup", "0", "--format", "json",
                             "-p", f"dsn={dsn or self.server.dsn()}", "-p", "rows=2000")
        harness.until(lambda: self.server.busy_sessions() or process.poll() is not None, "queries")
        self.assertIsNone(process.poll(), "the run has ended too early")
        return process

    def report_of(self, process, code):
        output, errors = process.communicate(timeout=2 * harness.PATIENCE)
        self.assertEqual(process.returncode, code, errors)
        return json.loads(output)["cells"][0]


class EqualWork(Postgres):
    def tearDown(self):
        self.assertEqual(self.server.schemas(), [], "schemas were left behind")
        super().tearDown()

    def test_every_executor_gives_the_answers_that_sqlite_gives(self):
        cells = self.query("-e", ",".join(self.available()), "-r", "2")
        self.assertIn("memory", cells.pop("processes")["reason"])
        self.all_ok(cells.values())
        cells["sqlite"] = self.cells("database", "-n", "20", *SMALL, "-e", "sequential")["sequential"]
        self.assertEqual(len({sample["digest"] for cell in cells.values() for sample in cell["samples"]}), 1)

    def test_pipelines_of_any_length_give_the_same_answers(self):
        digests = set()
        for length in ("1", "7", "500"):
            cell = self.query("-e", "coroutines", "-p", f"pipeline={length}", "-p", "queries=1100")["coroutines"]
            self.all_ok([cell])
            digests.add(cell["samples"][0]["digest"])
            self.assertEqual("pipeline mode" in " ".join(cell["samples"][0]["notes"]), length != "1")
            batches = math.ceil(1100 / int(length))  # of each of the 20 tasks; the first query of a batch is not sent ahead
            self.assertEqual(cell["samples"][0]["counters"]["queries_sent_ahead"], 20 * (1100 - batches))
        self.assertEqual(len(digests), 1)

    def test_the_pool_bounds_the_connections(self):
        executors = ("-e", "default,callbacks,fibers,coroutine-pool")
        for cell in self.query(*executors, "-p", "pool=3", "-p", "connections=warm").values():
            self.assertEqual(cell["samples"][0]["counters"]["connections_opened"], 1 if cell["executor"] == "sequential" else 3)
        for cell in self.query(*executors, "-p", "pool=3").values():
            self.assertLessEqual(cell["samples"][0]["counters"]["connections_opened"], 3)

    def test_many_tasks_write_the_same_few_rows(self):
        self.all_ok(self.query("-p", "rows=2", "-p", "write-ratio=1", tasks=50).values())

    def test_a_schema_of_a_killed_sample_is_dropped_by_the_next_one(self):
        process = self.start_long_run("threads")
        os.kill(self.worker_of(process), signal.SIGKILL)
        self.assertEqual(self.report_of(process, 1)["status"], "crashed")
        self.assertEqual(len(self.server.schemas()), 1)
        harness.until(lambda: self.server.busy_sessions() == 0, "the server to notice")
        self.all_ok(self.query("-e", "threads").values())

    def test_other_schemas_and_those_of_samples_that_run_are_left_alone(self):
        self.server.ask("CREATE SCHEMA concbench_mine")
        self.addCleanup(self.server.ask, "DROP SCHEMA IF EXISTS concbench_mine")
        process = self.start_long_run("coroutines", tasks=4000)
        self.all_ok(self.query().values())
        self.assertEqual(self.report_of(process, 0)["status"], "ok")
        self.assertEqual(self.server.schemas(), ["concbench_mine"])
        self.server.ask("DROP SCHEMA concbench_mine")


class Pooled(Postgres):
    """Behind a PgBouncer, whose sessions outlive the connections to it."""
    HANDED_ON = "hands its sessions on"

    def tearDown(self):
        self.assertEqual(self.server.schemas(), [], "schemas were left behind")
        self.assertEqual(self.server.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), ["0"], "locks were left behind")
        super().tearDown()

    def pooler(self, mode, **options):
        pooler = PgBouncer(self.server, mode, **options)
        self.addCleanup(pooler.close)
        return pooler

    def notes_of(self, cells):
        return [" ".join(sample["notes"]) for cell in cells.values() for sample in cell["samples"]]

    def test_sessions_that_are_handed_on_after_each_transaction_give_every_executor_the_same_answers(self):
        pooler = self.pooler("transaction")
        cells = self.query("-e", ",".join(self.available()), "-r", "2", dsn=pooler.dsn())
        cells.pop("processes")
        self.all_ok(cells.values())
        for each in self.notes_of(cells):
            self.assertIn(self.HANDED_ON, each)
        cells["direct"] = self.query("-e", "sequential")["sequential"]
        self.assertNotIn(self.HANDED_ON, self.notes_of({"direct": cells["direct"]})[0])
        self.assertEqual(len({sample["digest"] for cell in cells.values() for sample in cell["samples"]}), 1)

    def test_fewer_sessions_than_connections_are_enough(self):
        self.all_ok(self.query(dsn=self.pooler("transaction", sessions=2).dsn()).values())

    def one_session_fails_in_words(self, mode):
        cells = self.query(dsn=self.pooler(mode, sessions=1).dsn() + "&connect_timeout=3", code=1)
        self.every_cell(cells, "failed", "no session within 3s", "needs two at least", "default_pool_size")

    def test_a_pooler_with_one_session_for_all_transactions_fails_the_cells_with_what_to_try(self):
        self.one_session_fails_in_words("transaction")

    def test_a_pooler_with_one_session_for_all_connections_fails_the_cells_with_what_to_try(self):
        self.one_session_fails_in_words("session")

    def test_sessions_of_a_connection_keep_statements_under_their_names(self):
        cells = self.query("-e", "threads,coroutines", dsn=self.pooler("session").dsn())
        self.all_ok(cells.values())
        for each in self.notes_of(cells):
            self.assertNotIn(self.HANDED_ON, each)

    def test_a_schema_of_a_killed_sample_is_dropped_by_the_next_one(self):
        dsn = self.pooler("transaction").dsn()
        process = self.start_long_run("threads", dsn=dsn)
        os.kill(self.worker_of(process), signal.SIGKILL)
        self.assertEqual(self.report_of(process, 1)["status"], "crashed")
        self.assertEqual(len(self.server.schemas()), 1)
        harness.until(lambda: self.server.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == ["0"],
                      "the pooler to notice")
        self.all_ok(self.query("-e", "threads", dsn=dsn).values())

    def test_a_pooler_without_transactions_fails_the_cells_with_what_to_try(self):
        cells = self.query(dsn=self.pooler("statement").dsn(), code=1)
        self.every_cell(cells, "failed", "not allowed in statement pooling mode", "pool_mode=session or transaction")


class Faults(Postgres):
    def fails(self, *words, **options):
        cells = self.query(code=1, **options)
        self.every_cell(cells, "failed", "PostgreSQL: ", *words)
        for cell in cells.values():
            self.assertEqual(cell["samples"], [])
            self.assertNotIn("\n", cell["reason"])

    def test_a_server_that_is_down_fails_the_cells(self):
        self.fails("connection to server", "No such file or directory", dsn=f"postgresql://tester@/postgres?host={self.folder}")

    def test_a_wrong_password_fails_the_cells_and_the_right_one_does_not(self):
        guarded = self.server.dsn("guarded")
        self.fails("password authentication failed", dsn=guarded, env={"PGPASSWORD": "wrong"})
        self.fails("no password supplied", dsn=guarded, env={"PGPASSWORD": None, "PGPASSFILE": "/nonexistent"})
        self.all_ok(self.query(dsn=guarded, env={"PGPASSWORD": "secret"}).values())

    def test_a_wrong_database_fails_the_cells(self):
        self.fails('database "nowhere" does not exist', dsn=self.server.dsn(database="nowhere"))

    def test_a_message_in_another_encoding_is_shown_with_a_sign_in_the_place_of_each_byte(self):
        self.server.ask('CREATE DATABASE "d\u00e4"')
        self.fails("permission denied for database d\ufffd", dsn=self.server.dsn("reader", "d%C3%A4"),
                   env={"PGCLIENTENCODING": "LATIN1"})

    def test_a_user_who_may_not_make_a_schema_fails_the_cells(self):
        self.fails("permission denied for database postgres", dsn=self.server.dsn("reader"))

    def test_a_server_that_is_lost_while_queries_run_fails_the_rest_of_the_tasks(self):
        for executor in ("threads", "thread-pool", "callbacks", "fibers", "coroutines", "loop-per-core", "coroutine-pool"):
            with self.subTest(executor=executor):
                process = self.start_long_run(executor)
                self.server.stop()
                cell = self.report_of(process, 1)
                self.server.start()
                self.assertEqual(cell["status"], "failed", cell["reason"])
                sample = cell["samples"][0]
                self.assertGreater(sample["tasks_failed"], 0)
                self.assertEqual(sample["tasks_ok"] + sample["tasks_failed"], 20000)
                for each in sample["errors"]:
                    self.assertRegex(each["reason"], "^PostgreSQL: .*(terminating|closed|connection|starting up|shutting down)")

    def test_a_session_that_is_ended_fails_its_task_and_another_takes_its_place(self):
        for executor in ("thread-pool", "coroutines", "callbacks", "fibers"):
            with self.subTest(executor=executor):
                process = self.start_long_run(executor, tasks=4000)
                self.server.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'concbench' AND "
                                "query ~ '^(SELECT content|UPDATE)' LIMIT 1")
                cell = self.report_of(process, 1)
                sample = cell["samples"][0]
                self.assertEqual((cell["status"], sample["tasks_failed"], sample["tasks_ok"]), ("failed", 1, 3999))
                self.assertIn("terminating connection due to administrator command", cell["reason"])
                self.assertEqual(sample["counters"]["connections_opened"], 9)


if __name__ == "__main__":
    harness.main()
