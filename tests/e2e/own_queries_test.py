"""`database` with the user's own queries: on a real SQLite file and a real PostgreSQL, and nothing of either changes."""
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess

import harness
from pgbouncer import PgBouncer
from postgres_server import PostgresServer

CITIES = 500
SCRIPT = """-- the cities of a name, and how many there are
-- weight: 3
SELECT id, name, size FROM city WHERE id = :id;
SELECT count(*) FROM city
 WHERE name = :name OR :name IS NULL;
"""
VALUES = 'id,name\n1,"city 1"\n7,city 7\n,""\n12,\n'
# Fails where a condition is not true.
UNLESS = "abs(CASE WHEN {} THEN 1 ELSE -9223372036854775808 END)"


class Own(harness.Program):
    def setUp(self):
        super().setUp()
        self.script = self.file("q.sql", SCRIPT)
        self.values = self.file("p.csv", VALUES)

    def file(self, name, content):
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return path

    def run_own(self, *arguments, database, tasks=40, **options):
        return self.cells("database", "-n", tasks, "-p", database, *arguments, **options)

    def all_equal(self, cells):
        self.all_ok(cells.values())
        self.assertEqual(len({sample["digest"] for cell in cells.values() for sample in cell["samples"]}), 1)

    def refused(self, *arguments, words):
        return self.refuses("run", "database", *arguments, words=words)


