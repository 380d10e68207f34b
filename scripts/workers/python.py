#!/usr/bin/env python3
"""concbench's work in Python: the models of its standard library, with the libraries that most programs use.

    concbench run sleep api-calls --worker python

| executor         | model                                                               | requests | files    |
|------------------|---------------------------------------------------------------------|----------|----------|
| sequential       | a plain loop                                                        | requests | open()   |
| async-sequential | `await` in a loop: `async` alone is not concurrency                 | aiohttp  | aiofiles |
| threads          | a threading.Thread for each task                                    | requests | open()   |
| thread-pool      | concurrent.futures.ThreadPoolExecutor                               | requests | open()   |
| processes        | concurrent.futures.ProcessPoolExecutor                              | requests | open()   |
| asyncio          | asyncio.gather over lanes, each of which takes task after task      | aiohttp  | aiofiles |

It reads a JSON object, does what it says, and writes a JSON object: docs/protocol.md. Python 3.9 or newer.
"""
import asyncio
import hashlib
import importlib
import json
import multiprocessing
import os
import re
import resource
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic_ns as now
from typing import NoReturn

# Each by the name of the package that has it on Debian and Ubuntu.
PACKAGES = {name: f"python3-{name}" for name in ("requests", "aiohttp", "aiofiles", "xxhash")}
UINT64 = 2**64


class NotApplicable(Exception):
    """This work cannot be done here; the text says why."""


def library(name: str):
    try:
        return importlib.import_module(name)
    except ImportError:
        # Debian's packages are for Debian's interpreter alone. Another one has a prefix of its own, in a virtual environment too.
        install = f"apt-get install {PACKAGES[name]}" if sys.prefix == "/usr" else f"{sys.executable} -m pip install {name}"
        raise NotApplicable(f"{name} is not installed for {sys.executable}: {install}") from None


def mix(a: int, b: int = 0) -> int:
    """The hash of all that is made up from a seed."""
    x = (a + 0x9E3779B97F4A7C15 * (b + 1)) % UINT64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % UINT64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % UINT64
    return x ^ x >> 31


# ---- values of parameters ---------------------------------------------------------------------------------------------
TIMES = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6, "s": 10**9, "min": 60 * 10**9, "h": 3600 * 10**9}
SIZES = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def amount(text: str, units: dict[str, int]) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\D*)", text).groups()
    return float(number) * (units[unit] if unit else 1)


def seconds(text: str) -> float:
    return amount(text, TIMES) / 1e9


def ratio(text: str) -> float:
    return float(text.rstrip("% ")) / 100 if text.endswith("%") else float(text)


# ---- scenarios: what a task does, once for threads and once for an event loop ----------------------------------------------
class Scenario:
    """A task for each way to wait (run, co_run), and what is wrong with its answer, if anything (wrong)."""

    parameters: dict[str, str] = {}  # each with the value that it has where it is left out

    def counters(self) -> dict[str, int]:
        return {}

    def clean_up(self) -> None:
        """Removes what a batch has left, so that the next one finds what it found."""

    @asynccontextmanager
    async def on_loop(self):
        """What the tasks of an event loop share, for as long as they run."""
        yield


class Sleep(Scenario):
    """Tasks that wait."""

    parameters = {"delay": "20ms"}

    def __init__(self, spec: dict, is_async: bool):
        self.delay = seconds(spec["params"]["delay"])

    def run(self, task: int) -> int:
        time.sleep(self.delay)
        return mix(task)

    async def co_run(self, task: int) -> int:
        await asyncio.sleep(self.delay)
        return mix(task)

    def wrong(self, task: int, answer: int, took_ns: int) -> str:
        early = took_ns < self.delay * 1e9 - 1000  # floats: 1 µs of grace
        return f"task {task} slept {took_ns} ns" if early else ""


class FailedRequest(Exception):
    """A request without a good answer; the text is the reason, as concbench's own clients give it."""


