"""Requests to servers that are not ours: header fields, methods, bodies, users, certificates. What is secret is sent to
whom it is for, and shown to nobody."""
import base64
import json
from pathlib import Path

import harness

SECRET = "S3cr3t-of-the-test"
QUICK = ["-n", "1", "-p", "request-timeout=30s"]


class Requests(harness.Program):
    def fetch(self, url, *arguments, scenario="api-calls", **options):
        given = arguments if "-n" in arguments else (*QUICK, *arguments)
        return self.cells(scenario, "--url", url, *given, **options)


class Sent(Requests):
    def test_every_executor_sends_the_same_request(self):
        peer, seen = self.noting()
        executors = self.available()
        cells = self.fetch(peer.origin, "-m", "PATCH", "-H", "X-Tenant: a b", "-H", "Accept: application/json",
                           "--data", '{"a": "\u00fc"}', "-e", ",".join(executors))
        self.all_ok(cells.values())
        self.assertEqual(len(seen), len(executors))
        self.assertEqual(len(set(seen)), 1, "executors send different requests")
        head, body = seen[0]
        self.assertTrue(head.startswith(b"PATCH / HTTP/1.1\r\n"), head)
        for line in [b"X-Tenant: a b", b"Accept: application/json", b"Content-Type: application/x-www-form-urlencoded",
                     b"User-Agent: concbench", b"Content-Length: 11"]:
            self.assertIn(b"\r\n" + line, head + b"\r\n")
        self.assertEqual(body, '{"a": "\u00fc"}'.encode())

    def test_data_comes_from_a_file_or_standard_input_byte_for_byte(self):
        content = b"\x00\xff\r\n[1]" * 30000
        (self.folder / "body").write_bytes(content)
        peer, seen = self.noting()
        self.all_ok(self.fetch(peer.origin, "-d", "@body", "-e", "threads,coroutines,sequential").values())
        with open(self.folder / "body", "rb") as stdin:
            self.all_ok(self.fetch(peer.origin, "-d@-", "-e", "threads", stdin=stdin).values())
        self.assertEqual([body for _, body in seen], [content] * 4)

    def test_data_in_brackets_is_one_text(self):
        peer, seen = self.noting()
        for body in ["[1,2]", "[]", '[{"a": [1]}, 2]']:
            self.all_ok(self.fetch(peer.origin, "-e", "threads", "-d", body, "-H", "Content-Type: application/json").values())
            self.assertEqual(seen[-1][1], body.encode())

    def test_an_answer_to_head_has_no_body(self):
        def head(connection):
            while connection.request():
                connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")

        cells = self.fetch(self.serve(head).origin, "-X", "HEAD", "-n", "3", "-c", "1", "-p", "check=status")
        self.all_ok(cells.values())
        for cell in cells.values():
            self.assertEqual(cell["samples"][0]["counters"]["connections_opened"], 1)

    def test_a_body_is_not_sent_on_to_another_origin(self):
        there, seen = self.noting()
        here, _ = self.noting(b"", "307 Temporary Redirect", [f"Location: {there.origin}/"])
        cells = self.fetch(here.origin, "-d", SECRET, code=1)
        self.every_cell(cells, "failed", "the redirect would send the body to another origin")
        self.assertEqual(seen, [])

    def test_a_post_is_not_sent_twice(self):
        posts = []

        def close_at_the_second(connection):
            if connection.request():
                posts.append(connection.body)
                connection.answer(b"[1]")
            if connection.request():
                posts.append(connection.body)

        cells = self.fetch(self.serve(close_at_the_second).origin, "-d", "x", "-n", "2", "-c", "1", "-e", "threads", code=1)
        self.every_cell(cells, "failed", "closed the connection", executors=["threads"])
        self.assertEqual(posts, [b"x"] * 2)

    def test_a_crawl_has_its_fields_for_each_page_and_for_no_other_site(self):
        other, elsewhere = self.noting(b"User-agent: *\nDisallow: /no\n")
        pages = {"/": b'<a href="/a">a</a>', "/a": b"<title>a</title>"}
        seen = []

        def site(connection):
            while path := connection.request():
                seen.append(path)
                if connection.field("X-Token") != SECRET:
                    connection.answer(b"", "403 Forbidden")
                elif path == "/robots.txt":
                    connection.answer(b"", "302 Found", f"Location: {other.origin}/robots.txt")
                else:
                    connection.answer(pages[path])

        cells = self.fetch(self.serve(site).origin + "/", "-H", f"X-Token: {SECRET}", "-n", "2", "-e", "sequential,threads",
                           scenario="web-scrape")
        self.all_ok(cells.values())
        self.assertIn("/a", seen)
        self.assertEqual(len(elsewhere), 1)
        self.assertNotIn(SECRET.encode(), elsewhere[0][0])


