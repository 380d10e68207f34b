"""Several threads at once: each writes a result of its own, and main joins them all."""
import threading
import time


def worker(number, pause, results):
    print(f"worker {number}: starting")
    time.sleep(pause)
    results[number - 1] = f"worker {number} slept {pause * 1000:.0f} ms"
    print(f"worker {number}: done")


pauses = [0.3, 0.2, 0.1]
results = [None] * len(pauses)  # a place for each thread
threads = [threading.Thread(target=worker, args=(number, pause, results))
           for number, pause in enumerate(pauses, 1)]
print(f"main: starts {len(pauses)} threads")
for each in threads:
    each.start()
print("main: all of them run")
for each in threads:
    each.join()  # main waits as long as the slowest takes
for each in results:
    print(f"main: {each}")
