"""What is sent to each target, and which answers are right: lists in vegeta's format, HAR files, JSON, tokens, passwords that
are typed, statuses, compressed answers. All requests are noted byte for byte by a server in Python."""
import gzip
import json
import os
import pty
import zlib
from pathlib import Path

import harness

SECRET = "S3cr3t-of-the-target"
QUICK = ["-c", "1", "-p", "request-timeout=30s"]


class Targets(harness.Program):
    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path


class Lists(Targets):
    def test_every_executor_sends_the_requests_of_a_vegeta_list(self):
        peer, seen = self.noting()
        self.write("order.json", '{"a": "\u00fc"}')
        urls = self.write("targets.txt", f"# of a test\nGET {peer.origin}/a?b\nX-Token: {SECRET}\n\n"
                                         f"PUT {peer.origin}/c\nContent-Type: application/json\n@order.json\n\n"
                                         f"DELETE {peer.origin}/d\n")
        executors = self.available()
        report = self.sample("api-calls", "--urls", urls, "-H", "X-All: 1", *QUICK, "-e", ",".join(executors))
        self.all_ok(report["cells"])
        self.assertEqual(report["plan"]["request"]["method"], "GET, PUT, DELETE")
        self.assertEqual(report["plan"]["request"]["requests"], 3)
        self.assertNotIn(SECRET, json.dumps(report))
        host = f"Host: 127.0.0.1:{peer.port}\r\nUser-Agent: concbench\r\nAccept: */*\r\n"
        body = '{"a": "\u00fc"}'.encode()
        expected = {
            (f"GET /a?b HTTP/1.1\r\n{host}X-Token: {SECRET}\r\nX-All: 1".encode(), b""),
            (f"PUT /c HTTP/1.1\r\n{host}Content-Type: application/json\r\nX-All: 1\r\nContent-Length: {len(body)}".encode(), body),
            (f"DELETE /d HTTP/1.1\r\n{host}X-All: 1".encode(), b"")}
        self.assertEqual(set(seen), expected)
        self.assertEqual(len(seen), 3 * len(executors))

    def test_every_executor_sends_the_requests_of_a_har(self):
        peer, seen = self.noting()
        entries = [
            {"method": "GET", "url": f"{peer.origin}/a", "headers": [
                {"name": ":path", "value": "/a"}, {"name": "cookie", "value": f"a={SECRET}"}, {"name": "cookie", "value": "b=2"},
                {"name": "accept", "value": "text/html"}, {"name": "accept-encoding", "value": "br"}]},
            {"method": "POST", "url": f"{peer.origin}/b", "headers": [{"name": "Content-Length", "value": "3"}],
             "postData": {"mimeType": "text/plain", "text": "abc"}},
            {"method": "GET", "url": "data:text/plain,x", "headers": []}]
        har = self.write("site.har", json.dumps({"log": {"entries": [{"request": each} for each in entries]}}))
        executors = self.available()
        done = self.concbench("run", "api-calls", "--urls", har, *QUICK, "-e", ",".join(executors), "-r", "1", "--warmup", "0",
                              "--format", "json")
        self.all_ok(json.loads(done.stdout)["cells"])
        self.assertIn("left out of", done.stderr)
        self.assertIn("1 request whose URLs are neither http nor https", done.stderr)
        self.assertNotIn(SECRET, done.stdout + done.stderr)
        host = f"Host: 127.0.0.1:{peer.port}\r\nUser-Agent: concbench\r\n"
        self.assertEqual(set(seen), {
            (f"GET /a HTTP/1.1\r\n{host}cookie: a={SECRET}; b=2\r\naccept: text/html".encode(), b""),
            (f"POST /b HTTP/1.1\r\n{host}Accept: */*\r\nContent-Type: text/plain\r\nContent-Length: 3".encode(), b"abc")})
        self.assertEqual(len(seen), 2 * len(executors))

    def test_a_failure_names_the_method_of_its_target(self):
        peer, _ = self.noting(b"", "500 Oh")
        urls = self.write("targets.txt", f"DELETE {peer.origin}/d\n")
        cells = self.cells("api-calls", "--urls", urls, *QUICK, code=1)
        self.every_cell(cells, "failed", f"HTTP 500 Oh (first: DELETE {peer.origin}/d)")

    def test_a_bad_file_is_refused_with_its_line_before_anything_is_sent(self):
        peer, seen = self.noting()
        good = f"GET {peer.origin}/\n\n"
        for name, text, words in (
                ("a", good + "POST\n", ["line 3", "no URL"]), ("b", good + f"GET http://u:{SECRET}@h:x/\n", ["line 3"]),
                ("c", good + f"GET http://h/\n{SECRET}\n", ["line 4", "header field"]),
                ("d", good + "POST http://h/\n@missing\n", ["line 4", "missing", "No such file"]),
                ("e", good + "GET http://h/\nUpgrade: h2c\n", ["line 3", "Upgrade"]),
                ("f", '{\n"log":\n{"entries": [\n', ["line 4", "not JSON"]), ("g", '{"log": {}}', ["'log.entries'"]),
                ("h", json.dumps({"log": {"entries": [{"request": {"method": "GET", "url": f"http://u:{SECRET}@h:x/"}}]}}),
                 ["log.entries[0].request"])):
            with self.subTest(text):
                path = self.write(name, text)
                self.assertNotIn(SECRET, self.refuses("run", "api-calls", "--urls", path, words=[str(path), *words]))
        self.assertEqual(seen, [])

    def test_a_har_of_chromium_runs_under_every_executor(self):
        """Chromium 156 has loaded a page with a style sheet, which fetched JSON, posted JSON and a form, and deleted. The file is
        as Playwright (recordHar) has saved it."""
        peer, seen = self.noting()
        text = (Path(__file__).parent / "chromium.har").read_text().replace("127.0.0.1:8137", f"127.0.0.1:{peer.port}")
        executors = self.available()
        done = self.concbench("run", "api-calls", "--urls", self.write("chromium.har", text), *QUICK, "-e", ",".join(executors),
                              "-r", "1", "--warmup", "0", "--format", "json")
        self.all_ok(json.loads(done.stdout)["cells"])
        self.assertIn("header fields that the client decides: Accept-Encoding, Connection", done.stderr)
        self.assertNotIn("S3cr3t", done.stdout + done.stderr)
        saved = [each["request"] for each in json.loads(text)["log"]["entries"]]
        expected = sorted((f"{each['method']} {each['url'].split(str(peer.port))[1]}", each.get("postData", {}).get("text", ""))
                          for each in saved)
        sent = sorted((head.split(b" HTTP")[0].decode(), body.decode()) for head, body in seen)
        self.assertEqual(sent, sorted(expected * len(executors)))
        for head, _ in seen:
            self.assertIn(b"\r\nUser-Agent: Mozilla/5.0", head)
            self.assertEqual(head.count(b"\r\nHost: "), 1)
        self.assertTrue(any(b"\r\nCookie: session=S3cr3t-of-a-browser" in head for head, _ in seen))