class Users(Requests):
    WORD = base64.b64encode(f"me:{SECRET}".encode())

    def test_a_user_takes_the_password_from_the_environment(self):
        peer, seen = self.noting()
        report = self.sample("api-calls", "--url", peer.origin + "/x", "-u", "me", *QUICK,
                             env={"CONCBENCH_PASSWORD": SECRET})
        self.all_ok(report["cells"])
        for head, _ in seen:
            self.assertIn(b"\r\nAuthorization: Basic " + self.WORD, head)
        self.assertEqual(report["plan"]["targets"], [f"http://***@127.0.0.1:{peer.port}/x"])

    def test_a_user_of_a_url_logs_in_there(self):
        peer, seen = self.noting()
        urls = self.folder / "urls.txt"
        urls.write_text(f"http://me:{SECRET}@127.0.0.1:{peer.port}/\n")
        self.all_ok(self.cells("api-calls", "--urls", urls, *QUICK).values())
        for head, _ in seen:
            self.assertIn(b"\r\nAuthorization: Basic " + self.WORD, head)
            self.assertIn(f"\r\nHost: 127.0.0.1:{peer.port}\r\n".encode(), head)

    def test_a_user_of_a_redirect_logs_in_there_and_is_not_shown(self):
        there, seen = self.noting()
        target = f"http://me:{SECRET}@127.0.0.1:{there.port}/there"
        here, _ = self.noting(b"", "302 Found", [f"Location: {target}"])
        done = self.concbench("run", "api-calls", "--url", here.origin, *QUICK, "-r", "1", "--format", "json")
        self.all_ok(json.loads(done.stdout)["cells"])
        self.assertNotIn(SECRET, done.stdout + done.stderr)
        for head, _ in seen:
            self.assertIn(b"\r\nAuthorization: Basic " + self.WORD, head)


