"""Ten tasks that wait 0.15 s each, one after another, and then on a pool of ten threads."""
import concurrent.futures
import time


def fetch(number):
    print(f"task {number}: starting\n", end="")  # in one piece: lines of several threads do not mix
    time.sleep(0.15)  # stands for a request to a server
    print(f"task {number}: done\n", end="")


def sequential(numbers):
    for number in numbers:
        fetch(number)


def thread_pool(numbers):
    with concurrent.futures.ThreadPoolExecutor(max_workers=len(numbers)) as pool:
        list(pool.map(fetch, numbers))  # an iterator: who takes no result meets no exception


def time_of(work, numbers):
    start = time.perf_counter()
    work(numbers)
    return time.perf_counter() - start


numbers = range(1, 11)
times = {"sequential": time_of(sequential, numbers), "thread pool": time_of(thread_pool, numbers)}
longest = max(times.values())
for name, took in times.items():
    print(f"{name:<11} {took:5.2f} s  {'#' * round(20 * took / longest)}")
print(f"the pool is {times['sequential'] / times['thread pool']:.1f} times as fast")