class Retries(Targets):
    def test_only_what_may_be_done_twice_is_sent_again_unless_asked_for(self):
        methods = []

        def fail(connection):
            while connection.request():
                methods.append(connection.head.split(b" ")[0].decode())
                connection.answer(b"", "503 Busy")

        peer = self.serve(fail)
        urls = self.write("targets.txt", f"POST {peer.origin}/\n\nGET {peer.origin}/\n")
        for more, posts in (([], 1), (["-p", "retry-methods=all"], 3)):
            for executor in self.available():
                methods.clear()
                self.cells("api-calls", "--urls", urls, *QUICK, "-e", executor, "-p", "retries=2", "-p", "backoff=1ms", *more, code=1)
                self.assertEqual((methods.count("POST"), methods.count("GET")), (posts, 3), executor)


class Answers(Targets):
    def test_statuses_that_are_expected_are_right(self):
        peer, _ = self.noting(b"[0]", "404 Not Found")
        everybody = ",".join(self.available())
        url = ["--url", peer.origin, "-n", "2", *QUICK]
        self.all_ok(self.cells("api-calls", *url, "--expect-status", "200,404", "-e", everybody).values())
        self.all_ok(self.cells("image-download", *url, "--expect-status", "400-499").values())
        self.every_cell(self.cells("api-calls", *url, code=1), "failed", "HTTP 404 Not Found")
        self.every_cell(self.cells("api-calls", *url, "--expect-status", "200", code=1), "failed", "--expect-status does not name")

    def test_a_redirect_that_is_expected_is_not_followed(self):
        peer, seen = self.noting(b"[0]", "302 Found", ["Location: /elsewhere"])
        self.all_ok(self.cells("api-calls", "--url", peer.origin, "-n", "1", *QUICK, "--expect-status", "302").values())
        self.assertEqual({head.split(b" ")[1] for head, _ in seen}, {b"/"})

    def test_what_is_no_status_is_refused(self):
        for text in ("2xx", "99", "300-200", "200,"):
            self.refuses("run", "api-calls", "--url", "http://h/", "--expect-status", text, words=["--expect-status", "200-299"])

    def test_every_executor_decompresses_and_checks_what_comes_out(self):
        text = json.dumps(list(range(20_000))).encode()
        bare = zlib.compressobj(wbits=-15)
        for encoding, body in (("gzip", gzip.compress(text)), ("deflate", zlib.compress(text)),
                               ("deflate", bare.compress(text) + bare.flush())):
            peer, seen = self.noting(body, "200 OK", [f"Content-Encoding: {encoding}"])
            cells = self.cells("api-calls", "--url", peer.origin, "-n", "2", *QUICK, "--compressed", "-e", ",".join(self.available()))
            self.all_ok(cells.values())
            for cell in cells.values():
                self.assertEqual(cell["samples"][0]["counters"]["body_bytes"], 2 * len(text))
            for head, _ in seen:
                self.assertIn(b"\r\nAccept-Encoding: gzip, deflate", head)

    def test_a_small_answer_does_not_become_a_huge_one(self):
        peer, _ = self.noting(gzip.compress(b"[" + b" " * 50_000_000 + b"]"), "200 OK", ["Content-Encoding: gzip"])
        cells = self.cells("api-calls", "--url", peer.origin, "-n", "1", *QUICK, "--compressed", "-e", ",".join(self.available()), code=1)
        for name, cell in cells.items():
            self.assertIn("the body is larger than the limit of 16MiB", cell["reason"], name)

    def test_an_answer_that_is_no_gzip_fails(self):
        for body in (b"[1]", gzip.compress(b"[1]")[:-4], gzip.compress(b"[1]") + b"x"):
            peer, _ = self.noting(body, "200 OK", ["Content-Encoding: gzip"])
            cells = self.cells("api-calls", "--url", peer.origin, "-n", "1", *QUICK, "--compressed", code=1)
            self.every_cell(cells, "failed", "the body is not valid gzip")


