"""The event loop: each time it runs one callback, or one coroutine until that suspends."""
import asyncio


async def count(name):
    print(f"coroutine {name}: starting")
    for step in (1, 2):
        print(f"coroutine {name}: step {step}")
        await asyncio.sleep(0)  # to the end of the queue
    print(f"coroutine {name}: done")


async def wait():
    print("timer: starting")
    await asyncio.sleep(0.3)
    print("timer: done")


loop = asyncio.new_event_loop()
tasks = [loop.create_task(each) for each in (wait(), count("A"), count("B"))]
loop.call_soon(lambda: print("a function that was posted"))
print("main: all of it is queued, and nothing has begun")
# Python runs a loop until something is done, not turn by turn.
loop.run_until_complete(asyncio.gather(*tasks))
loop.close()
print("main: nothing is left to do")
