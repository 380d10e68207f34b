"""The same six tasks on one loop, and on two loops with a thread each, of which one computes."""
import asyncio
import threading


def count_primes(start, stop):
    return sum(
        all(number % divisor for divisor in range(2, int(number**0.5) + 1))
        for number in range(start, stop)
    )


async def count(number):
    name = threading.current_thread().name
    print(f"{name}: task {number}: starting")
    primes = count_primes(2, 10_000)
    await asyncio.sleep(0)  # lets others have their turn
    primes += count_primes(10_000, 15_000)
    print(f"{name}: task {number}: {primes} primes")


async def count_all(numbers):
    await asyncio.gather(*(count(number) for number in numbers))


print("main: one loop, one thread")
asyncio.run(count_all(range(1, 7)))
# There is no loop with several threads in asyncio.
print("main: two loops, a thread for each")
threads = [
    threading.Thread(target=lambda first=first: asyncio.run(count_all(range(first, 7, 2))))
    for first in (1, 2)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
