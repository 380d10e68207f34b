"""What tasks that sleep take of memory: in sequence, as threads, as coroutines. Each row is a process of its own."""
import asyncio
import os
import threading
import time


def in_sequence(tasks):
    for _ in range(tasks):
        time.sleep(0.05 / tasks)


def as_threads(tasks):
    all_began = threading.Barrier(tasks)  # so that all exist at the same time

    def sleep():
        all_began.wait()
        time.sleep(0.05)

    threads = [threading.Thread(target=sleep) for _ in range(tasks)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def as_coroutines(tasks):
    async def sleep_all():
        await asyncio.gather(*(asyncio.sleep(0.05) for _ in range(tasks)))

    asyncio.run(sleep_all())


def status(name):
    """The KiB behind a name in /proc/self/status."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(name))


def measure(name, model, tasks):
    if child := os.fork():
        os.waitpid(child, 0)
        return
    model(1)  # what is needed once is not counted
    virtual, resident = status("VmSize"), status("VmRSS")
    model(tasks)
    virtual, resident = status("VmPeak") - virtual, status("VmHWM") - resident
    print(f"{tasks:>4} {name:<14}{virtual:>9}{virtual / tasks:>9.1f}{resident:>10}{resident / tasks:>9.1f}",
          flush=True)
    os._exit(0)


print(f"the interpreter alone: {status('VmRSS')} KiB resident")
print("KiB added             virtual   a task  resident   a task", flush=True)
for number in (10, 1_000):
    measure("in sequence", in_sequence, number)
    measure("as threads", as_threads, number)
    measure("as coroutines", as_coroutines, number)
