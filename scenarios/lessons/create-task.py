"""A task runs beside the coroutine that made it: it begins when that one next suspends."""
import asyncio


async def download():
    print("download: starting")
    await asyncio.sleep(0.3)
    print("download: done")
    return "a page"


async def upload():
    print("upload: starting")
    await asyncio.sleep(0.2)
    print("upload: ended by an exception")
    raise RuntimeError("the disk is full")


async def main():
    page = asyncio.create_task(download())
    sent = asyncio.create_task(upload())
    print("main: two tasks are made, and neither has begun")
    await asyncio.sleep(0.1)  # both begin here
    print(f"main: they run beside me; is the download done? {page.done()}")
    text = await page
    print(f"main: got {text}; is the download done? {page.done()}")
    try:
        await sent  # ended long ago: does not suspend
    except RuntimeError as error:
        print(f"main: await raised: {error}")


asyncio.run(main())
