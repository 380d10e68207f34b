"""Servers that are not ours: good ones, odd ones and bad ones. Every executor must say the same of them."""
import itertools
import json
import socket
import ssl
import threading

import harness
from harness import EXECUTORS

QUICK = ["-n", "1", "-p", "request-timeout=30s"]


class Foreign(harness.Program):
    def fetch(self, url, *arguments, scenario="image-download", code=0):
        """The cells of one round against `url`, each executor in turn."""
        given = arguments if "-n" in arguments else (*QUICK, *arguments)
        return self.cells(scenario, "--url", url, *given, code=code)

    def fails(self, url, *words, arguments=(), scenario="image-download"):
        """All tasks of all executors fail with the words."""
        cells = self.fetch(url, *arguments, scenario=scenario, code=1)
        self.every_cell(cells, "failed", *words)
        for cell in cells.values():
            self.assertEqual(cell["samples"][0]["tasks_ok"], 0)
        return cells

    def counter(self, cells, name):
        return {executor: cell["samples"][0]["counters"][name] for executor, cell in cells.items()}


class Good(Foreign):
    def test_pages_of_http_server_are_fetched(self):
        server = self.pages({"/a.png": b"a" * 1000, "/b": b"b" * 70000})
        report = self.sample("image-download", "--url", server.origin + "/a.png", "--url", server.origin + "/b", "-n", "6")
        self.all_ok(report["cells"])
        self.assertEqual(report["plan"]["targets"], [server.origin + "/a.png", server.origin + "/b"])
        for cell in report["cells"]:
            self.assertEqual(cell["samples"][0]["counters"]["body_bytes"], 3 * 71000)

    def test_json_of_http_server_is_read(self):
        server = self.pages({"/x.json": json.dumps({"any": ["thing", None, 1.5]}).encode()})
        self.all_ok(self.fetch(server.origin + "/x.json", scenario="api-calls").values())

    def test_tasks_default_to_the_number_of_targets_and_a_list_may_have_comments(self):
        server = self.pages({"/1": b"1", "/2": b"2", "/3": b"3"})
        urls = self.folder / "urls.txt"
        urls.write_text(f"# a list\n\n{server.origin}/1\n  {server.origin}/2  \r\n\n#{server.origin}/nothing\n{server.origin}/3")
        for cell in self.cells("image-download", "--urls", urls).values():
            self.assertEqual((cell["status"], cell["tasks"], cell["concurrency"]), ("ok", 3, 3))
        self.assertEqual(set(server.requests), {"/1", "/2", "/3"})

    def test_tasks_cycle_through_the_targets(self):
        server = self.pages({"/1": b"1", "/2": b"2"})
        self.cells("image-download", "--url", server.origin + "/1", "--url", server.origin + "/2", "-n", "5", "-e",
                   "sequential")
        self.assertEqual(server.requests, ["/1", "/2", "/1", "/2", "/1"])

    def test_a_query_is_sent_and_a_fragment_is_not(self):
        server = self.pages({"/p%20q?a=b&c=%26": b"x"})
        self.all_ok(self.fetch(server.origin + "/p%20q?a=b&c=%26#part").values())

    def test_the_request_names_its_host(self):
        seen = []

        def note(connection):
            connection.request()
            seen.append(connection.head)
            connection.answer()

        peer = self.serve(note)
        self.fetch(peer.origin)
        self.assertEqual(len(seen), len(EXECUTORS))
        self.assertEqual(len(set(seen)), 1, "executors send different requests")
        self.assertIn(f"\r\nHost: 127.0.0.1:{peer.port}\r\n".encode(), seen[0])

    def test_ipv6_works(self):
        try:
            peer = self.serve(lambda connection: connection.request() and connection.answer(), host="::1")
        except OSError as error:
            self.skipTest(f"no IPv6 on loopback: {error}")
        self.all_ok(self.fetch(peer.origin).values())

    def test_a_name_is_resolved(self):
        peer = self.serve(lambda connection: connection.request() and connection.answer())
        self.all_ok(self.fetch(f"http://localhost:{peer.port}/").values())

    def test_chunked_bodies_are_put_together(self):
        def chunked(connection):
            while connection.request():
                connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;name=value\r\nhello\r\n")
                connection.send(b"6\r\n world\r\n0\r\nTrailer: x\r\n\r\n")

        cells = self.fetch(self.serve(chunked).origin, "-n", "3", "-c", "1")
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "body_bytes").values()), {3 * 11})
        self.assertEqual(set(self.counter(cells, "connections_opened").values()), {1})

    def test_a_body_that_ends_with_the_connection_is_complete(self):
        def until_close(connection):
            connection.request()
            connection.send(b"HTTP/1.0 200 OK\r\n\r\nall of it")

        cells = self.fetch(self.serve(until_close).origin, "-n", "2")
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "body_bytes").values()), {18})

    def test_an_interim_answer_is_passed_over(self):
        def hints(connection):
            while connection.request():
                connection.send(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
                connection.answer(b"[1]")

        cells = self.fetch(self.serve(hints).origin, "-n", "2", scenario="api-calls")
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "body_bytes").values()), {6})

    def test_an_answer_in_single_bytes_is_read(self):
        def drip(connection):
            connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while connection.request():
                for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody":
                    connection.send(bytes([byte]))

        self.all_ok(self.fetch(self.serve(drip).origin).values())

    def test_relative_and_absolute_redirects_are_followed(self):
        other = self.serve(lambda connection: connection.request() and connection.answer(b"there"))
        where = {"/a/start": "next?x=1", "/a/next?x=1": "/up", "/up": f"//127.0.0.1:{other.port}/elsewhere"}

        def redirect(connection):
            while path := connection.request():
                connection.answer(b"moved", "302 Found", f"Location: {where[path]}")

        cells = self.fetch(self.serve(redirect).origin + "/a/start")
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "redirects").values()), {3})
        self.assertEqual(set(self.counter(cells, "body_bytes").values()), {5})

    def test_every_kind_of_redirect_is_followed(self):
        for status in ("301 Moved Permanently", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"):
            def redirect(connection):
                while path := connection.request():
                    if path == "/":
                        connection.answer(b"", status, "Location: /there")
                    else:
                        connection.answer(b"there")
            self.all_ok(self.fetch(self.serve(redirect).origin, *QUICK, "-e", "sequential,coroutines").values())

    def test_idle_connections_that_the_server_closed_are_replaced_and_counted(self):
        def once(connection):  # says keep-alive and closes all the same, as nginx does after keepalive_requests
            connection.request()
            connection.answer()

        cells = self.fetch(self.serve(once).origin, "-n", "4", "-c", "1", scenario="api-calls")
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "connections_retried").values()), {3})
        self.assertEqual(set(self.counter(cells, "connections_opened").values()), {4})

    def test_idle_connections_that_the_server_reset_are_replaced_too(self):
        def once(connection):
            connection.request()
            connection.answer()
            connection.request()  # the next request has been read: now it is lost for certain
            connection.reset()

        cells = self.fetch(self.serve(once).origin, "-n", "3", "-c", "1", scenario="api-calls")
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "connections_retried").values()), {2})

    def test_a_server_that_announces_the_close_is_not_asked_again_on_it(self):
        def once(connection):
            connection.request()
            connection.answer(b"{}", "200 OK", "Connection: close")

        cells = self.fetch(self.serve(once).origin, "-n", "3", "-c", "1", scenario="api-calls")
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "connections_retried").values()), {0})
        self.assertEqual(set(self.counter(cells, "connections_opened").values()), {3})

    def test_an_answer_on_an_idle_connection_is_not_that_to_the_next_request(self):
        idle = threading.Event()

        def hang_up(connection):  # as HAProxy does, after its time limit for requests
            connection.request()
            connection.answer(b"[1]")
            if connection.number % 2 == 0:
                connection.answer(b"stale", "408 Request Time-out")
                idle.set()
                connection.wait_for_close()

        cells = self.fetch(self.serve(hang_up).origin, "-n", "2", "-c", "1", "--rate", "5/s", "-e",
                           ",".join([*EXECUTORS, "callbacks", "fibers", "coroutine-pool"]), scenario="api-calls")
        self.assertTrue(idle.is_set())
        self.all_ok(cells.values())

    def test_heads_that_are_not_quite_http_are_read(self):
        heads = [b"HTTP/1.1 200\r\nContent-Length: 3\r\n\r\n", b"HTTP/1.1 200 OK\nContent-Length: 3\n\n",
                 b"HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: \x01\r\nContent-Length: 3\r\n\r\n"]
        for head in heads:
            def answer(connection, head=head):
                while connection.request():
                    connection.send(head + b"[1]")
            cells = self.fetch(self.serve(answer).origin, "-n", "2", "-c", "1", scenario="api-calls")
            self.all_ok(cells.values())
            self.assertEqual(set(self.counter(cells, "connections_opened").values()), {1}, head)

    def test_a_proxy_of_the_environment_is_not_used_for_this_machine(self):
        server = self.pages({"/": b"[1]"})
        proxy = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy"), "http://127.0.0.1:1")
        self.all_ok(self.cells("api-calls", "--url", server.origin + "/", *QUICK, env=proxy).values())

    def test_a_head_of_100_KiB_is_read(self):
        def answer(connection):
            while connection.request():
                connection.answer(b"[1]", "200 OK", "Content-Security-Policy: " + "x" * 100_000)
        self.all_ok(self.fetch(self.serve(answer).origin, scenario="api-calls").values())

    def test_json_may_begin_with_a_byte_order_mark(self):
        server = self.pages({"/": b"\xef\xbb\xbf[1]"})
        self.all_ok(self.fetch(server.origin + "/", scenario="api-calls").values())

    def test_urls_are_repaired_wherever_they_come_from(self):
        repaired = "/a%20b%7C%5B%5D%C3%BC%25zz"
        raw = "/a b|[]\u00fc%zz"
        server = self.pages({repaired: b"[1]"})
        urls = self.folder / "urls.txt"
        in_a_list = raw.replace(" ", "%20")  # where a blank ends a URL
        urls.write_bytes(b"\xef\xbb\xbf# saved by an editor\r\n" + (server.origin + in_a_list).encode() + b"\r\n")

        def redirect(connection):
            while connection.request():
                connection.send(f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {server.origin}{raw}\r\n\r\n".encode())

        for source in (["--url", server.origin + raw], ["--urls", urls], ["--url", self.serve(redirect).origin]):
            self.all_ok(self.cells("api-calls", *source, *QUICK).values())
        self.assertEqual(set(server.requests), {repaired})

    def test_a_list_that_cannot_be_read_says_where(self):
        urls = self.folder / "urls.txt"
        urls.write_text("# a list\nhttp://h/\nhttp://h:x/\n")
        self.refuses("run", "api-calls", "--urls", urls, words=[f"'{urls}', line 3", "'h:x' is not a host"])
        for line in ("http://h/ Authorization: Bearer hunter2x", "http://h/\tX-Token:hunter2x", "http://h/ # mine", "http://h/a b http://i/"):
            urls.write_text(f"http://h/   \n{line}\n")
            said = self.refuses("run", "api-calls", "--urls", urls, words=[f"'{urls}', line 2", "after 'http://h/", "one URL"])
            self.assertNotIn("hunter2x", said)
        urls.write_text("http://h/", encoding="utf-16")
        self.refuses("run", "api-calls", "--urls", urls, words=[str(urls), "UTF-16", "save it as UTF-8"])

    def test_a_second_loss_is_not_retried(self):
        def lose_the_second(connection):
            if connection.number % 2 == 0:
                connection.request()
                connection.answer()
            connection.request()

        cells = self.fetch(self.serve(lose_the_second).origin, "-n", "2", "-c", "1", code=1)
        for name, cell in cells.items():
            sample = cell["samples"][0]
            self.assertEqual((sample["tasks_ok"], sample["tasks_failed"]), (1, 1), name)
            self.assertEqual(sample["counters"]["connections_retried"], 1, name)


class EveryModel(harness.Program):
    """The same fault has the same reason, in the same words, under every executor that there is."""

    def reasons(self, origin, limit="20s"):
        cells = self.cells("api-calls", "-e", "all", "-n", "1", "--url", origin, "-p", f"request-timeout={limit}", code=1)
        self.assertGreater(len(cells), len(harness.EXECUTORS))
        return {cell["reason"].split(" (first: ")[0] for cell in cells.values()}

    def all_say(self, origin, reason, limit="20s"):
        self.assertEqual(self.reasons(origin, limit), {reason})

    def test_no_connection_and_no_host(self):
        with socket.socket() as bound:  # and not listening
            bound.bind(("127.0.0.1", 0))
            for scheme in ("http", "https"):
                origin = f"{scheme}://127.0.0.1:{bound.getsockname()[1]}"
                self.all_say(origin, f"cannot connect to {origin}: Connection refused")
        said = self.reasons("http://concbench.invalid")  # which may also be that no name server answers
        self.assertEqual(len(said), 1, said)
        self.assertIn("cannot resolve 'concbench.invalid': ", said.pop())

    def test_a_connection_that_is_lost_before_and_within_an_answer(self):
        for answer in (b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"):
            def end(connection):
                connection.request()
                connection.send(answer)

            def reset(connection):
                end(connection)
                connection.reset()
            self.all_say(self.serve(end).origin, "the server closed the connection before its answer was complete")
            self.all_say(self.serve(reset).origin, "the connection was lost: Connection reset by peer")

    def test_a_handshake_that_is_reset_or_ended_by_the_server(self):
        def end(connection):
            connection.socket.recv(65536)

        def reset(connection):
            connection.socket.recv(1)
            connection.reset()
        for handler, reason in ((reset, "Connection reset by peer"), (end, "the server closed the connection during the handshake")):
            origin = self.serve(handler).origin.replace("http:", "https:")
            self.all_say(origin, f"no TLS with {origin}: {reason}")

    def test_a_server_that_says_nothing(self):
        origin = self.serve(lambda connection: connection.wait_for_close()).origin
        for scheme in ("http:", "https:"):
            self.all_say(origin.replace("http:", scheme), "no complete answer within 300ms; -p request-timeout sets the limit",
                         limit="300ms")


class Bad(Foreign):
    def test_a_page_that_is_not_there(self):
        self.fails(self.pages({}).origin + "/x", "HTTP 404 Not Found")

    def test_words_that_are_not_utf_8_are_shown_with_a_sign_in_their_place(self):
        def answer(connection):
            while path := connection.request():
                if path == "/moved":
                    connection.send(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://\xff/\r\n\r\n")
                else:
                    connection.send(b"HTTP/1.1 404 Non trouv\xe9\r\nContent-Length: 0\r\n\r\n")
        origin = self.serve(answer).origin
        self.every_cell(self.fetch(origin + "/", code=1), "failed", "HTTP 404 Non trouv\ufffd (first: ")
        self.every_cell(self.fetch(origin + "/moved", code=1), "failed", r"'http://\xFF/' is not a URL")

    def test_a_status_without_a_reason(self):
        def bare(connection):
            connection.request()
            connection.send(b"HTTP/1.1 500 \r\nContent-Length: 0\r\n\r\n")
        self.fails(self.serve(bare).origin, "HTTP 500")

    def test_a_refused_connection(self):
        with socket.socket() as bound:  # and not listening
            bound.bind(("127.0.0.1", 0))
            origin = f"http://127.0.0.1:{bound.getsockname()[1]}"
            self.fails(origin, f"cannot connect to {origin}: Connection refused")

    def test_a_reset_connection(self):
        def reset(connection):
            connection.request()
            connection.reset()
        self.fails(self.serve(reset).origin, "the connection was lost: Connection reset by peer")

    def test_a_connection_closed_without_an_answer(self):
        self.fails(self.serve(lambda connection: connection.request()).origin, "closed the connection before its answer")

    def test_a_host_that_does_not_exist(self):
        cells = self.fails("http://concbench.invalid/", "cannot resolve 'concbench.invalid'")
        self.assertEqual(len({cell["reason"] for cell in cells.values()}), 1, "executors give different reasons")

    def test_a_truncated_body(self):
        def truncated(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
        self.fails(self.serve(truncated).origin, "closed the connection before its answer was complete")

    def test_a_truncated_chunked_body(self):
        def truncated(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        self.fails(self.serve(truncated).origin, "closed the connection before its answer was complete")

    def test_a_body_above_the_limit_by_its_length(self):
        server = self.pages({"/": b"x" * 1025})
        self.fails(server.origin + "/", "larger than the limit of 1KiB", "max-body", arguments=["-p", "max-body=1KiB"])

    def test_a_body_at_the_limit(self):
        server = self.pages({"/": b"x" * 1024})
        self.all_ok(self.fetch(server.origin + "/", *QUICK, "-p", "max-body=1KiB").values())

    def test_an_endless_body_does_not_fill_memory(self):
        for head, part in [(b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
                           (b"\r\n", b"x" * 65536)]:
            def endless(connection):
                connection.request()
                connection.send(b"HTTP/1.1 200 OK\r\n" + head)
                while True:
                    connection.send(part)
            cells = self.fails(self.serve(endless).origin, "larger than the limit of 1MiB",
                               arguments=["-p", "max-body=1MiB"])
            for cell in cells.values():
                self.assertLess(cell["samples"][0]["rss_increase_bytes"], 32 << 20)

    def test_a_length_beyond_all_memory_is_refused_before_it_is_reserved(self):
        def huge(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n")
            connection.wait_for_close()
        self.fails(self.serve(huge).origin, "larger than the limit of 16MiB")

    def test_an_endless_head(self):
        def endless(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\n")
            while True:
                connection.send(b"X-More: " + b"x" * 1000 + b"\r\n")
        self.fails(self.serve(endless).origin, "the head of the answer is larger than the limit of 256KiB")

    def test_framing_without_end_does_not_fill_memory(self):
        for start, part in [(b"5;a=", b"x" * 65536), (b"0\r\n", b"X-More: " + b"x" * 65536 + b"\r\n")]:
            def endless(connection):
                connection.request()
                connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + start)
                while True:
                    connection.send(part)
            cells = self.fails(self.serve(endless).origin, "what is around the body of the answer", "256KiB")
            for cell in cells.values():
                self.assertLess(cell["samples"][0]["rss_increase_bytes"], 32 << 20)

    def test_interim_answers_without_end(self):
        def endless(connection):
            connection.request()
            while True:
                connection.send(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10)
        self.fails(self.serve(endless).origin, "more than 100 interim answers")

    def test_what_is_not_http(self):
        def garbage(connection):
            connection.request()
            connection.send(b"220 mail.example ESMTP\r\n")
            connection.wait_for_close()
        self.fails(self.serve(garbage).origin, "not valid HTTP")

    def test_what_is_not_json(self):
        self.fails(self.pages({"/": b"<html>"}).origin + "/", "not JSON", scenario="api-calls")

    def test_a_redirect_loop(self):
        def loop(connection):
            while connection.request():
                connection.answer(b"", "302 Found", "Location: /again")
        self.fails(self.serve(loop).origin, "too many redirects")

    def test_a_redirect_to_elsewhere_than_http(self):
        def out(connection):
            while connection.request():
                connection.answer(b"", "302 Found", "Location: ftp://127.0.0.1/x")
        self.fails(self.serve(out).origin, "redirect", "ftp://127.0.0.1/x")

    def test_the_password_in_a_redirect_is_in_no_reason(self):
        def out(connection):
            while connection.request():
                connection.answer(b"", "302 Found", "Location: ftp://user:S3cr3t@127.0.0.1/x")
        for cell in self.fails(self.serve(out).origin, "redirect", "ftp://***@127.0.0.1/x").values():
            self.assertNotIn("S3cr3t", json.dumps(cell))

    def test_an_encoding_that_was_not_asked_for_is_named(self):
        def packed(connection):
            while connection.request():
                connection.answer(b"\x1f\x8b", "200 OK", "Content-Encoding: gzip")
        for scenario in ("api-calls", "image-download"):
            self.fails(self.serve(packed).origin, "Content-Encoding 'gzip', which is not undone", scenario=scenario)

    def test_no_content_is_neither_json_nor_an_image(self):
        def empty(connection):
            while connection.request():
                connection.send(b"HTTP/1.1 204 No Content\r\n\r\n")
        self.fails(self.serve(empty).origin, "HTTP 204 No Content came without a body, and so without JSON",
                   scenario="api-calls")
        self.fails(self.serve(empty).origin, "HTTP 204 No Content came without a body, and so without an image")
        for scenario in ("api-calls", "image-download"):
            self.all_ok(self.fetch(self.serve(empty).origin, *QUICK, "-p", "check=status", scenario=scenario).values())

    def test_json_that_nests_too_deep(self):
        server = self.pages({"/": b"[" * 513 + b"]" * 513, "/deep": b"[" * 512 + b"]" * 512})
        self.fails(server.origin + "/", "nests more than 512 levels", scenario="api-calls")
        self.all_ok(self.fetch(server.origin + "/deep", *QUICK, "-e", ",".join([*EXECUTORS, "fibers"]),
                               scenario="api-calls").values())

    def test_the_url_that_failed_first_is_named_beside_each_reason(self):
        server = self.pages({f"/{i}": b"{}" for i in range(9)})
        urls = self.folder / "urls.txt"
        urls.write_text("".join(f"{server.origin}/{name}\n" for name in [0, 1, "gone", 3, "lost", 5]))
        cells = self.cells("api-calls", "--urls", urls, "-n", "12", code=1)
        self.every_cell(cells, "failed", f"HTTP 404 Not Found (first: {server.origin}/gone)")

    def serve_numbers(self, first):
        """A server that answers each request with another number, from `first` on."""
        numbers, lock = itertools.count(first), threading.Lock()

        def answer(connection):
            while connection.request():
                with lock:
                    body = b"%d" % next(numbers)
                connection.answer(body)

        return self.serve(answer)

    def test_content_that_changes_from_task_to_task_is_incorrect(self):
        peer = self.serve_numbers(1)
        for scenario in ("image-download", "api-calls"):
            cells = self.fetch(peer.origin, "-n", "2", scenario=scenario, code=1)
            self.every_cell(cells, "incorrect", peer.origin, "differently")

    def test_content_that_changes_passes_a_check_that_asks_for_less(self):
        peer = self.serve_numbers(10)
        for scenario in ("image-download", "api-calls"):
            for check in ("json", "length", "status"):
                cells = self.fetch(peer.origin, "-n", "2", "-r", "2", "-p", f"check={check}", scenario=scenario)
                self.all_ok(cells.values())

    def test_a_check_that_asks_for_less_still_asks(self):
        def change(connection):
            while connection.request():
                connection.answer(b"[" * (connection.number + 1))

        peer = self.serve(change)
        self.fails(peer.origin, "not JSON", arguments=[*QUICK, "-p", "check=json"], scenario="api-calls")
        statuses = {cell["status"] for cell in self.fetch(peer.origin, *QUICK, "-p", "check=length", code=1).values()}
        self.assertIn("incorrect", statuses)
        self.fails(self.pages({}).origin + "/x", "HTTP 404", arguments=[*QUICK, "-p", "check=status"])

    def test_a_check_that_asks_for_less_needs_a_foreign_server(self):
        self.refuses("run", "api-calls", "-p", "check=status", words=["check=status", "--url"])

    def test_content_that_changes_from_sample_to_sample_is_incorrect(self):
        def change(connection):
            while connection.request():
                connection.answer(b"%d" % connection.number)

        cells = self.fetch(self.serve(change).origin, code=1)
        statuses = sorted(cell["status"] for cell in cells.values())
        self.assertEqual(statuses, ["incorrect"] * 3 + ["ok"])
        self.assertEqual({cell["reason"] for cell in cells.values() if cell["status"] == "incorrect"},
                         {"its answers differ from the first ones of " +
                          next(name for name, cell in cells.items() if cell["status"] == "ok")})

    def test_a_part_of_the_tasks_fails(self):
        server = self.pages({"/there": b"x"})
        cells = self.cells("image-download", "--url", server.origin + "/there", "--url", server.origin + "/gone", "-n", "5",
                           code=1)
        self.every_cell(cells, "failed", "404")
        for cell in cells.values():
            sample = cell["samples"][0]
            self.assertEqual((sample["tasks_ok"], sample["tasks_failed"]), (3, 2))
            self.assertEqual(sample["errors"],
                             [{"reason": f"HTTP 404 Not Found (first: {server.origin}/gone)", "count": 2}])

    def test_one_bad_scenario_leaves_the_others_alone(self):
        server = self.pages({"/": b"not json"})
        report = self.sample("sleep", "image-download", "api-calls", "-n", "1", "-p", "sleep.delay=1ms",
                             "--url", server.origin + "/", code=1)
        statuses = {cell["scenario"]: cell["status"] for cell in report["cells"]}
        self.assertEqual(statuses, {"sleep": "ok", "image-download": "ok", "api-calls": "failed"})


class Slow(Foreign):
    LIMIT = ["-n", "1", "-p", "request-timeout=150ms"]
    WORDS = "no complete answer within 150ms"

    def test_a_server_that_never_answers(self):
        self.fails(self.serve(lambda connection: connection.wait_for_close()).origin, self.WORDS, arguments=self.LIMIT)

    def test_a_server_that_stops_in_the_middle(self):
        def stop(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
            connection.wait_for_close()
        self.fails(self.serve(stop).origin, self.WORDS, arguments=self.LIMIT)

    def test_a_server_that_drips(self):
        def drip(connection):
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\n\r\n")
            pause = threading.Event()
            while not pause.wait(0.02):
                connection.send(b"x")
        self.fails(self.serve(drip).origin, self.WORDS, arguments=self.LIMIT)

    def test_a_server_that_accepts_no_connection(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            waiting = []
            try:
                for _ in range(8):  # fills the queue: further SYNs are dropped
                    waiting.append(socket.socket())
                    waiting[-1].setblocking(False)
                    waiting[-1].connect_ex(listener.getsockname())
                self.fails(f"http://127.0.0.1:{listener.getsockname()[1]}", self.WORDS, arguments=self.LIMIT)
            finally:
                for each in waiting:
                    each.close()

    def test_a_server_that_never_shakes_hands(self):
        peer = self.serve(lambda connection: connection.wait_for_close())
        self.fails(f"https://127.0.0.1:{peer.port}", self.WORDS, arguments=self.LIMIT)

    def test_a_handshake_that_drips(self):
        def drip(connection):
            connection.send(b"\x16\x03\x03\x3f\xff")  # a record of 16,383 bytes begins
            pause = threading.Event()
            while not pause.wait(0.02):
                connection.send(b"x")
        peer = self.serve(drip)
        self.fails(f"https://127.0.0.1:{peer.port}", self.WORDS, arguments=self.LIMIT)

    def test_a_tls_record_that_drips(self):
        certificate, key = harness.make_certificate(self.folder)
        context = harness.server_tls(certificate, key)

        def drip(connection):
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            tls = context.wrap_bio(incoming, outgoing, server_side=True)

            def until_done(step):
                while True:
                    try:
                        done = step()
                    except ssl.SSLWantReadError:
                        done = None
                    connection.send(outgoing.read())
                    if done is not None:
                        return
                    incoming.write(connection.socket.recv(65536))

            until_done(lambda: tls.do_handshake() or True)
            until_done(lambda: tls.read(65536))
            tls.write(b"HTTP/1.1 200 OK\r\nContent-Length: 16000\r\n\r\n" + b"x" * 16000)
            pause = threading.Event()
            for byte in outgoing.read():
                connection.send(bytes([byte]))
                pause.wait(0.02)

        self.fails(self.serve(drip).origin.replace("http:", "https:"), "no complete answer within 500ms",
                   arguments=["-n", "1", "-p", "request-timeout=500ms", "--ca", certificate])

    def test_interim_answers_that_drip(self):
        def drip(connection):
            connection.request()
            pause = threading.Event()
            while not pause.wait(0.01):
                connection.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        self.fails(self.serve(drip).origin, self.WORDS, arguments=self.LIMIT)

    def test_a_sample_that_takes_too_long_is_a_timeout(self):
        peer = self.serve(lambda connection: connection.wait_for_close())
        cells = self.fetch(peer.origin, *QUICK, "--timeout", "300ms", "-e", "threads,coroutines", code=1)
        self.every_cell(cells, "timeout", "300ms", "--timeout", executors=["threads", "coroutines"])


class Tls(Foreign):
    def setUp(self):
        super().setUp()
        self.certificate, self.key = harness.make_certificate(self.folder)
        self.tls = harness.server_tls(self.certificate, self.key)

    def polite(self, connection):
        while connection.request():
            connection.answer()

    def test_a_self_signed_certificate_is_not_trusted(self):
        peer = self.serve(self.polite, tls=self.tls)
        self.fails(peer.origin, f"no TLS with {peer.origin}", "certificate is not trusted", "--ca")

    def test_an_own_authority_makes_it_trusted(self):
        peer = self.serve(self.polite, tls=self.tls)
        for host in ("127.0.0.1", "localhost"):
            cells = self.fetch(f"https://{host}:{peer.port}/", "-n", "3", "-c", "1", "--ca", self.certificate)
            self.all_ok(cells.values())
            self.assertEqual(set(self.counter(cells, "connections_opened").values()), {1})

    def test_a_certificate_for_another_name_is_not_trusted(self):
        certificate, key = harness.make_certificate(self.folder, "DNS:elsewhere.example")
        peer = self.serve(self.polite, tls=harness.server_tls(certificate, key))
        self.fails(f"https://localhost:{peer.port}", "certificate is not trusted", arguments=["--ca", certificate])
        self.fails(f"https://127.0.0.1:{peer.port}", "certificate is not trusted", arguments=["--ca", certificate])

    def test_a_server_without_tls_behind_https(self):
        peer = self.serve(lambda connection: connection.send(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
        self.fails(f"https://127.0.0.1:{peer.port}", "no TLS with")

    def test_a_cut_off_tls_connection_is_no_end_of_a_body(self):
        def cut(connection):  # Python closes a TLS socket without close_notify
            connection.request()
            connection.send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nperhaps not all")

        peer = self.serve(cut, tls=self.tls)
        self.fails(peer.origin, "without ending TLS", arguments=["--ca", self.certificate])

    def test_idle_tls_connections_that_the_server_closed_are_replaced(self):
        def once(connection):
            connection.request()
            connection.answer()

        cells = self.fetch(self.serve(once, tls=self.tls).origin, "-n", "3", "-c", "1", "--ca", self.certificate)
        self.all_ok(cells.values())
        self.assertEqual(set(self.counter(cells, "connections_retried").values()), {2})

    def test_a_redirect_from_http_to_https_is_followed(self):
        secure = self.serve(self.polite, tls=self.tls)

        def redirect(connection):
            while connection.request():
                connection.answer(b"", "301 Moved Permanently", f"Location: {secure.origin}/x")

        self.all_ok(self.fetch(self.serve(redirect).origin, *QUICK, "--ca", self.certificate).values())


if __name__ == "__main__":
    harness.main()