class Shown(Requests):
    """Every way out, with answers that fail: an error is where secrets are lost."""

    def outputs(self, *arguments, env=None):
        """All that comes out of runs with `arguments`, in every format."""
        texts = []
        exports = [self.folder / name for name in ("run.json", "run.csv", "run.md")]
        for style in (["--format", "json"], ["--format", "csv"], ["--format", "markdown"], ["--verbose"], []):
            done = self.concbench("run", "api-calls", *arguments, *QUICK, "-r", "2", "--warmup", "0", *style,
                                  "--export-json", exports[0], "--export-csv", exports[1], "--export-markdown",
                                  exports[2], env=env)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            texts += [done.stdout, done.stderr, *(each.read_text() for each in exports)]
        compared = self.concbench("compare", exports[0], exports[0])
        return [*texts, compared.stdout, compared.stderr]

    def test_no_output_has_a_header_value_a_body_or_a_password(self):
        bad, _ = self.noting(b"no", "404 Not Found")
        good, _ = self.noting()
        (self.folder / "body").write_text(SECRET)
        port = {True: bad.port, False: good.port}
        for fails in (True, False):
            origin = f"http://127.0.0.1:{port[fails]}/"
            for arguments, env in [(["--url", origin, "-H", f"Authorization: Bearer {SECRET}", "-d", SECRET], {}),
                                   (["--url", origin, f"-qHX-Key:{SECRET}", f"--data={SECRET}"], {}),
                                   (["--url", origin, "-u", "me", "-d", "@body"], {"CONCBENCH_PASSWORD": SECRET}),
                                   ([f"--url=http://me:{SECRET}@127.0.0.1:{port[fails]}/"], {})]:
                for text in self.outputs(*arguments, env=env):
                    self.assertNotIn(SECRET, text)
                    self.assertNotIn(base64.b64encode(f"me:{SECRET}".encode()).decode(), text)

    def test_a_server_that_says_back_what_it_was_sent_is_not_quoted(self):
        def echo(connection):
            while connection.request():
                connection.answer(b"", f"403 bad {connection.field('Authorization')} for {connection.body.decode()}")

        cells = self.fetch(self.serve(echo).origin, "-H", f"Authorization: Bearer {SECRET}", "-d", "body-" + SECRET, code=1)
        self.every_cell(cells, "failed", "HTTP 403 bad *** for ***")
        self.assertNotIn(SECRET, json.dumps(cells))

    def test_a_long_secret_is_not_quoted_where_what_a_server_says_is_cut(self):
        token = "".join(f"{i:03}" for i in range(100, 314))

        def echo(connection):
            while connection.request():
                connection.answer(b"", f"403 bad token {connection.field('X-Token')}")

        cells = self.fetch(self.serve(echo).origin, "-H", f"X-Token: {token}", code=1)
        self.every_cell(cells, "failed", "bad token ***")
        self.assertNotIn(token[:5], json.dumps([cell["reason"] for cell in cells.values()]))

    def test_a_part_of_a_cookie_is_not_quoted(self):
        peer, _ = self.noting(b"", f"403 no session {SECRET}")
        cells = self.fetch(peer.origin, "-H", f"Cookie: sid={SECRET}; other=1", code=1)
        self.every_cell(cells, "failed", "HTTP 403 no session ***")

    def test_no_process_but_the_one_that_was_given_it_has_a_password_in_its_environment(self):
        found = set()

        def look(connection):
            while connection.request():
                found.update((each, SECRET.encode() in Path(f"/proc/{each}/environ").read_bytes())
                             for each in harness.processes(self.mark))
                connection.answer(b"[1]")

        self.fetch(self.serve(look).origin, "-u", "me", "-e", "threads,processes", env={"CONCBENCH_PASSWORD": SECRET})
        self.assertGreater(len(found), 2, "no worker was looked at")
        self.assertEqual(sum(has for _, has in found), 1)

    def test_a_url_in_a_wrong_place_is_shown_without_its_password(self):
        url = f"http://me:{SECRET}@h/"
        for arguments in ([url], ["sleep", "--worker", url], ["sleep", "-p", url], ["database", "-p", f"dsn={url}"],
                          ["database", "-p", f"dsn=host=h password={SECRET} {SECRET}"],
                          ["sleep", "-p", f"database.dsn=host=h password={SECRET}"], ["api-calls", "--url", f"http:me:{SECRET}@h:x/"],
                          ["api-calls", "--urls", url], ["api-calls", "--url", "http://h/", "--ca", url]):
            with self.subTest(arguments):
                self.assertNotIn(SECRET, self.refuses("run", *arguments))

    def test_reports_say_what_was_sent_without_its_values(self):
        peer, _ = self.noting()
        arguments = ["--url", peer.origin, "-H", f"X-Key: {SECRET}", "-d", SECRET]
        texts = "\n".join(self.outputs(*arguments))
        self.assertIn("X-Key: ***", texts)
        plan = self.sample("api-calls", *arguments, *QUICK)["plan"]
        self.assertEqual(plan["request"]["method"], "POST")
        self.assertEqual(plan["request"]["headers"], ["X-Key", "Content-Type"])
        self.assertEqual(plan["request"]["body_bytes"], len(SECRET))
        self.assertRegex(plan["request"]["body_sha256"], "^[0-9a-f]{64}$")
        self.assertIn("-H 'X-Key: ***' -d '***'", plan["command"])

    def test_no_process_has_a_password_on_its_command_line(self):
        found = []

        def look(connection):
            while connection.request():
                for each in harness.processes(self.mark):
                    found.append((each, Path(f"/proc/{each}/cmdline").read_bytes()))
                connection.answer(b"[1]")

        self.fetch(self.serve(look).origin, "-u", "me", "-e", "threads,processes", env={"CONCBENCH_PASSWORD": SECRET})
        self.assertGreater(len({each for each, _ in found}), 2, "no worker was looked at")
        for _, line in found:
            self.assertNotIn(SECRET.encode(), line)


class Several(Requests):
    def test_a_secret_that_several_origins_get_is_warned_of_once_and_without_its_value(self):
        pages = [self.pages({"/": b"[1]"}) for _ in range(2)]
        urls = [part for each in pages for part in ("--url", f"{each.origin}/")]
        for arguments, name in ((["-H", f"Authorization: Bearer {SECRET}"], "Authorization"), (["-H", f"Cookie: a={SECRET}"], "Cookie")):
            done = self.concbench("run", "api-calls", *urls, *arguments, *QUICK, "-q")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stderr, rf"\Aconcbench: warning: {name} is sent to each of 2 origins: [^\n]*\n\Z")
            self.assertNotIn(SECRET, done.stderr)
        for arguments in ([*urls, "-H", "Accept: application/json"], [*urls[:2], "-H", f"Authorization: Bearer {SECRET}"]):
            self.assertEqual(self.concbench("run", "api-calls", *arguments, *QUICK, "-q").stderr, "")


