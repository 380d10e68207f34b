"""`wait_for` gives a coroutine some time. When that is over it is cancelled, and can tidy up."""
import asyncio


async def download(name, seconds):
    print(f"download {name}: starting")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(f"download {name}: cancelled; I remove my half of a file")
        raise  # the caller must learn that there is no result
    print(f"download {name}: done")
    return f"page {name}"


async def try_it(name, seconds):
    try:
        page = await asyncio.wait_for(download(name, seconds), timeout=0.3)
        print(f"main: got {page}")
    except asyncio.TimeoutError:
        print(f"main: download {name} timed out")


async def main():
    await try_it("A", 0.15)
    await try_it("B", 10)


asyncio.run(main())