class Http(Scenario):
    """Requests to the run's server, on connections that are kept and used again."""

    def __init__(self, spec: dict, is_async: bool):
        self.origin, self.concurrency = spec["server"]["http"], spec["concurrency"]
        self.timeout = seconds(spec["params"]["request-timeout"])
        self.too_late = f"no complete answer within {spec['params']['request-timeout']}; -p request-timeout sets the limit"
        self.opened = 0
        if is_async:
            self.aiohttp = library("aiohttp")
        else:
            self.requests = library("requests")
            self.session = self.requests.Session()
            self.session.trust_env = False  # no proxy stands before the run's own server
            self.session.mount("http://", self.requests.adapters.HTTPAdapter(pool_maxsize=self.concurrency))

    def get(self, path: str) -> bytes:
        try:
            response = self.session.get(self.origin + path, timeout=self.timeout)
        except self.requests.Timeout:
            raise FailedRequest(self.too_late) from None
        except self.requests.RequestException as error:
            # requests gives a body that comes too late as a lost connection, around the error of the library below it.
            is_late = any(isinstance(each, self.requests.packages.urllib3.exceptions.TimeoutError) for each in error.args)
            raise FailedRequest(self.too_late if is_late else self.reason(error)) from None
        if response.status_code != 200:
            raise FailedRequest(f"HTTP {response.status_code} {response.reason}")
        return response.content

    async def co_get(self, path: str) -> bytes:
        try:
            async with self.session.get(self.origin + path) as response:
                body = await response.read()
        except asyncio.TimeoutError:
            raise FailedRequest(self.too_late) from None
        except self.aiohttp.ClientError as error:
            raise FailedRequest(self.reason(error)) from None
        if response.status != 200:
            raise FailedRequest(f"HTTP {response.status} {response.reason}")
        return body

    @asynccontextmanager
    async def on_loop(self):
        async def count(*_) -> None:
            self.opened += 1

        trace = self.aiohttp.TraceConfig()
        trace.on_connection_create_end.append(count)
        limit = self.aiohttp.ClientTimeout(total=self.timeout)
        connector = self.aiohttp.TCPConnector(limit=self.concurrency)
        async with self.aiohttp.ClientSession(connector=connector, timeout=limit, trace_configs=[trace]) as self.session:
            yield

    def reason(self, error: BaseException) -> str:
        """What the system said, which the libraries wrap in exceptions of their own."""
        what, cause = "the connection was lost", error
        while cause is not None:
            if type(cause).__name__ in ("NewConnectionError", "ClientConnectorError"):  # of requests and of aiohttp
                what = f"cannot connect to {self.origin}"
            if isinstance(cause, OSError) and cause.errno:
                return f"{what}: {os.strerror(cause.errno)}"
            inner = [each for each in cause.args if isinstance(each, BaseException)]
            cause = inner[0] if inner else cause.__cause__ or cause.__context__
        return f"{what}: {error}"

    def counters(self) -> dict[str, int]:
        if hasattr(self, "requests"):
            pool = self.session.get_adapter(self.origin).poolmanager.connection_from_url(self.origin)
            self.opened = pool.num_connections
        return {"connections_opened": self.opened}


class ApiCalls(Http):
    """JSON answers, which are late, and fail where they are asked to; with retries."""

    rates = {"error-rate": "0", "503-rate": "0", "reset-rate": "0", "stall-rate": "0"}
    parameters = {"delay": "20ms", "request-timeout": "10s", "retries": "0", "backoff": "20ms", **rates}

    def __init__(self, spec: dict, is_async: bool):
        super().__init__(spec, is_async)
        params = spec["params"]
        self.seed, self.delay = spec["seed"], params["delay"]
        self.faults = "".join(f"&{rate}={ratio(params[rate])}" for rate in self.rates if ratio(params[rate]) > 0)
        self.retries = int(params["retries"])
        self.backoff = seconds(params["backoff"])
        self.retried: list[int] = []  # its append is atomic: threads may share it

    def path(self, task: int, attempt: int) -> str:
        faults = f"&attempt={attempt}{self.faults}" if self.faults else ""
        return f"/api/{task}?seed={self.seed}&delay={self.delay}{faults}"

    def pause(self, attempt: int) -> float:
        """Doubles with each attempt, up to 64 times the first."""
        return self.backoff * 2 ** min(attempt, 6)

    def run(self, task: int) -> int:
        for attempt in range(self.retries):
            try:
                return self.answer_in(self.get(self.path(task, attempt)))
            except FailedRequest:
                self.retried.append(task)
                time.sleep(self.pause(attempt))
        return self.answer_in(self.get(self.path(task, self.retries)))

    async def co_run(self, task: int) -> int:
        for attempt in range(self.retries):
            try:
                return self.answer_in(await self.co_get(self.path(task, attempt)))
            except FailedRequest:
                self.retried.append(task)
                await asyncio.sleep(self.pause(attempt))
        return self.answer_in(await self.co_get(self.path(task, self.retries)))

    @staticmethod
    def answer_in(body: bytes) -> int:
        item = json.loads(body)
        return mix(item["id"], item["value"])

    def wrong(self, task: int, answer: int, took_ns: int) -> str:
        right = mix(task, mix(self.seed, task) >> 11)
        return f"task {task} got the answer of another request" if answer != right else ""

    def counters(self) -> dict[str, int]:
        return {**super().counters(), "retries": len(self.retried)}


