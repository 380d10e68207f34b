"""One coroutine: calling it runs nothing yet. The event loop runs it to its end."""
import asyncio


async def worker(name):
    print(f"worker {name}: starting")
    await asyncio.sleep(0.3)  # suspends; the thread is free meanwhile
    print(f"worker {name}: done")
    return f"result of {name}"


async def first():
    print("first: begins")
    work = worker("A")  # a coroutine object; its first line has not run
    print("first: the worker is made, and has not begun")
    result = await work  # runs it, and resumes here at its end
    print(f"first: {result}")


waiting = first()
print("main: a coroutine waits for the loop")
asyncio.run(waiting)
print("main: the loop has ended")
