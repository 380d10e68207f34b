"""Steps of `custom` that run at once, and those with a URL, against servers of Python that see what arrives."""
import threading

import harness

SECRET = "S3cr3t-of-the-steps"
QUICK = ["-n", "1", "-p", "request-timeout=30s"]
IN_TURN = ("sequential", "thread-pool", "processes")
WHERE_IDLE = ("work-stealing",)


class Custom(harness.Program):
    def steps(self, steps, *arguments, **options):
        given = arguments if "-n" in arguments else (*QUICK, *arguments)
        return self.cells("custom", "-p", f"steps={steps}", *given, **options)

    def at_once(self):
        return [each for each in self.available() if each not in IN_TURN + WHERE_IDLE]


class AtOnce(Custom):
    def test_models_that_can_have_all_requests_of_a_parallel_under_way(self):
        together = threading.Barrier(3)

        def answer_all_at_once(connection):
            while connection.request():
                together.wait(timeout=harness.PATIENCE)
                connection.answer(b"{}")

        origin = self.serve(answer_all_at_once).origin
        executors = self.at_once()
        self.assertIn("threads", executors)
        self.assertIn("coroutine-pool", executors)
        cells = self.steps(f"parallel(http GET {origin}/a, http GET {origin}/b, http POST {origin}/c), wait 1ms",
                           "-e", ",".join(executors))
        self.all_ok(cells.values())
        self.assertEqual(len({cell["samples"][0]["digest"] for cell in cells.values()}), 1)
        for cell in cells.values():
            self.assertEqual(cell["samples"][0]["notes"], [])

    def test_models_with_one_thread_a_task_send_them_one_after_another_on_one_connection_and_say_so(self):
        origin = self.noting()[0].origin
        cells = self.steps(f"parallel(http GET {origin}/a, http GET {origin}/b, wait 2ms)", "-e", ",".join(IN_TURN))
        self.all_ok(cells.values())
        for cell in cells.values():
            sample = cell["samples"][0]
            self.assertEqual(sample["counters"]["connections_opened"], 1)
            self.assertTrue(any("one after another" in each for each in sample["notes"]), sample["notes"])

    def test_all_models_do_the_same_work_with_draws_errors_and_reads_in_it(self):
        cells = self.steps("cpu 20us, parallel(http 1ms p99=5ms errors=30%, read 4KiB, cpu 50us exp, wait 1ms, http 1ms exp), read 1KiB",
                           "-n", "20", "-c", "5", "--allow-errors", "90%", "-e", ",".join(self.available()))
        self.all_ok(cells.values())
        samples = [cell["samples"][0] for cell in cells.values()]
        self.assertEqual(len({each["digest"] for each in samples}), 1)
        failed = {sum(error["count"] for error in each["errors"]) for each in samples}
        self.assertEqual(len(failed), 1)
        self.assertTrue(0 < failed.pop() < 20)

    def test_a_task_whose_part_takes_too_long_fails_with_the_reason_when_all_parts_have_ended(self):
        def answer_others(connection):
            while path := connection.request():
                if path == "/slow":
                    return connection.wait_for_close()
                connection.answer(b"{}")

        origin = self.serve(answer_others).origin
        cells = self.steps(f"parallel(http GET {origin}/fast, http GET {origin}/slow)", "-n", "1", "-p", "request-timeout=300ms",
                           "-e", ",".join(self.available()), code=1)
        self.every_cell(cells, "failed", "300ms", executors=self.available())


