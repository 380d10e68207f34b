"""A coroutine that blocks stops the loop and everybody on it. The remedy: asyncio.to_thread."""
import asyncio
import time


def old_library():  # knows nothing of loops
    print("blocking call: starting")
    time.sleep(0.4)
    print("blocking call: done")


async def tick(number):
    print(f"tick {number}: starting")
    await asyncio.sleep(0.1)
    print(f"tick {number}: done")


async def call_here():
    old_library()  # wrong: nothing suspends, so the loop cannot run the others


async def call_elsewhere():
    await asyncio.to_thread(old_library)  # right: suspends, and another thread blocks


async def beside_ticks(call):
    start = time.perf_counter()
    await asyncio.gather(tick(1), tick(2), tick(3), call)
    print(f"main: all have ended after {time.perf_counter() - start:.1f} s")


async def main():
    print("main: a call that blocks the loop")
    await beside_ticks(call_here())
    print("main: the same call on a pool of threads")
    await beside_ticks(call_elsewhere())


asyncio.run(main())
