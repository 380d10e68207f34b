"""Ten calls that take 0.1 s each: blocking, as coroutines awaited one after another, and as coroutines at once."""
import asyncio
import sys
import time
from urllib.request import urlopen

try:
    import aiohttp
except ImportError:
    aiohttp = None
    print("aiohttp is not installed: threads of asyncio.to_thread make the calls of the coroutines")

if len(sys.argv) < 2:
    sys.exit("start 'concbench serve' and give its URL")
URLS = [f"{sys.argv[1]}/api/{i}?delay=100ms" for i in range(10)]


def call(url):
    with urlopen(url) as response:
        return response.read()


async def call_async(session, url):
    if session is None:
        return await asyncio.to_thread(call, url)
    async with session.get(url) as response:
        return await response.read()


async def one_after_another(session):
    for url in URLS:
        await call_async(session, url)


async def at_once(session):
    await asyncio.gather(*(call_async(session, url) for url in URLS))


async def with_session(work):
    if aiohttp is None:
        return await work(None)
    async with aiohttp.ClientSession() as session:
        return await work(session)


def report(how, work):
    start = time.perf_counter()
    work()
    print(f"{how}: {time.perf_counter() - start:.1f} s")


report("blocking", lambda: [call(url) for url in URLS])
report("coroutines, one after another", lambda: asyncio.run(with_session(one_after_another)))
report("coroutines, at once", lambda: asyncio.run(with_session(at_once)))