class ImageDownload(Http):
    """PNG images, each checked by its SHA-256."""

    parameters = {"latency": "10ms", "bandwidth": "16MiB", "request-timeout": "10s"}

    def __init__(self, spec: dict, is_async: bool):
        super().__init__(spec, is_async)
        params = spec["params"]
        self.query = f"?seed={spec['seed']}&latency={params['latency']}"
        if bandwidth := int(amount(params["bandwidth"], SIZES)):
            self.query += f"&bandwidth={bandwidth}"
        self.expected = [int(each["sha256"][:16], 16) for each in spec["fixture"]["images"]]

    def run(self, task: int) -> int:
        return self.answer_in(self.get(f"/images/{task}.png{self.query}"))

    async def co_run(self, task: int) -> int:
        return self.answer_in(await self.co_get(f"/images/{task}.png{self.query}"))

    @staticmethod
    def answer_in(body: bytes) -> int:
        return int.from_bytes(hashlib.sha256(body).digest()[:8], "big")

    def wrong(self, task: int, answer: int, took_ns: int) -> str:
        return f"/images/{task}.png has another SHA-256" if answer != self.expected[task] else ""


class FileIo(Scenario):
    """Whole files read, written or copied, with a checksum of every byte."""

    parameters = {"op": "copy", "size": "64KiB", "fsync": "off", "dir": ""}
    most = 64 * 2**20  # a file is in memory as a whole
    chunk = 128 * 2**10  # of which each has a stamp of its own in files that are made

    def __init__(self, spec: dict, is_async: bool):
        params = spec["params"]
        self.checksum = library("xxhash").xxh3_64_intdigest
        if is_async:
            self.open = library("aiofiles").open
        self.reads, self.writes = params["op"] != "write", params["op"] != "read"
        self.sync = params["fsync"] == "on"
        self.seed, self.folder = spec["seed"], Path(spec["sample_folder"])
        self.sources = spec["fixture"].get("files", [])
        self.size = int(amount(params["size"], SIZES))
        if max([each["size"] for each in self.sources] + [self.size]) > self.most:
            raise NotApplicable("this worker reads files as a whole, and so none above 64 MiB")
        if self.reads:
            for each in self.sources:
                Path(each["path"]).read_bytes()  # into the page cache
        else:
            words = (mix(self.seed, i).to_bytes(8, "little") for i in range(self.chunk // 8))
            self.base = b"".join(words)

    def clean_up(self) -> None:
        for each in self.folder.glob("*.dat"):
            each.unlink()

    def source(self, task: int) -> str:
        return self.sources[task % len(self.sources)]["path"]

    def sink(self, task: int) -> Path:
        return self.folder / f"{task:07}.dat"

    def content(self, task: int) -> bytes:
        """A chunk after the other, the same but for its first 8 bytes."""
        made = bytearray()
        for at in range(0, self.size, self.chunk):
            made += mix(self.seed ^ task, at).to_bytes(8, "little") + self.base[8:]
        return bytes(made[:self.size])

    def run(self, task: int) -> int:
        if self.reads:
            with open(self.source(task), "rb") as file:
                content = file.read()
        else:
            content = self.content(task)
        if self.writes:
            with open(self.sink(task), "wb") as file:
                file.write(content)
                if self.sync:
                    file.flush()
                    os.fsync(file.fileno())
        return self.checksum(content)

    async def co_run(self, task: int) -> int:
        if self.reads:
            async with self.open(self.source(task), "rb") as file:
                content = await file.read()
        else:
            content = self.content(task)
        if self.writes:
            async with self.open(self.sink(task), "wb") as file:
                await file.write(content)
                if self.sync:
                    await file.flush()
                    await asyncio.get_running_loop().run_in_executor(None, os.fsync, file.fileno())
        return self.checksum(content)

    def wrong(self, task: int, answer: int, took_ns: int) -> str:
        right = int(self.sources[task % len(self.sources)]["sum"], 16) if self.reads else self.checksum(self.content(task))
        if answer != right:
            return f"task {task} saw checksum {answer:016x} instead of {right:016x}"
        if self.writes and self.checksum(self.sink(task).read_bytes()) != right:
            return f"the file that task {task} wrote reads back differently"
        return ""


class CpuBound(Scenario):
    """Computing: a tile of the Mandelbrot set, or a SHA-256. An event loop computes one after another."""

    parameters = {"work": "mandelbrot", "tile": "64", "iterations": "1000", "size": "1MiB"}
    side = 2.5 / 8  # of a tile
    pieces = 64  # different ones, at which tasks take turns

    def __init__(self, spec: dict, is_async: bool):
        params = spec["params"]
        if params["work"] == "png":
            raise NotApplicable("work=png: Python's standard library decodes no PNG")
        self.is_mandelbrot = params["work"] == "mandelbrot"
        self.tile, self.iterations, self.size = int(params["tile"]), int(params["iterations"]), int(amount(params["size"], SIZES))
        self.answers = spec["fixture"]["answers"]
        self.corners = self.tile_corners()

    @classmethod
    def tile_corners(cls) -> list[tuple[float, float]]:
        """Lower left corners from the middle of the set outwards; 2k and 2k + 1 are mirror images, and cost the same."""
        def place(corner: tuple[float, float]) -> tuple[float, float]:
            x, y = corner
            return (x + cls.side / 2 + 0.25) ** 2 + (y + cls.side / 2) ** 2, x

        above = [(-2 + cls.side * (i % 8), cls.side * (i // 8)) for i in range(cls.pieces // 2)]
        return [corner for x, y in sorted(above, key=place) for corner in ((x, y), (x, -y - cls.side))]

    def run(self, task: int) -> int:
        piece = task % self.pieces
        return self.mandelbrot_sum(piece) if self.is_mandelbrot else self.sha256_sum(piece)

    async def co_run(self, task: int) -> int:
        return self.run(task)

    def mandelbrot_sum(self, piece: int) -> int:
        left, bottom = self.corners[piece]
        step = self.side / self.tile
        total = 0
        for row in range(self.tile):
            y = bottom + step * (row + 0.5)
            for column in range(self.tile):
                total = (total * 31 + escape_time(left + step * (column + 0.5), y, self.iterations)) % UINT64
        return total

    def sha256_sum(self, piece: int) -> int:
        content = bytearray(self.size)
        for at in range(0, self.size, 64):
            content[at] = mix(piece, at) & 0xFF
        return int.from_bytes(hashlib.sha256(content).digest()[:8], "big")

    def wrong(self, task: int, answer: int, took_ns: int) -> str:
        right = self.answers[task % len(self.answers)]
        return f"task {task} came to {answer:016x} instead of {right:016x}" if answer != right else ""


def escape_time(x: float, y: float, most: int) -> int:
    """Iterations of z² + c until |z| > 2, at most `most`. By hand, since abs() of a complex number takes a root."""
    re, im, taken = 0.0, 0.0, 0
    while taken < most and re * re + im * im <= 4:
        re, im, taken = re * re - im * im + x, 2 * re * im + y, taken + 1
    return taken


OF_ALL = {"warm": "0"}  # a parameter of all scenarios: batches that run before the measured one
SCENARIOS = {"sleep": Sleep, "api-calls": ApiCalls, "image-download": ImageDownload, "file-io": FileIo, "cpu-bound": CpuBound}


# ---- executors: each comes up, gives the function that runs all tasks, and goes down ----------------------------------------
Record = tuple[int, int, str, int]  # of a task: start, answer, what went wrong, end


def record_of(work, task: int) -> Record:
    """The only door through which a model reaches tasks: it stamps them, and keeps their answers and failures."""
    start = now()
    try:
        answer, failure = work.run(task), ""
    except Exception as error:  # whatever a task throws is its outcome, and does not end the others
        answer, failure = 0, str(error) or type(error).__name__
    return start, answer, failure, now()


async def co_record_of(work, task: int) -> Record:
    start = now()
    try:
        answer, failure = await work.co_run(task), ""
    except Exception as error:
        answer, failure = 0, str(error) or type(error).__name__
    return start, answer, failure, now()


@contextmanager
def sequential(work, spec: dict):
    yield lambda: [record_of(work, task) for task in range(spec["tasks"])]


@contextmanager
def thread_per_task(work, spec: dict):
    free = threading.Semaphore(spec["concurrency"])  # no more than so many are alive

    def run() -> list[Record]:
        records: list[Record] = [()] * spec["tasks"]

        def body(task: int) -> None:
            records[task] = record_of(work, task)
            free.release()

        threads = []
        for task in range(spec["tasks"]):
            free.acquire()
            threads.append(threading.Thread(target=body, args=(task,)))
            threads[-1].start()
        for thread in threads:
            thread.join()
        return records

    yield run


@contextmanager
def thread_pool(work, spec: dict):
    with ThreadPoolExecutor(spec["concurrency"]) as pool:
        all_up = threading.Barrier(spec["concurrency"])
        list(pool.map(lambda _: all_up.wait(), range(spec["concurrency"])))  # it makes a thread when it needs one
        yield lambda: list(pool.map(lambda task: record_of(work, task), range(spec["tasks"])))


@contextmanager
def process_pool(work, spec: dict):
    # Each process makes a scenario of its own, with its own connections.
    all_up = multiprocessing.Barrier(spec["concurrency"] + 1)
    with ProcessPoolExecutor(spec["concurrency"], initializer=set_up_process, initargs=(spec, all_up)) as pool:
        begun = pool.map(abs, range(spec["concurrency"]))  # it makes processes when it needs them
        all_up.wait()
        list(begun)
        yield lambda: list(pool.map(task_of_process, range(spec["tasks"])))


def set_up_process(spec: dict, all_up) -> None:
    global work_of_process
    try:
        work_of_process = SCENARIOS[spec["scenario"]](spec, False)
    except BaseException:
        all_up.abort()
        raise
    all_up.wait()


def task_of_process(task: int) -> Record:
    return record_of(work_of_process, task)


def event_loop(lanes: int):
    @contextmanager
    def executor(work, spec: dict):
        async def run() -> list[Record]:
            records: list[Record] = [()] * spec["tasks"]
            tasks = iter(range(spec["tasks"]))  # the lanes share it: each takes the next one when it has ended one

            async def lane() -> None:
                for task in tasks:
                    records[task] = await co_record_of(work, task)

            await asyncio.gather(*(lane() for _ in range(lanes or spec["concurrency"])))
            return records

        loop, shared = asyncio.new_event_loop(), AsyncExitStack()
        try:
            loop.run_until_complete(shared.enter_async_context(work.on_loop()))
            yield lambda: loop.run_until_complete(run())
            loop.run_until_complete(shared.aclose())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    return executor


# Each with whether its tasks are those of an event loop.
EXECUTORS = {"sequential": (sequential, False), "async-sequential": (event_loop(1), True), "threads": (thread_per_task, False),
             "thread-pool": (thread_pool, False), "processes": (process_pool, False), "asyncio": (event_loop(0), True)}


# ---- the sample ---------------------------------------------------------------------------------------------------------------
def quantiles(times: list[int]) -> dict[str, int]:
    ranks = {"p50": 500, "p90": 900, "p99": 990, "p999": 999, "max": 1000}  # nearest rank, in thousandths, rounded up
    times.sort()
    return {name: times[-(-rank * len(times) // 1000) - 1] for name, rank in ranks.items()} if times else {}


def most_alive(records: list[Record]) -> int:
    """Tasks begun and not ended, the most at one moment; where one ends and another begins at once, it is one."""
    alive = most = 0
    for _, change in sorted([(each[0], 1) for each in records] + [(each[3], -1) for each in records]):
        alive += change
        most = max(most, alive)
    return most


def cpu_ns() -> tuple[int, int]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime * 1e9), int(used.ru_stime * 1e9)


def memory(figure: str) -> int:
    """Resident memory of this process in bytes: VmRSS, now; VmHWM, the most until now."""
    return int(re.search(rf"{figure}:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024


def forget_peak() -> int:
    """The resident memory now, from which on the peak counts anew; more than any peak where that cannot be."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return UINT64
    return memory("VmRSS")


def interpreter_start_ns() -> int:
    """From the start of this process until now. The kernel counts starts in ticks, 10 ms as a rule."""
    after_the_name = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()
    started = int(after_the_name[19]) * 10**9 // os.sysconf("SC_CLK_TCK")
    return max(0, time.clock_gettime_ns(time.CLOCK_BOOTTIME) - started)


def interpreter() -> str:
    has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return f"Python {sys.version.split()[0]}, GIL {'on' if has_gil else 'off'}"


def take_sample(spec: dict, program_start_ns: int) -> dict:
    """Start-up, run and tear-down are timed apart; set-up before and verification after are not timed."""
    executor = spec["executor"]
    bring_up, is_async = EXECUTORS[executor]
    work = SCENARIOS[spec["scenario"]](spec, is_async)
    resident, start = forget_peak(), now()
    with bring_up(work, spec) as run:
        up = now()
        for _ in range(int(spec["params"]["warm"])):
            run()
            work.clean_up()
        counted_before = work.counters()
        own_before, begin = cpu_ns(), now()
        records = run()
        end, own_after = now(), cpu_ns()
        threads, peak = threading.active_count(), memory("VmHWM")
    stopped = now()

    done = [(task, *record) for task, record in enumerate(records) if not record[2]]
    failures = [failure for _, _, failure, _ in records if failure]
    wrong = [text for task, first, answer, _, last in done if (text := work.wrong(task, answer, last - first))]
    most = most_alive(records)
    sample = {
        "status": "incorrect" if wrong else "failed" if failures else "ok", "reason": (wrong + failures + [""])[0],
        "wall_ns": end - begin, "startup_ns": up - start, "teardown_ns": stopped - end,
        "last_start_ns": max(first for first, *_ in records) - begin,
        "peak_tasks": most, "tasks_ok": len(done), "tasks_failed": len(failures),
        "errors": [{"reason": each, "count": failures.count(each)} for each in sorted(set(failures))],
        "latency_ns": quantiles([last - first for _, first, _, _, last in done]),
        "sojourn_ns": quantiles([last - begin for *_, last in done]),
        "digest": f"{sum(mix(answer, task + 1) for task, _, answer, _, _ in done) % UINT64:016x}",
        "counters": {"program_start_ns": program_start_ns}, "notes": [interpreter() + (f", warm after {spec['params']['warm']} batches" if spec["params"]["warm"] != "0" else "")],
    }
    if executor == "processes":  # what these used, the manager alone knows, who counts all processes
        return sample
    return {**sample, "cpu_user_ns": own_after[0] - own_before[0], "cpu_system_ns": own_after[1] - own_before[1],
            "peak_rss_bytes": peak, "rss_increase_bytes": max(0, peak - resident), "peak_threads": most + 1 if executor == "threads" else threads,
            "counters": {**{name: count - counted_before[name] for name, count in work.counters().items()}, **sample["counters"]}}


def refusal(spec: dict) -> str:
    """Why this sample cannot be taken as it was asked for; empty when it can."""
    if spec["scenario"] not in SCENARIOS or spec["executor"] not in EXECUTORS:
        return f"this worker has no {spec['executor']} for {spec['scenario']}"
    if spec.get("targets") or spec.get("rate"):
        return "this worker knows no --url and no --rate"
    unknown = [f"{name}={value}" for name, value in spec["params"].items() if name not in {**SCENARIOS[spec["scenario"]].parameters, **OF_ALL}]
    return f"this worker does not know {', '.join(unknown)}" if unknown else ""


def answer_to(spec: dict, program_start_ns: int) -> dict:
    if spec["action"] == "describe":
        return {"executors": list(EXECUTORS), "scenarios": list(SCENARIOS), "models": {"asyncio": "coroutines"},
                "parameters": {name: [*scenario.parameters, *OF_ALL] for name, scenario in SCENARIOS.items()}}
    if reason := refusal(spec):
        return {"status": "n/a", "reason": reason}
    spec["params"] = {**SCENARIOS[spec["scenario"]].parameters, **OF_ALL, **spec["params"]}
    try:
        sample = take_sample(spec, program_start_ns)
    except NotApplicable as why:
        return {"status": "n/a", "reason": str(why)}
    return {"status": sample["status"], "reason": sample["reason"], "sample": sample}


def cannot_read(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    sys.exit(2)


def main() -> None:
    program_start_ns = interpreter_start_ns()
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # names of files and folders come byte for byte
    try:
        spec = json.load(sys.stdin)
    except ValueError as error:
        cannot_read(f"the spec is not a JSON object: {error}")
    if not isinstance(spec, dict):
        cannot_read("the spec is not a JSON object")
    if spec.get("protocol") != 1 or spec.get("action") not in ("describe", "sample"):
        cannot_read("known: protocol 1; action describe, sample")
    json.dump(answer_to(spec, program_start_ns), sys.stdout)


if __name__ == "__main__":
    main()
