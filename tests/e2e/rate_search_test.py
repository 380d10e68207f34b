"""`--rate LOW..HIGH`: the highest rate that a model sustains, where the work or a server determines it.

The upper bounds hold on any machine: a slow one sustains less. The lower bounds are far below the capacity, and are asked of
the best of several rounds, so that one stall of the machine cannot fail them."""
import threading
import time

import harness

SECOND = 1_000_000_000  # in ns


class TokenBucket:
    """Answers at once while there are tokens, which come at a fixed rate; otherwise a second later."""

    def __init__(self, per_second, most):
        self.per_second, self.most = per_second, most
        self.tokens, self.since = most, time.monotonic()
        self.lock = threading.Lock()

    def takes_one(self):
        with self.lock:
            now = time.monotonic()
            self.tokens = min(self.most, self.tokens + (now - self.since) * self.per_second)
            self.since = now
            if self.tokens < 1:
                return False
            self.tokens -= 1
            return True

    def serve(self, connection):
        while connection.request() is not None:
            if not self.takes_one():
                time.sleep(1)
            connection.answer(b"[]")


class RateSearch(harness.Program):
    def found(self, cell):
        return [sample["found"] for sample in cell["samples"]]

    def test_finds_the_rate_that_ten_waits_of_ten_milliseconds_at_once_can_have(self):
        # 1000 a second at most. A rate 2.5 % above that is refused, and steps are 5 % apart.
        cells = self.cells("custom", "-p", "steps=wait 10ms", "-c", "10", "--rate", "50/s..3000/s", "--profile", "quick",
                           "-e", "thread-pool,coroutines")
        for name, cell in cells.items():
            for found in self.found(cell):
                self.assertEqual(found["stop"], "late-starts", name)
                self.assertLess(found["rate"], 1100, name)
                self.assertGreaterEqual(found["stopped_at"], found["rate"], name)
                self.assertLess(found["stopped_at"], 1.07 * found["rate"], name)
        self.assertGreater(max(found["rate"] for cell in cells.values() for found in self.found(cell)), 50)

    def test_finds_the_rate_beyond_which_a_server_answers_late(self):
        # In 1 s it has 20 tokens and 100 more: 121 a second at most, where one answer of 100 may be late. A late answer
        # holds a lane, and there are enough of them.
        bucket = TokenBucket(100, 20)
        peer = self.serve(bucket.serve)
        cells = self.cells("api-calls", "--url", peer.origin, "--rate", "20/s..200/s", "--slo", "p99<800ms", "-c", "256",
                           "--profile", "quick", "-r", "3", "-e", "coroutines")
        found = self.found(cells["coroutines"])
        for each in found:
            self.assertLess(each["rate"], 130)
            self.assertIn(each["stop"], ("latency", "late-starts"))  # the second on a machine that is slower than the server
            if each["stop"] == "latency":
                self.assertGreaterEqual(each["stopped_ns"], 8 * SECOND // 10)
        self.assertGreater(max(each["rate"] for each in found), 20)

    def test_says_which_end_of_the_range_was_hit(self):
        waits = ["custom", "-p", "steps=wait 10ms", "-c", "1", "--profile", "quick", "-r", "1", "-e", "coroutines"]
        low = self.cells(*waits, "--rate", "400/s..500/s")["coroutines"]  # 100 a second at most
        self.assertEqual(low["status"], "saturated")
        self.assertIn("below 400/s", low["reason"])
        high = self.cells("custom", "-p", "steps=wait 1ms", "--profile", "quick", "-r", "1", "-e", "coroutines",
                          "--rate", "20/s..21/s", "--export-json", "high.json")["coroutines"]
        self.assertEqual(self.found(high)[0]["stop"], "nothing")
        shown = self.concbench("report", "high.json").stdout
        self.assertIn("at least 21/s", shown)
        self.assertIn("a range that ends higher shows it", " ".join(shown.split()))

    def test_refuses_what_it_cannot_search(self):
        for arguments, words in [
                (["--rate", "100/s"], ["--slo", "needs a range of rates"]),
                (["--rate", "100/s..10/s"], ["a range goes up"]),
                (["--rate", "1/s..2/s", "-n", "5"], ["-n does not go with --rate"]),
                (["--rate", "1/s..2/s", "--sweep", "concurrency=1,2"], ["--sweep does not go with --rate"]),
        ]:
            with self.subTest(arguments=arguments):
                self.refuses("run", "api-calls", *arguments, "--slo", "p99<50ms", words=words)


if __name__ == "__main__":
    harness.main()