class LoggingIn(Targets):
    def test_json_is_sent_as_such(self):
        peer, seen = self.noting()
        self.write("order.json", "[1, 2]")
        for given in ("[1, 2]", "@order.json"):
            self.all_ok(self.cells("api-calls", "--url", peer.origin, "-n", "1", *QUICK, "--json", given, "-e", "threads").values())
        self.assertEqual(len(seen), 2)
        for head, body in seen:
            self.assertEqual(body, b"[1, 2]")
            self.assertIn(b"\r\nContent-Type: application/json\r\nAccept: application/json\r\n", head + b"\r\n")
        self.assertNotIn("[1, 2]", self.sample("api-calls", "--url", peer.origin, "-n", "1", *QUICK, "--json", "[1, 2]")["plan"]["command"])

    def test_a_token_comes_from_the_environment_and_reaches_no_other_program(self):
        found = set()
        heads = []

        def look(connection):
            while connection.request():
                heads.append(connection.head)
                found.update((each, SECRET.encode() in Path(f"/proc/{each}/environ").read_bytes()
                              or SECRET.encode() in Path(f"/proc/{each}/cmdline").read_bytes())
                             for each in harness.processes(self.mark))
                connection.answer(b"[1]")

        report = self.sample("api-calls", "--url", self.serve(look).origin, "-n", "1", *QUICK, "--bearer-env", "MY_TOKEN",
                             "-e", "threads,processes", env={"MY_TOKEN": SECRET})
        self.all_ok(report["cells"])
        self.assertNotIn(SECRET, json.dumps(report))
        for head in heads:
            self.assertIn(f"\r\nAuthorization: Bearer {SECRET}".encode(), head)
        self.assertGreater(len(found), 2, "no worker was looked at")
        self.assertEqual(sum(has for _, has in found), 1, "only the first program's own memory keeps what it was given")

    def test_a_token_that_is_not_there_is_refused(self):
        self.refuses("run", "api-calls", "--url", "http://h/", "--bearer-env", "MY_TOKEN", words=["MY_TOKEN", "export it"])

    def typed(self, keys, *arguments):
        """Runs the program on a terminal of its own, types `keys` when it asks, and returns its end and what was shown."""
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.folder)
            os.execve(harness.BINARY, [str(harness.BINARY), *map(str, arguments)], self.environment(CONCBENCH_PASSWORD=None))
        shown = b""

        def read():
            nonlocal shown
            try:
                part = os.read(terminal, 65536)
            except OSError:  # all of it has been read, and the program has ended
                return False
            shown += part
            return bool(part)

        while b"Password of" not in shown and read():
            pass
        os.write(terminal, keys)
        while read():
            pass
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()

    def test_a_password_is_typed_on_the_terminal_and_not_shown(self):
        peer, seen = self.noting()
        code, shown = self.typed(f"{SECRET}\n".encode(), "run", "api-calls", "--url", peer.origin, "-u", "me", "-n", "1",
                                 *QUICK, "-r", "1", "--warmup", "0", "-e", "threads")
        self.assertEqual(code, 0, shown)
        self.assertIn("Password of me: ", shown)
        self.assertNotIn(SECRET, shown)
        self.assertEqual(len(seen), 1)
        self.assertIn(b"\r\nAuthorization: Basic ", seen[0][0])

    def test_ctrl_c_ends_the_program_while_a_password_is_asked_for(self):
        code, shown = self.typed(b"\x03", "run", "api-calls", "--url", "http://127.0.0.1:1/", "-u", "me", "-n", "1")
        self.assertEqual(code, -2, shown)

    def test_nobody_is_asked_where_there_is_no_terminal(self):
        self.refuses("run", "api-calls", "--url", "http://h/", "-u", "me", words=["CONCBENCH_PASSWORD", "no terminal"],
                     start_new_session=True)


if __name__ == "__main__":
    harness.main()
