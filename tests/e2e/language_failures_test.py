"""scripts/workers: failures as concbench's own clients have them, and what cannot be done said in words. What is not installed is
skipped, and says so."""
import socket
from pathlib import Path

import harness
from languages import NEEDS, SLEEP, WithLanguages, path_of_tests, started


class SameFailures(WithLanguages):
    """Each language by itself, so that one that is not installed hides no other."""

    def same_failures(self, language):
        """Answers of 503 and resets under all executors, with time enough for an interpreter on a busy machine."""
        self.need(language)
        cells = self.all_of(language, "api-calls", "-n", "12", "-c", "4", "-p", "delay=1ms", "-p", "503-rate=0.3", "-p", "reset-rate=0.3",
                            "--seed", "3", code=1)
        told = self.told(cells)
        self.assertGreaterEqual(len(told), 3, f"threads, and at least two executors of {language}")
        self.assertEqual({name: told["threads"] for name in told}, told)
        self.assertEqual([reason for reason, _ in told["threads"][2]],
                         ["HTTP 503 Service Unavailable", "the connection was lost: Connection reset by peer"])

    def same_stalls(self, language, *executors):
        """Requests that are never answered: each takes the whole time limit, and so one executor is asked for each way to wait."""
        self.need(language)
        cells = self.sample("api-calls", "-n", "4", "-c", "4", "-p", "delay=1ms", "-p", "stall-rate=0.5", "-p", "request-timeout=3s",
                            "-e", ",".join(["threads", *executors]), "--worker", language, code=1)["cells"]
        told = self.told(cells)
        self.assertGreaterEqual(len(told), 2, f"threads, and at least one executor of {language}")
        self.assertEqual({name: told["threads"] for name in told}, told)
        self.assertEqual([reason for reason, _ in told["threads"][2]], ["no complete answer within 3s; -p request-timeout sets the limit"])

    def told(self, cells):
        """What each executor says of its failures; without those that lack a library, and name it."""
        return {cell["executor"]: (cell["status"], cell["samples"][0]["digest"],
                                   sorted((each["reason"], each["count"]) for each in cell["samples"][0]["errors"]))
                for cell in self.runnable(cells)}

    def same_retries(self, language, *executors):
        self.need(language)
        cells = self.runnable(self.sample("api-calls", "-n", "8", "-c", "4", "-p", "delay=0s", "-p", "503-rate=30%", "-p", "retries=10", "-p",
                                          "backoff=1ms", "-e", ",".join(["threads", *executors]), "--worker", language)["cells"])
        self.all_ok(cells)
        counted = {cell["executor"]: cell["samples"][0]["counters"]["retries"] for cell in cells}
        self.assertGreater(counted["threads"], 0)
        self.assertGreaterEqual(len(counted), 2, f"threads, and at least one executor of {language}")
        self.assertEqual(set(counted.values()), {counted["threads"]}, counted)

    def test_python_meets_the_same_failures(self):
        self.same_failures("python")

    def test_node_meets_the_same_failures(self):
        self.same_failures("node")

    def test_go_meets_the_same_failures(self):
        self.same_failures("go")

    def test_rust_meets_the_same_failures(self):
        self.same_failures("rust")

    def test_java_meets_the_same_failures(self):
        self.same_failures("java")

    def test_python_gives_up_what_is_never_answered(self):
        self.same_stalls("python", "python:threads", "python:asyncio")

    def test_python_tries_as_often_again(self):
        self.same_retries("python", "python:threads", "python:asyncio")

    def test_node_gives_up_what_is_never_answered(self):
        self.same_stalls("node", "node:promises")

    def test_node_tries_as_often_again(self):
        self.same_retries("node", "node:promises")

    def test_go_gives_up_what_is_never_answered(self):
        self.same_stalls("go", "go:goroutines")

    def test_go_tries_as_often_again(self):
        self.same_retries("go", "go:goroutines")

    def test_rust_gives_up_what_is_never_answered(self):
        self.same_stalls("rust", "rust:threads", "rust:tokio")

    def test_rust_tries_as_often_again(self):
        self.same_retries("rust", "rust:threads", "rust:tokio")

    def test_java_gives_up_what_is_never_answered(self):
        self.same_stalls("java", "java:platform-threads", "java:virtual-threads")

    def test_java_tries_as_often_again(self):
        self.same_retries("java", "java:platform-threads", "java:virtual-threads")


