"""A group of coroutines: the first failure cancels the others, and every failure is reported."""
import asyncio


async def download():
    print("download: starting")
    await asyncio.sleep(0.2)
    print("download: ended by an exception")
    raise RuntimeError("the server has gone away")


async def save():
    print("save: starting")
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:  # cancelled, and now it tidies up
        print("save: ended by an exception")
        raise RuntimeError("cannot remove half of a file")


async def watch():
    print("watch: starting")
    await asyncio.sleep(10)  # cancelled: an end that was asked for is no failure


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(download())
            group.create_task(save())
            group.create_task(watch())
    except* RuntimeError as failures:
        print(f"main: {failures}")
        for each in failures.exceptions:
            print(f"main: - {each}")


asyncio.run(main())
