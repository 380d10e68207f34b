"""Three coroutines at once on one thread: `gather` starts them together, and returns their results in order."""
import asyncio


async def worker(name):
    print(f"worker {name}: starting")
    await asyncio.sleep(0.3)  # the loop runs the others meanwhile
    print(f"worker {name}: done")
    return f"result of {name}"


async def main():
    for result in await asyncio.gather(*(worker(name) for name in "ABC")):
        print(result)


asyncio.run(main())
