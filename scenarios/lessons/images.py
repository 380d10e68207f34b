"""Nine images that a server sends after 50 ms each: in sequence, by a pool of three threads, and by coroutines."""
import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

try:
    import aiohttp
except ImportError:
    aiohttp = None

if len(sys.argv) < 2:
    sys.exit("start 'concbench serve' and give its URL")
URLS = [f"{sys.argv[1]}/images/{i}.png?latency=50ms" for i in range(9)]


def download(url):
    with urlopen(url) as response:
        return len(response.read())


async def download_async(session, url):
    async with session.get(url) as response:
        return len(await response.read())


async def download_all():
    if aiohttp is None:
        print("aiohttp is not installed: threads of asyncio.to_thread do it instead")
        return sum(await asyncio.gather(*(asyncio.to_thread(download, url) for url in URLS)))
    async with aiohttp.ClientSession() as session:
        return sum(await asyncio.gather(*(download_async(session, url) for url in URLS)))


def report(how, downloads):
    start = time.perf_counter()
    print(f"{how}: {downloads()} bytes in {time.perf_counter() - start:.2f} s")


report("in sequence", lambda: sum(download(url) for url in URLS))
with ThreadPoolExecutor(max_workers=3) as pool:
    report("a pool of 3", lambda: sum(pool.map(download, URLS)))
report("coroutines", lambda: asyncio.run(download_all()))
