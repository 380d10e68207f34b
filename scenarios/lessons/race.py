"""A race: two threads add to one counter, and additions get lost. The way to repair it: a lock."""
import threading
import time

ROUNDS = 3_000  # fewer than in C++: it takes long to hand the interpreter from thread to thread
counter = 0
lock = threading.Lock()


def add_with_race():
    global counter
    seen = counter
    time.sleep(0)  # the other thread may add now
    counter = seen + 1  # this undoes what it added


def add_with_lock():
    global counter
    with lock:  # one thread at a time, until the end of the block
        counter += 1


def count_twice(name, add):
    global counter
    counter = 0
    both_ready = threading.Barrier(2)

    def worker():
        both_ready.wait()
        for _ in range(ROUNDS):
            add()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    print(f"main: {name}: counted {counter} of {2 * ROUNDS}")


print(f"main: {ROUNDS} additions in each of two threads")
count_twice("load, then store", add_with_race)
count_twice("lock", add_with_lock)