class Requests(WithLanguages):
    """Servers that the run's own server is not, so the specs are written here. Each language by itself."""

    def every_executor_says(self, language, origin, reason, limit):
        self.need(language)
        for executor, answer in self.answers(language, "api-calls", origin, params={"request-timeout": limit}).items():
            self.assertEqual((answer["status"], answer["reason"]), ("failed", reason), executor)

    def gives_up_a_body_that_stops(self, language):
        """Without a limit for the body the worker would wait until the test's own limit."""
        def half_an_answer(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
            connection.wait_for_close()

        self.every_executor_says(language, self.serve(half_an_answer).origin,
                                 "no complete answer within 200ms; -p request-timeout sets the limit", "200ms")

    def names_a_server_that_refuses(self, language):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.every_executor_says(language, origin, f"cannot connect to {origin}: Connection refused", "1min")

    def test_python_names_a_server_that_refuses_connections(self):
        self.names_a_server_that_refuses("python")

    def test_node_names_a_server_that_refuses_connections(self):
        self.names_a_server_that_refuses("node")

    def test_go_names_a_server_that_refuses_connections(self):
        self.names_a_server_that_refuses("go")

    def test_rust_names_a_server_that_refuses_connections(self):
        self.names_a_server_that_refuses("rust")

    def test_java_names_a_server_that_refuses_connections(self):
        self.names_a_server_that_refuses("java")

    def test_python_gives_up_an_answer_whose_body_stops(self):
        self.gives_up_a_body_that_stops("python")

    def test_node_gives_up_an_answer_whose_body_stops(self):
        self.gives_up_a_body_that_stops("node")

    def test_go_gives_up_an_answer_whose_body_stops(self):
        self.gives_up_a_body_that_stops("go")

    def test_rust_gives_up_an_answer_whose_body_stops(self):
        self.gives_up_a_body_that_stops("rust")

    def test_java_gives_up_an_answer_whose_body_stops(self):
        self.gives_up_a_body_that_stops("java")


class Refusals(WithLanguages):
    def test_a_spec_that_cannot_be_read_ends_with_code_2_and_one_line(self):
        for language in self.installed():
            for text, words in (("", "not a JSON object"), ("[]", "not a JSON object"), ('{"protocol":1', "not a JSON object"),
                                ("{}", "known: protocol 1"), ('{"protocol":2,"action":"sample"}', "known: protocol 1"),
                                ('{"protocol":1,"action":"prepare"}', "known: protocol 1; action describe, sample")):
                done = started(language, path_of_tests(), text)
                self.assertEqual((done.returncode, done.stdout), (2, ""), f"{language} {text}: {done.stderr}")
                self.assertRegex(done.stderr, r"\A[^\n]+\n\Z", language)
                self.assertIn(words, done.stderr, language)

    def test_what_a_worker_does_not_know_is_not_applicable_in_words(self):
        languages = self.installed()
        executors = ",".join(["threads", *(f"{each}:sequential" for each in languages)])
        workers = [word for each in languages for word in ("--worker", each)]
        for work, words in ((["api-calls", "-p", "keepalive=off"], "does not know keepalive=off"),
                            (["sleep", "-p", "slack=1ns"], "does not know slack=1ns"),
                            (["cpu-bound", "-p", "work=png"], "work=png: "), (["file-io", "-p", "size=65MiB"], "64 MiB"),
                            (["api-calls", "--rate", "100/s"], "no --rate")):
            cells = self.cells(*work, "-n", "2", "-e", executors, *workers)
            self.assertEqual(cells["threads"]["status"], "ok", work)
            for language in languages:
                name = f"{language}:sequential"
                cell = cells[name]
                self.assertEqual(cell["status"], "n/a", f"{name} {work}")
                self.assertIn(words, cell["reason"], name)

    def test_files_that_are_too_short_for_a_checksum_are_not_applicable_but_in_python(self):
        languages = self.installed()
        cells = self.cells("file-io", "-p", "size=240", "-n", "2", "-e", ",".join(f"{each}:sequential" for each in languages),
                           *(word for each in languages for word in ("--worker", each)))
        cells.pop("python:sequential", None)  # its library has them all
        for name, cell in cells.items():
            self.assertEqual(cell["status"], "n/a", name)
            self.assertIn("241 bytes", cell["reason"], name)

    def test_a_language_that_is_not_installed_is_not_applicable_and_named_with_its_package(self):
        workers = [word for each in NEEDS for word in ("--worker", each)]
        everything = ",".join(["threads", *(f"{each}:all" for each in NEEDS)])
        cells = self.cells("sleep", *SLEEP, "-e", everything, *workers, env={"PATH": self.programs()})
        for language, (program, package) in NEEDS.items():
            missing = {name: cell for name, cell in cells.items() if name.startswith(f"{language}:")}
            self.assertGreaterEqual(len(missing), 3)
            for name, cell in missing.items():
                self.assertEqual((cell["status"], cell["reason"]),
                                 ("n/a", f"{program} is not installed: apt-get install {package}"), name)
        self.assertEqual(cells["threads"]["status"], "ok")

    def test_a_library_that_is_not_installed_is_named_where_it_is_needed(self):
        if not Path("/usr/bin/python3").exists():
            self.skipTest("python3 is not installed: apt-get install python3")
        path = self.programs(python3='exec /usr/bin/python3 -S "$@"\n')  # without site-packages
        cells = self.sample("sleep", "api-calls", "file-io", *SLEEP, "-e", "python:threads,python:asyncio", "--worker", "python",
                            env={"PATH": path})["cells"]
        told = {(cell["scenario"], cell["executor"]): cell["reason"] for cell in cells}
        for place, package in ((("api-calls", "python:threads"), "python3-requests"), (("api-calls", "python:asyncio"), "python3-aiohttp"),
                               (("file-io", "python:threads"), "python3-xxhash")):
            self.assertIn(f"apt-get install {package}", told[place])
        self.assertEqual([cell["status"] for cell in cells if cell["scenario"] == "sleep"], ["ok", "ok"])

    def test_a_source_that_does_not_compile_is_not_applicable_with_what_the_compiler_says(self):
        path = self.programs(go="echo 'no space left' >&2; exit 1\n")
        cells = self.cells("sleep", *SLEEP, "-e", "go:all", "--worker", "go",
                           env={"PATH": path, "XDG_CACHE_HOME": str(self.folder / "cache")})
        for cell in cells.values():
            self.assertEqual((cell["status"], cell["reason"].strip()), ("n/a", "it could not be compiled: no space left"))

    def test_a_tokio_that_does_not_compile_is_not_applicable_with_what_cargo_says(self):
        self.need("rust")
        if not list(Path("/usr/share/cargo/registry").glob("tokio-[0-9]*")):
            self.skipTest("Tokio's sources are not installed: apt-get install cargo librust-tokio-dev")
        rustc = f'PATH={path_of_tests()} exec rustc "$@" -C opt-level=0\n'
        path = self.programs(rustc=rustc, cargo="echo 'no space left' >&2; exit 1\n")
        cells = self.cells("sleep", *SLEEP, "-e", "rust:all", "--worker", "rust",
                           env={"PATH": path, "XDG_CACHE_HOME": str(self.folder / "cache")})
        self.all_ok([cells["rust:threads"], cells["rust:sequential"]])
        self.assertEqual((cells["rust:tokio"]["status"], cells["rust:tokio"]["reason"]),
                         ("n/a", "Tokio could not be compiled: no space left"))

    def test_without_a_place_for_what_is_compiled_it_is_not_applicable(self):
        path = self.programs(rustc="exit 0\n")
        cells = self.cells("sleep", *SLEEP, "-e", "rust:threads", "--worker", "rust",
                           env={"PATH": path, "XDG_CACHE_HOME": None, "HOME": None})
        self.assertIn("neither XDG_CACHE_HOME nor HOME", cells["rust:threads"]["reason"])

    def test_a_name_that_is_none_is_refused_with_those_there_are(self):
        for name in ("perl", "start", "../python"):
            self.refuses("run", "sleep", f"--worker={name}", words=["--worker", "NAME=COMMAND", ", ".join(sorted(NEEDS))])
        self.refuses("run", "sleep", "--worker", "python", "--worker", "python", words=["twice"])


if __name__ == "__main__":
    harness.main()
