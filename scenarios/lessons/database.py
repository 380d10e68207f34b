"""Eight queries on SQLite, whose calls block: in sequence, by a pool of threads, and by coroutines that offload them."""
import asyncio
import pathlib
import sqlite3
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

own = threading.local()


def sum_of(file, sensor):
    if not hasattr(own, "connection"):  # sqlite3 refuses one that another thread has made
        own.connection = sqlite3.connect(file)
    return own.connection.execute("SELECT sum(value) FROM readings WHERE sensor = ?", (sensor,)).fetchone()[0]


def report(how, work):
    start = time.perf_counter()
    result = work()
    print(f"{how}: {time.perf_counter() - start:.2f} s")
    return result


async def offloaded(file, pool):
    loop = asyncio.get_running_loop()
    return await asyncio.gather(*(loop.run_in_executor(pool, sum_of, file, i) for i in range(8)))


with tempfile.TemporaryDirectory() as folder:
    database = pathlib.Path(folder) / "readings.db"
    made = sqlite3.connect(database)
    made.execute(
        "CREATE TABLE readings AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) "
        "SELECT i % 8 AS sensor, i AS value FROM n")
    made.close()
    report("in sequence", lambda: [sum_of(database, i) for i in range(8)])
    with ThreadPoolExecutor(max_workers=2) as threads:
        sums = report("a pool of 2", lambda: list(threads.map(lambda i: sum_of(database, i), range(8))))
        same = report("coroutines that offload", lambda: asyncio.run(offloaded(database, threads))) == sums
    print("the same sums" if same else "other sums")
