"""Three coroutines at once: `as_completed` gives each result as soon as it is there."""
import asyncio


async def worker(name, seconds):
    print(f"worker {name}: starting")
    await asyncio.sleep(seconds)
    print(f"worker {name}: done")
    return f"result of {name}"


async def main():
    workers = [worker("A", 0.45), worker("B", 0.15), worker("C", 0.3)]
    for done in asyncio.as_completed(workers):
        result = await done  # would raise what the worker raised
        print(result)


asyncio.run(main())
