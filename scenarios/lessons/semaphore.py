"""Nine coroutines and a semaphore with three permits: never more than three download at once."""
import asyncio

running = 0
most = 0


async def download(limit, number):
    global running, most
    async with limit:  # suspends until a permit is free
        print(f"download {number}: starting")
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.15)
        running -= 1
        print(f"download {number}: done")


async def main():
    limit = asyncio.Semaphore(3)
    print("main: nine coroutines, three permits")
    await asyncio.gather(*(download(limit, number) for number in range(1, 10)))
    print(f"main: at most {most} ran at once")


asyncio.run(main())
