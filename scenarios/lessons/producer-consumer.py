"""A producer and two consumers share a queue with two places: who is too fast waits."""
import asyncio


async def produce(orders, consumers):
    print("producer: starting")
    for order in range(1, 9):
        await orders.put(order)  # suspends while the queue is full
        print(f"producer: order {order} is in the queue")
    for _ in range(consumers):
        await orders.put(None)  # no more will come (Python 3.13 has orders.shutdown())
    print("producer: done")


async def consume(orders, number):
    while (order := await orders.get()) is not None:
        print(f"consumer {number}: order {order}: starting")
        await asyncio.sleep(0.15)
        print(f"consumer {number}: order {order}: done")
    print(f"consumer {number}: there is no more")


async def main():
    orders = asyncio.Queue(maxsize=2)
    await asyncio.gather(produce(orders, 2), consume(orders, 1), consume(orders, 2))


asyncio.run(main())