class Urls(Custom):
    def test_every_client_sends_the_same_requests(self):
        peer, seen = self.noting(b"any bytes \xff")
        executors = self.available()
        cells = self.steps(f"http 1ms, http GET {peer.origin}/a?x=1#part, http POST {peer.origin}/b c, parallel(http PUT {peer.origin}/d)"
                           .replace("b c", "b%20c"),
                           "-H", f"X-Tenant: {SECRET}", "--json", '{"a": 1}', "-e", ",".join(executors))
        self.all_ok(cells.values())
        self.assertEqual(len(seen), 3 * len(executors))
        self.assertEqual(len(set(seen)), 3, "executors send different requests")
        get, post, put = seen[:3]
        self.assertTrue(get[0].startswith(b"GET /a?x=1 HTTP/1.1\r\n"), get)
        self.assertTrue(post[0].startswith(b"POST /b%20c HTTP/1.1\r\n"), post)
        self.assertTrue(put[0].startswith(b"PUT /d HTTP/1.1\r\n"), put)
        self.assertEqual([get[1], post[1], put[1]], [b"", b'{"a": 1}', b'{"a": 1}'])
        self.assertNotIn(b"Content-Type", get[0])
        for head, _ in (post, put):
            self.assertIn(b"\r\nContent-Type: application/json", head)
            self.assertIn(b"\r\nContent-Length: 8", head)
        for head, _ in seen:
            self.assertIn(f"\r\nX-Tenant: {SECRET}".encode(), head + b"\r\n")

    def test_what_is_secret_is_sent_and_not_shown(self):
        peer, seen = self.noting(b"{}", "418 " + SECRET)
        done = self.concbench("run", "custom", "-p", f"steps=http POST {peer.origin}/x", "-d", SECRET, "-u", "me", *QUICK, "-r", "1",
                              "-e", "threads,coroutines", "--export-json", "r.json", "--export-html", "r.html",
                              env={"CONCBENCH_PASSWORD": SECRET})
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertTrue(all(b"\r\nAuthorization: Basic " in head and body == SECRET.encode() for head, body in seen))
        shown = done.stdout + done.stderr + (self.folder / "r.json").read_text() + (self.folder / "r.html").read_text()
        self.assertNotIn(SECRET, shown)
        self.assertIn(f"POST {peer.origin}/x", shown)
        self.assertIn("418 ***", shown)

    def test_answers_that_differ_are_incorrect_unless_less_is_asked_for(self):
        def differ(connection):
            while connection.request():
                with lock:
                    count.append(0)
                    size = len(count)
                connection.answer(b'{"n": "%05d"}' % size)

        count, lock = [], threading.Lock()
        origin = self.serve(differ).origin
        step = f"cpu 1us, http GET {origin}/"
        cells = self.steps(step, "-n", "3", "-e", "threads", code=1)
        self.every_cell(cells, "incorrect", "differently", executors=["threads"])
        for check in ("json", "length", "status"):
            self.all_ok(self.steps(step, "-n", "3", "-p", f"check={check}", "-e", "threads,callbacks,coroutines").values())

    def test_the_request_options_reach_the_server(self):
        peer, seen = self.noting(b"{}", "404 Not Found")
        url = "http://nobody.invalid/x"
        self.all_ok(self.steps(f"http DELETE {url}", "--connect-to", f"nobody.invalid:80:127.0.0.1:{peer.port}", "--expect-status", "404",
                               "--compressed", "--bearer-env", "TOKEN", "-e", "threads,coroutines", env={"TOKEN": SECRET}).values())
        self.assertEqual(len(seen), 2)
        for head, _ in seen:
            self.assertTrue(head.startswith(b"DELETE /x HTTP/1.1\r\nHost: nobody.invalid\r\n"), head)
            self.assertIn(b"Authorization: Bearer " + SECRET.encode(), head)
            self.assertIn(b"Accept-Encoding: gzip", head)

    def test_a_proxy_gets_the_absolute_form(self):
        peer, seen = self.noting(b"{}")
        self.all_ok(self.steps("http GET http://nobody.invalid/x", "--proxy", peer.origin, "-e", "fibers,callbacks"
                               if "fibers" in self.available() else "callbacks").values())
        self.assertTrue(all(head.startswith(b"GET http://nobody.invalid/x HTTP/1.1") for head, _ in seen), seen)
        self.assertTrue(seen)


class Refused(Custom):
    def test_steps_that_are_none_with_their_column(self):
        for steps, *words in [
                ("parallel(wait 1ms", "'parallel' (column 1)", "its ')' is missing"),
                ("wait 1ms, parallel(wait 1ms, parallel(wait 1ms))", "'parallel' (column 30)", "inside of another"),
                ("http GET", "'http GET' (column 1)", "'http METHOD URL'"),
                ("http get http://127.0.0.1/", "'get' (column 6)"),
                ("http GET ftp://127.0.0.1/", "(column 10)", "http"),
                (f"wait 1ms, http GET http://me:{SECRET}@127.0.0.1/", "(column 27)", "--user")]:
            with self.subTest(steps=steps):
                said = self.refuses("run", "custom", "-p", f"steps={steps}", words=["custom.steps", *words])
                self.assertNotIn(SECRET, said)

    def test_request_options_that_no_step_can_use_and_nothing_is_sent(self):
        peer, seen = self.noting()
        step = ["run", "custom", "-p", f"steps=http GET {peer.origin}/"]
        self.refuses(*step, "-d", SECRET, words=["--data has no effect"])
        self.refuses(*step, "-m", "POST", words=["--method", "--url"])
        self.refuses(*step, "-H", "no colon", words=["--header"])
        self.refuses(*step, "--user", "me", "-H", "Authorization: x", words=["leave one of them out"],
                     env={"CONCBENCH_PASSWORD": SECRET})
        self.refuses("run", "custom", "-p", "steps=http 1ms", "-H", "A: b", words=["--header"])
        self.refuses("run", "custom", "-p", "steps=http 1ms", "-p", "check=json", words=["check=json", "http GET"])
        self.assertEqual(seen, [])


if __name__ == "__main__":
    harness.main()
