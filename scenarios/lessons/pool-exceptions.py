"""An exception in a pool's thread waits until result() raises it. Then a group of them."""
import concurrent.futures
import threading
import time


def fail(name, after):
    print(f"{name}: starting")
    time.sleep(after)
    print(f"{name}: ended by an exception")
    raise RuntimeError(f"{name} failed")


def watch(stop):
    print("watch: starting")
    stop.wait()  # a failure ends it; without one it would run for ever
    print("watch: done")


def one_future():
    with concurrent.futures.ThreadPoolExecutor(max_workers=1) as pool:
        print("main: one call on a pool")
        answer = pool.submit(fail, "download", 0.1)
        try:
            answer.result()
        except RuntimeError as error:
            print(f"main: result() raised: {error}")


def run_group(*calls):
    """A task group by hand, because threading has none: the first failure sets `stop`."""
    stop = threading.Event()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        futures = [pool.submit(call, stop) for call in calls]
        concurrent.futures.wait(futures, return_when=concurrent.futures.FIRST_EXCEPTION)
        stop.set()
    if errors := [each.exception() for each in futures if each.exception()]:
        raise ExceptionGroup(f"{len(errors)} tasks failed", errors)


one_future()
print("main: three tasks in a group")
try:
    run_group(lambda stop: fail("query", 0.1), lambda stop: fail("upload", 0.2), watch)
except* RuntimeError as failures:
    print(f"main: the group raised: {failures}")
    for each in failures.exceptions:
        print(f"main: {each}")