class Sqlite(Own):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "own 100%.db"
        with self.open() as made:
            made.executescript("CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT, size REAL);")
            made.executemany("INSERT INTO city VALUES (?, ?, ?)", [(i, f"city {i}", i * 1.5) for i in range(CITIES)])
            made.commit()
        self.database = f"file={self.path}"

    def open(self):
        connection = sqlite3.connect(self.path, timeout=harness.PATIENCE)
        self.addCleanup(connection.close)
        return connection

    def traces(self):
        """The files of the database's folder, and what is in them."""
        return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in self.folder.iterdir() if "own" in each.name}

    def notes(self, cell):
        return " ".join(cell["samples"][0]["notes"])

    def test_every_executor_gives_the_same_answers_and_the_file_stays_as_it_is(self):
        before = self.traces()
        cells = self.run_own("-e", ",".join(self.available()), "-r", "2", "-p", f"sql={self.script}", "-p", f"params={self.values}",
                             "-p", "per-task=3", database=self.database)
        self.assertIn("memory", cells.pop("processes")["reason"])
        self.all_equal(cells)
        self.assertEqual(self.traces(), before)

    def test_an_answer_that_changes_is_incorrect_and_names_the_statement(self):
        script = self.file("r.sql", "SELECT 1;\nSELECT\n random()")
        for executor in ("sequential", "thread-pool", "coroutines"):
            cell = self.run_own("-e", executor, "-p", f"sql={script}", database=self.database, code=1)[executor]
            self.assertEqual(cell["status"], "incorrect")
            self.assertIn("r.sql', line 2: the answer has other rows", cell["reason"])
            self.assertIn("check=rows", cell["reason"])
        for check in ("rows", "none"):
            self.all_ok(self.run_own("-p", f"sql={script}", "-p", f"check={check}", database=self.database).values())

    def test_an_answer_with_another_number_of_rows_is_incorrect_unless_nothing_is_checked(self):
        some = "query=SELECT id FROM city WHERE random() > 0"
        cells = self.run_own("-e", "threads", "-p", some, "-p", "check=rows", database=self.database, code=1)
        self.every_cell(cells, "incorrect", "more or fewer rows", executors=["threads"])
        self.all_ok(self.run_own("-e", "threads", "-p", some, "-p", "check=none", database=self.database).values())

    def test_values_have_the_types_that_their_fields_have(self):
        values = self.file("types.csv", 'a,type\n7,integer\n"7",text\n007,text\n-1.5,real\n1.50,text\ninf,text\n,null\n"",text\n')
        cells = self.run_own("-e", "threads", "-p", f"query=SELECT {UNLESS.format('typeof(:a) = :type')}", "-p", f"params={values}",
                             database=self.database)
        self.all_ok(cells.values())

    def test_a_statement_that_fails_with_some_values_fails_the_cell_with_the_line_of_the_values(self):
        values = self.file("v.csv", "n\n1\n-9223372036854775808\n")
        cells = self.run_own("-p", "query=SELECT abs(:n)", "-p", f"params={values}", database=self.database, code=1)
        self.every_cell(cells, "failed", "database.query, line 1, with the values of", "v.csv', line 3: SQLite: integer overflow")

    def test_writes_go_to_a_copy_and_are_checked(self):
        before = self.traces()
        script = self.file("w.sql", "UPDATE city SET size = size + 1 WHERE id = :id;\nSELECT sum(size) FROM city")
        self.all_ok(self.run_own("-e", "default,callbacks,fibers", "-p", f"sql={script}", "-p", f"params={self.values}", "-p", "write=on",
                                 database=self.database).values())
        self.assertEqual(self.traces(), before)

    def test_writes_whose_order_makes_a_difference_are_incorrect_unless_only_rows_are_counted(self):
        insert = ("-e", "threads", "-p", "query=INSERT INTO city (name) VALUES (hex(randomblob(8)))", "-p", "write=on")
        self.every_cell(self.run_own(*insert, database=self.database, code=1), "incorrect", "the table 'city' has other content", "check=rows",
                        executors=["threads"])
        self.all_ok(self.run_own(*insert, "-p", "check=rows", database=self.database).values())

    def test_a_copy_in_wal_mode_has_what_is_still_in_the_log(self):
        with self.open() as writer:
            writer.execute("PRAGMA journal_mode = WAL")
            writer.execute("INSERT INTO city VALUES (9999, 'new', 1)")
            writer.commit()
            script = self.file("w.sql", "UPDATE city SET size = 2;\n"
                               f"SELECT {UNLESS.format('count(*) = 1')} FROM city WHERE id = 9999")
            cell = self.run_own("-e", "threads", "-p", f"sql={script}", "-p", "write=on",
                                database=self.database)["threads"]
            self.assertEqual(cell["status"], "ok", cell["reason"])
            self.assertIn("journal_mode=wal", self.notes(cell))

    def test_a_database_in_wal_mode_that_nobody_has_open_is_read_without_a_file_beside_it(self):
        self.open().execute("PRAGMA journal_mode = WAL").connection.close()
        before = self.traces()
        cell = self.run_own("-e", "thread-pool", "-p", "query=SELECT count(*) FROM city", database=self.database)["thread-pool"]
        self.assertEqual((cell["status"], self.traces()), ("ok", before))
        self.assertIn("immutable", self.notes(cell))

    def test_a_database_in_wal_mode_that_a_program_has_open_is_read_with_what_is_in_its_log(self):
        with self.open() as writer:
            writer.execute("PRAGMA journal_mode = WAL")
            writer.execute("INSERT INTO city VALUES (9999, 'new', 1)")
            writer.commit()
            names = set(self.traces())
            cell = self.run_own("-e", "thread-pool", "-p", f"query=SELECT {UNLESS.format('count(*) = 1')} FROM city WHERE id = 9999",
                                database=self.database)["thread-pool"]
            self.assertEqual((cell["status"], set(self.traces())), ("ok", names), cell["reason"])
            self.assertNotIn("immutable", self.notes(cell))

    def test_a_log_that_no_program_has_open_is_refused_with_what_to_do(self):
        program = subprocess.Popen(["python3", "-c", "import sqlite3, sys, time\n"
                                    "c = sqlite3.connect(sys.argv[1])\nc.execute('PRAGMA journal_mode = WAL')\n"
                                    "c.execute('DELETE FROM city WHERE id = 3')\nc.commit()\nprint('ready', flush=True)\nsys.stdin.read()",
                                    str(self.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.assertEqual(program.stdout.readline(), b"ready\n")
        program.send_signal(signal.SIGKILL)
        program.wait()
        program.stdin.close()
        program.stdout.close()
        os.unlink(f"{self.path}-shm")
        before = self.traces()
        self.refused("-p", "query=SELECT 1", "-p", self.database, words=["own 100%.db-wal", "wal_checkpoint(TRUNCATE)"])
        self.assertEqual(self.traces(), before)

    def test_a_write_that_did_not_end_is_refused_with_what_to_do(self):
        writer = self.open()
        writer.isolation_level = None
        for statement in ("PRAGMA cache_size = 1", "PRAGMA cache_spill = 1", "BEGIN", "UPDATE city SET name = hex(randomblob(2000))"):
            writer.execute(statement)
        left = self.folder / "own left.db"
        for end in ("", "-journal"):
            shutil.copy(f"{self.path}{end}", f"{left}{end}")
        before = self.traces()
        self.refused("-p", "query=SELECT * FROM city", "-p", f"file={left}", words=["own left.db", "journal", "PRAGMA user_version"])
        self.assertEqual(self.traces(), before)
        program = sqlite3.connect(left)
        program.execute("PRAGMA user_version").fetchall()
        program.close()
        self.all_ok(self.run_own("-p", "query=SELECT * FROM city", database=f"file={left}").values())

    def test_a_program_that_holds_the_file_is_waited_for_and_then_named(self):
        other = self.open()
        other.isolation_level = None
        other.execute("BEGIN EXCLUSIVE")
        self.refused("-p", "query=SELECT * FROM city", "-p", self.database, "-p", "busy-timeout=50ms",
                     words=["own 100%.db", "database is locked for longer than busy-timeout 50ms"])

    def test_a_script_that_changes_during_a_run_fails_the_cells(self):
        run, sample = self.folder / "run", self.folder / "sample"
        run.mkdir()
        sample.mkdir()

        def answer(action, fixture):
            parameters = {"sql": str(self.script), "params": str(self.values), "file": str(self.path)}
            spec = {"protocol": 1, "action": action, "scenario": "database", "executor": "threads", "params": parameters, "tasks": 8,
                    "concurrency": 4, "seed": 1, "run_folder": str(run), "sample_folder": str(sample), "fixture": fixture}
            return self.worker(spec)
        prepared = answer("prepare", {})
        self.assertEqual(answer("sample", prepared["fixture"])["status"], "ok")
        self.script.write_text("SELECT 2", encoding="utf-8")
        changed = answer("sample", prepared["fixture"])
        self.assertEqual(changed["status"], "failed")
        self.assertIn("has changed since the run began", changed["reason"])

    def worker(self, spec):
        process = self.start("worker", stdin=subprocess.PIPE)
        output, errors = process.communicate(json.dumps(spec), timeout=2 * harness.PATIENCE)
        self.assertEqual((process.returncode, errors), (0, ""))
        return json.loads(output)

    def test_what_is_wrong_is_told_in_one_line_before_anything_runs(self):
        before = self.traces()
        script = self.file("bad.sql", "SELECT 1;\n\nSELECT nam\n FROM city")
        syntax = self.file("syntax.sql", "SELECT 1;\nSELECT 1\n FORM city")
        table = self.file("bad.csv", "id,name\n1,2\n3\n")
        for arguments, words in [
                ([f"sql={script}", self.database], ["bad.sql', line 3: SQLite: no such column: nam"]),
                ([f"sql={syntax}", self.database], ["syntax.sql', line 3: SQLite: near \"city\": syntax error"]),
                ([f"sql={self.script}", f"params={table}", self.database], ["bad.csv', line 3: 1 field"]),
                ([f"sql={self.script}", self.database], ["q.sql', line 3: the parameter :id has no value", "params=FILE.csv"]),
                (["query=SELECT ?", self.database], ["database.query, line 1", ":name or $1"]),
                (["query=DELETE FROM city", self.database], ["database.query, line 1: the statement writes", "write=on"]),
                (["query=WITH a AS (SELECT 1) DELETE FROM city", self.database], ["the statement writes", "write=on"]),
                (["query=DROP TABLE city", self.database, "write=on"], ["begins with DROP", "SELECT"]),
                ([f"sql={self.folder / 'none.sql'}", self.database], ["none.sql", "No such file"]),
                (["query=SELECT 1", f"file={self.folder / 'none.db'}"], ["none.db", "No such file"]),
                (["query=SELECT 1", f"file={self.values}"], ["p.csv", "file is not a database"]),
                (["query=SELECT 1", f"sql={self.script}", self.database], ["choose one"]),
                (["query=SELECT 1", self.database, "dsn=postgresql:///x"], ["choose one"]),
                (["query=SELECT 1"], ["no database", "file=PATH", "dsn="]),
                ([self.database], ["queries of your own", "query="]),
                (["write=on"], ["queries of your own", "query="])]:
            with self.subTest(arguments=arguments):
                said = self.refused(*(word for each in arguments for word in ("-p", each)), words=words)
                self.assertEqual(said.count("\n"), 1)
        self.assertEqual(self.traces(), before)


class Postgres(Own):
    @classmethod
    def setUpClass(cls):
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.close)
        cls.server.ask("CREATE TABLE city (id int PRIMARY KEY, name text, size float8, hits int NOT NULL DEFAULT 0);"
                       f"INSERT INTO city SELECT i, 'city ' || i, i * 1.5 FROM generate_series(0, {CITIES - 1}) i;"
                       "GRANT SELECT ON city TO reader; GRANT SELECT ON city TO guarded")

    def setUp(self):
        super().setUp()
        self.database = f"dsn={self.server.dsn()}"
        self.before = self.content()

    def tearDown(self):
        self.assertEqual(self.content(), self.before, "the user's table has changed")
        self.assertEqual(self.server.ask("SELECT count(*) FROM pg_class WHERE relname NOT LIKE 'pg%' AND relkind = 'r' AND "
                                         "relnamespace = 'public'::regnamespace"), ["1"])
        super().tearDown()

    def content(self):
        return self.server.ask("SELECT md5(string_agg(city::text, ',' ORDER BY id)) FROM city")

    def notes(self, cells):
        return [" ".join(sample["notes"]) for cell in cells.values() for sample in cell["samples"]]

    def run_script(self, *arguments, **options):
        return self.run_own("-e", ",".join(self.available()), "-p", f"sql={self.script}", "-p", f"params={self.values}", *arguments,
                            **{"database": self.database, **options})

    def test_every_executor_gives_the_same_answers(self):
        cells = self.run_script("-r", "2", "-p", "per-task=3")
        self.assertIn("memory", cells.pop("processes")["reason"])
        self.all_equal(cells)
        for each in self.notes(cells):
            self.assertIn("a transaction that only reads", each)

    def test_pipelines_of_any_length_give_the_same_answers(self):
        digests = set()
        for length in ("1", "3", "500"):
            cell = self.run_own("-e", "coroutines", "-p", f"sql={self.script}", "-p", f"params={self.values}", "-p", "per-task=50",
                                "-p", f"pipeline={length}", "-r", "1", database=self.database)["coroutines"]
            self.assertEqual(cell["status"], "ok", cell["reason"])
            digests.add(cell["samples"][0]["digest"])
            batches = -(-52 // int(length))  # BEGIN and ROLLBACK are queries too; the first of a batch is not sent ahead
            self.assertEqual(cell["samples"][0]["counters"]["queries_sent_ahead"], 40 * (52 - batches))
        self.assertEqual(len(digests), 1)

    def test_answers_and_values_larger_than_the_buffers_of_a_socket_arrive(self):
        values = self.file("large.csv", "text\n" + "".join(f'"{c * 300_000}"\n' for c in "abc"))
        cells = self.run_own("-e", "threads,coroutines,callbacks,fibers", "-p", "query=SELECT :text, repeat(:text, 3)", "-p",
                             f"params={values}", "-p", "per-task=5", "-r", "1", database=self.database, tasks=6)
        self.all_equal(cells)

    def test_behind_a_pooler_every_executor_gives_the_same_answers(self):
        pooler = PgBouncer(self.server, "transaction")
        self.addCleanup(pooler.close)
        cells = self.run_script(database=f"dsn={pooler.dsn()}")
        cells.pop("processes")
        direct = self.run_own("-e", "sequential", "-p", f"sql={self.script}", "-p", f"params={self.values}", database=self.database)
        self.all_equal({**cells, "direct": direct["sequential"]})
        for each in self.notes(cells):
            self.assertIn("hands its sessions on", each)

    def test_an_answer_that_changes_is_incorrect_and_names_the_statement(self):
        script = self.file("r.sql", "SELECT 1;\nSELECT\n random()")
        cells = self.run_own("-e", "thread-pool,coroutines,callbacks,fibers", "-p", f"sql={script}", database=self.database, code=1)
        self.every_cell(cells, "incorrect", "r.sql', line 2: the answer has other rows", "check=rows",
                        executors=["thread-pool", "coroutines", "callbacks", "fibers"])
        self.all_ok(self.run_own("-p", f"sql={script}", "-p", "check=rows", database=self.database).values())

    def test_null_and_an_empty_text_are_different_answers(self):
        script = "query=SELECT CASE WHEN random() < 0.5 THEN '' END FROM generate_series(1, 20)"
        self.every_cell(self.run_own("-e", "threads", "-p", script, database=self.database, code=1), "incorrect", "other rows",
                        executors=["threads"])

    def test_writes_are_rolled_back_and_checked(self):
        script = self.file("w.sql", "UPDATE city SET hits = hits + 1 WHERE id = :id RETURNING hits;\nSELECT sum(hits) FROM city")
        cells = self.run_own("-e", ",".join(self.available()), "-p", f"sql={script}", "-p", f"params={self.values}", "-p", "write=on",
                             database=self.database)
        cells.pop("processes")
        self.all_equal(cells)
        for each in self.notes(cells):
            self.assertIn("rolled back", each)

    def test_what_a_killed_sample_has_written_is_rolled_back(self):
        slow = "UPDATE city SET hits = hits + 1 WHERE id = 1 AND pg_sleep(1) IS NOT NULL"
        process = self.start("run", "database", "-e", "coroutines", "-n", "2", "-r", "1", "--warmup", "0", "--format", "json", "-p",
                             f"query={slow}", "-p", "write=on", "-p", self.database)
        os.kill(self.worker_of(process), signal.SIGKILL)
        output, errors = process.communicate(timeout=2 * harness.PATIENCE)
        self.assertEqual(json.loads(output)["cells"][0]["status"], "crashed", errors)
        harness.until(lambda: self.server.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'concbench'") == ["0"],
                      "the server to notice")

    def test_a_statement_that_writes_without_saying_so_fails_in_a_transaction_that_only_reads(self):
        for statement in ("WITH a AS (UPDATE city SET hits = 1 RETURNING 1) SELECT * FROM a", "SELECT 1 INTO made"):
            cells = self.run_own("-e", "threads", "-p", f"query={statement}", database=self.database, code=1)
            self.every_cell(cells, "failed", "database.query, line 1: PostgreSQL: ", "in a read-only transaction", executors=["threads"])

    def test_a_statement_that_fails_with_some_values_fails_the_cell_with_the_line_of_the_values(self):
        values = self.file("v.csv", "n\n1\n0\n")
        cells = self.run_own("-p", "query=SELECT 1 / :n::int", "-p", f"params={values}", database=self.database, code=1)
        self.every_cell(cells, "failed", "with the values of", "v.csv', line 3: PostgreSQL: ERROR: division by zero")

    def test_what_is_wrong_is_told_in_one_line_before_anything_runs(self):
        script = self.file("bad.sql", "SELECT 1;\n\nSELECT 'Z\u00fcrich \u2014',\n nam FROM city")
        for arguments, words in [
                ([f"sql={script}"], ["bad.sql', line 4: PostgreSQL: ERROR:", 'column "nam" does not exist']),
                (["query=SELECT 1 FORM city"], ["database.query, line 1: PostgreSQL: ERROR:", "syntax error at or near"]),
                (["query=SELECT 1 WHERE nowhere.x"], ["database.query, line 1", "nowhere"]),
                (["query=DELETE FROM city"], ["the statement writes", "write=on"]),
                (["query=COMMIT", "write=on"], ["begins with COMMIT"])]:
            with self.subTest(arguments=arguments):
                said = self.refused(*(word for each in [*arguments, self.database] for word in ("-p", each)), words=words)
                self.assertEqual(said.count("\n"), 1)

    def test_a_server_that_is_down_fails_the_cells(self):
        cells = self.run_own("-e", "threads", "-p", "query=SELECT 1", database=f"dsn=postgresql://tester@/postgres?host={self.folder}", code=1)
        self.every_cell(cells, "failed", "PostgreSQL: ", "No such file or directory", executors=["threads"])

    def test_a_password_of_the_server_is_nowhere_in_what_is_said(self):
        guarded = self.server.dsn("guarded")
        done = self.run_own("-e", "threads", "-p", "query=SELECT count(*) FROM city", database=f"dsn={guarded}", env={"PGPASSWORD": "secret"})
        self.assertNotIn("secret", str(done))
        said = self.refused("-p", "query=SELECT 1", "-p", "dsn=postgresql://me:secret@host/x", words=["PGPASSWORD"])
        self.assertNotIn("secret", said)


if __name__ == "__main__":
    harness.main()
