"""Three coroutines, awaited one after another: as long as in sequence."""
import asyncio


async def worker(name):
    print(f"worker {name}: starting")
    await asyncio.sleep(0.2)  # the loop has nothing else to run
    print(f"worker {name}: done")
    return f"result of {name}"


async def main():
    for name in "ABC":
        result = await worker(name)  # only then the next
        print(result)


asyncio.run(main())
