"""`async with` awaits the close of what it opened on both ways out of its body."""
import asyncio


class Session:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, trace):
        print("close: starting")
        await self.talk(0.1)  # says goodbye to the server
        print("close: done")

    async def talk(self, seconds):
        await asyncio.sleep(seconds)


async def query(answers_after):
    async with Session() as server:
        print("query: starting")
        await server.talk(answers_after)
        print("query: done")


async def main():
    await query(0.2)
    try:
        await asyncio.wait_for(query(10), timeout=0.2)
    except asyncio.TimeoutError:
        print("main: the query timed out, and its session is closed")


asyncio.run(main())
