"""The server under load, with idle and hostile clients: what it holds afterwards is what it held before.

A few seconds of it are a test. `CONCBENCH_LOAD_SECONDS=60 python3 tests/e2e/server_load_test.py` is the long form, and prints figures.
"""
import contextlib
import itertools
import json
import os
import socket
import ssl
import threading
import time

import harness
from harness import until

SECONDS = float(os.environ.get("CONCBENCH_LOAD_SECONDS", "3"))
ROOM = 24 << 20  # bytes for images, and what malloc keeps of what was freed


def get(path, method="GET", more=""):
    return f"{method} {path} HTTP/1.1\r\nHost: x\r\n{more}\r\n".encode()


PAGE = "/site/pages=9&links=9&size="
HOSTILE = [  # sent, and then: how much is read before the client goes, and whether it resets
    (get("/api/1?delay=1h"), 0, False),
    (get("/api/1?delay=1h") * 20, 0, True),
    (get("/images/manifest?count=10000&seed=%d"), 0, False),
    (get("/images/%d.png?seed=%d", "HEAD"), 1, False),
    (get("/images/%d.png?seed=%d"), 1, True),
    (get("/images/1.png?bandwidth=1"), 1, False),
    (get(PAGE + "64MiB/"), 1, False),
    (get(PAGE + "64MiB/") * 5, 0, True),
    (get("/api/3?seed=1&error-rate=1") + get("/api/1"), 0, False),
    (get("/api/1") * 300, 0, False),
    (get("/echo", more="Upgrade: echo\r\nConnection: Upgrade\r\n") + b"x" * 100_000, 1, False),
    (b"GET /api/1 HTTP/1.1\r\nHo", 0, False),
    (b"GET /api/1 HTTP/1.1\r\nA: " + b"a" * 20_000, 0, True),
    (b"POST /api/1 HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + b"b" * 50_000, 1, False),
    (b"\0" * 1000, 1, False),
]


class Load(harness.Program):
    def setUp(self):
        super().setUp()
        self.process = self.start("serve", "--image-memory", "8MiB")
        ready = json.loads(self.process.stdout.readline())
        self.ports = {"http": ready["http_port"], "https": ready["https_port"]}
        self.origin = f"http://127.0.0.1:{self.ports['http']}"
        self.over = threading.Event()
        self.rounds = {}
        self.failures = []

    def connect(self, scheme="http"):
        return socket.create_connection(("127.0.0.1", self.ports[scheme]), harness.PATIENCE)

    def is_served(self, connection):
        connection.sendall(get("/health"))
        self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 200 "))

    def held(self):
        """Descriptors and resident bytes of the server."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd")), harness.memory(self.process.pid)

    def under(self, *clients, seconds):
        """Runs the clients on threads of their own, again and again, for so long."""
        self.over.clear()

        def repeat(client):
            for number in itertools.count():
                if self.over.is_set():
                    break
                try:
                    client(number)
                except OSError:
                    pass  # the server may close on such clients
                except Exception as error:  # a test's own fault must not end its thread unseen
                    self.failures.append(error)
                    break
                self.rounds[client.__name__] = self.rounds.get(client.__name__, 0) + 1
        threads = [threading.Thread(target=repeat, args=(each,)) for each in clients]
        for each in threads:
            each.start()
        self.over.wait(seconds)
        self.over.set()
        for each in threads:
            each.join(2 * harness.PATIENCE)
        self.assertEqual(self.failures, [])

    def works(self, _):
        """Well-behaved load, all of which has to be served."""
        done = self.concbench("run", "api-calls", "image-download", "web-scrape", "-n", "40", "-e", "thread-pool,coroutines", "-r",
                              "1", "--warmup", "0", "--server", self.origin)
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)

    def is_hostile(self, number):
        request, read, resets = HOSTILE[number % len(HOSTILE)]
        numbers = (number % 10_000, number)[-request.count(b"%d"):] if b"%d" in request else ()
        with contextlib.closing(self.connect()) as connection:
            connection.settimeout(1)
            connection.sendall(request % numbers if numbers else request)
            if read:
                connection.recv(1000)
            if resets:
                harness.Connection(connection, 0).reset()

    def is_hostile_under_tls(self, number):
        with contextlib.closing(self.connect("https")) as connection:
            if number % 3 == 0:
                connection.sendall(b"\x16\x03\x01\x02\x00\x01")
                return
            if number % 3 == 1:
                connection.sendall(get("/api/1"))
                return
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(connection) as secure:
                secure.sendall(get(PAGE + "64MiB/"))
                secure.recv(1000)

    def is_idle(self, _):
        """200 connections that do nothing, do half of something, or do not read, for a moment."""
        with contextlib.ExitStack() as stack:
            for number in range(200):
                connection = stack.enter_context(contextlib.closing(self.connect("https" if number % 7 == 0 else "http")))
                if number % 3 == 1:
                    connection.sendall(b"GET /api/1 HTT")
                if number % 21 == 2:
                    connection.sendall(get(PAGE + "64MiB/"))
            self.over.wait(0.5)

    def test_memory_and_descriptors_are_back_where_they_were_after_the_load(self):
        everybody = [self.works, self.is_hostile, self.is_hostile, self.is_hostile_under_tls, self.is_idle]
        with contextlib.closing(self.connect()) as connection:
            self.is_served(connection)
            descriptors = self.held()[0] - 1
        self.under(*everybody, seconds=1)  # what is made once is there: the thread for images, room for 200 connections
        until(lambda: self.held()[0] <= descriptors, "the descriptors of clients that have left")
        until(lambda: harness.rests(self.process.pid), "rest")
        first = self.held()
        peak = [0, 0]

        def watches(_):
            peak[:] = [max(pair) for pair in zip(peak, self.held())]
            self.over.wait(0.05)
        self.rounds.clear()
        began = time.monotonic()
        self.under(*everybody, watches, seconds=SECONDS)
        took = time.monotonic() - began
        until(lambda: self.held()[0] <= first[0], "the descriptors of clients that have left")
        until(lambda: harness.rests(self.process.pid), "rest")
        last = self.held()
        told = [f"{name} {descriptors} descriptors, {bytes / (1 << 20):.1f} MiB"
                for name, (descriptors, bytes) in (("before", first), ("at most", peak), ("after", last))]
        print(f"{took:.0f} s of load: {'; '.join(told)}; {self.rounds}", flush=True)
        self.assertLessEqual(last[1], first[1] + ROOM)
        self.assertLess(peak[1], first[1] + 200 * (1 << 20))
        with contextlib.closing(self.connect()) as connection:
            self.is_served(connection)


if __name__ == "__main__":
    harness.main()
