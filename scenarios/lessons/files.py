"""Eight files, written and read back: by a pool of threads, and by coroutines, which hand files to threads too."""
import asyncio
import pathlib
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

try:
    import aiofiles
except ImportError:
    aiofiles = None
    print("aiofiles is not installed: asyncio.to_thread does the same, as aiofiles has threads too")

TEXT = b"x" * 4_000_000


def write_and_read(path):
    path.write_bytes(TEXT)
    assert path.read_bytes() == TEXT


async def write_and_read_async(path):
    if aiofiles is None:
        return await asyncio.to_thread(write_and_read, path)
    async with aiofiles.open(path, "wb") as file:
        await file.write(TEXT)
    async with aiofiles.open(path, "rb") as file:
        assert await file.read() == TEXT


async def all_at_once(paths):
    await asyncio.gather(*(write_and_read_async(path) for path in paths))


def report(how, work):
    start = time.perf_counter()
    work()
    print(f"{how}: {time.perf_counter() - start:.2f} s")


with tempfile.TemporaryDirectory() as folder:
    files = [pathlib.Path(folder) / name for name in "abcdefgh"]
    with ThreadPoolExecutor(max_workers=4) as pool:
        report("a pool of 4", lambda: list(pool.map(write_and_read, files)))
    report("coroutines", lambda: asyncio.run(all_at_once(files)))
