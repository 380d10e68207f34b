#!/usr/bin/env python3
"""The smallest worker that is whole: `sleep` under a pool of threads, as a further executor of a run.

    concbench run sleep --worker py='python3 scripts/worker_example.py'

It reads a JSON object, carries out its action, and writes a JSON object: docs/protocol.md. scripts/workers has larger ones.
"""
import json
import re
import resource
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic_ns as now, sleep

UNITS = {"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9, "min": 60 * 10**9, "h": 3600 * 10**9}


def mix(a: int, b: int) -> int:
    x = (a + 0x9E3779B97F4A7C15 * (b + 1)) % 2**64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
    return x ^ x >> 31


def nanoseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return float(number) * UNITS[unit]


def quantiles(times: list[int]) -> dict[str, int]:
    """By nearest rank; the ranks are thousandths, rounded up."""
    times = sorted(times)
    ranks = {"p50": 500, "p90": 900, "p99": 990, "p999": 999, "max": 1000}
    return {name: times[-(-rank * len(times) // 1000) - 1] for name, rank in ranks.items()}


def take_sample(spec: dict) -> dict:
    tasks, delay = range(spec["tasks"]), nanoseconds(spec["params"].get("delay", "20ms"))

    def run(task: int) -> tuple[int, int, int]:
        start = now()
        sleep(delay / 1e9)
        return start, mix(task, 0), now()

    # The pool comes up before the clock starts, and goes down after it has stopped.
    starting = now()
    with ThreadPoolExecutor(spec["concurrency"]) as pool:
        all_up = threading.Barrier(spec["concurrency"])
        list(pool.map(lambda _: all_up.wait(), range(spec["concurrency"])))
        before, begin = resource.getrusage(resource.RUSAGE_SELF), now()
        records = list(pool.map(run, tasks))
        end, after, alive = now(), resource.getrusage(resource.RUSAGE_SELF), threading.active_count()
    stopped = now()

    early = [task for task in tasks if records[task][2] - records[task][0] < delay - 1000]  # floats: 1 µs of grace
    return {
        "status": "incorrect" if early else "ok", "reason": f"task {early[0]} slept less than it was told" if early else "",
        "wall_ns": end - begin, "startup_ns": begin - starting, "teardown_ns": stopped - end,
        "cpu_user_ns": int((after.ru_utime - before.ru_utime) * 1e9), "cpu_system_ns": int((after.ru_stime - before.ru_stime) * 1e9),
        "peak_threads": alive, "tasks_ok": len(tasks), "tasks_failed": 0,
        "latency_ns": quantiles([last - first for first, _, last in records]),
        "digest": f"{sum(mix(answer, task + 1) for task, (_, answer, _) in enumerate(records)) % 2**64:016x}",
        "notes": [f"Python {sys.version.split()[0]}"],
    }


def answer_to(spec: dict) -> dict:
    if spec["action"] == "describe":
        return {"executors": ["threads"], "scenarios": ["sleep"], "parameters": {"sleep": ["delay"]}}
    unknown = [f"{name}={value}" for name, value in spec["params"].items() if name != "delay"]
    if unknown:
        return {"status": "n/a", "reason": f"this worker does not know {', '.join(unknown)}"}
    sample = take_sample(spec)
    return {"status": sample["status"], "reason": sample["reason"], "sample": sample}


def refused(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        asked = json.load(sys.stdin)
    except ValueError as error:
        sys.exit(refused(f"the spec is not JSON: {error}"))
    if not isinstance(asked, dict) or asked.get("protocol") != 1 or asked.get("action") not in ("describe", "sample"):
        sys.exit(refused("known: an object with protocol 1; action describe, sample"))
    json.dump(answer_to(asked), sys.stdout)
