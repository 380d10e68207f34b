#!/usr/bin/env python3
"""A worker in another language: `sleep` and `api-calls` under threads and under asyncio, as further executors of a run.

    concbench run sleep api-calls --worker py='python3 scripts/worker_example.py'

It reads a JSON object, carries out its action, and writes a JSON object: docs/protocol.md. The manager reads this process's memory.
"""
import asyncio
import http.client
import json
import re
import resource
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import clock_gettime_ns, monotonic_ns as now, sleep
from urllib.parse import urlsplit

PARAMETERS = {"sleep": ["delay"], "api-calls": ["delay", "request-timeout"]}


def mix(a: int, b: int = 0) -> int:
    x = (a + 0x9E3779B97F4A7C15 * (b + 1)) % 2**64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
    return x ^ x >> 31


def seconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return float(number) * {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[unit]


class Sleep:
    """Tasks that wait. Like every scenario, it has a task for each way of waiting, and a check that names what is wrong with an answer."""

    def __init__(self, spec: dict):
        self.delay = seconds(spec["params"]["delay"])
        self.counted: dict[str, list[int]] = {}

    def run(self, task: int) -> int:
        sleep(self.delay)
        return mix(task)

    async def co_run(self, task: int) -> int:
        await asyncio.sleep(self.delay)
        return mix(task)

    def wrong(self, task: int, answer: int, took_ns: int) -> str:
        return f"task {task} slept {took_ns} ns" if took_ns < self.delay * 1e9 - 1000 else ""  # floats: 1 µs of grace


class ApiCalls:
    """JSON requests to the run's server, over connections that are kept and used again."""

    def __init__(self, spec: dict):
        self.host = urlsplit(spec["server"]["http"])
        self.timeout = seconds(spec["params"]["request-timeout"])
        self.seed = spec["seed"]
        self.query = f"?seed={self.seed}&delay={spec['params']['delay']}"
        self.idle: list = []  # its pop and append are atomic: threads may share it
        self.opened: list[int] = []
        self.counted = {"connections_opened": self.opened}

    def run(self, task: int) -> int:
        try:
            connection = self.idle.pop()
        except IndexError:
            self.opened.append(task)
            connection = http.client.HTTPConnection(self.host.hostname, self.host.port, timeout=self.timeout)
        connection.request("GET", f"/api/{task}{self.query}")
        response = connection.getresponse()
        body = response.read()
        self.idle.append(connection)
        return self.answer_in(response.status, body)

    async def co_run(self, task: int) -> int:
        async with asyncio.timeout(self.timeout):
            if not self.idle:
                self.opened.append(task)
                self.idle.append(await asyncio.open_connection(self.host.hostname, self.host.port))
            reader, writer = connection = self.idle.pop()  # nobody else had a turn since the line above
            writer.write(f"GET /api/{task}{self.query} HTTP/1.1\r\nHost: {self.host.netloc}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(int(re.search(rb"(?i)\ncontent-length: *(\d+)", head)[1]))
        self.idle.append(connection)
        return self.answer_in(int(head.split()[1]), body)

    def answer_in(self, status: int, body: bytes) -> int:
        if status != 200:
            raise OSError(f"HTTP {status}")
        return mix((item := json.loads(body))["id"], item["value"])

    def wrong(self, task: int, answer: int, took_ns: int) -> str:
        return f"task {task} got another's answer" if answer != mix(task, mix(self.seed, task) >> 11) else ""


class Batch:
    """The only way in which an executor reaches tasks: it takes their time stamps, and keeps their answers and failures."""

    def __init__(self, work: Sleep | ApiCalls, tasks: int):
        self.work, self.tasks = work, tasks
        self.records: list[tuple[int, int, int] | None] = [None] * tasks  # start, answer, end; None: failed
        self.failures: list[str] = []

    def run(self, task: int) -> None:
        try:
            self.records[task] = now(), self.work.run(task), now()
        except Exception as error:  # whatever a task throws is its outcome, not the worker's end
            self.failures.append(str(error) or type(error).__name__)

    async def co_run(self, task: int) -> None:
        try:
            self.records[task] = now(), await self.work.co_run(task), now()
        except Exception as error:
            self.failures.append(str(error) or type(error).__name__)


# An executor starts (start-up), gives the function that runs a batch, and stops (tear-down).
@contextmanager
def threads(concurrency: int) -> Iterator[Callable[[Batch], object]]:
    with ThreadPoolExecutor(concurrency) as pool:
        yield lambda batch: list(pool.map(batch.run, range(batch.tasks)))


@contextmanager
def event_loop(concurrency: int) -> Iterator[Callable[[Batch], object]]:
    async def lane(batch: Batch, tasks: Iterator[int]) -> None:
        for task in tasks:  # the lanes share it: each takes the next one when it has ended one
            await batch.co_run(task)

    async def lanes(batch: Batch) -> None:
        tasks = iter(range(batch.tasks))
        await asyncio.gather(*(lane(batch, tasks) for _ in range(concurrency)))

    with asyncio.Runner() as runner:
        runner.get_loop()
        yield lambda batch: runner.run(lanes(batch))


SCENARIOS = {"sleep": Sleep, "api-calls": ApiCalls}
EXECUTORS = {"threads": threads, "asyncio": event_loop}


def quantiles(times: list[int]) -> dict[str, int]:
    ranks = {"p50": 500, "p90": 900, "p99": 990, "p999": 999, "max": 1000}  # nearest rank, in thousandths, rounded up
    times.sort()
    return {name: times[-(-rank * len(times) // 1000) - 1] for name, rank in ranks.items()} if times else {}


def used_ns(server: int) -> list[int]:
    """CPU time: this process's, user and system, and the server's, from the clock of its process (clock_getcpuclockid)."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return [int(own.ru_utime * 1e9), int(own.ru_stime * 1e9), clock_gettime_ns(~server << 3 | 2) if server else 0]


def take_sample(spec: dict) -> dict:
    """Start-up, run and tear-down are timed apart; set-up before and verification after are not timed."""
    server, work = spec["server"]["pid"], SCENARIOS[spec["scenario"]](spec)
    batch = Batch(work, spec["tasks"])
    start = now()
    with EXECUTORS[spec["executor"]](spec["concurrency"]) as run:
        before, begin = used_ns(server), now()
        run(batch)
        end, after, alive = now(), used_ns(server), threading.active_count()
    stopped = now()

    done = [(task, *record) for task, record in enumerate(batch.records) if record]
    wrong = list(filter(None, (work.wrong(task, answer, last - first) for task, first, answer, last in done)))
    status = "incorrect" if wrong else "failed" if batch.failures else "ok"
    figures = ("cpu_user_ns", "cpu_system_ns", "server_cpu_ns")
    return {
        **{name: late - early for name, early, late in zip(figures, before, after)},
        "status": status, "reason": (wrong + batch.failures + [""])[0],
        "wall_ns": end - begin, "startup_ns": begin - start, "teardown_ns": stopped - end,
        "peak_threads": alive, "tasks_ok": len(done), "tasks_failed": spec["tasks"] - len(done),
        "errors": [{"reason": each, "count": batch.failures.count(each)} for each in set(batch.failures)],
        "latency_ns": quantiles([last - first for _, first, _, last in done]),
        "sojourn_ns": quantiles([last - begin for *_, last in done]),
        "digest": f"{sum(mix(answer, task + 1) for task, _, answer, _ in done) % 2**64:016x}",
        "counters": {name: len(tasks) for name, tasks in work.counted.items()}, "notes": [f"Python {sys.version.split()[0]}"],
    }


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # names of files and folders come byte for byte
    asked = json.load(sys.stdin)
    if asked["protocol"] != 1 or asked["action"] not in ("describe", "sample"):
        print("known: protocol 1; action describe, sample", file=sys.stderr)
        sys.exit(2)
    if asked["action"] == "describe":
        answer = {"executors": list(EXECUTORS), "scenarios": list(SCENARIOS), "parameters": PARAMETERS}
    elif asked["targets"] or set(asked["params"]) - set(PARAMETERS[asked["scenario"]]):
        answer = {"status": "n/a", "reason": f"this worker knows {', '.join(PARAMETERS[asked['scenario']])} and no --url"}
    else:
        sample = take_sample(asked)
        answer = {"status": sample["status"], "reason": sample["reason"], "sample": sample}
    json.dump(answer, sys.stdout)
