"""`--rate`: tasks that are due at fixed times, and what a stall or too high a rate does to them."""
import harness

CONCURRENT = ["threads", "thread-pool", "coroutines"]
MILLISECOND = 1_000_000  # in ns


class OpenLoop(harness.Program):
    def test_a_stall_of_the_server_shows_from_the_intended_start_and_not_from_the_actual_one(self):
        # 4 of 1200 requests are under way when the server stands still: too few for the 99th percentile, which 12 are above.
        # The 280 that come in the meantime begin late. The naive figure is 2 to 7 ms here. A busy machine would have to hold
        # up 9 further requests by a seventh of the stall each, which is 3 times all 4 lanes, to lift it over that bound.
        cells = self.cells("api-calls", "--rate", "200/s", "-n", "1200", "-c", "4", "-p", "delay=1ms", "-p", "freeze=1.4s",
                           "-e", ",".join(CONCURRENT))
        self.all_ok(cells.values())
        for name, cell in cells.items():
            naive, corrected = (cell["samples"][0][key] for key in ("latency_ns", "response_ns"))
            self.assertGreater(corrected["p99"], 500 * MILLISECOND, name)
            self.assertLess(naive["p99"], 200 * MILLISECOND, f"{name}: it shows the stall")
            self.assertGreater(naive["max"], 1000 * MILLISECOND, f"{name}: the server did not stand still")
            self.assertGreater(cell["samples"][0]["missed_starts"], 200, name)

    def test_a_rate_past_saturation_shows_the_rate_that_was_reached_and_its_latencies(self):
        # 4 at once that take 20 ms each: 200 a second at most.
        arguments = ["api-calls", "--rate", "2000/s", "-n", "200", "-c", "4", "-p", "delay=20ms"]
        cells = self.cells(*arguments)
        self.every_cell(cells, "saturated", "asked for 2000/s, tasks ended at", "lower --rate")
        for cell in cells.values():
            self.assertEqual(cell["samples"][0]["status"], "saturated")
            self.assertGreater(cell["samples"][0]["response_ns"]["p99"], 20 * MILLISECOND)
        # More lanes do not help the model that has one.
        self.assertEqual({name for name, cell in cells.items() if "all 4 lanes (-c) were busy" in cell["reason"]}, set(CONCURRENT))

    def test_a_short_schedule_is_saturated_by_its_drain_time(self):
        # 8 tasks due within 8 ms that take 100 ms each, one after another: too few to see lateness grow part by part.
        cells = self.cells("api-calls", "--rate", "1000/s", "-n", "8", "-p", "delay=100ms", "-e", "sequential,coroutines")
        self.assertEqual({name: cell["status"] for name, cell in cells.items()}, {"sequential": "saturated", "coroutines": "ok"})

    def test_tasks_that_fail_are_not_hidden_by_saturation(self):
        # Requests that are never answered, 2 at a time: 100 a second are due, 20 a second time out.
        peer = self.serve(lambda connection: (connection.request(), connection.wait_for_close()))
        cells = self.cells("api-calls", "--url", peer.origin, "--rate", "100/s", "-n", "40", "-c", "2",
                           "-p", "request-timeout=100ms", "-e", "thread-pool,coroutines", code=1)
        self.every_cell(cells, "failed", "saturated: asked for 100/s", "40 tasks failed", executors=("thread-pool", "coroutines"))

    def test_failures_that_are_allowed_do_not_hide_saturation(self):
        # 4 at a time of 20 ms each: 200 a second end, where 800 are due.
        slow = ["api-calls", "-p", "delay=20ms", "-p", "503-rate=2%", "-c", "4", "--rate", "800/s", "-n", "400", "-e", "thread-pool,coroutines"]
        allowed = self.cells(*slow, "--allow-errors", "20%")
        self.every_cell(allowed, "saturated", "asked for 800/s, tasks ended at", executors=("thread-pool", "coroutines"))
        for cell in allowed.values():
            self.assertGreater(cell["samples"][0]["tasks_failed"], 0)
        forbidden = self.cells(*slow, code=1)
        self.every_cell(forbidden, "failed", "saturated: asked for 800/s", executors=("thread-pool", "coroutines"))
        for cell in forbidden.values():
            self.assertIn("asked for 800/s, tasks ended at", cell["samples"][0]["saturation"])

    def test_tasks_begin_when_they_are_due(self):
        for name, cell in self.cells("api-calls", "--rate", "50/s", "-n", "26", "-p", "delay=0s").items():
            self.assertEqual(cell["status"], "ok", cell["reason"])
            sample = cell["samples"][0]
            self.assertGreaterEqual(sample["last_start_ns"], 500 * MILLISECOND, name)
            self.assertGreaterEqual(sample["wall_ns"], sample["last_start_ns"], name)
            for quantile in ("p50", "p90", "p99", "p999", "max"):
                self.assertGreaterEqual(sample["response_ns"][quantile], sample["latency_ns"][quantile], name)

    def test_images_come_at_a_rate_as_well(self):
        cells = self.cells("image-download", "--rate", "20/s", "-n", "5", "-p", "latency=0s", "-e", "coroutines")
        self.all_ok(cells.values())
        self.assertGreaterEqual(cells["coroutines"]["samples"][0]["wall_ns"], 200 * MILLISECOND)

    def test_the_tables_show_either_latency_side_by_side(self):
        done = self.concbench("run", "api-calls", "--rate", "100/s", "-n", "30", "-c", "4", "-p", "delay=0s", "-e",
                              "threads,coroutines", "-r", "1", "--warmup", "0", env={"COLUMNS": "120"})
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("100/s due", "p99 once started", "starts/s", "late starts"):
            self.assertIn(word, done.stdout)

    def test_the_plan_keeps_the_rate(self):
        report = self.sample("api-calls", "--rate", "600/min", "-n", "2", "-e", "threads", "-p", "delay=0s")
        self.assertEqual(report["plan"]["rate"], 10)

    def test_an_impossible_rate_is_refused(self):
        for rate in ("0/s", "-5/s", "nan/s", "1e12/s", "fast"):
            self.refuses("run", "api-calls", "--rate", rate, words=["--rate", "2000/s"])
        self.refuses("run", "sleep", "--rate", "10/s", words=["sleep", "image-download, api-calls"])
        self.refuses("run", "api-calls", "-p", "freeze=10s", words=["freeze", "request-timeout"])


if __name__ == "__main__":
    harness.main()