class Refused(Requests):
    def test_what_cannot_be_sent_is_refused_before_the_run_without_being_shown(self):
        for arguments, words in [(["-H", f"Bearer {SECRET}"], ["--header", "colon"]),
                                 (["-H", f"Bearer {SECRET}: x"], ["name of a header field"]),
                                 (["-H", f"X-A: {SECRET}\nX-B: b"], ["X-A", "control character"]),
                                 (["-H", f"Content-Length: {SECRET}"], ["Content-Length cannot be given"]),
                                 (["-H", "X-A:"], ["X-A has no value"]),
                                 (["-m", "post"], ["'post'", "POST"]), (["-m", "CONNECT"], ["CONNECT"]),
                                 (["-d", SECRET, "-m", "HEAD"], ["no body", "HEAD"]),
                                 (["-d", "@missing"], ["missing", "No such file"]),
                                 (["-u", f"me:{SECRET}"], ["CONCBENCH_PASSWORD"]),
                                 (["-u", "me"], ["CONCBENCH_PASSWORD"]), (["-m", "HEAD"], ["check=status"]),
                                 (["-d", SECRET, "-p", "retries=1"], ["retries", "POST"])]:
            with self.subTest(arguments):
                text = self.refuses("run", "api-calls", "--url", "http://127.0.0.1:1/", *arguments, words=words,
                                    start_new_session=True)  # no terminal to ask for a password
                self.assertNotIn(SECRET, text)

    def test_requests_are_for_servers_that_are_not_ours(self):
        for arguments in (["-H", f"X: {SECRET}"], ["-m", "POST"], ["-d", SECRET], ["-u", "me"], ["-k"]):
            with self.subTest(arguments):
                self.assertNotIn(SECRET, self.refuses("run", "api-calls", *arguments, words=["--url"]))

    def test_a_worker_that_cannot_send_them_is_not_asked(self):
        peer, seen = self.noting()
        cells = self.fetch(peer.origin, "-d", "x", "-e", "threads", "--worker", "python", "--worker", f"same={harness.BINARY}")
        self.assertEqual(cells["python:threads"]["status"], "n/a")
        self.assertIn("'request'", cells["python:threads"]["reason"])
        self.all_ok([cells["threads"], cells["same:threads"]])
        self.assertEqual([body for _, body in seen], [b"x"] * len(seen))


class Certificates(Requests):
    def serve_for(self, names):
        certificate, key = harness.make_certificate(self.folder, names)
        return self.noting(tls=harness.server_tls(certificate, key))[0], certificate

    def test_unchecked_certificates_are_fine_and_said(self):
        peer, _ = self.serve_for("DNS:elsewhere.example")
        report = self.sample("api-calls", "--url", peer.origin, "-k", *QUICK)
        self.all_ok(report["cells"])
        self.assertTrue(report["plan"]["request"]["insecure"])
        for style in ("table", "markdown"):
            done = self.concbench("run", "api-calls", "--url", peer.origin, "--insecure", *QUICK, "-r", "1", "--format", style)
            self.assertIn("certificates not checked", " ".join(done.stdout.split()))

    def test_a_wrong_name_is_shown_with_the_right_ones(self):
        peer, certificate = self.serve_for("DNS:elsewhere.example,IP:192.0.2.7")
        for arguments in ([], ["--ca", certificate]):
            cells = self.fetch(peer.origin, *arguments, code=1)
            self.every_cell(cells, "failed", "certificate is not trusted", "-k")
        self.every_cell(cells, "failed", "elsewhere.example, 192.0.2.7")
        for cell in cells.values():
            self.assertNotIn("--ca", cell["reason"])

    def test_an_unknown_authority_can_be_added(self):
        peer, _ = self.serve_for("IP:127.0.0.1")
        self.every_cell(self.fetch(peer.origin, code=1), "failed", "--ca FILE adds an authority")


if __name__ == "__main__":
    harness.main()
